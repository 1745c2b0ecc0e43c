"""What the README shows is so: its commands, its example, its pictures."""

import html
import re
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import pytest

from codemods.__main__ import load
from tests.cli.browsers import CHROMIUM
from tests.command_line import Run
from tests.command_line import run as run

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
DEMO = ROOT / "fixtures" / "demo"


def pictures() -> Any:
    """The script that makes the pictures, which is no module of a package."""
    spec = spec_from_file_location("pictures", ROOT / "docs/pictures.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """The demo in a repository of its own."""
    folder = tmp_path / "shop"
    shutil.copytree(DEMO, folder, ignore=shutil.ignore_patterns("__pycache__"))
    for words in (["init"], ["add", "."], ["commit", "-m", "The shop as it was"]):
        git(folder, *words)
    return folder


def git(folder: Path, *words: str) -> str:
    """What git prints."""
    command = ["git", "-c", "user.name=ada", "-c", "user.email=ada@example.org", *words]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True).stdout


def own_tests(folder: Path) -> str:
    """What the demo's own tests print last."""
    command = [sys.executable, "-W", "ignore", "-m", "unittest", "tests.test_till"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return done.stderr.splitlines()[-1]


def test_the_first_command_shows_three_files_and_one_finding(run: Run) -> None:
    assert ".venv/bin/repoint diff --root fixtures/demo\n" in README
    result = run("diff", "--root", str(DEMO))
    changed = re.findall(r"^diff --git a/(\S+)", result.stdout, re.MULTILINE)
    assert changed == ["shop/till.py", "shop/web.py", "tests/test_till.py"]
    assert result.stderr.splitlines()[-1].endswith("4 references to move, 1 to stay; 1 finding")
    assert len((result.stdout + result.stderr).splitlines()) < 60
    told = "".join(f"    {line}\n" for line in result.stderr.splitlines()[1:4])
    assert told in README


def test_the_demo_works_before_and_after(shop: Path, run: Run) -> None:
    assert own_tests(shop) == "OK"
    assert run("apply", "--root", str(shop)).exit_code == 0
    assert own_tests(shop) == "OK"
    assert "create_basket" not in (shop / "shop/till.py").read_text()


def test_its_four_commands_work_as_they_stand(shop: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    section = README.partition("## Your repository in four commands")[2].partition("\n## ")[0]
    commands = re.findall(r"^    repoint (.*?) *(?:#.*)?$", section, re.MULTILINE)
    assert [each.split()[0] for each in commands] == ["init", "diff", "apply", "undo"]
    monkeypatch.chdir(shop)
    for words in commands:
        result = run(*words.split())
        assert result.exit_code == 0, result.stderr
        if words.startswith("diff"):
            assert "+from shop.baskets import get_basket\n" in result.stdout
        if words.startswith("apply"):
            assert "shop/till.py" in git(shop, "diff", "--cached", "--name-only")
    assert git(shop, "status", "--short") == "?? move.toml\n"


def test_its_migration_is_that_of_the_demo() -> None:
    (example,) = re.findall(r"```toml\n(.*?)```", README, re.DOTALL)
    assert example in (DEMO / "baskets.toml").read_text("utf-8")


def test_it_names_every_command() -> None:
    named = re.findall(r"^    repoint (\w+)", README.partition("## Use it")[2], re.MULTILINE)
    assert set(load().COMMANDS) == set(named)


def test_every_file_that_it_links_to_is_there() -> None:
    links = re.findall(r"\]\(([^)#]+)[^)]*\)", README)
    missing = [each for each in links if "://" not in each and not (ROOT / each).is_file()]
    assert missing == []


def comparable(text: str) -> str:
    """A text without blanks, and with names of blobs as short as git has them in the smallest repository."""
    return re.sub(r"index(\w{7})\w*\.\.(\w{7})\w*(?=100644)", r"index\1..\2", "".join(text.split()))


def test_the_terminal_shows_a_real_run() -> None:
    made = pictures()
    drawn = made.TERMINAL.read_text("utf-8")
    assert "http" not in drawn.replace("http://www.w3.org/2000/svg", "")
    shown = re.sub(r"\x1b\[[\d;]*m", "", made.run_repoint("diff"))
    spelled = "".join(html.unescape(each) for each in re.findall(r"<text[^>]*>([^<]*)</text>", drawn))
    expected = f"{made.COMMAND}${made.COMMAND}{shown}"
    assert comparable(spelled) == comparable(expected), "run docs/pictures.py"


def test_the_picture_of_the_report_is_small_and_can_be_made(tmp_path: Path) -> None:
    made = pictures()
    kept = made.REPORT.read_bytes()
    assert len(kept) < 120_000
    if CHROMIUM is None:
        pytest.skip("there is no Chromium here: apt-get install chromium")
    made.run_repoint("report", "--output", str(tmp_path / "report.html"))
    # A thread in which a browser of other tests is driven can't drive a second one.
    with ThreadPoolExecutor() as pool:
        fresh = pool.submit(made.report_picture, tmp_path / "report.html").result()
    # The signature of PNG, and the width and height in its first chunk.
    assert fresh[:24] == kept[:24]
