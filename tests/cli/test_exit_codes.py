"""Every way a command can end is an exit code, and every error one readable line."""

import pytest
import typer

from codemods.cli.exit_codes import ExitCode, command, exit_code
from codemods.values.errors import RepointError


def fail(error: BaseException) -> ExitCode:
    raise error


def test_a_result_is_given_as_it_is() -> None:
    assert exit_code(lambda: ExitCode.FOUND, debug=False) == 1


def test_an_unforeseen_error_is_one_line_that_says_how_to_see_more(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert exit_code(lambda: fail(ZeroDivisionError("division by zero")), debug=False) == 2
    message = capsys.readouterr().err
    assert message.count("\n") == 1
    assert "ZeroDivisionError" in message
    assert "--debug" in message


def test_an_error_of_the_user_is_its_message(capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_code(lambda: fail(RepointError("m.toml: is empty")), debug=False) == 2
    assert capsys.readouterr().err == "repoint: m.toml: is empty\n"


def test_debug_shows_where_it_was_raised(capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_code(lambda: fail(RepointError("m.toml: is empty")), debug=True) == 2
    assert "Traceback" in capsys.readouterr().err


def test_an_interrupt_ends_with_130(capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_code(lambda: fail(KeyboardInterrupt()), debug=False) == 130
    assert capsys.readouterr().err == "repoint: interrupted\n"


def test_a_mistake_in_the_options_is_left_to_typer() -> None:
    with pytest.raises(typer.BadParameter):
        exit_code(lambda: fail(typer.BadParameter("add --commit")), debug=False)


def test_a_command_exits_with_the_code_of_its_function() -> None:
    @command
    def check(found: bool, debug: bool = False) -> ExitCode:
        return ExitCode.FOUND if found else ExitCode.OK

    with pytest.raises(typer.Exit) as ended:
        check(found=True, debug=False)
    assert ended.value.exit_code == 1
