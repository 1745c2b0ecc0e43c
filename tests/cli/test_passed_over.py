"""What spells the names and is not part of the tree is counted in one line."""

import pytest

from tests.git.git_fixtures import own_settings as own_settings
from tests.git.git_fixtures import repo as repo
from tests.git.user_repository import USER, UserRepository

SCRIPT = f"#!/usr/bin/env python3\n{USER}"


@pytest.mark.parametrize("words", [("diff",), ("check",), ("apply",), ("apply", "--commit")])
def test_untracked_files_scripts_and_submodules_are_counted(
    words: tuple[str, ...], repo: UserRepository
) -> None:
    repo.commit({"app/user.py": USER, "bin/start": SCRIPT, "bin/stop": SCRIPT, "bin/notes": USER})
    other = repo.clone("other")
    repo.git("submodule", "--quiet", "add", str(other.root), "sub")
    repo.write({".gitignore": "built/\n"})
    repo.commit()
    repo.write({"new.py": USER, "built/ignored.py": USER, "plain.py": "x = 1\n"})
    result = repo.run(*words, "--migration", str(repo.migration), folder=repo.root / "app")
    said = "not part of the tree, though they spell the names: 1 untracked file, 2 scripts without a suffix"
    assert f"{said}, 1 submodule" in result.stderr.splitlines()[-2:]


def test_nothing_is_said_where_there_is_nothing(repo: UserRepository) -> None:
    repo.commit({"app/user.py": USER})
    assert "not part of the tree" not in repo.diff().stderr


@pytest.mark.parametrize("command", ["diff", "check", "apply"])
def test_a_folder_outside_that_a_link_leads_to_is_named(command: str, repo: UserRepository) -> None:
    away = repo.root.with_name("away")
    away.mkdir()
    (away / "user.py").write_text(USER)
    links = {
        "package": "../away",
        "docs-theme": "../away",
        "around": "..",
        "file": "../m.toml",
        "no": "../none",
    }
    for name, target in links.items():
        (repo.root / name).symlink_to(target)
    repo.commit({"app/user.py": "x = 1\n"})
    result = repo.run(command, "--migration", str(repo.migration))
    assert "links to folders, not looked into: package" in result.stderr.splitlines()
    assert (away / "user.py").read_text() == USER
