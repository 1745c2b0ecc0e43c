"""What `verify` found is stored by command, the last first, and a file that is damaged is no harm."""

from dataclasses import replace
from pathlib import Path

import pytest

from codemods.apply.verification_store import read_verifications, save_verification
from codemods.values.verification import Verification

FOUND = Verification("m", "pytest", "1" * 40, "2024-01-01T00:00:00+00:00", 3, 20, ("a test fails",), True)


def test_what_is_saved_is_read_the_last_first(tmp_path: Path) -> None:
    other = replace(FOUND, command="make")
    for each in (FOUND, other):
        save_verification(tmp_path / "state", each)
    assert read_verifications(tmp_path / "state") == (other, FOUND)


def test_a_later_run_of_a_command_replaces_the_earlier(tmp_path: Path) -> None:
    later = replace(FOUND, worse=())
    for each in (FOUND, later):
        save_verification(tmp_path, each)
    assert read_verifications(tmp_path) == (later,)


def test_the_last_twenty_commands_stay(tmp_path: Path) -> None:
    for number in range(25):
        save_verification(tmp_path, replace(FOUND, command=str(number)))
    assert [each.command for each in read_verifications(tmp_path)] == [str(n) for n in range(24, 4, -1)]


@pytest.mark.parametrize("data", [None, b"", b"[1]", b"\xff"])
def test_nothing_is_read_of_what_is_not_there_or_damaged(tmp_path: Path, data: bytes | None) -> None:
    if data is not None:
        (tmp_path / "verified.json").write_bytes(data)
    assert read_verifications(tmp_path) == ()
    save_verification(tmp_path, FOUND)
    assert read_verifications(tmp_path) == (FOUND,)
