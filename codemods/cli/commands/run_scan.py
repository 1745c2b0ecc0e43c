"""What `repoint scan` does: list where deprecated symbols are still used, and how far the migration is."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from codemods.apply.locked_tree import find_tree
from codemods.apply.uncommitted_work import find_uncommitted_work
from codemods.apply.verification_store import read_verifications
from codemods.cli.exit_codes import ExitCode
from codemods.cli.formats.output_files import write_output
from codemods.cli.formats.registry import ScanFormat
from codemods.cli.plan_cache import cached_survey_and_homes
from codemods.cli.request import PlanJob, Request, prepare_job
from codemods.cli.target_python import print_newer_python
from codemods.cli.terminal.stderr import inform
from codemods.cli.terminal.stdout import show_paged, wants_colour, width
from codemods.cli.unread_files import print_unmatched, print_unmatched_rules, print_unread
from codemods.plan.inventory.mentions import Mentions
from codemods.plan.inventory.take_inventory import take_inventory
from codemods.plan.path_keys import PathKeys
from codemods.tree.codeowners_file import read_owners
from codemods.tree.notebooks.without_code import without_code
from codemods.tree.path_globs import glob_matcher
from codemods.tree.selection import is_selected
from codemods.tree.text_files import files_holding, plain_text
from codemods.values.finding_texts import UNREAD_FILES
from codemods.values.inventory import Inventory, Mention
from codemods.values.printable import printable
from codemods.values.tree import Selection
from codemods.values.verification import Verification


@dataclass(frozen=True, slots=True)
class ScanOptions:
    """How an inventory is given, and where it is written to."""

    format: ScanFormat = ScanFormat.TABLE
    depth: int = 2
    """How many folders deep directories are counted."""
    output: Path | None = None
    """None is standard output."""
    allow_unresolved: bool = False
    """Whether somebody has looked at the places that may name a member by an object of unknown class."""


def run_scan(request: Request, options: ScanOptions) -> ExitCode:
    """Show the inventory. Ends with COULD_NOT_RUN when nothing could be looked into."""
    root = request.tree_root
    job = prepare_job(request, root)
    path_keys = PathKeys.of(job.migration, read_owners(root))
    survey, homes = cached_survey_and_homes(job)
    if options.allow_unresolved:
        survey = survey.without_unresolved()
    listed = Selection(job.selection.paths)
    inventory = take_inventory(
        job.migration,
        survey,
        _mentions(job),
        homes,
        path_keys,
        UNREAD_FILES,
        lambda path: is_selected(listed, path),
        _verifications(job),
    )
    _print(inventory, options, root)
    _print_notes(job)
    print_unread(inventory.unread)
    print_unmatched_rules(survey.unmatched)
    print_newer_python(root, inventory.unread)
    return ExitCode.COULD_NOT_RUN if inventory.unread and not inventory.candidates else ExitCode.OK


def _verifications(job: PlanJob) -> list[Verification]:
    """The results of `verify` that hold for the tree as it is: for its commit, with nothing uncommitted."""
    tree = find_tree(job.root)
    known = read_verifications(tree.state)
    if tree.repository is None or not known or find_uncommitted_work(tree, job.tree.paths).files:
        return []
    name, head = job.migration.name, tree.repository.head
    return [each for each in known if each.migration == name and each.commit == head]


def _mentions(job: PlanJob) -> Iterator[Mention]:
    mentions = Mentions(job.migration)
    notebooks = frozenset(job.tree.notebooks)
    for path, data in files_holding(job.tree, mentions.words):
        # What is code of the tree has references, and no mentions.
        shown = without_code(data) if path in notebooks else data
        yield from mentions.of(path, plain_text(shown))


def _print(inventory: Inventory, options: ScanOptions, root: Path) -> None:
    if options.output is None and options.format is ScanFormat.TABLE:
        # Tables are the one format for people, and go through the pager.
        from codemods.cli.formats.scan_table import write

        show_paged(write(inventory, options.depth, width(), wants_colour(sys.stdout)), root)
    else:
        write_output(options.format.write(inventory, options.depth), options.output)


def _print_notes(job: PlanJob) -> None:
    """Print which paths and globs match nothing: they may be mistyped."""
    print_unmatched(job)
    settings = [("exclude", glob) for glob in job.config.exclude]
    settings += [(f"categories.{kind.name}", glob) for kind in job.config.categories for glob in kind.globs]
    for key, glob in settings:
        if not glob.startswith("!") and not any(map(glob_matcher((glob,)), job.tree.paths)):
            inform(f'[tool.repoint] {printable(key)}: "{printable(glob)}" matches no Python file of the tree')
    if not job.config.categories:
        for kind in job.migration.categories:
            if not any(map(glob_matcher(kind.globs), job.tree.paths)):
                inform(f"the migration's category {printable(kind.name)} matches no Python file of the tree")
