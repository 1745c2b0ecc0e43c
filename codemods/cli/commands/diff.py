"""`repoint diff`: its options."""

from pathlib import Path
from typing import Annotated

from codemods.cli import options
from codemods.cli.exit_codes import ExitCode, command
from codemods.cli.formats.registry import OutputFormat


@command
def diff(
    paths: options.Paths = None,
    root: options.Root = None,
    migration: options.MigrationNames = None,
    old: options.FromPath = None,
    new: options.ToPath = None,
    codemod: options.CodemodName = None,
    arg: options.CodemodArguments = None,
    words: options.CodemodWords = None,
    output: Annotated[
        Path | None, options.valued("FILE", "Write the patch to a file.", "--output", "-o", dir_okay=False)
    ] = None,
    per_file: Annotated[
        Path | None, options.valued("DIR", "Write one patch per file.", file_okay=False)
    ] = None,
    stat: Annotated[bool, options.flag("--stat", "Show changed lines per file, not the patch.")] = False,
    format: options.FormatOption = OutputFormat.TEXT,
    generated: options.Generated = False,
    docs: options.Docs = False,
    types: options.Types = False,
    types_python: options.TypesPython = None,
    jobs: options.Jobs = None,
    no_format: options.NoFormat = False,
    no_cache: options.NoCache = False,
    debug: options.Debug = False,
) -> ExitCode:
    """Show what would change, as a patch; write nothing.

    The patch goes to standard output, findings and everything else to standard error.
    """
    json = format is OutputFormat.JSON
    options.check(
        *options.codemod_mistakes(
            codemod, details=arg or words, migration=migration or old or new, of_migrations=types or docs
        ),
        (types_python is not None and not types, options.TYPES_PYTHON_ALONE),
        (stat and json, "--stat cannot be combined with --format json, which holds the counts"),
    )
    from codemods.cli.commands.run_diff import DiffOptions, run_diff
    from codemods.cli.request import Request

    request = Request(
        paths,
        root,
        options.migration_or_rule(migration, old, new),
        generated=generated,
        docs=docs,
        jobs=jobs,
        cache=not no_cache,
        format=not no_format,
        types=types,
        types_python=types_python,
        codemod=options.chosen_codemod(codemod, arg, words),
    )
    return run_diff(request, DiffOptions(json=json, stat=stat, output=output, per_file=per_file))
