"""A whole run over a small tree: everything that is installed is measured, and a run can go on."""

from pathlib import Path

import pytest

from benchmarks.commands import SupportedOptions, migration_commands, rename_commands
from benchmarks.renames import FOLDER, load_rename
from benchmarks.render import END, START
from benchmarks.results import Results, load
from benchmarks.rounds import given_up
from benchmarks.run import main
from benchmarks.tables import page

SMALL = ["--sizes", "100", "--no-library", "--no-slow", "--rounds", "1"]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Results]:
    file = tmp_path_factory.mktemp("run") / "results.json"
    assert main([*SMALL, "--results", str(file), "--work", str(file.parent / "work")]) == 0
    return file, load(file)


def test_every_command_is_timed(run: tuple[Path, Results]) -> None:
    _, results = run
    (subject,) = results.subjects
    rows = {(row.work, row.name): row for row in subject.rows}
    for key in [
        *(("migration", name) for name in ("git-grep", "floor", "repoint-diff", "repoint-scan")),
        *(("migration", name) for name in ("repoint-check", "repoint-apply", "repoint-lsp")),
        *(("rename", name) for name in ("git-grep", "floor", "repoint-diff", "repoint-apply", "sed")),
    ]:
        (timed,) = rows[key].rounds
        assert timed.wall > 0, key
        assert not rows[key].said, key
    assert rows["rename", "libcst"].skipped == "left out: too slow for this run"


def test_sed_goes_astray_where_repoint_does_not(run: tuple[Path, Results]) -> None:
    (subject,) = run[1].subjects
    found = {row.name: row.outcome for row in subject.rows if row.outcome is not None}
    own, sed = found["repoint-apply"], found["sed"]
    assert own.moved > 0
    assert (own.lost, own.astray, own.needless, own.broken) == (0, 0, 0, 0)
    assert sed.astray > 0
    assert sed.needless > 0


def test_a_run_goes_on_from_its_results(
    run: tuple[Path, Results], capsys: pytest.CaptureFixture[str]
) -> None:
    file, results = run
    assert main([*SMALL, "--results", str(file), "--resume"]) == 0
    assert "generated-100: measured before" in capsys.readouterr().err
    assert load(file) == results


def test_an_answer_to_an_editor_is_timed_not_the_whole_session(run: tuple[Path, Results]) -> None:
    rows = {row.name: row for row in run[1].subjects[0].rows if row.work == "migration"}
    assert rows["repoint-lsp"].rounds[0].wall < rows["repoint-check"].rounds[0].wall


def test_the_migration_alone_is_measured_anew(
    run: tuple[Path, Results], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, results = run
    again = tmp_path / "again.json"
    again.write_bytes(file.read_bytes())
    options = ["--only-migration", "--results", str(again), "--work", str(file.parent / "work")]
    assert main([*SMALL, *options]) == 0
    (before,), (after,) = results.subjects, load(again).subjects
    old, new = ({(row.work, row.name): row for row in each.rows} for each in (before, after))
    assert list(old) == list(new)
    assert {work for work, name in old if old[work, name] != new[work, name]} == {"migration"}
    assert "with repoint " in page(load(again))
    assert main([*SMALL[2:], "--sizes", "200", *options]) == 2
    assert "holds nothing of generated, 200 files" in capsys.readouterr().err


def test_its_page_can_be_made(run: tuple[Path, Results]) -> None:
    text = page(run[1])
    assert "## Generated, 100 files" in text
    assert START not in text
    assert END not in text


def test_a_repoint_that_is_not_there_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    missing = tmp_path / "repoint"
    assert main([*SMALL, "--repoint", str(missing), "--results", str(tmp_path / "results.json")]) == 2
    assert f"{missing} could not be measured" in capsys.readouterr().err


@pytest.mark.parametrize("mistake", [["--sizes", "many"], ["--sizes", "100,-3"], ["--rounds", "0"]])
def test_mistakes_in_options_are_said(mistake: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(mistake)
    assert stopped.value.code == 2
    assert "is not a positive number" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "printed", "files"),
    [
        ("bowler", "failed to apply patch hunk: at 85\nTraceback\nfailed to apply patch hunk: at 9\n", 2),
        ("libcst", "Finished!\n - Transformed 12 files successfully.\n - Failed to codemod 3 files.\n", 3),
        ("sed", "failed to apply patch hunk\n", 0),
    ],
)
def test_files_that_a_peer_gives_up_are_counted(name: str, printed: str, files: int) -> None:
    rename = load_rename(FOLDER / "create-websocket-manager.toml")
    commands = {
        each.name: each for each in rename_commands(rename, SupportedOptions(False, False), functions=True)
    }
    assert given_up(printed, commands[name].gave_up) == files


def test_without_a_cache_nothing_is_measured_warm() -> None:
    plain = [case.name for case in migration_commands("m", SupportedOptions(no_cache=False, jobs=False))]
    assert not [name for name in plain if "warm" in name or "serial" in name]
    cached = {
        case.name: case.asked for case in migration_commands("m", SupportedOptions(no_cache=True, jobs=True))
    }
    assert "--no-cache" in cached["repoint-diff"]
    assert "--no-cache" not in cached["repoint-diff-warm"]
    assert "--jobs 1" in cached["repoint-diff-serial"]
