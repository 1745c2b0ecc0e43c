"""`repoint apply`: its options."""

from pathlib import Path
from typing import Annotated

import typer

from codemods.cli import options
from codemods.cli.exit_codes import ExitCode, command
from codemods.cli.formats.registry import OutputFormat


@command
def apply(
    paths: options.Paths = None,
    root: options.Root = None,
    migration: options.MigrationNames = None,
    old: options.FromPath = None,
    new: options.ToPath = None,
    codemod: options.CodemodName = None,
    arg: options.CodemodArguments = None,
    words: options.CodemodWords = None,
    no_stage: Annotated[bool, options.flag("--no-stage", "Write the files, not git's index.")] = False,
    index_only: Annotated[
        bool, options.flag("--index-only", "Stage, and leave the files as they are.")
    ] = False,
    allow_dirty: Annotated[
        bool,
        options.flag(
            "--allow-dirty",
            "Take files with uncommitted changes too, where the edits fit; only the edits are staged.",
        ),
    ] = False,
    interactive: Annotated[
        bool,
        typer.Option("--interactive", "-i", metavar="", help="Decide file by file, as `git add -p` does."),
    ] = False,
    commit: Annotated[bool, options.flag("--commit", "Commit in batches.", options.COMMITS)] = False,
    branch: Annotated[
        str | None,
        options.valued(
            "NAME", "Commit on a new branch; files and index stay as they are.", panel=options.COMMITS
        ),
    ] = None,
    batch_by: options.BatchBy = "dir",
    message: options.Message = None,
    format_patch: Annotated[
        Path | None,
        options.valued(
            "DIR",
            "Write the commits as mails for `git am`; without --commit, nothing else.",
            panel=options.COMMITS,
            file_okay=False,
        ),
    ] = None,
    blame_ignore: Annotated[
        bool,
        options.flag(
            "--blame-ignore", "Add the commits to .git-blame-ignore-revs, in a last one.", options.COMMITS
        ),
    ] = False,
    no_verify: Annotated[bool, options.flag("--no-verify", "Run no commit hooks.", options.COMMITS)] = False,
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
    """Write what `diff` shows; in git, stage or commit it.

    Files that hold uncommitted work are left out. `repoint undo` takes an apply back.
    """
    makes_commits = commit or format_patch is not None
    json = format is OutputFormat.JSON
    options.check(
        *options.codemod_mistakes(
            codemod, details=arg or words, migration=migration or old or new, of_migrations=types or docs
        ),
        (types_python is not None and not types, options.TYPES_PYTHON_ALONE),
        (no_stage and index_only, "--no-stage and --index-only leave nothing to write"),
        (
            makes_commits and (no_stage or index_only),
            "commits are made of files and index; give one or the other",
        ),
        (branch is not None and not commit, "--branch says where to commit; add --commit"),
        (not makes_commits and (blame_ignore or message is not None), "there is no commit; add --commit"),
        (interactive and json, "--interactive cannot be combined with --format json"),
    )
    from codemods.apply.apply_plan import WriteTargets
    from codemods.cli.apply_options import ApplyOptions, SeriesOptions
    from codemods.cli.commands.run_apply import run_apply
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
    series = SeriesOptions(
        commit=commit,
        branch=branch,
        batch_by=batch_by,
        mails=format_patch,
        message=message,
        blame_ignore=blame_ignore,
        hooks=not no_verify,
    )
    return run_apply(
        request,
        ApplyOptions(
            targets=WriteTargets(disk=not index_only, index=not no_stage),
            allow_dirty=allow_dirty,
            interactive=interactive,
            json=json,
            series=series if makes_commits else None,
        ),
    )
