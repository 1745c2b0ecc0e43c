"""`repoint lsp`: its options."""

from codemods.cli import options
from codemods.cli.exit_codes import ExitCode, command


@command
def lsp(migration: options.MigrationNames = None, debug: options.Debug = False) -> ExitCode:
    """Serve an editor, by the language server protocol.

    An editor starts it; docs/editors.md says how. It needs the extra `lsp`.
    """
    from codemods.cli.commands.run_lsp import run_lsp

    return run_lsp(migration, debug)
