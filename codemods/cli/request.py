"""What a command works on: the tree, the migration, and which files may change."""

import os
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from codemods.cli.exit_codes import say
from codemods.git.repository import Repository, open_repository
from codemods.migration.load import load_migration
from codemods.migration.target_settings import TargetSettings, load_target_settings
from codemods.plan.documents.fold_plan import Documents, read_documents
from codemods.tree.decoding import try_read_source
from codemods.tree.find_root import find_root
from codemods.tree.open_tree import FolderTree, open_tree
from codemods.tree.overlay_tree import OverlayTree
from codemods.tree.selection import make_selection
from codemods.tree.sparse_tree import add_sparse_files
from codemods.tree.text_files import files_holding
from codemods.tree.word_search import search_words, word_finder
from codemods.values import finding_texts as texts
from codemods.values.cache import Cache, NoCache
from codemods.values.errors import RepointError
from codemods.values.plan import Plan
from codemods.values.plural import number_of
from codemods.values.progress import Progress
from codemods.values.rules import Migration
from codemods.values.tree import ProtectedFile, Selection

if TYPE_CHECKING:
    from codemods.plan.engine import Engine

DEFAULT_MIGRATION = "websocket-manager"
NO_CACHE = "REPOINT_NO_CACHE"
"""Set to anything in the environment, it does what `--no-cache` does."""


@dataclass(frozen=True, slots=True)
class Request:
    """What to plan: the options that `diff` and `apply` share."""

    paths: tuple[str, ...] = ()
    root: Path | None = None
    migration: str | Migration | None = None
    """A built-in's name or a file, or the migration itself; None for what the tree's settings say."""
    generated: bool = False
    docs: bool = False
    """Whether the Python in documents and docstrings is planned as well."""
    jobs: int = 0
    """On how many processes to work; 0 stands for one on each processor."""
    cache: bool = True
    """Whether to use what earlier runs found out."""

    @property
    def tree_root(self) -> Path:
        """The folder to work on. Raises RepointError when there is none, or git refuses to read it."""
        return self.root.resolve() if self.root else find_root(Path.cwd())


@dataclass(frozen=True, slots=True)
class PlanJob:
    """A request with everything looked up."""

    root: Path
    config: TargetSettings
    migration: Migration
    selection: Selection
    tree: FolderTree
    documents: Documents
    jobs: int
    memory: Cache
    repository: Repository | None = None
    """The one whose folder the memory is in."""
    index: tuple[int, ...] = ()
    """The state of its index before the tree was listed."""

    @property
    def unnarrowed(self) -> "PlanJob":
        """The same without PATHS: what is looked at, and what could move, is the whole tree."""
        return replace(self, selection=replace(self.selection, paths=()))

    def engine(self, progress: Progress, tree: OverlayTree | None = None) -> "Engine":
        """An engine over the tree, or over another view of it."""
        from codemods.plan.engine import Engine

        view, ways = tree or self.tree, (self.documents, self.jobs, self.memory)
        return Engine(view, self.migration, self.selection, self.config.roots, progress, *ways)


def look_up(request: Request, root: Path) -> PlanJob:
    """Read the settings and the migration, and list the tree. Raises RepointError."""
    here = Path.cwd()
    config = load_target_settings(root)
    if isinstance(request.migration, Migration):
        migration = request.migration
    elif request.migration:
        migration = load_migration(request.migration, here)
    else:
        migration = load_migration(config.migration or DEFAULT_MIGRATION, root)
    kept = (*migration.facades, *(facade.module for facade in config.facade))
    categories = config.categories or migration.categories
    migration = replace(migration, facades=tuple(dict.fromkeys(kept)), categories=categories)
    selection = make_selection(root, here, request.paths, config.exclude, request.generated)
    repository = _repository(root) if request.cache and not os.environ.get(NO_CACHE) else None
    index = repository.index_state() if repository is not None else ()
    tree, left_out = add_sparse_files(open_tree(root, stamped=repository is not None))
    away = texts.OUTSIDE_CHECKOUT.fill()
    selection = replace(selection, protected=tuple(ProtectedFile(path, away) for path in left_out))
    documents = _documents(tree, migration) if request.docs else Documents({})
    memory = _memory(repository)
    return PlanJob(
        root, config, migration, selection, tree, documents, request.jobs, memory, repository, index
    )


def _memory(repository: Repository | None) -> Cache:
    """What earlier runs found out; outside a repository there is no place to remember anything in."""
    if repository is None:
        return NoCache()
    from codemods.tree.cache_store import CacheStore

    return CacheStore(repository.git_dir / "repoint", say)


def _repository(root: Path) -> Repository | None:
    """The repository to remember things in; where there is none to be had, the cache is no reason to fail."""
    try:
        return open_repository(root)
    except RepointError:
        return None


def _documents(tree: FolderTree, migration: Migration) -> Documents:
    """The documents, and the modules with code in docstrings, that spell a name of the migration."""
    from codemods.plan.documents.read_documents import DOCUMENTS, document_source

    words = migration.leaves
    found = ((path, data) for path, data in files_holding(tree, words) if path.endswith(DOCUMENTS))
    texts = (document_source(path, data) for path, data in found)
    modules = (try_read_source(tree, path) for path in tree.holding(words))
    sources = (source for source in (*texts, *modules) if source is not None)
    return read_documents(sources, word_finder(search_words(words)))


def nothing_read(plan: Plan) -> bool:
    """Whether nothing could be looked into of a tree that may well hold references."""
    return not plan.candidates and any(finding.code in texts.UNREAD_FILES for finding in plan.findings)


def held_up(plan: Plan) -> bool:
    """Whether an empty plan is empty since nothing could be read, or for uncommitted work."""
    return nothing_read(plan) or any(finding.code == texts.UNCOMMITTED.code for finding in plan.findings)


def references(plan: Plan) -> str:
    """How many references move and stay, in words."""
    moved, kept = (sum(number for _, number in kinds) for kinds in (plan.moved, plan.kept))
    return (
        f"{number_of(moved, 'reference')} to move, {kept} to stay; {number_of(len(plan.findings), 'finding')}"
    )


def local_time(when: str) -> str:
    """A time of the journal as people read it where they are."""
    return datetime.fromisoformat(when).astimezone().strftime("%Y-%m-%d %H:%M:%S")
