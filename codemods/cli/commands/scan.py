"""`repoint scan`: where the deprecated symbols are still used, and how far the migration is."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from codemods.apply.locked_tree import find_tree
from codemods.apply.uncommitted_work import user_work
from codemods.apply.verification_store import read_verified
from codemods.cli.exit_codes import COULD_NOT_RUN, say
from codemods.cli.plan_cache import survey_and_homes_of
from codemods.cli.request import PlanJob, Request, look_up
from codemods.cli.survey import nothing_could_be_read, put, say_unmatched, say_unread
from codemods.cli.terminal.stdout import show, wants_colour, width
from codemods.plan.inventory.mentions import Mentions
from codemods.plan.inventory.take_inventory import keys, take_inventory
from codemods.tree.codeowners_file import read_owners
from codemods.tree.path_globs import glob_matcher
from codemods.tree.selection import is_selected
from codemods.tree.text_files import texts_holding
from codemods.values.finding_texts import UNREAD_FILES
from codemods.values.inventory import Inventory, Mention
from codemods.values.printable import printable
from codemods.values.tree import Selection
from codemods.values.verification import Verification

Format = Literal["table", "json", "csv"]


@dataclass(frozen=True, slots=True)
class ScanOptions:
    """In which form an inventory is given, and where to."""

    format: Format = "table"
    depth: int = 2
    """How many folders deep directories are counted."""
    output: Path | None = None


def scan(request: Request, shape: ScanOptions) -> int:
    """Show the inventory. Gives the exit code: 2 when nothing could be looked into."""
    root = request.tree_root
    job = look_up(request, root)
    by = keys(job.migration, read_owners(root))
    survey, homes = survey_and_homes_of(job)
    wanted = Selection(job.selection.paths)
    inventory = take_inventory(
        job.migration,
        survey,
        _mentions(job),
        homes,
        by,
        UNREAD_FILES,
        lambda path: is_selected(wanted, path),
        _verified(job),
    )
    _put(inventory, shape, root)
    _say_notes(job)
    say_unread(inventory.unread)
    return COULD_NOT_RUN if nothing_could_be_read(inventory.candidates, inventory.unread) else 0


def _verified(job: PlanJob) -> list[Verification]:
    """What commands found that `verify` ran on the tree as it is: on its commit, with nothing uncommitted."""
    place = find_tree(job.root)
    known = read_verified(place.state)
    if place.repository is None or not known or user_work(place, job.tree.paths).files:
        return []
    name, head = job.migration.name, place.repository.head
    return [each for each in known if each.migration == name and each.commit == head]


def _mentions(job: PlanJob) -> Iterator[Mention]:
    mentions = Mentions(job.migration)
    for path, text in texts_holding(job.tree, mentions.words):
        yield from mentions.of(path, text)


def _put(inventory: Inventory, shape: ScanOptions, root: Path) -> None:
    if shape.format != "table":
        from codemods.cli.formats import scan_json

        if shape.format == "csv":
            put(scan_json.scan_csv(inventory), shape.output)
        else:
            put(scan_json.encode(scan_json.scan_document(inventory, shape.depth)), shape.output)
        return
    from codemods.cli.formats.scan_table import scan_colours, scan_text

    if shape.output is None and wants_colour(sys.stdout):
        show(scan_colours(inventory, shape.depth, width()).encode(), root)
    elif shape.output is None:
        show(scan_text(inventory, shape.depth).encode(), root)
    else:
        put(scan_text(inventory, shape.depth).encode(), shape.output)


def _say_notes(job: PlanJob) -> None:
    """Say which paths and globs are about nothing: they may be mistyped."""
    say_unmatched(job)
    settings = [("exclude", glob) for glob in job.config.exclude]
    settings += [(f"categories.{kind.name}", glob) for kind in job.config.categories for glob in kind.globs]
    for key, glob in settings:
        if not glob.startswith("!") and not any(map(glob_matcher((glob,)), job.tree.paths)):
            say(f'[tool.repoint] {printable(key)}: "{printable(glob)}" matches no Python file of the tree')
    if not job.config.categories:
        for kind in job.migration.categories:
            if not any(map(glob_matcher(kind.globs), job.tree.paths)):
                say(f"the migration's category {printable(kind.name)} matches no Python file of the tree")
