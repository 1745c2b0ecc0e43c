"""`repoint log`: its options."""

from codemods.cli import options
from codemods.cli.exit_codes import ExitCode, command
from codemods.cli.formats.registry import OutputFormat


@command
def log(
    root: options.Root = None, format: options.FormatOption = OutputFormat.TEXT, debug: options.Debug = False
) -> ExitCode:
    """List the applies made here, the last one first."""
    from codemods.cli.commands.run_log import run_log

    return run_log(root, json=format is OutputFormat.JSON)
