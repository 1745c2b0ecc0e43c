"""`repoint log`: the journal as a table and as JSON."""

import json
import re
from datetime import datetime

from tests.git.user_repository import UserRepository

WHEN = r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d"


def test_the_last_apply_comes_first(used: UserRepository) -> None:
    result = used.run("log")
    assert (result.exit_code, result.stderr) == (0, "")
    lines = [re.sub(WHEN, "WHEN", line) for line in result.stdout.decode().splitlines()]
    assert lines == [
        "apply  when                 migration  files  commits      state",
        "    3  WHEN  m              4  3 on main    done",
        "    2  WHEN  m              0  2 on series  done",
        "    1  WHEN  m              3               undone",
    ]


def test_as_json_it_holds_all_there_is(used: UserRepository) -> None:
    document = json.loads(used.run("log", "--format", "json").stdout)
    assert [document[key] for key in ("schema", "command")] == [1, "log"]
    third, second, first = document["applies"]
    assert (third["number"], third["branch"], third["commits"], third["state"]) == (3, "main", 3, "done")
    assert third["files"] == ["app/user.py", "lib/hub.py", "web/reader.py", ".git-blame-ignore-revs"]
    assert (second["branch"], second["files"]) == ("series", [])
    assert (first["migration"], first["state"], first["branch"]) == ("m", "undone", "")
    assert all(datetime.fromisoformat(each["when"]).tzinfo for each in document["applies"])


def test_where_nothing_was_applied_it_says_so(repo: UserRepository) -> None:
    repo.commit()
    result = repo.run("log")
    assert (result.exit_code, result.stdout, result.stderr) == (0, b"", "nothing was applied here yet\n")
    assert json.loads(repo.run("log", "--format", "json").stdout)["applies"] == []
    assert not (repo.git_dir / "repoint").exists()
