"""`--allow-dirty` takes files with uncommitted work: only the edits are staged, or committed."""

import pytest

from tests.git.user_repository import APPLY_OPTIONS, HUB, MOVED, USER, UserRepository

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
def dirty(repo: UserRepository) -> UserRepository:
    """`app/long.py` holds a staged change and another one that is not."""
    repo.commit({**HUB, NAME: LONG, "app/user.py": USER})
    repo.write({NAME: numbered(LONG, 3)})
    repo.git("add", NAME)
    repo.write({NAME: numbered(LONG, 3, 8)})
    return repo


EXPECTED = {
    "apply": (moved(numbered(LONG, 3, 8)), moved(numbered(LONG, 3)), LONG),
    "index only": (numbered(LONG, 3, 8), moved(numbered(LONG, 3)), LONG),
    "commit": (moved(numbered(LONG, 3, 8)), moved(numbered(LONG, 3)), moved(LONG)),
    "branch": (numbered(LONG, 3, 8), numbered(LONG, 3), LONG),
}


@pytest.mark.parametrize("way", APPLY_OPTIONS)
def test_the_edits_go_everywhere_and_the_changes_stay_where_they_are(way: str, dirty: UserRepository) -> None:
    before = dirty.state()
    assert dirty.apply(*APPLY_OPTIONS[way], "--allow-dirty").exit_code == 0
    assert (dirty.read(NAME), dirty.read(NAME, ":"), dirty.read(NAME, "HEAD:")) == EXPECTED[way]
    if way == "branch":
        assert dirty.read(NAME, "series:") == moved(LONG)
    assert dirty.run("undo").exit_code == 0
    assert dirty.state() == before


def test_after_a_commit_the_rest_is_staged_and_unstaged_as_it_was(dirty: UserRepository) -> None:
    def changes(*words: str) -> list[str]:
        lines = dirty.git("diff", "-U0", *words).splitlines()
        return [line for line in lines if line[:1] in "+-" and line[:3] not in ("+++", "---")]

    before = changes("--cached"), changes()
    dirty.apply("--commit", "--allow-dirty")
    assert (changes("--cached"), changes()) == before == (["-x3 = 3", "+x3 = -3"], ["-x8 = 8", "+x8 = -8"])


def test_without_it_the_file_is_left(dirty: UserRepository) -> None:
    result = dirty.apply()
    assert "RP008" in result.codes(NAME)
    assert "the file holds staged and unstaged changes" in result.stderr
    assert "or pass --allow-dirty" in result.stderr
    assert dirty.read(NAME) == numbered(LONG, 3, 8)


def test_edits_that_come_out_in_another_way_leave_the_file(dirty: UserRepository) -> None:
    dirty.write({NAME: LONG.replace("import make", "import make as m").replace("make()", "m()")})
    dirty.git("add", NAME)
    dirty.write({NAME: LONG})
    result = dirty.apply("--allow-dirty")
    assert "RP008" in result.codes(NAME)
    assert (dirty.read(NAME), dirty.read("app/user.py")) == (LONG, MOVED)


@pytest.mark.parametrize("words", [[], ["--branch", "series"]])
def test_a_mode_or_a_kind_that_is_staged_is_not_committed(words: list[str], repo: UserRepository) -> None:
    repo.commit({"app/user.py": USER, "app/link.py": USER})
    repo.git("update-index", "--chmod=+x", "app/user.py")
    (repo.root / "app/user.py").chmod(0o755)
    (repo.root / "app/link.py").unlink()
    (repo.root / "app/link.py").symlink_to("user.py")
    repo.git("add", "app/link.py")
    repo.apply("--commit", "--allow-dirty", *words)
    tip = words[-1] if words else "HEAD"
    modes = [line.split()[0] for line in repo.git("ls-tree", f"{tip}:app").splitlines()]
    assert modes == ["100644", "100644"]
    assert repo.read("app/user.py", f"{tip}:") == MOVED
    assert [line.split()[0] for line in repo.git("ls-files", "-s", "app").splitlines()] == [
        "120000",
        "100755",
    ]


def test_a_change_of_the_mode_alone_is_not_staged(repo: UserRepository) -> None:
    repo.commit({"app/user.py": USER})
    (repo.root / "app/user.py").chmod(0o755)
    repo.apply("--commit", "--allow-dirty")
    assert repo.git("ls-tree", "HEAD", "app/user.py").startswith("100644 ")
    assert repo.git("diff", "--summary") == " mode change 100644 => 100755 app/user.py\n"
    assert repo.read("app/user.py", "HEAD:") == MOVED


def test_a_new_file_is_staged_as_it_would_be_and_committed_by_its_user(repo: UserRepository) -> None:
    repo.commit({"app/user.py": USER})
    repo.write({"app/new.py": USER})
    repo.git("add", "app/new.py")
    before = repo.state()
    assert repo.apply("--allow-dirty").exit_code == 0
    assert repo.read("app/new.py", ":") == repo.read("app/new.py") == MOVED
    repo.run("undo")
    assert repo.state() == before
    repo.apply("--allow-dirty", "--commit")
    assert repo.read("app/new.py", ":") == USER
    assert repo.git("ls-tree", "HEAD", "app/new.py") == ""


def test_line_ends_that_git_converts_do_not_stand_in_the_way(repo: UserRepository) -> None:
    text = "from pkg.old import (\n    make,  # why\n)\n\nmake()\n"
    repo.git("config", "core.autocrlf", "true")
    repo.commit({"app/user.py": text.replace("\n", "\r\n")})
    repo.write({"app/user.py": f"{text}# mine\n".replace("\n", "\r\n")})
    assert repo.apply("--commit", "--allow-dirty").exit_code == 0
    assert repo.read("app/user.py", "HEAD:") == moved(text)
    assert repo.read("app/user.py") == f"{moved(text)}# mine\n".replace("\n", "\r\n")


@pytest.mark.parametrize("flag", ["--assume-unchanged", "--skip-worktree"])
def test_what_git_was_told_not_to_look_at_is_left_all_the_same(flag: str, repo: UserRepository) -> None:
    repo.commit({"app/user.py": USER, "app/other.py": USER})
    repo.git("update-index", flag, "app/user.py")
    before = repo.state()
    result = repo.apply("--allow-dirty")
    assert "RP008" in result.codes("app/user.py")
    assert repo.read("app/user.py") == repo.read("app/user.py", ":") == USER
    repo.run("undo")
    assert repo.state() == before
