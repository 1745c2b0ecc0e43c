"""`repoint review`: its options."""

from typing import Annotated

from codemods.cli import options
from codemods.cli.exit_codes import ExitCode, command


@command
def review(
    paths: options.Paths = None,
    root: options.Root = None,
    migration: options.MigrationNames = None,
    old: options.FromPath = None,
    new: options.ToPath = None,
    codemod: options.CodemodName = None,
    arg: options.CodemodArguments = None,
    words: options.CodemodWords = None,
    port: Annotated[int, options.valued("N", "The port (default: a free one).", "--port", min=0)] = 0,
    no_open: Annotated[bool, options.flag("--no-open", "Print the address; open no browser.")] = False,
    generated: options.Generated = False,
    docs: options.Docs = False,
    types: options.Types = False,
    types_python: options.TypesPython = None,
    jobs: options.Jobs = None,
    no_format: options.NoFormat = False,
    no_cache: options.NoCache = False,
    debug: options.Debug = False,
) -> ExitCode:
    """Decide in a browser what is taken; apply, commit or undo it.

    The page is served to this machine only, until Ctrl-C. It needs the extra `web`.
    """
    options.check(
        *options.codemod_mistakes(
            codemod, details=arg or words, migration=migration or old or new, of_migrations=types or docs
        ),
        (types_python is not None and not types, options.TYPES_PYTHON_ALONE),
    )
    from codemods.cli.commands.run_review import run_review
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
    return run_review(request, port, opens=not no_open)
