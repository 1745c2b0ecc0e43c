"""`repoint log`: the applies that were made here."""

from collections.abc import Sequence
from pathlib import Path

from codemods.apply.journal import Logged
from codemods.apply.locked_tree import find_tree
from codemods.cli.exit_codes import say
from codemods.cli.formats import plan_json
from codemods.cli.request import local_time
from codemods.cli.terminal import stdout
from codemods.cli.terminal.columns import listing
from codemods.tree.find_root import find_root

_HEADING = ("apply", "when", "migration", "files", "commits", "state")


def log(root: Path | None, json: bool) -> int:
    """Print the journal, the last apply first. Gives the exit code."""
    place = find_tree(root.resolve() if root else find_root(Path.cwd()))
    applies = place.journal.all()
    if json:
        stdout.emit(plan_json.encode(plan_json.log_document(applies)))
    elif applies:
        stdout.show(listing(_HEADING, _rows(applies)).encode(), place.root)
    else:
        say("nothing was applied here yet")
    return 0


def _rows(applies: Sequence[Logged]) -> list[tuple[str, ...]]:
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
