"""Every format can be written, by a module that is loaded for it only."""

import subprocess
import sys
from pathlib import Path

import pytest

from codemods.cli.formats.registry import CheckFormat, ScanFormat
from tests.cli.formats.check_results import TWO
from tests.cli.formats.inventories import INVENTORY

FOLDER = Path(__file__).parents[3] / "codemods/cli/formats"


@pytest.mark.parametrize("format", CheckFormat)
def test_check_writes_each_of_its_formats(format: CheckFormat) -> None:
    assert b"c.py" in format.write(TWO)


@pytest.mark.parametrize("format", ScanFormat)
def test_scan_writes_each_of_its_formats(format: ScanFormat) -> None:
    assert b"shop" in format.write(INVENTORY, 2)


def test_every_module_with_a_format_is_registered() -> None:
    written = {file.stem for file in FOLDER.glob("*.py") if "\ndef write(" in file.read_text("utf-8")}
    assert written == {each.module.rpartition(".")[2] for each in (*CheckFormat, *ScanFormat)}


def test_the_names_of_the_formats_load_no_writer() -> None:
    program = (
        "import sys, codemods.cli.formats.registry\n"
        "print([name for name in sys.modules if name.startswith('codemods.cli.formats.')])"
    )
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    assert done.stdout == "['codemods.cli.formats.registry']\n"
