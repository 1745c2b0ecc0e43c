"""`repoint log`: the applies that were made here."""

from collections.abc import Sequence
from pathlib import Path

from codemods.apply.journal import Logged
from codemods.apply.place import find_place
from codemods.commands.request import local_time
from codemods.discovery.root import find_root
from codemods.guard import say
from codemods.output import document, terminal
from codemods.output.listing import listing

_HEADING = ("apply", "when", "migration", "files", "commits", "state")


def log(root: Path | None, json: bool) -> int:
    """Print the journal, the last apply first. Gives the exit code."""
    place = find_place(root.resolve() if root else find_root(Path.cwd()))
    applies = place.journal.all()
    if json:
        terminal.emit(document.encode(document.log_document(applies)))
    elif applies:
        terminal.show(listing(_HEADING, _rows(applies)).encode(), place.root)
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
