"""`repoint derive`: its options."""

from typing import Annotated

import typer

from codemods.cli import options
from codemods.cli.exit_codes import ExitCode, command


@command
def derive(
    package: Annotated[
        str, typer.Argument(metavar="PACKAGE", help="The package, as the index or imports name it.")
    ],
    old: Annotated[str, typer.Argument(metavar="OLD", help="A version, or a folder, written as ./old.")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="The same, of the version to move to.")],
    git: Annotated[
        bool, options.flag("--git", "OLD and NEW are revisions of the repository at --root.")
    ] = False,
    through: Annotated[
        list[str] | None,
        options.valued(
            "VERSION",
            "Read this one between as well, for what it deprecates; may be repeated. `none` for only "
            "the two (default: the last release of each minor version, of a package from the index).",
        ),
    ] = None,
    output: options.Output = None,
    root: options.Root = None,
    debug: options.Debug = False,
) -> ExitCode:
    r"""Draft a migration from two versions of a package.

    What moved, what is called in another way, and what is gone. Rules that are
    sure come first, the rest as `manual`. Nothing of the package is imported or
    run; versions are downloaded as wheels, by pip.
    Needs griffe: `pip install 'repoint\[derive]'`.
    """
    from codemods.cli.commands.run_derive import run_derive

    given = through or []
    options.check(("none" in given and len(given) > 1, "--through none stands alone"))
    return run_derive(
        package,
        old,
        new,
        git=git,
        through=None if not given else tuple(each for each in given if each != "none"),
        output=output,
        root=root,
    )
