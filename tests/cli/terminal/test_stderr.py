"""Messages to people do nothing to their terminal."""

import pytest

from codemods.cli.terminal.stderr import inform


def test_what_a_terminal_obeys_is_spelled_and_lines_stay(capsys: pytest.CaptureFixture[str]) -> None:
    inform("a\x1b[31m\x07: \x9b2J\nsecond line, ü\r")
    assert capsys.readouterr().err == "a\\x1b[31m\\x07: \\x9b2J\nsecond line, ü\\r\n"
