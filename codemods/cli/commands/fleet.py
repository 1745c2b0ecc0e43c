"""`repoint fleet`: its options."""

from pathlib import Path
from typing import Annotated

import typer

from codemods.cli import options
from codemods.cli.exit_codes import ExitCode, command
from codemods.cli.formats.registry import OutputFormat

_WORK = "Work"


@command
def fleet(
    manifest: Annotated[Path, options.listed("REPOS.toml", "The list of the repositories.")],
    migration: Annotated[
        list[str] | None,
        options.valued(
            "NAME|FILE",
            "A built-in migration's name, or a TOML file (default: what the list says); several make one.",
            "--migration",
            "-m",
        ),
    ] = None,
    codemod: options.CodemodName = None,
    arg: options.CodemodArguments = None,
    words: options.CodemodWords = None,
    only: Annotated[
        list[str] | None, options.valued("GLOB", "Only repositories of this name; may be repeated.")
    ] = None,
    branch: Annotated[
        str,
        options.valued(
            "NAME", "The branch to make in each (default: repoint/MIGRATION).", panel=options.COMMITS
        ),
    ] = "",
    batch_by: options.BatchBy = "dir",
    message: options.Message = None,
    author: Annotated[
        str | None,
        options.valued(
            "IDENTITY",
            "Whose commits they are, NAME <EMAIL> (default: as git is configured here).",
            panel=options.COMMITS,
        ),
    ] = None,
    date: Annotated[
        str | None,
        options.valued(
            "WHEN",
            "The date of the commits, as ISO 8601 (default: the start of the run).",
            panel=options.COMMITS,
        ),
    ] = None,
    push: Annotated[bool, options.flag("--push", "Push the branch of each.", options.COMMITS)] = False,
    out: Annotated[
        Path, typer.Option(metavar="DIR", help="Where patches and findings go.", file_okay=False)
    ] = Path("repoint-fleet"),
    ledger: Annotated[
        Path | None,
        options.valued(
            "FILE",
            "Where it is written down what is done (default: DIR/ledger.sqlite).",
            panel=_WORK,
            dir_okay=False,
        ),
    ] = None,
    jobs: Annotated[
        int | None,
        options.valued(
            "N", "Worker processes on this machine (default: one for each processor).", panel=_WORK, min=0
        ),
    ] = None,
    scheduler: Annotated[
        str | None,
        options.valued(
            "ADDRESS", "Let the workers of this Dask scheduler do it, tcp://HOST:PORT.", panel=_WORK
        ),
    ] = None,
    retries: Annotated[
        int,
        typer.Option(
            metavar="N",
            help="How often a repository is tried again when the network or a worker failed.",
            min=0,
            rich_help_panel=_WORK,
        ),
    ] = 2,
    timeout: Annotated[
        float,
        typer.Option(
            metavar="SECONDS",
            help="How long one repository may take; 0 for as long as it takes.",
            min=0,
            rich_help_panel=_WORK,
        ),
    ] = 3600,
    again: Annotated[bool, options.flag("--again", "Begin anew, also with what is done.", _WORK)] = False,
    format: options.FormatOption = OutputFormat.TEXT,
    generated: options.Generated = False,
    docs: options.Docs = False,
    debug: options.Debug = False,
) -> ExitCode:
    """Migrate many repositories, each on a branch of its own.

    Each is cloned to a temporary folder, and comes back as a patch and findings,
    or is pushed as a branch. Run the same again to go on where it was
    interrupted. Exit code 2: one or more failed.
    """
    options.check(
        *options.codemod_mistakes(codemod, details=arg or words, migration=migration, of_migrations=docs),
        (
            bool(jobs) and scheduler is not None,
            "--jobs is for this machine; the workers of a --scheduler are its own",
        ),
    )
    from codemods.cli.fleet import run_fleet

    request = run_fleet.FleetRequest(
        manifest=manifest,
        migrations=tuple(migration or ()),
        branch=branch,
        batch_by=batch_by,
        message=message,
        author=author,
        date=date,
        generated=generated,
        docs=docs,
        codemod=options.chosen_codemod(codemod, arg, words),
        only=tuple(only or ()),
    )
    run_options = run_fleet.FleetRunOptions(
        out=out,
        ledger=ledger,
        push=push,
        jobs=jobs,
        scheduler=scheduler,
        retries=retries,
        timeout=timeout,
        again=again,
        json=format is OutputFormat.JSON,
    )
    return run_fleet.run_fleet(request, run_options)
