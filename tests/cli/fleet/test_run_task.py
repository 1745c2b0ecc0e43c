"""The task of one repository: its outcome, and that nothing is left behind."""

import json
import signal
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from codemods import __version__
from codemods.cli.fleet import run_task as run_task_module
from codemods.cli.fleet.run_task import run_packed_task, run_task
from codemods.cli.fleet.wire_format import pack, unpack
from codemods.values.fleet_run import FleetOptions, FleetRepository, FleetTask, TaskOutcome
from codemods.values.migration_text import MigrationText
from tests.cli.fleet.fleet_repositories import AUTHOR, CONTENTS, git, make_bare, pushes
from tests.cli.fleet.silent_server import silent_server
from tests.cli.formatters.house import SPACED
from tests.git.user_repository import HOMES, MIGRATION, MOVED, USER, UserRepository

TEXT = MigrationText("m.toml", MIGRATION)
WHEN = 1_750_000_000


OPTIONS = FleetOptions(AUTHOR, "series")


def task(
    url: str | Path,
    push: bool = False,
    migration: MigrationText = TEXT,
    base: str = "",
    paths: tuple[str, ...] = (),
    exclude: tuple[str, ...] = (),
    roots: tuple[str, ...] = (),
) -> FleetTask:
    return FleetTask(
        FleetRepository("shop", str(url), migration, base, paths, exclude, roots), OPTIONS, WHEN, push
    )


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    return make_bare(tmp_path / "shop.git", CONTENTS["many"])


def message(outcome: TaskOutcome) -> str:
    assert outcome.failure is not None
    assert not outcome.failure.transient
    return outcome.failure.message


def test_it_comes_back_as_commits_a_patch_and_findings(bare: Path, tmp_path: Path) -> None:
    before = git(bare, "for-each-ref")
    outcome = run_task(task(bare))
    summary = outcome.summary
    assert outcome.failure is None
    assert summary is not None
    assert (summary.base, summary.commits, summary.files) == (git(bare, "rev-parse", "main").strip(), 3, 4)
    assert (summary.pushed, summary.branch, summary.version) == (False, "series", __version__)
    assert git(bare, "for-each-ref") == before
    work_tree = tmp_path / "work"
    git(bare, "clone", "--quiet", str(bare), str(work_tree))
    (tmp_path / "x.patch").write_bytes(outcome.patch)
    git(work_tree, *summary.takes.split()[1:], "--committer-date-is-author-date", str(tmp_path / "x.patch"))
    assert git(work_tree, "rev-parse", "HEAD").strip() == summary.tip
    assert (work_tree / "app/user.py").read_text() == MOVED
    document = json.loads(outcome.document)
    assert len(document["commits"]) == 3
    assert dict(summary.findings) == document["summary"]["findings"]


@pytest.mark.parametrize("form", ["{}", "file://{}"], ids=["path", "url"])
def test_the_same_task_makes_the_same_commits_and_pushes_them_once(form: str, bare: Path) -> None:
    url = form.format(bare)
    first, second, third = (run_task(task(url, push)).summary for push in (False, True, True))
    assert first is not None
    assert second is not None
    assert third is not None
    assert first.tip == second.tip == third.tip == git(bare, "rev-parse", "series").strip()
    assert pushes(bare) == [first.tip]
    assert (first.pushed, second.pushed, third.pushed) == (False, True, True)
    identities = git(bare, "log", "-1", "--format=%an <%ae> %at %cn <%ce> %ct", "series").strip()
    assert identities == f"{AUTHOR} {WHEN} {AUTHOR} {WHEN}"


def test_a_work_tree_is_migrated_as_it_was_committed_last_and_gets_a_branch_alone(
    repo: UserRepository,
) -> None:
    repo.commit({"app/user.py": USER})
    repo.write({"app/user.py": "changed = 1\n", "app/new.py": USER})
    before = repo.state()
    outcome = run_task(task(repo.root, push=True))
    assert outcome.summary is not None
    assert repo.git("rev-parse", "series").strip() == outcome.summary.tip
    assert repo.git("show", "series:app/user.py") == MOVED
    repo.git("branch", "-D", "series")
    assert repo.state() == before


def test_where_there_is_nothing_to_do_nothing_is_pushed(tmp_path: Path) -> None:
    bare = make_bare(tmp_path / "a.git", CONTENTS["none"])
    outcome = run_task(task(bare, push=True))
    assert outcome.failure is None
    assert outcome.summary is not None
    assert (outcome.summary.tip, outcome.summary.pushed, outcome.patch) == ("", False, b"")
    assert outcome.document
    assert git(bare, "for-each-ref", "--format=%(refname)") == "refs/heads/main\n"


@pytest.mark.parametrize("where", ["there", "ancestor"])
def test_a_branch_with_other_commits_is_never_overwritten(where: str, bare: Path) -> None:
    other = "main" if where == "ancestor" else git(bare, "commit-tree", "-m", "x", "main^{tree}").strip()
    git(bare, "update-ref", "refs/heads/series", other)
    before = git(bare, "for-each-ref")
    outcome = run_task(task(bare, push=True))
    assert "the branch series is there already, with other commits, and is never overw" in message(outcome)
    assert git(bare, "for-each-ref") == before
    assert outcome.patch


def test_a_remote_that_refuses_is_quoted(bare: Path) -> None:
    (bare / "hooks/pre-receive").write_text("#!/bin/sh\necho see https://me:s3cret@example.org\nexit 1\n")
    (bare / "hooks/pre-receive").chmod(0o755)
    refused = message(run_task(task(bare, push=True)))
    assert refused.startswith("the remote refuses the branch series: [remote rejected]")
    assert refused.endswith("see https://***@example.org")


def test_a_branch_is_the_base_that_was_named(bare: Path) -> None:
    git(bare, "branch", "trunk", "main")
    git(bare, "symbolic-ref", "HEAD", "refs/heads/gone")
    assert 'write base = "…" in the list' in message(run_task(task(bare)))
    outcome = run_task(task(bare, base="trunk"))
    assert outcome.failure is None
    assert "Remote branch nope not found" in message(run_task(task(bare, base="nope")))


def test_what_the_list_says_of_files_counts(tmp_path: Path) -> None:
    bare = make_bare(
        tmp_path / "a.git", {**HOMES, "app/a.py": USER, "app/b.py": USER, "lib/c.py": USER, "src/d.py": USER}
    )
    outcome = run_task(task(bare, paths=("app", "lib"), exclude=("b.py",)))
    document = json.loads(outcome.document)
    assert [each["path"] for each in document["files"]] == ["app/a.py", "lib/c.py"]
    assert "shop/nope: there is no such file" in message(run_task(task(bare, paths=("nope",))))
    assert 'there is no folder "nope"' in message(run_task(task(bare, roots=("nope",))))


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (replace(OPTIONS, batch_by="owner"), "there is no CODEOWNERS file"),
        (replace(OPTIONS, message="$nope"), "--message: $nope means nothing"),
    ],
    ids=["owners", "message"],
)
def test_options_that_do_not_fit_a_repository_fail_it(
    options: FleetOptions, expected: str, bare: Path
) -> None:
    assert expected in message(run_task(replace(task(bare), options=options)))


def test_a_migration_that_does_not_fit_the_tree_fails_it(bare: Path) -> None:
    text = MigrationText("m.toml", MIGRATION.replace(":build", ":bild"))
    assert "bild" in message(run_task(task(bare, migration=text)))


@pytest.mark.parametrize("url", ["/nowhere/a.git", "file:///nowhere/a.git"])
def test_a_repository_that_is_not_there_fails_for_good(url: str) -> None:
    assert message(run_task(task(url))).startswith("it can't be cloned: ")


def test_a_server_that_does_not_answer_is_transient_and_the_password_is_masked() -> None:
    # No server listens on port 1 of this machine.
    failure = run_task(task("https://me:s3cret@127.0.0.1:1/a.git")).failure
    assert failure is not None
    assert failure.transient
    assert "127.0.0.1" in failure.message
    assert "s3cret" not in failure.message


def test_nothing_is_left_on_the_worker(bare: Path, own_temporary: Path) -> None:
    for each in (task(bare), task("/nowhere"), task(bare, paths=("nope",))):
        run_task(each)
    assert [path.name for path in own_temporary.rglob("*")] == [next(own_temporary.iterdir()).name]


def test_what_a_killed_worker_left_is_removed_by_the_next_task(bare: Path, own_temporary: Path) -> None:
    run_task(task(bare))
    (place,) = own_temporary.iterdir()
    (place / "dead").mkdir()
    (place / "dead/file").write_text("x")
    (place / "dead.lock").write_text("")
    run_task(task(bare))
    assert list(place.iterdir()) == []


def test_the_workers_own_settings_have_no_part_in_it(bare: Path, own_settings: Path, tmp_path: Path) -> None:
    before = run_task(task(bare)).summary
    hooks = tmp_path / "hooks"
    hooks.mkdir()
    (hooks / "post-checkout").write_text("#!/bin/sh\nexit 1\n")
    (hooks / "post-checkout").chmod(0o755)
    own_settings.write_text(
        f'[protocol "file"]\nallow = always\n[core]\nhooksPath = {hooks}\n'
        "[commit]\ngpgSign = true\n[user]\nname = Someone\nemail = else@example.org\n"
    )
    after = run_task(task(bare)).summary
    assert before is not None
    assert after is not None
    assert after.tip == before.tip


def test_a_worker_with_another_version_refuses(bare: Path) -> None:
    packed = run_packed_task("0.0.0", pack(task(bare)))
    assert f"a worker has repoint {__version__}, and the driver 0.0.0; install" in message(
        unpack(packed, TaskOutcome)
    )


def test_a_task_and_its_outcome_travel_as_bytes(bare: Path) -> None:
    asked = task(bare)
    assert unpack(pack(asked), FleetTask) == asked
    outcome = unpack(run_packed_task(__version__, pack(asked)), TaskOutcome)
    assert replace(outcome, summary=None) == replace(run_task(asked), summary=None)
    assert "a worker can't read its task" in message(
        unpack(run_packed_task(__version__, b"\xff"), TaskOutcome)
    )


def test_a_silent_server_has_the_time_of_the_task_and_no_more() -> None:
    with silent_server() as url:
        said = message(run_task(replace(task(url), timeout=0.5)))
    assert "git clone did not come to its end in the time that it had" in said


def test_a_plan_without_end_has_it_too(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run_task_module, "_MERCY", 0.0)
    said = message(run_task(replace(task(bare), timeout=0.001)))
    assert "the 0.001 seconds of --timeout" in said or "in the time that it had" in said


def test_a_task_without_a_limit_leaves_no_timer(bare: Path) -> None:
    assert run_task(replace(task(bare), timeout=600.0)).failure is None
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


def test_formatters_run_where_the_list_says_so(tmp_path: Path) -> None:
    script = tmp_path / "house.py"
    script.write_text(SPACED)
    command = f"{sys.executable} {script} {{files}}"
    settings = f"[tool.repoint]\nformat = [{command!r}]\n"
    files = {**HOMES, "app/user.py": USER, "pyproject.toml": settings}
    plain = task(make_bare(tmp_path / "shop.git", files))
    asked = replace(plain, repository=replace(plain.repository, format=True))
    assert b"+build()\n" in run_task(plain).patch
    assert b"+build( )\n" in run_task(asked).patch
