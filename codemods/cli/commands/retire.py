"""`repoint retire`: its options."""

from typing import Annotated

from codemods.cli import options
from codemods.cli.exit_codes import ExitCode, command


@command
def retire(
    root: options.Root = None,
    migration: options.MigrationNames = None,
    diff: Annotated[bool, options.flag("--diff", "Show what would go, as a patch; remove nothing.")] = False,
    no_commit: Annotated[bool, options.flag("--no-commit", "Stage it, and make no commit.")] = False,
    no_verify: Annotated[bool, options.flag("--no-verify", "Run no commit hooks.")] = False,
    verbose: options.Verbose = False,
    debug: options.Debug = False,
) -> ExitCode:
    """Remove what nothing refers to any more, as a commit.

    What the retire table of the migration lists goes, with what only re-exports
    it. Exit code 1: something still refers to it; it is listed, and nothing was
    changed. `repoint undo` takes it back.
    """
    from codemods.cli.commands.run_retire import RetireOptions, run_retire
    from codemods.cli.request import Request

    return run_retire(
        Request((), root, migration),
        RetireOptions(dry_run=diff, commit=not no_commit, hooks=not no_verify, verbose=verbose),
    )
