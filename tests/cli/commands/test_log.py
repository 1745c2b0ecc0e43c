"""`repoint log` and `repoint undo`: what they say, and how they end."""

import json
import re
from datetime import datetime

import pytest

from tests.git.git_repository import HUB, MOVED, USER, Workshop

WHEN = r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d"


@pytest.fixture
def used(shop: Workshop) -> Workshop:
    """Three applies: staged and taken back, on a branch, and on the one that is checked out."""
    shop.commit({**HUB, "app/user.py": USER})
    shop.apply()
    shop.run("undo")
    shop.apply("--commit", "--branch", "series")
    shop.apply("--commit", "--blame-ignore")
    return shop


def test_the_last_apply_comes_first(used: Workshop) -> None:
    result = used.run("log")
    assert (result.exit_code, result.said) == (0, "")
    lines = [re.sub(WHEN, "WHEN", line) for line in result.out.decode().splitlines()]
    assert lines == [
        "apply  when                 migration  files  commits      state",
        "    3  WHEN  m              4  3 on main    done",
        "    2  WHEN  m              0  2 on series  done",
        "    1  WHEN  m              3               undone",
    ]


def test_as_json_it_holds_all_there_is(used: Workshop) -> None:
    document = json.loads(used.run("log", "--format", "json").out)
    assert [document[key] for key in ("schema", "command")] == [1, "log"]
    third, second, first = document["applies"]
    assert (third["number"], third["branch"], third["commits"], third["state"]) == (3, "main", 3, "done")
    assert third["files"] == ["app/user.py", "lib/hub.py", "web/reader.py", ".git-blame-ignore-revs"]
    assert (second["branch"], second["files"]) == ("series", [])
    assert (first["migration"], first["state"], first["branch"]) == ("m", "undone", "")
    assert all(datetime.fromisoformat(each["when"]).tzinfo for each in document["applies"])


def test_where_nothing_was_applied_it_says_so(shop: Workshop) -> None:
    shop.commit()
    result = shop.run("log")
    assert (result.exit_code, result.out, result.said) == (0, b"", "nothing was applied here yet\n")
    assert json.loads(shop.run("log", "--format", "json").out)["applies"] == []
    assert not (shop.git_dir / "repoint").exists()


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
