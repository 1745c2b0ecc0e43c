"""`repoint report`: its options."""

from pathlib import Path
from typing import Annotated

from codemods.cli import options
from codemods.cli.exit_codes import ExitCode, command


@command
def report(
    paths: options.Paths = None,
    root: options.Root = None,
    migration: options.MigrationNames = None,
    codemod: options.CodemodName = None,
    arg: options.CodemodArguments = None,
    words: options.CodemodWords = None,
    output: Annotated[
        Path | None,
        options.valued("FILE", "Write the page to a file (default: standard output).", "--output", "-o"),
    ] = None,
    history: Annotated[
        bool, options.flag("--history", "Add a burn-down over the repository's commits.")
    ] = False,
    samples: Annotated[
        int | None, options.valued("N", "With --history: how many commits to look at (default: 30).", min=2)
    ] = None,
    generated: options.Generated = False,
    docs: options.Docs = False,
    types: options.Types = False,
    types_python: options.TypesPython = None,
    jobs: options.Jobs = None,
    no_format: options.NoFormat = False,
    no_cache: options.NoCache = False,
    debug: options.Debug = False,
) -> ExitCode:
    """Make a page for a browser: what is left, and every diff.

    It is one file that loads nothing else.
    """
    options.check(
        (types_python is not None and not types, options.TYPES_PYTHON_ALONE),
        (samples is not None and not history, "--samples says how many commits; add --history"),
        (codemod is not None and history, "--history counts a migration's names; a codemod has none"),
        *options.codemod_mistakes(
            codemod, details=arg or words, migration=migration, of_migrations=types or docs
        ),
    )
    from codemods.cli.commands.run_report import SAMPLES, ReportOptions, run_report
    from codemods.cli.request import Request

    request = Request(
        paths,
        root,
        migration,
        generated=generated,
        docs=docs,
        jobs=jobs,
        cache=not no_cache,
        format=not no_format,
        codemod=options.chosen_codemod(codemod, arg, words),
        types=types,
        types_python=types_python,
    )
    return run_report(request, ReportOptions(output, samples or SAMPLES if history else None))
