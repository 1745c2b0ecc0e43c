"""`repoint check`: its options."""

from pathlib import Path
from typing import Annotated

import typer

from codemods.cli import options
from codemods.cli.exit_codes import ExitCode, command
from codemods.cli.formats.registry import CheckFormat


@command
def check(
    files: Annotated[list[str] | None, options.listed("FILES", "Check only these files and folders.")] = None,
    root: options.Root = None,
    migration: options.MigrationNames = None,
    old: options.FromPath = None,
    new: options.ToPath = None,
    codemod: options.CodemodName = None,
    arg: options.CodemodArguments = None,
    words: options.CodemodWords = None,
    category: Annotated[
        list[str] | None, options.valued("NAME", "Fail for files of this category only; may be repeated.")
    ] = None,
    baseline: Annotated[
        Path | None, options.valued("FILE", "Let through what this file counts.", dir_okay=False)
    ] = None,
    update_baseline: Annotated[
        bool, options.flag("--update-baseline", "Write what is there now to --baseline.")
    ] = False,
    allow_unresolved: options.AllowUnresolved = False,
    verbose: options.Verbose = False,
    format: Annotated[
        CheckFormat, typer.Option("--format", help="Text for people, or a form that a service reads.")
    ] = CheckFormat.TEXT,
    output: options.Output = None,
    types: options.Types = False,
    types_python: options.TypesPython = None,
    jobs: options.Jobs = None,
    no_cache: options.NoCache = False,
    debug: options.Debug = False,
) -> ExitCode:
    """Fail while deprecated references remain: a gate for CI.

    Exit code 0: none remain, or a baseline lets them through; 1: some do; 2: nothing could be looked into.
    """
    options.check(
        *options.codemod_mistakes(
            codemod, details=arg or words, migration=migration or old or new, of_migrations=types
        ),
        (types_python is not None and not types, options.TYPES_PYTHON_ALONE),
        (update_baseline and baseline is None, "--update-baseline needs --baseline FILE to write to"),
        (update_baseline and output is not None, "--update-baseline writes the baseline only; drop --output"),
    )
    from codemods.cli.commands.run_check import CheckOptions, run_check
    from codemods.cli.request import Request

    request = Request(
        files,
        root,
        options.migration_or_rule(migration, old, new),
        jobs=jobs,
        cache=not no_cache,
        types=types,
        types_python=types_python,
        codemod=options.chosen_codemod(codemod, arg, words),
    )
    return run_check(
        request,
        CheckOptions(
            categories=tuple(category or ()),
            baseline=baseline,
            update_baseline=update_baseline,
            allow_unresolved=allow_unresolved,
            verbose=verbose,
            format=format,
            output=output,
        ),
    )
