"""What `repoint log` does: list the applies of the journal."""

from collections.abc import Sequence
from pathlib import Path

from codemods.apply.journal import LoggedApply
from codemods.apply.locked_tree import find_tree
from codemods.cli.exit_codes import ExitCode
from codemods.cli.formats.encode_json import encode_json
from codemods.cli.formats.plan_json import log_document
from codemods.cli.summaries import local_time
from codemods.cli.terminal import stdout
from codemods.cli.terminal.columns import align_columns
from codemods.cli.terminal.stderr import inform
from codemods.tree.find_root import chosen_root

_HEADING = ("apply", "when", "migration", "files", "commits", "state")


def run_log(root: Path | None, json: bool) -> ExitCode:
    """Print the journal, the last apply first."""
    tree = find_tree(chosen_root(root))
    applies = tree.journal.all()
    if json:
        stdout.emit(encode_json(log_document(applies)))
    elif applies:
        stdout.show_paged(align_columns(_HEADING, _rows(applies)).encode(), tree.root)
    else:
        inform("nothing was applied here yet")
    return ExitCode.OK


def _rows(applies: Sequence[LoggedApply]) -> list[tuple[str, ...]]:
    return [
        (
            str(each.number),
            local_time(each.record.when),
            each.record.migration,
            str(len(each.record.files)),
            f"{each.record.ref.commits} on {each.record.branch}" if each.record.ref else "",
            each.state,
        )
        for each in applies
    ]
