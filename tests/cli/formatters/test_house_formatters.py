"""The tree's own formatters have the last word on what is shown and written; what goes wrong is a finding."""

import json
import os
import sys
from pathlib import Path

import pytest

from codemods.cli.formatters import house_formatters
from codemods.cli.formatters.house_formatters import HouseFormatters
from codemods.values.plan import FileChange
from tests.cli.formatters.house import FORMATTED, SPACED, House
from tests.git.user_repository import APPLY_OPTIONS, MOVED, USER

MARKING = f"open({{marker!r}}, 'a').write('ran')\n{SPACED}"


def test_the_patch_shows_what_the_formatter_makes(house: House) -> None:
    house.set()
    result = house.repo.diff()
    assert b"+build( )\n" in result.stdout
    assert f"`{house.command}`" in result.stderr
    assert "RP402" not in result.stderr
    assert result.stdout == house.repo.diff().stdout
    assert b"+build()\n" in house.repo.diff("--no-format").stdout
    assert house.command not in house.repo.diff("--no-format").stderr


@pytest.mark.parametrize("way", APPLY_OPTIONS)
def test_what_is_written_staged_and_committed_is_formatted(house: House, way: str) -> None:
    house.set()
    house.repo.apply(*APPLY_OPTIONS[way])
    at = {"apply": "", "index only": ":", "commit": "HEAD:", "branch": "series:"}[way]
    assert house.repo.read("app/user.py", at) == FORMATTED
    if way == "apply":
        assert house.repo.read("app/user.py", ":") == FORMATTED
        assert house.repo.diff().stdout == b""


def test_the_report_and_the_json_show_it(house: House) -> None:
    house.set()
    migration = os.fspath(house.repo.migration)
    page = house.repo.run("report", "--migration", migration).stdout
    assert b"build( )" in page
    plain = house.repo.run("report", "--migration", migration, "--no-format").stdout
    assert b"build( )" not in plain
    (file,) = json.loads(house.repo.diff("--format", "json").stdout)["files"]
    assert "+build( )" in file["patch"]["text"]


def test_a_file_that_was_not_formatted_stays_so(house: House) -> None:
    house.set(user=USER + "keep()\n")
    house.repo.apply()
    assert house.repo.read("app/user.py") == MOVED + "keep()\n"


def test_uncommitted_work_beside_the_edits_stays_uncommitted(house: House) -> None:
    house.set(user=USER + "\n\n\n\nx = 1\n")
    house.repo.write({"app/user.py": USER + "\n\n\n\nx = 2\n"})
    house.repo.apply("--allow-dirty")
    assert house.repo.read("app/user.py") == FORMATTED + "\n\n\n\nx = 2\n"
    assert house.repo.read("app/user.py", ":") == FORMATTED + "\n\n\n\nx = 1\n"


@pytest.mark.parametrize(
    ("script", "message"),
    [
        pytest.param("import sys; sys.exit('no such option')", "ended with 1: no such option", id="fails"),
        pytest.param(
            SPACED.replace('" )"', "").replace(
                "text))", "text).replace('y  = 1', 'y = 1' if 'build' in text else 'y  = 1'))"
            ),
            "would also change line 8 of the new text",
            id="reaches far",
        ),
        pytest.param(
            SPACED.replace("( )", "(1)"), "would make another program of it", id="makes another program"
        ),
        pytest.param(
            "import os, sys\nfor name in sys.argv[1:]:\n"
            "    'build()' in open(name).read() and os.remove(name)\n",
            "took the file away",
            id="removes it",
        ),
        pytest.param(
            "import sys\nfor name in sys.argv[1:]:\n"
            "    sys.exit('build()' in open(name).read() and 'Ouch')\n",
            "ended with 1: Ouch",
            id="fails on the new text",
        ),
        pytest.param(
            "import sys\nfor name in sys.argv[1:]:\n    text = open(name).read()\n"
            "    open(name, 'w').write(text.replace('build()', 'build('))\n",
            "would make another program of it: '(' was never closed",
            id="breaks the syntax",
        ),
    ],
)
def test_a_formatter_that_goes_wrong_costs_a_finding(house: House, script: str, message: str) -> None:
    rest = "\n\n\n\ny  = 1\n"
    house.set(script, user=USER + rest)
    result = house.repo.apply()
    assert message in result.stderr
    assert "RP402" in result.stderr
    assert house.repo.read("app/user.py") == MOVED + rest
    assert result.exit_code == 0


def test_a_program_that_is_missing_costs_a_finding(house: House) -> None:
    house.set(SPACED, "no-such-formatter -q {files}")
    result = house.repo.apply()
    assert "there is no program `no-such-formatter`" in result.stderr
    assert result.files_with("RP402") == {"pyproject.toml"}
    assert house.repo.read("app/user.py") == MOVED


def test_one_that_does_not_end_costs_a_finding(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(house_formatters, "_TIMEOUT", 0.25)
    monkeypatch.setattr(house_formatters, "_TIMEOUT_FOR_FILE", 0.25)
    house.set("import time; time.sleep(60)")
    result = house.repo.apply()
    assert "did not end within 0.5 seconds" in result.stderr
    assert house.repo.read("app/user.py") == MOVED


def test_a_file_that_it_fails_on_costs_that_file_alone(house: House) -> None:
    script = (
        f"import sys\nif any('bad' in open(each).read() for each in sys.argv[1:]): sys.exit('bad')\n{SPACED}"
    )
    house.repo.write({"app/other.py": USER + "# bad\n"})
    house.set(script)
    house.repo.apply()
    assert house.repo.read("app/user.py") == FORMATTED
    assert house.repo.read("app/other.py") == MOVED + "# bad\n"


def test_one_that_wants_the_old_text_otherwise_is_left_out(house: House, tmp_path: Path) -> None:
    other = tmp_path / "other.py"
    other.write_text(
        SPACED.replace("re.sub(", "re.sub('#.*', '# said', re.sub(").replace("text))", "text)))")
    )
    house.set(SPACED, f"{sys.executable} {other} {{files}}", user=USER + "# why\n")
    result = house.repo.apply()
    assert house.repo.read("app/user.py") == FORMATTED + "# why\n"
    assert "RP402" not in result.stderr


def test_the_tree_is_out_of_its_reach(house: House) -> None:
    script = (
        "import pathlib\nfor file in pathlib.Path().rglob('*'):\n"
        "    file.is_file() and file.write_text('gone')\n"
    )
    house.set(script)
    before = house.repo.state()
    house.repo.diff()
    assert house.repo.state() == before


@pytest.mark.parametrize("command", ["scan", "check", "retire"])
def test_what_only_looks_runs_no_formatter(house: House, tmp_path: Path, command: str) -> None:
    marker = tmp_path / "ran"
    house.set(MARKING.format(marker=os.fspath(marker)))
    house.repo.run(command, "--migration", os.fspath(house.repo.migration))
    assert not marker.exists()
    house.repo.diff()
    assert marker.exists()


def test_only_in_a_tree_that_one_stands_in(house: House, tmp_path: Path) -> None:
    marker = tmp_path / "ran"
    house.set(MARKING.format(marker=os.fspath(marker)))
    words = ("diff", "--migration", os.fspath(house.repo.migration), "--root", os.fspath(house.repo.root))
    result = house.repo.run(*words, folder=tmp_path)
    assert not marker.exists()
    assert "not run from outside" in result.stderr
    assert b"+build()" in result.stdout
    assert b"+build( )" in house.repo.run(*words, folder=house.repo.root / "app").stdout


def test_no_shell_reads_a_command(house: House, tmp_path: Path) -> None:
    marker = tmp_path / "ran"
    house.set(SPACED, f"{sys.executable} -c pass; touch {marker} {{files}}")
    house.repo.diff()
    assert not marker.exists()


def test_other_settings_make_another_patch_of_a_cached_plan(house: House) -> None:
    house.set()
    assert b"+build( )" in house.repo.diff().stdout
    house.script.write_text(SPACED.replace("( )", "(  )"))
    assert b"+build(  )" in house.repo.diff().stdout
    assert b"+build()" in house.repo.diff("--no-format").stdout


def test_what_is_known_is_not_asked_again(house: House, tmp_path: Path) -> None:
    marker = tmp_path / "ran"
    house.set(MARKING.format(marker=os.fspath(marker)))
    root = house.repo.root
    ask = HouseFormatters(root, root, (house.command,), ["app/user.py"], lambda _: None)
    change = FileChange("app/user.py", USER.encode(), MOVED.encode(), (), 1)
    assert ask([change]).texts == {"app/user.py": FORMATTED.encode()}
    marker.unlink()
    assert ask([change]).texts == {"app/user.py": FORMATTED.encode()}
    assert not marker.exists()
