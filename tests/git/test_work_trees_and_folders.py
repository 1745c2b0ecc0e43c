"""Where repoint runs: linked work trees, folders of one, links, submodules, before the first commit."""

import os
import subprocess
import sys
from pathlib import Path

from tests.git.user_repository import APPLY_OPTIONS, HOMES, HUB, MIGRATION, MOVED, USER, UserRepository

ADVICE = "it is a repository of its own: run repoint there, --root vendor/sub"


def all_ways(repo: UserRepository, *words: str, folder: Path | None = None) -> None:
    """Apply in every way and undo, and see that all is as it was."""
    before = repo.state()
    for way, options in APPLY_OPTIONS.items():
        assert repo.apply(*words, *options, folder=folder).exit_code == 0, way
        assert repo.state() != before, way
        assert repo.run("undo", *words, folder=folder).exit_code == 0, way
        assert repo.state() == before, way


def test_a_linked_work_tree_changes_itself_alone(repo: UserRepository) -> None:
    repo.commit({"app/user.py": USER})
    linked = UserRepository(repo.root.with_name("linked"), repo.migration)
    repo.git("worktree", "add", "--quiet", "-b", "side", str(linked.root))
    before = repo.state()
    all_ways(linked)
    linked.apply("--commit")
    after = repo.state()
    assert [after[key] for key in ("files", "index", "head")] == [
        before[key] for key in ("files", "index", "head")
    ]
    assert linked.read("app/user.py", "HEAD:") == MOVED
    assert repo.read("app/user.py", "main:") == USER
    assert repo.run("undo").exit_code == 2
    assert linked.run("undo").exit_code == 0


def test_a_folder_of_the_repository_is_a_tree(repo: UserRepository) -> None:
    inside = {f"back/{name}": text for name, text in {**HOMES, "app/user.py": USER}.items()}
    repo.commit({**inside, "outer.py": USER})
    all_ways(repo, "--root", "back")
    repo.apply("--root", "back", "--commit")
    assert repo.git("show", "--name-only", "--format=").split() == ["back/app/user.py"]
    assert repo.read("back/app/user.py", "HEAD:") == MOVED


def test_a_tree_reached_by_a_link_is_the_same_tree(repo: UserRepository) -> None:
    repo.commit({"app/user.py": USER})
    link = repo.root.with_name("link")
    link.symlink_to(repo.root)
    all_ways(repo, folder=link)
    repo.apply("--root", str(link), folder=repo.root.parent)
    assert repo.run("undo").exit_code == 0


def test_submodules_are_left_alone_and_told_of(repo: UserRepository) -> None:
    other = UserRepository(repo.root.with_name("other"), repo.migration)
    other.root.mkdir()
    other.git("init", "--quiet")
    other.commit({"inner.py": USER})
    repo.git("submodule", "--quiet", "add", str(other.root), "vendor/sub")
    repo.commit({"app/user.py": USER})
    result = repo.apply()
    assert "RP011" in result.codes("vendor/sub")
    assert ADVICE in result.stderr
    assert repo.git("diff", "--cached", "--name-only").split() == ["app/user.py"]
    assert repo.git("-C", "vendor/sub", "status", "--porcelain") == ""
    repo.run("undo")
    all_ways(repo)


def test_before_the_first_commit_what_is_added_is_staged(repo: UserRepository) -> None:
    repo.write({"app/user.py": USER})
    repo.git("add", "--all")
    before = repo.state()
    assert repo.apply().exit_code == 0
    assert repo.read("app/user.py", ":") == repo.read("app/user.py") == MOVED
    assert repo.run("undo").exit_code == 0
    assert repo.state() == before


def test_before_the_first_commit_there_is_nothing_to_build_commits_on(repo: UserRepository) -> None:
    repo.write({"app/user.py": USER})
    repo.git("add", "--all")
    before = repo.state()
    for words in (["--commit"], ["--commit", "--branch", "b"], ["--format-patch", "out"]):
        result = repo.apply(*words)
        assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
        assert result.stderr.endswith(
            f"{repo.root}: there is no commit yet to build on; make the first one\n"
        )
    assert repo.state() == before


def test_outside_git_there_is_nothing_to_stage_or_commit(repo: UserRepository, tmp_path: Path) -> None:
    folder = tmp_path / "plain"
    folder.mkdir()
    plain = UserRepository(folder, repo.migration)
    plain.write({**HOMES, **HUB})
    for words in (["--commit"], ["--index-only"], ["--format-patch", "out"]):
        result = plain.apply(*words)
        assert (result.exit_code, result.stderr) == (
            2,
            f"repoint: {folder}: no git repository, so nothing can be staged or committed\n",
        )
    assert plain.apply("--allow-dirty").exit_code == 0
    assert plain.run("undo").exit_code == 0


def test_what_is_reached_by_a_link_to_a_folder_goes_on_working(repo: UserRepository) -> None:
    """The module that it names loses the old name with the file that it stands for."""
    (repo.root / "other").symlink_to("app")
    repo.commit({"app/user.py": USER, "reader.py": "from other.user import make\n\nmake()\n"})
    assert repo.apply("--commit").exit_code == 0
    assert repo.read("reader.py") == MOVED
    repo.migration.write_text(f'{MIGRATION}[retire]\nmodules = ["pkg.old"]\n')
    (repo.root / "old").symlink_to("pkg")
    repo.commit()
    assert repo.run("retire", "--migration", os.fspath(repo.migration)).exit_code == 0
    subprocess.run([sys.executable, "-B", "reader.py"], cwd=repo.root, check=True)
