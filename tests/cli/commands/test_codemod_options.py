"""What can't be asked for beside `--codemod`, or only beside it: each command that takes it says so."""

import pytest

from tests.command_line import Run

CODEMOD = ("--codemod", "libcst.codemod.commands.rename:RenameCommand")
COMMANDS = ("apply", "check", "diff", "report", "review")


@pytest.mark.parametrize("command", COMMANDS)
def test_details_of_a_codemod_need_one(command: str, run: Run) -> None:
    result = run(command, "--arg", "old_name=a.b")
    assert result.exit_code == 2
    assert "--arg and --words are for --codemod" in " ".join(result.stderr.replace("│", " ").split())


@pytest.mark.parametrize("command", COMMANDS)
def test_a_codemod_takes_the_place_of_a_migration(command: str, run: Run) -> None:
    result = run(command, *CODEMOD, "--migration", "numpy-2")
    assert result.exit_code == 2
    assert "--codemod takes the place of a migration" in " ".join(result.stderr.replace("│", " ").split())


@pytest.mark.parametrize(
    ("command", "option"),
    [(command, option) for command in COMMANDS for option in ("--types", "--docs") if command != "check"]
    + [("check", "--types"), ("fleet", "--docs")],
)
def test_what_only_migrations_know_is_refused(command: str, option: str, run: Run) -> None:
    words = ("repos.toml",) if command == "fleet" else ()
    result = run(command, *words, *CODEMOD, option)
    assert result.exit_code == 2
    assert "--docs and --types are for migrations" in " ".join(result.stderr.replace("│", " ").split())
