"""`repoint init`: its options."""

from pathlib import Path
from typing import Annotated

from codemods.cli import options
from codemods.cli.exit_codes import ExitCode, command


@command
def init(
    old: Annotated[
        list[str] | None,
        options.valued("PATH", "What is deprecated, module:name or a module; may be repeated.", "--from"),
    ] = None,
    new: Annotated[
        str | None, options.valued("PATH", "What takes its place (default: what the tree says).", "--to")
    ] = None,
    shims: Annotated[
        Path | None,
        options.valued(
            "DIR", "A package: everything that it marks as deprecated.", exists=True, file_okay=False
        ),
    ] = None,
    output: Annotated[
        Path | None,
        options.valued("FILE", "Write to a file, which must not be there.", "--output", "-o", dir_okay=False),
    ] = None,
    root: options.Root = None,
    debug: options.Debug = False,
) -> ExitCode:
    """Write a migration file, from two paths or what the tree says.

    Rules that are not sure are written as `manual`, the proposal in a comment. Nothing is imported or run.
    """
    options.check(
        (not old and shims is None, "say what is deprecated: --from module:name, or --shims DIR"),
        (bool(old) and shims is not None, "--shims is for a whole package; drop --from"),
        (new is not None and len(old or ()) != 1, "--to takes the place of one --from"),
    )
    from codemods.cli.commands.run_init import InitOptions, run_init

    return run_init(InitOptions(tuple(old or ()), new, shims, output, root))
