"""`repoint log`: its options."""

from codemods.cli.exit_codes import ExitCode, command
from codemods.cli.formats.registry import OutputFormat
from codemods.cli.options import Debug, FormatOption, Root


@command
def log(root: Root = None, format: FormatOption = OutputFormat.TEXT, debug: Debug = False) -> ExitCode:
    """List the applies made here, the last one first."""
    from codemods.cli.commands.run_log import run_log

    return run_log(root, json=format is OutputFormat.JSON)
