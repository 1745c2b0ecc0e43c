"""`repoint undo`: which apply it takes back, what it prints, and how it ends."""

import re

import pytest

from tests.git.user_repository import MOVED, USER, UserRepository

WHEN = r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d"


def test_the_last_one_that_is_not_is_taken_back(used: UserRepository) -> None:
    said = [used.run("undo").stderr for _ in range(2)]
    assert [re.sub(WHEN, "WHEN", line) for line in said] == [
        "apply 3 of WHEN, m: 4 files restored, the branch main moved back\n",
        "apply 2 of WHEN, m: the branch series removed\n",
    ]
    assert used.git("for-each-ref", "--format=%(refname)") == "refs/heads/main\n"
    assert used.git("status", "--porcelain") == ""


def test_one_is_chosen_by_its_number(used: UserRepository) -> None:
    assert "the branch series removed" in used.run("undo", "2").stderr
    assert used.read("app/user.py") == MOVED


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("1", "the apply 1 is taken back already"),
        ("7", "there is no apply 7 here; the journal holds: 1, 2, 3"),
        ("0", "there is no apply 0 here; the journal holds: 1, 2, 3"),
    ],
)
def test_a_number_that_does_not_fit_is_one_line(number: str, said: str, used: UserRepository) -> None:
    before = used.state()
    result = used.run("undo", number)
    assert (result.exit_code, result.stdout, result.stderr) == (2, b"", f"repoint: {said}\n")
    assert used.state() == before


def test_where_nothing_is_left_it_says_so(repo: UserRepository) -> None:
    repo.commit()
    result = repo.run("undo")
    said = "repoint: there is nothing to take back here; `repoint log` lists the applies\n"
    assert (result.exit_code, result.stderr) == (2, said)
    assert repo.run("undo", "1").stderr == "repoint: there is no apply 1 here; the journal holds: none\n"


def test_a_branch_that_has_gone_on_stays(used: UserRepository) -> None:
    used.git("commit", "--quiet", "--allow-empty", "--message=more")
    before = used.state()
    result = used.run("undo")
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
    assert "the branch main has gone on since; `git revert " in result.stderr
    assert used.state() == before


def test_a_file_that_has_gone_on_stays_and_is_named(repo: UserRepository) -> None:
    repo.commit({"app/user.py": USER, "app/other.py": USER})
    repo.apply()
    repo.write({"app/user.py": MOVED + "# mine\n"})
    result = repo.run("undo")
    assert result.exit_code == 0
    assert result.stderr.startswith("app/user.py: changed since the apply; left as it is\n")
    assert result.last_line.endswith("m: 1 file restored, 1 left as they are")
    assert (repo.read("app/user.py"), repo.read("app/other.py")) == (MOVED + "# mine\n", USER)
