"""What a page may ask of a review, by its requests: decisions, writing, and who is refused."""

import json
import os
import re
import subprocess
import sys
from http.client import HTTPConnection

import pytest

from codemods.apply.locked_tree import find_tree
from codemods.cli.review.decision_store import DecisionStore
from codemods.cli.review.review_plan import decisions_file
from codemods.migration.load import load_migration
from codemods.plan.engine import make_plan
from codemods.values.plan import FileChange
from tests.cli.review_page.conftest import LONG
from tests.cli.review_page.review_server import ROOT, ReviewServer, served
from tests.git.user_repository import MOVED, USER, UserRepository

FILES = {"app/long.py", "app/user.py", "lib/hub.py", "web/reader.py"}


def test_decisions_are_kept_and_taken_up_by_the_terminal(repository: UserRepository) -> None:
    with served(repository) as server:
        anchors = server.anchors()
        assert server.states() == dict.fromkeys(FILES, "open")
        server.send("take", file=anchors["app/user.py"])
        server.send("leave", file=anchors["app/long.py"])
    with served(repository) as server:
        assert server.states() == {
            **dict.fromkeys(FILES, "open"),
            "app/user.py": "taken",
            "app/long.py": "left",
        }
    asked = subprocess.run(
        [sys.executable, "-m", "codemods", "apply", "-i", "-m", os.fspath(repository.migration)],
        env={**os.environ, "PYTHONPATH": os.fspath(ROOT)},
        cwd=repository.root,
        input="y\ny\n",
        capture_output=True,
        text=True,
        check=True,
    )
    assert re.findall(r"\(\d/4\) (\S+)", asked.stdout) == ["lib/hub.py", "web/reader.py"]
    assert repository.read("app/user.py") == MOVED
    assert repository.read("app/long.py") == LONG


def test_what_is_left_takes_its_group_with_it_and_says_so(server: ReviewServer) -> None:
    anchors = server.anchors()
    assert "Lands together with 1 other file" in server.page()
    said = server.send("leave", file=anchors["lib/hub.py"])["said"]
    assert said == ["also left: web/reader.py: it goes with lib/hub.py, whose names it follows"]
    assert server.states()["web/reader.py"] == "left"
    said = server.send("take", file=anchors["web/reader.py"])["said"]
    assert said == ["to be decided again: lib/hub.py: it lands together with web/reader.py"]
    server.send("ask", file=anchors["web/reader.py"])
    assert set(server.states().values()) == {"open"}


def test_what_was_left_is_shown_as_it_was_when_the_review_is_gone_on_with(repository: UserRepository) -> None:
    with served(repository) as server:
        anchors = server.anchors()
        server.send("leave", file=anchors["lib/hub.py"])
        before = server.page()
    with served(repository) as server:
        after = server.page()
        assert server.states()["web/reader.py"] == "left"
    for text in (before, after):
        assert text.count("Lands together with 1 other file") == 2
        assert "The plan changes 4 files" in text
        assert "RP012" not in text


def test_it_ends_quietly_while_a_page_listens(repository: UserRepository) -> None:
    with served(repository) as server:
        connection = HTTPConnection("127.0.0.1", server.port, timeout=60)
        connection.request("GET", f"/events?token={server.token}")
        response = connection.getresponse()
        assert response.status == 200
    connection.close()


def test_a_page_that_listens_is_told_what_was_decided_since_it_was_loaded(server: ReviewServer) -> None:
    anchor = server.anchors()["app/user.py"]
    server.send("take", file=anchor)
    connection = HTTPConnection("127.0.0.1", server.port, timeout=60)
    connection.request("GET", f"/events?token={server.token}")
    response = connection.getresponse()
    assert response.readline() == b"event: state\n"
    assert json.loads(response.readline().removeprefix(b"data: "))["files"][anchor]["status"] == "taken"
    connection.close()


def test_a_group_is_taken_at_once_and_forgotten_at_once(server: ReviewServer) -> None:
    anchors = server.anchors()
    server.send("leave", file=anchors["lib/hub.py"])
    assert server.send("take", file=anchors["web/reader.py"], group=True)["said"] == []
    taken = {**dict.fromkeys(FILES, "open"), "lib/hub.py": "taken", "web/reader.py": "taken"}
    assert server.states() == taken
    server.send("ask", file=anchors["lib/hub.py"], group=True)
    assert set(server.states().values()) == {"open"}


def test_what_is_taken_is_what_is_shown(repository: UserRepository, server: ReviewServer) -> None:
    edited = (repository.read("web/reader.py") + "# mine\n").replace("make", "build")
    server.send("edit", file=server.anchors()["web/reader.py"], text=edited)
    server.send("take", file=server.anchors()["web/reader.py"])
    server.send("take", file=server.anchors()["lib/hub.py"], group=True)
    server.page()
    server.send("apply")
    assert repository.read("web/reader.py").endswith("# mine\n")


def test_an_answer_is_about_the_change_that_was_seen(server: ReviewServer) -> None:
    anchors, seen = server.anchors(), server.serial
    server.send("hunks", file=anchors["app/long.py"], hunks=[1])
    server.page()
    assert server.serial > seen
    server.send("take", serial=seen, file=anchors["app/user.py"])
    assert server.states()["app/user.py"] == "taken"
    refused = server.send("take", 409, serial=seen, file=anchors["app/long.py"])
    assert refused["error"] == "app/long.py: its change is another one now; look at it again"
    server.send("apply", 409, serial=seen)
    # The same, where the page of the newest plan sends what was pressed on the one before it.
    server.send("take", seen=seen, file=server.anchors()["lib/hub.py"])
    server.send("take", 409, seen=seen, file=server.anchors()["app/long.py"])
    assert server.states()["lib/hub.py"] == "taken"
    assert server.states()["app/long.py"] == "open"


def test_the_same_is_said_of_more_files(server: ReviewServer) -> None:
    anchors = server.anchors()
    more = [anchors["lib/hub.py"], anchors["web/reader.py"]]
    server.send("take", file=anchors["app/user.py"], more=more)
    assert server.states() == {**dict.fromkeys(FILES, "taken"), "app/long.py": "open"}
    said = server.send("leave", file=anchors["app/long.py"], more=more[:1])["said"]
    assert said == ["also left: web/reader.py: it goes with lib/hub.py, whose names it follows"]
    server.send("take", 422, file=anchors["app/long.py"], more=["f99"])


def test_some_changes_of_a_file_are_left(repository: UserRepository, server: ReviewServer) -> None:
    anchor = server.anchors()["app/long.py"]
    server.send("hunks", file=anchor, hunks=[1])
    anchor = server.anchors()["app/long.py"]
    server.send("take", file=anchor)
    server.send("apply")
    text = repository.read("app/long.py")
    assert "    return build()\n" in text
    assert text.endswith("def two():\n    return make()\n")


def test_lines_that_were_left_can_be_asked_for_again(server: ReviewServer) -> None:
    server.send("hunks", file=server.anchors()["app/long.py"], hunks=[1])
    server.send("ask", file=server.anchors()["app/long.py"])
    server.page()
    server.send("hunks", 422, file=server.anchors()["app/long.py"], hunks=[2])


def test_an_edited_text_is_proved_before_it_is_taken(
    repository: UserRepository, server: ReviewServer
) -> None:
    anchor = server.anchors()["app/user.py"]
    assert server.send("text", file=anchor) == {"text": MOVED}
    refused = server.send("edit", 422, file=anchor, text="from pkg.new import build\n\nbuild(\n")
    assert "app/user.py" in str(refused["error"])
    assert server.states()["app/user.py"] == "open"
    server.send("edit", file=anchor, text=MOVED + "# read\n")
    assert "# read" in server.page()
    refused = server.send("hunks", 422, file=anchor, hunks=[0])
    assert "its text is edited" in str(refused["error"])
    server.send("ask", file=anchor)
    assert "# read" not in server.page()
    server.send("edit", file=anchor, text=MOVED + "# read\n")
    server.page()
    server.send("apply")
    assert repository.read("app/user.py") == MOVED + "# read\n"


def test_what_is_taken_is_staged_and_taken_back(repository: UserRepository, server: ReviewServer) -> None:
    before = repository.state()
    server.send("apply", 422)  # Nothing is taken.
    server.send("take", file=server.anchors()["app/user.py"])
    state = server.send("apply")["state"]
    assert isinstance(state, dict)
    assert state["done"].startswith("1 file written, 1 staged; ")
    assert repository.git("diff", "--cached", "--name-only") == "app/user.py\n"
    assert set(server.states()) == FILES - {"app/user.py"}
    server.send("undo")
    assert repository.state() == before
    assert set(server.states()) == FILES


def test_a_series_is_shown_before_it_is_committed(repository: UserRepository, server: ReviewServer) -> None:
    anchors = server.anchors()
    for path in FILES - {"app/long.py"}:
        server.send("take", file=anchors[path])
    series = {"branch": "moved", "batch_by": "dir"}
    batches = server.send("batches", series=series)["batches"]
    head = repository.git("rev-parse", "HEAD")
    server.send("apply", series=series)
    assert repository.git("rev-parse", "HEAD") == head
    commits = repository.git("log", "--format=%s", "HEAD..moved").splitlines()
    assert isinstance(batches, list)
    assert len(commits) == len(batches)
    assert sum(number for _, number in batches) == 3
    assert repository.git("diff", "--name-only", "HEAD", "moved").split() == sorted(FILES - {"app/long.py"})
    server.page()
    assert "already" in str(server.send("batches", 422, series=series)["error"])


def test_a_change_of_the_tree_voids_what_was_decided_about_it(
    repository: UserRepository, server: ReviewServer
) -> None:
    anchors = server.anchors()
    for path in ("app/user.py", "app/long.py"):
        server.send("take", file=anchors[path])
    repository.commit({"app/user.py": USER + "make()\n"})
    server.send("apply")
    assert repository.read("app/user.py") == USER + "make()\n"
    assert "build" in repository.read("app/long.py")
    assert server.states()["app/user.py"] == "open"


def test_others_decide_at_the_same_time_and_nothing_is_lost(
    repository: UserRepository, server: ReviewServer
) -> None:
    anchors = server.anchors()
    tree = find_tree(repository.root)
    others = DecisionStore.load(decisions_file(tree, "m"))
    server.send("take", file=anchors["app/user.py"])
    change = next(each for each in _changes(repository) if each.path == "app/long.py")
    others.decide(change, False)
    others.save()
    server.send("take", file=anchors["lib/hub.py"])
    expected = {"app/user.py": "taken", "app/long.py": "left", "lib/hub.py": "taken", "web/reader.py": "open"}
    assert server.states() == expected


@pytest.mark.parametrize(
    ("headers", "query", "status"),
    [
        ({}, "", 403),
        ({}, "?token=other", 403),
        ({"Host": "repoint.example"}, "?token={token}", 421),
        ({"Origin": "http://repoint.example"}, "?token={token}", 403),
        ({"Origin": "null"}, "?token={token}", 403),
        ({"Origin": "http://127.0.0.1:{port}"}, "?token={token}", 200),
    ],
)
def test_only_the_page_itself_is_answered(
    server: ReviewServer, headers: dict[str, str], query: str, status: int
) -> None:
    filled = {name: value.format(port=server.port) for name, value in headers.items()}
    got, content, answered = server.request("GET", "/" + query.format(token=server.token), headers=filled)
    assert got == status
    assert answered["cache-control"] == "no-store"
    assert (server.token.encode() in content) == (status == 200)


def test_a_decision_needs_the_token_and_the_plan_that_was_seen(server: ReviewServer) -> None:
    anchor = server.anchors()["app/user.py"]
    headers = {"Content-Type": "application/json"}
    body = {"serial": server.serial, "file": anchor}
    assert server.request("POST", "/take", body, headers)[0] == 403
    assert server.request("POST", f"/take?token={server.token}", body, headers)[0] == 403
    named = {"X-Repoint-Token": server.token}
    assert server.request("POST", "/take", body, named | {"Content-Type": "text/plain"})[0] == 415
    assert server.send("take", 409, serial=99, file=anchor)["serial"] == server.serial
    assert server.send("take", 400, file=7)
    assert server.send("take", 422, file="f999")
    assert server.request("POST", "/nothing", body, headers | named)[0] == 404
    assert set(server.states().values()) == {"open"}


def test_the_page_runs_its_own_texts_alone(server: ReviewServer) -> None:
    _, content, headers = server.request("GET", f"/?token={server.token}")
    policy = dict(each.split(" ", 1) for each in headers["content-security-policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["connect-src"] == "'self'"
    assert policy["frame-ancestors"] == "'none'"
    assert len(policy["script-src"].split()) == len(re.findall(rb"<script>", content)) == 5
    assert "unsafe" not in headers["content-security-policy"]


def test_a_port_that_is_taken_is_named(repository: UserRepository, server: ReviewServer) -> None:
    options = ("-m", os.fspath(repository.migration), "--no-open", "--port", str(server.port))
    result = repository.run("review", *options)
    assert result.exit_code == 2
    assert f"--port {server.port}: " in result.stderr


def _changes(repository: UserRepository) -> tuple[FileChange, ...]:
    return make_plan(repository.root, load_migration([str(repository.migration)], repository.root)).files
