"""`repoint test`: its options."""

from typing import Annotated

from codemods.cli import options
from codemods.cli.exit_codes import ExitCode, command


@command
def test(
    names: Annotated[
        list[str] | None,
        options.listed(
            "NAME|FILE", "TOML files, or built-in migrations by name (default: those of the tree's settings)."
        ),
    ] = None,
    root: options.Root = None,
    update: Annotated[
        bool, options.flag("--update", "Write what came out into the files, as what is expected.")
    ] = False,
    debug: options.Debug = False,
) -> ExitCode:
    """Run the tests that migration files hold.

    What differs goes to standard output, as a patch of what was expected, and ends it with 1.
    """
    from codemods.cli.commands.run_test import run_test

    return run_test(names, root, update=update)
