"""Where in a repository one works: linked work trees, folders, links, submodules, before the first commit."""

from pathlib import Path

from tests.git.git_repository import HOMES, HUB, MOVED, USER, WAYS, Workshop

ADVICE = "it is a repository of its own: run repoint there, --root vendor/sub"


def all_ways(shop: Workshop, *words: str, folder: Path | None = None) -> None:
    """Apply in every way and undo, and see that all is as it was."""
    before = shop.state()
    for way, options in WAYS.items():
        assert shop.apply(*words, *options, folder=folder).exit_code == 0, way
        assert shop.state() != before, way
        assert shop.run("undo", *words, folder=folder).exit_code == 0, way
        assert shop.state() == before, way


def test_a_linked_work_tree_changes_itself_alone(shop: Workshop) -> None:
    shop.commit({"app/user.py": USER})
    linked = Workshop(shop.root.with_name("linked"), shop.migration)
    shop.git("worktree", "add", "--quiet", "-b", "side", str(linked.root))
    before = shop.state()
    all_ways(linked)
    linked.apply("--commit")
    after = shop.state()
    assert [after[key] for key in ("files", "index", "head")] == [
        before[key] for key in ("files", "index", "head")
    ]
    assert linked.read("app/user.py", "HEAD:") == MOVED
    assert shop.read("app/user.py", "main:") == USER
    assert shop.run("undo").exit_code == 2
    assert linked.run("undo").exit_code == 0


def test_a_folder_of_the_repository_is_a_tree(shop: Workshop) -> None:
    inside = {f"back/{name}": text for name, text in {**HOMES, "app/user.py": USER}.items()}
    shop.commit({**inside, "outer.py": USER})
    all_ways(shop, "--root", "back")
    shop.apply("--root", "back", "--commit")
    assert shop.git("show", "--name-only", "--format=").split() == ["back/app/user.py"]
    assert shop.read("back/app/user.py", "HEAD:") == MOVED


def test_a_tree_reached_by_a_link_is_the_same_tree(shop: Workshop) -> None:
    shop.commit({"app/user.py": USER})
    link = shop.root.with_name("link")
    link.symlink_to(shop.root)
    all_ways(shop, folder=link)
    shop.apply("--root", str(link), folder=shop.root.parent)
    assert shop.run("undo").exit_code == 0


def test_submodules_are_left_alone_and_told_of(shop: Workshop) -> None:
    other = Workshop(shop.root.with_name("other"), shop.migration)
    other.root.mkdir()
    other.git("init", "--quiet")
    other.commit({"inner.py": USER})
    shop.git("submodule", "--quiet", "add", str(other.root), "vendor/sub")
    shop.commit({"app/user.py": USER})
    result = shop.apply()
    assert "RP011" in result.codes("vendor/sub")
    assert ADVICE in result.said
    assert shop.git("diff", "--cached", "--name-only").split() == ["app/user.py"]
    assert shop.git("-C", "vendor/sub", "status", "--porcelain") == ""
    shop.run("undo")
    all_ways(shop)


def test_before_the_first_commit_what_is_added_is_staged(shop: Workshop) -> None:
    shop.lay({"app/user.py": USER})
    shop.git("add", "--all")
    before = shop.state()
    assert shop.apply().exit_code == 0
    assert shop.read("app/user.py", ":") == shop.read("app/user.py") == MOVED
    assert shop.run("undo").exit_code == 0
    assert shop.state() == before


def test_before_the_first_commit_there_is_nothing_to_build_commits_on(shop: Workshop) -> None:
    shop.lay({"app/user.py": USER})
    shop.git("add", "--all")
    before = shop.state()
    for words in (["--commit"], ["--commit", "--branch", "b"], ["--format-patch", "out"]):
        result = shop.apply(*words)
        assert (result.exit_code, result.said.count("\n")) == (2, 1)
        assert result.said.endswith(f"{shop.root}: there is no commit yet to build on; make the first one\n")
    assert shop.state() == before


def test_outside_git_there_is_nothing_to_stage_or_commit(shop: Workshop, tmp_path: Path) -> None:
    folder = tmp_path / "plain"
    folder.mkdir()
    plain = Workshop(folder, shop.migration)
    plain.lay({**HOMES, **HUB})
    for words in (["--commit"], ["--index-only"], ["--format-patch", "out"]):
        result = plain.apply(*words)
        assert (result.exit_code, result.said) == (
            2,
            f"repoint: {folder}: no git repository, so nothing can be staged or committed\n",
        )
    assert plain.apply("--allow-dirty").exit_code == 0
    assert plain.run("undo").exit_code == 0
