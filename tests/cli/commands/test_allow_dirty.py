"""`--allow-dirty` takes files with uncommitted work: only the edits are staged, or committed."""

import pytest

from tests.git.git_repository import HUB, MOVED, USER, WAYS, Workshop

GAP = "".join(f"x{number} = {number}\n" for number in range(12))
LONG = f"from pkg.old import make\n\n{GAP}make()\n"
NAME = "app/long.py"


def numbered(text: str, *numbers: int) -> str:
    """A text with some of its numbers changed."""
    for number in numbers:
        text = text.replace(f"x{number} = {number}\n", f"x{number} = -{number}\n")
    return text


def moved(text: str) -> str:
    return text.replace("pkg.old", "pkg.new").replace("make", "build")


@pytest.fixture
def dirty(shop: Workshop) -> Workshop:
    """`app/long.py` holds a staged change and another one that is not."""
    shop.commit({**HUB, NAME: LONG, "app/user.py": USER})
    shop.lay({NAME: numbered(LONG, 3)})
    shop.git("add", NAME)
    shop.lay({NAME: numbered(LONG, 3, 8)})
    return shop


EXPECTED = {
    "apply": (moved(numbered(LONG, 3, 8)), moved(numbered(LONG, 3)), LONG),
    "index only": (numbered(LONG, 3, 8), moved(numbered(LONG, 3)), LONG),
    "commit": (moved(numbered(LONG, 3, 8)), moved(numbered(LONG, 3)), moved(LONG)),
    "branch": (numbered(LONG, 3, 8), numbered(LONG, 3), LONG),
}


@pytest.mark.parametrize("way", WAYS)
def test_the_edits_go_everywhere_and_the_changes_stay_where_they_are(way: str, dirty: Workshop) -> None:
    before = dirty.state()
    assert dirty.apply(*WAYS[way], "--allow-dirty").exit_code == 0
    assert (dirty.read(NAME), dirty.read(NAME, ":"), dirty.read(NAME, "HEAD:")) == EXPECTED[way]
    if way == "branch":
        assert dirty.read(NAME, "series:") == moved(LONG)
    assert dirty.run("undo").exit_code == 0
    assert dirty.state() == before


def test_after_a_commit_the_rest_is_staged_and_unstaged_as_it_was(dirty: Workshop) -> None:
    def changes(*words: str) -> list[str]:
        lines = dirty.git("diff", "-U0", *words).splitlines()
        return [line for line in lines if line[:1] in "+-" and line[:3] not in ("+++", "---")]

    before = changes("--cached"), changes()
    dirty.apply("--commit", "--allow-dirty")
    assert (changes("--cached"), changes()) == before == (["-x3 = 3", "+x3 = -3"], ["-x8 = 8", "+x8 = -8"])


def test_without_it_the_file_is_left(dirty: Workshop) -> None:
    result = dirty.apply()
    assert "RP008" in result.codes(NAME)
    assert "the file holds staged and unstaged changes" in result.said
    assert "or pass --allow-dirty" in result.said
    assert dirty.read(NAME) == numbered(LONG, 3, 8)


def test_edits_that_come_out_in_another_way_leave_the_file(dirty: Workshop) -> None:
    dirty.lay({NAME: LONG.replace("import make", "import make as m").replace("make()", "m()")})
    dirty.git("add", NAME)
    dirty.lay({NAME: LONG})
    result = dirty.apply("--allow-dirty")
    assert "RP008" in result.codes(NAME)
    assert (dirty.read(NAME), dirty.read("app/user.py")) == (LONG, MOVED)


@pytest.mark.parametrize("words", [[], ["--branch", "series"]])
def test_a_mode_or_a_kind_that_is_staged_is_not_committed(words: list[str], shop: Workshop) -> None:
    shop.commit({"app/user.py": USER, "app/link.py": USER})
    shop.git("update-index", "--chmod=+x", "app/user.py")
    (shop.root / "app/user.py").chmod(0o755)
    (shop.root / "app/link.py").unlink()
    (shop.root / "app/link.py").symlink_to("user.py")
    shop.git("add", "app/link.py")
    shop.apply("--commit", "--allow-dirty", *words)
    tip = words[-1] if words else "HEAD"
    modes = [line.split()[0] for line in shop.git("ls-tree", f"{tip}:app").splitlines()]
    assert modes == ["100644", "100644"]
    assert shop.read("app/user.py", f"{tip}:") == MOVED
    assert [line.split()[0] for line in shop.git("ls-files", "-s", "app").splitlines()] == [
        "120000",
        "100755",
    ]


def test_a_change_of_the_mode_alone_is_not_staged(shop: Workshop) -> None:
    shop.commit({"app/user.py": USER})
    (shop.root / "app/user.py").chmod(0o755)
    shop.apply("--commit", "--allow-dirty")
    assert shop.git("ls-tree", "HEAD", "app/user.py").startswith("100644 ")
    assert shop.git("diff", "--summary") == " mode change 100644 => 100755 app/user.py\n"
    assert shop.read("app/user.py", "HEAD:") == MOVED


def test_a_new_file_is_staged_as_it_would_be_and_committed_by_its_user(shop: Workshop) -> None:
    shop.commit({"app/user.py": USER})
    shop.lay({"app/new.py": USER})
    shop.git("add", "app/new.py")
    before = shop.state()
    assert shop.apply("--allow-dirty").exit_code == 0
    assert shop.read("app/new.py", ":") == shop.read("app/new.py") == MOVED
    shop.run("undo")
    assert shop.state() == before
    shop.apply("--allow-dirty", "--commit")
    assert shop.read("app/new.py", ":") == USER
    assert shop.git("ls-tree", "HEAD", "app/new.py") == ""


def test_line_ends_that_git_converts_do_not_stand_in_the_way(shop: Workshop) -> None:
    text = "from pkg.old import (\n    make,  # why\n)\n\nmake()\n"
    shop.git("config", "core.autocrlf", "true")
    shop.commit({"app/user.py": text.replace("\n", "\r\n")})
    shop.lay({"app/user.py": f"{text}# mine\n".replace("\n", "\r\n")})
    assert shop.apply("--commit", "--allow-dirty").exit_code == 0
    assert shop.read("app/user.py", "HEAD:") == moved(text)
    assert shop.read("app/user.py") == f"{moved(text)}# mine\n".replace("\n", "\r\n")


@pytest.mark.parametrize("flag", ["--assume-unchanged", "--skip-worktree"])
def test_what_git_was_told_not_to_look_at_is_left_all_the_same(flag: str, shop: Workshop) -> None:
    shop.commit({"app/user.py": USER, "app/other.py": USER})
    shop.git("update-index", flag, "app/user.py")
    before = shop.state()
    result = shop.apply("--allow-dirty")
    assert "RP008" in result.codes("app/user.py")
    assert shop.read("app/user.py") == shop.read("app/user.py", ":") == USER
    shop.run("undo")
    assert shop.state() == before
