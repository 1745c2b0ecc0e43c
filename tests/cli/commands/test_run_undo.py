"""`repoint undo`: which apply it takes back, what it prints, and how it ends."""

import re

import pytest

from tests.git.git_repository import MOVED, USER, Workshop

WHEN = r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d"


def test_the_last_one_that_is_not_is_taken_back(used: Workshop) -> None:
    said = [used.run("undo").said for _ in range(2)]
    assert [re.sub(WHEN, "WHEN", line) for line in said] == [
        "apply 3 of WHEN, m: 4 files restored, the branch main moved back\n",
        "apply 2 of WHEN, m: the branch series removed\n",
    ]
    assert used.git("for-each-ref", "--format=%(refname)") == "refs/heads/main\n"
    assert used.git("status", "--porcelain") == ""


def test_one_is_chosen_by_its_number(used: Workshop) -> None:
    assert "the branch series removed" in used.run("undo", "2").said
    assert used.read("app/user.py") == MOVED


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("1", "the apply 1 is taken back already"),
        ("7", "there is no apply 7 here; the journal holds: 1, 2, 3"),
        ("0", "there is no apply 0 here; the journal holds: 1, 2, 3"),
    ],
)
def test_a_number_that_does_not_fit_is_one_line(number: str, said: str, used: Workshop) -> None:
    before = used.state()
    result = used.run("undo", number)
    assert (result.exit_code, result.out, result.said) == (2, b"", f"repoint: {said}\n")
    assert used.state() == before


def test_where_nothing_is_left_it_says_so(shop: Workshop) -> None:
    shop.commit()
    result = shop.run("undo")
    said = "repoint: there is nothing to take back here; `repoint log` lists the applies\n"
    assert (result.exit_code, result.said) == (2, said)
    assert shop.run("undo", "1").said == "repoint: there is no apply 1 here; the journal holds: none\n"


def test_a_branch_that_has_gone_on_stays(used: Workshop) -> None:
    used.git("commit", "--quiet", "--allow-empty", "--message=more")
    before = used.state()
    result = used.run("undo")
    assert (result.exit_code, result.said.count("\n")) == (2, 1)
    assert "the branch main has gone on since; `git revert " in result.said
    assert used.state() == before


def test_a_file_that_has_gone_on_stays_and_is_named(shop: Workshop) -> None:
    shop.commit({"app/user.py": USER, "app/other.py": USER})
    shop.apply()
    shop.lay({"app/user.py": MOVED + "# mine\n"})
    result = shop.run("undo")
    assert result.exit_code == 0
    assert result.said.startswith("app/user.py: changed since the apply; left as it is\n")
    assert result.last.endswith("m: 1 file restored, 1 left as they are")
    assert (shop.read("app/user.py"), shop.read("app/other.py")) == (MOVED + "# mine\n", USER)
