"""What somebody else does in the repository while repoint works; here it is a hook that does it."""

import pytest

from tests.git.user_repository import HUB, USER, UserRepository

AWAY = "unset $(git rev-parse --local-env-vars)"
"""What a hook says first to work in another repository than the one it runs for."""


@pytest.fixture
def watched(repo: UserRepository) -> UserRepository:
    repo.commit({**HUB, "app/user.py": USER, "notes.txt": "a\n"})
    return repo


def meanwhile(repo: UserRepository, script: str) -> None:
    """Have something done in the user's work tree when the first commit is made."""
    mark = repo.root.with_name("mark")
    repo.write_hook("pre-commit", f"{AWAY}; cd {repo.root}; [ -e {mark} ] && exit 0; touch {mark}\n{script}")


COMMIT = "git commit -q --no-verify --allow-empty -m other"


def test_a_commit_of_theirs_stays_the_last_one(watched: UserRepository) -> None:
    meanwhile(watched, COMMIT)
    before = watched.state()
    result = watched.apply("--commit")
    said = "repoint: the branch main was changed by someone else meanwhile; repoint changed nothing, run it"
    assert (result.exit_code, result.last_line.startswith(said)) == (2, True)
    assert watched.git("log", "--format=%s") == "other\nwork\n"
    assert watched.git("status", "--porcelain") == ""
    after = watched.state()
    assert [after[key] for key in ("files", "index", "left")] == [
        before[key] for key in ("files", "index", "left")
    ]
    assert watched.run("undo").exit_code == 2
    assert watched.apply("--commit").exit_code == 0


def test_a_branch_of_its_own_does_not_mind(watched: UserRepository) -> None:
    meanwhile(watched, COMMIT)
    assert watched.apply("--commit", "--branch", "series").exit_code == 0
    assert watched.git("rev-parse", "series~2") == watched.git("rev-parse", "main~1")


def test_a_branch_that_they_made_is_theirs(watched: UserRepository) -> None:
    meanwhile(watched, "git branch series")
    result = watched.apply("--commit", "--branch", "series")
    assert (result.exit_code, "series exists already" in result.stderr) == (2, True)
    assert watched.git("rev-parse", "series") == watched.git("rev-parse", "main")


@pytest.mark.parametrize("script", ["echo '# mine' >> lib/hub.py", "echo '# mine' >> lib/hub.py; git add ."])
def test_a_file_that_they_changed_stays_and_so_does_all_else(script: str, watched: UserRepository) -> None:
    meanwhile(watched, script)
    result = watched.apply("--commit")
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
    assert result.stderr.startswith("repoint: lib/hub.py: ")
    assert watched.read("lib/hub.py") == HUB["lib/hub.py"] + "# mine\n"
    assert (watched.read("app/user.py"), watched.git("log", "--format=%s")) == (USER, "work\n")


def test_what_they_stage_elsewhere_stays_staged(watched: UserRepository) -> None:
    meanwhile(watched, "echo b > notes.txt; git add notes.txt")
    assert watched.apply("--commit").exit_code == 0
    assert watched.git("status", "--porcelain") == "M  notes.txt\n"
    assert watched.git("diff", "--name-only", "main~2", "main") == "app/user.py\nlib/hub.py\nweb/reader.py\n"


def test_another_branch_that_they_switch_to_is_not_written_on(watched: UserRepository) -> None:
    watched.git("branch", "side")
    watched.git("switch", "--quiet", "side")
    watched.commit({"notes.txt": "side\n"})
    watched.git("switch", "--quiet", "main")
    meanwhile(watched, "git switch -q side")
    assert watched.apply("--commit").exit_code == 2
    assert watched.git("log", "-1", "--format=%s", "side") == "work\n"
    assert watched.git("status", "--porcelain") == ""
    assert watched.git("rev-parse", "main") == watched.git("rev-parse", "side~1")
