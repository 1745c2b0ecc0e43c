"""The command line: it names the options and hands them to `codemods`, nothing else.

Whatever takes time to import is imported by the command that needs it.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from codemods import __version__
from codemods.cli.commands import fleet_options
from codemods.cli.exit_codes import exit_code
from codemods.cli.options import (
    AllowDirty,
    BatchBy,
    BlameIgnore,
    Branch,
    Checked,
    CheckFormat,
    Commit,
    Debug,
    Docs,
    Format,
    FormatPatch,
    Generated,
    Jobs,
    Listed,
    Message,
    MigrationName,
    NoCache,
    NoVerify,
    Output,
    OutputFormat,
    Paths,
    Root,
    ScanFormat,
)

if TYPE_CHECKING:
    from codemods.cli.request import Request

app = typer.Typer(
    help="Move a code base off deprecated symbols and onto canonical ones.",
    epilog="Exit codes: 0 fine, 1 what check, verify or retire found, 2 could not run.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _check_together(*mistakes: tuple[bool, str]) -> None:
    """Refuse options that do not go together."""
    for made, said in mistakes:
        if made:
            raise typer.BadParameter(said)


def _request(
    paths: list[str] | None,
    root: Path | None,
    migration: str | None,
    jobs: int | None,
    no_cache: bool,
    generated: bool = False,
    docs: bool = False,
) -> "Request":
    from codemods.cli.request import Request

    return Request(tuple(paths or ()), root, migration, generated, docs, jobs or 0, not no_cache)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"repoint {__version__}")
        raise typer.Exit


@app.callback()
def main(
    version: Annotated[
        bool,
        typer.Option(
            "--version", metavar="", callback=_version, is_eager=True, help="Show the version and exit."
        ),
    ] = False,
) -> None:
    """Move a code base off deprecated symbols and onto canonical ones."""


@app.command()
def diff(
    paths: Paths = None,
    root: Root = None,
    migration: MigrationName = None,
    output: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write the patch to a file.", dir_okay=False, show_default=False),
    ] = None,
    per_file: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Write one patch per file.", file_okay=False, show_default=False),
    ] = None,
    stat: Annotated[
        bool, typer.Option("--stat", metavar="", help="Show changed lines per file, not the patch.")
    ] = False,
    format: OutputFormat = Format.TEXT,
    generated: Generated = False,
    docs: Docs = False,
    jobs: Jobs = None,
    no_cache: NoCache = False,
    debug: Debug = False,
) -> None:
    """Show what would change, as a patch; write nothing.

    The patch goes to standard output, findings and everything else to standard error.
    """
    if stat and format is Format.JSON:
        raise typer.BadParameter("the JSON holds the counts already; give one of --stat and --format json")

    def command() -> int:
        from codemods.cli.commands import diff

        request = _request(paths, root, migration, jobs, no_cache, generated, docs)
        return diff.diff(request, diff.DiffOptions(format is Format.JSON, stat, output, per_file))

    raise typer.Exit(exit_code(command, debug))


@app.command()
def scan(
    paths: Listed = None,
    root: Root = None,
    migration: MigrationName = None,
    depth: Annotated[
        int, typer.Option(metavar="N", min=1, help="How many folders deep directories are counted.")
    ] = 2,
    format: Annotated[ScanFormat, typer.Option("--format", help="Tables, JSON, or a line a reference.")] = (
        ScanFormat.TABLE
    ),
    output: Output = None,
    jobs: Jobs = None,
    no_cache: NoCache = False,
    debug: Debug = False,
) -> None:
    """Show where the deprecated symbols are still used, and how far the migration is.

    Mentions in text that is no Python are listed apart. Nothing is written.
    """

    def command() -> int:
        from codemods.cli.commands import scan

        return scan.scan(
            _request(paths, root, migration, jobs, no_cache), scan.ScanOptions(format.value, depth, output)
        )

    raise typer.Exit(exit_code(command, debug))


@app.command()
def check(
    files: Checked = None,
    root: Root = None,
    migration: MigrationName = None,
    category: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME", help="Fail for files of this category only; may be repeated.", show_default=False
        ),
    ] = None,
    baseline: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Let through what this file counts.", dir_okay=False, show_default=False
        ),
    ] = None,
    update_baseline: Annotated[
        bool, typer.Option("--update-baseline", metavar="", help="Write what is there now to --baseline.")
    ] = False,
    format: Annotated[
        CheckFormat, typer.Option("--format", help="Text for people, or a form that a service reads.")
    ] = CheckFormat.TEXT,
    output: Output = None,
    jobs: Jobs = None,
    no_cache: NoCache = False,
    debug: Debug = False,
) -> None:
    """Fail while references to deprecated symbols remain: a gate for CI and pre-commit.

    Exit code 0: none remain, or a baseline lets them through; 1: some do; 2: nothing could be looked into.
    """
    _check_together(
        (update_baseline and baseline is None, "--update-baseline needs --baseline FILE to write to"),
        (update_baseline and output is not None, "--update-baseline writes the baseline only; drop --output"),
    )

    def command() -> int:
        from codemods.cli.commands import check

        gate = check.CheckOptions(tuple(category or ()), baseline, update_baseline, format.value, output)
        return check.check(_request(files, root, migration, jobs, no_cache), gate)

    raise typer.Exit(exit_code(command, debug))


@app.command()
def apply(
    paths: Paths = None,
    root: Root = None,
    migration: MigrationName = None,
    no_stage: Annotated[
        bool, typer.Option("--no-stage", metavar="", help="Write the files, not git's index.")
    ] = False,
    index_only: Annotated[
        bool, typer.Option("--index-only", metavar="", help="Stage, and leave the files as they are.")
    ] = False,
    allow_dirty: AllowDirty = False,
    interactive: Annotated[
        bool,
        typer.Option("--interactive", "-i", metavar="", help="Decide file by file, as `git add -p` does."),
    ] = False,
    commit: Commit = False,
    branch: Branch = None,
    batch_by: BatchBy = "dir",
    message: Message = None,
    format_patch: FormatPatch = None,
    blame_ignore: BlameIgnore = False,
    no_verify: NoVerify = False,
    format: OutputFormat = Format.TEXT,
    generated: Generated = False,
    docs: Docs = False,
    jobs: Jobs = None,
    no_cache: NoCache = False,
    debug: Debug = False,
) -> None:
    """Write what `diff` shows; in a git repository, stage it, or commit it in batches.

    Files that hold uncommitted work are left out. `repoint undo` takes an apply back.
    """
    series = commit or format_patch is not None
    _check_together(
        (no_stage and index_only, "--no-stage and --index-only leave nothing to write"),
        (series and (no_stage or index_only), "commits are made of files and index; give one or the other"),
        (branch is not None and not commit, "--branch says where to commit; add --commit"),
        (not series and (blame_ignore or message is not None), "there is no commit; add --commit"),
        (interactive and format is Format.JSON, "a dialogue is no JSON; give one of the two"),
    )

    def command() -> int:
        from codemods.apply.apply_plan import WriteTargets
        from codemods.cli.apply_options import ApplyOptions, SeriesOptions
        from codemods.cli.commands import apply

        commits = SeriesOptions(
            commit, branch, batch_by, format_patch, message, blame_ignore, hooks=not no_verify
        )
        how = ApplyOptions(
            WriteTargets(disk=not index_only, index=not no_stage),
            allow_dirty,
            interactive,
            format is Format.JSON,
            commits if series else None,
        )
        return apply.apply(_request(paths, root, migration, jobs, no_cache, generated, docs), how)

    raise typer.Exit(exit_code(command, debug))


@app.command()
def report(
    paths: Paths = None,
    root: Root = None,
    migration: MigrationName = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="Write the page to a file (default: standard output).",
            show_default=False,
        ),
    ] = None,
    history: Annotated[
        bool,
        typer.Option("--history", metavar="", help="Add a burn-down over the repository's commits."),
    ] = False,
    samples: Annotated[
        int | None,
        typer.Option(
            metavar="N",
            help="With --history: how many commits to look at (default: 30).",
            min=2,
            show_default=False,
        ),
    ] = None,
    generated: Generated = False,
    jobs: Jobs = None,
    no_cache: NoCache = False,
    debug: Debug = False,
) -> None:
    """Make a page of the plan for a browser: what is left, findings, and every diff.

    It is one file that loads nothing else.
    """
    _check_together((samples is not None and not history, "--samples says how many commits; add --history"))

    def command() -> int:
        from codemods.cli.commands import report

        looked_at = (samples or report.SAMPLES) if history else 0
        return report.report(
            _request(paths, root, migration, jobs, no_cache, generated),
            report.ReportOptions(output, looked_at),
        )

    raise typer.Exit(exit_code(command, debug))


@app.command()
def undo(
    number: Annotated[
        int | None,
        typer.Argument(metavar="[APPLY]", help="Its number in `repoint log` (default: the last one)."),
    ] = None,
    root: Root = None,
    debug: Debug = False,
) -> None:
    """Take an apply back: files, index and branch as they were.

    What was changed since is left as it is, and named.
    """

    def command() -> int:
        from codemods.cli.commands.undo import take_back

        return take_back(root, number)

    raise typer.Exit(exit_code(command, debug))


@app.command()
def verify(
    command: Annotated[
        list[str],
        typer.Argument(
            metavar="COMMAND", help="What to run, such as: -- python -m pytest", show_default=False
        ),
    ],
    root: Root = None,
    migration: MigrationName = None,
    timeout: Annotated[
        float | None,
        typer.Option(metavar="SECONDS", help="End a run that takes longer.", min=0.001, show_default=False),
    ] = None,
    repeat: Annotated[
        int, typer.Option(metavar="N", help="Run each side N times, to tell flaky tests apart.", min=1)
    ] = 1,
    at_once: Annotated[
        bool, typer.Option("--at-once", metavar="", help="Run both sides at once; their times say less then.")
    ] = False,
    logs: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR", help="Keep what it printed and reported.", file_okay=False, show_default=False
        ),
    ] = None,
    format: OutputFormat = Format.TEXT,
    generated: Generated = False,
    debug: Debug = False,
) -> None:
    """Run a command, such as the tests, before and after the plan, and compare.

    This is the one command that RUNS THE TARGET'S CODE. It does so in two linked git work trees of the last
    commit, in a temporary folder; your files, index and branches are left alone. `{junit}` in the command is
    where its JUnit XML goes; pytest is asked for one. Exit code 1: something got worse.
    """

    def run() -> int:
        from codemods.cli.request import Request
        from codemods.cli.verify import run_verify

        ways = run_verify.VerifyOptions(timeout, repeat, at_once, logs, format is Format.JSON)
        return run_verify.verify(Request((), root, migration, generated), command, ways)

    raise typer.Exit(exit_code(run, debug))


@app.command()
def retire(
    root: Root = None,
    migration: MigrationName = None,
    diff: Annotated[
        bool, typer.Option("--diff", metavar="", help="Show what would go, as a patch; remove nothing.")
    ] = False,
    no_commit: Annotated[
        bool, typer.Option("--no-commit", metavar="", help="Stage it, and make no commit.")
    ] = False,
    no_verify: Annotated[bool, typer.Option("--no-verify", metavar="", help="Run no commit hooks.")] = False,
    debug: Debug = False,
) -> None:
    """Remove the deprecated modules and definitions that nothing refers to any more, as a commit of its own.

    What the retire table of the migration lists goes, with what only re-exports it. Exit code 1: something
    still refers to it; it is listed, and nothing was changed. `repoint undo` takes it back.
    """

    def command() -> int:
        from codemods.cli.commands import retire
        from codemods.cli.request import Request

        return retire.retire(Request((), root, migration), not no_commit, diff, not no_verify)

    raise typer.Exit(exit_code(command, debug))


app.command()(fleet_options.fleet)


@app.command()
def log(root: Root = None, format: OutputFormat = Format.TEXT, debug: Debug = False) -> None:
    """List the applies made here, the last one first."""

    def command() -> int:
        from codemods.cli.commands import log

        return log.log(root, format is Format.JSON)

    raise typer.Exit(exit_code(command, debug))


@app.command()
def explain(
    code: Annotated[
        str | None, typer.Argument(help="A finding's code or name; without it, all are listed.")
    ] = None,
    all: Annotated[
        bool, typer.Option("--all", metavar="", help="Print the whole catalogue as Markdown.")
    ] = False,
    debug: Debug = False,
) -> None:
    """Explain a finding: what it means, why it matters, what to do."""

    def command() -> int:
        from codemods.cli.formats.explain_text import explain_finding

        return explain_finding(code, all)

    raise typer.Exit(exit_code(command, debug))
