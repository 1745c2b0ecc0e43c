"""What a command works on: the tree, the migration, and the files that may change."""

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from codemods.cli.terminal.stderr import inform
from codemods.git.repository import Repository, open_repository
from codemods.migration.load import load_migration
from codemods.migration.rule_tables import check_categories
from codemods.migration.target_settings import TargetSettings, load_target_settings
from codemods.plan.documents.fold_plan import Documents, read_documents
from codemods.tree.configuration_files import configuration_holding
from codemods.tree.decoding import try_read_source
from codemods.tree.find_root import chosen_root
from codemods.tree.open_tree import FolderTree, open_tree
from codemods.tree.overlay_tree import OverlayTree
from codemods.tree.selection import make_selection
from codemods.tree.sparse_tree import add_sparse_files
from codemods.tree.text_files import files_holding
from codemods.tree.word_search import search_words, word_finder
from codemods.values.cache import Cache, NoCache
from codemods.values.errors import RepointError
from codemods.values.finding_texts import OUTSIDE_CHECKOUT
from codemods.values.progress import Progress
from codemods.values.rules import Migration
from codemods.values.tree import ProtectedFile, Selection
from codemods.values.type_answers import AskTypes

if TYPE_CHECKING:
    from codemods.plan.libcst_codemods.codemod_engine import Known
    from codemods.plan.libcst_codemods.load_codemod import LoadedCodemod
    from codemods.plan.plan_maker import PlanMaker
    from codemods.values.codemod import CodemodChoice
    from codemods.values.formatting import AskFormatters

NO_CACHE_VARIABLE = "REPOINT_NO_CACHE"
"""The environment variable that does what `--no-cache` does, whatever its value."""


@dataclass(frozen=True, slots=True)
class Request:
    """What to plan: the options that the commands share."""

    paths: Sequence[str] | None = None
    """The user's PATHS, relative to the current folder, or to `root`; None for the whole tree."""
    root: Path | None = None
    migration: Sequence[str] | Migration | None = None
    """Built-ins' names and files, or the migration itself; None for those in the tree's settings."""
    generated: bool = False
    docs: bool = False
    """Whether the Python in documents and docstrings is planned as well."""
    jobs: int | None = None
    """The number of processes; None for one on each processor."""
    cache: bool = True
    """Whether to use the results of earlier runs, and keep those of this one."""
    types: bool = False
    """Whether to ask a type checker about objects whose class the model can't tell."""
    types_python: Path | None = None
    """The environment that the type checker is told of, or its python; None for the one that is found."""
    format: bool = False
    """Whether the formatters that the tree's settings name are run over the new texts."""
    codemod: "CodemodChoice | None" = None
    """A codemod of LibCST's kind that makes the plan, in place of a migration."""

    @property
    def tree_root(self) -> Path:
        """The folder to work on. Raises RepointError when there is none, or git refuses to read it."""
        return chosen_root(self.root)


@dataclass(frozen=True, slots=True)
class PlanJob:
    """A request with everything looked up."""

    root: Path
    config: TargetSettings
    migration: Migration
    selection: Selection
    tree: FolderTree
    documents: Documents
    jobs: int | None
    cache: Cache
    repository: Repository | None = None
    """The one that the cache lies in."""
    index_state: tuple[int, ...] = ()
    """The state of its index before the tree was listed."""
    configuration: Mapping[str, str] = field(default_factory=dict)
    """The texts of the configuration files that spell a name of the migration, by path."""
    ask_types: AskTypes | None = None
    """Asks a type checker, if one is to be asked."""
    formatters: "AskFormatters | None" = None
    """Runs the formatters that the settings name, if they are to be run."""
    codemod: "LoadedCodemod | None" = None
    """What makes the plan in place of the migration, which then has no rules."""
    known_runs: "Known" = field(default_factory=dict)
    """What the codemod gave for files, for engines over other snapshots of the tree."""

    @property
    def without_paths(self) -> "PlanJob":
        """The same job without PATHS, so that references in the whole tree count as movable."""
        return replace(self, selection=replace(self.selection, paths=()))

    def engine(self, progress: Progress, tree: OverlayTree | None = None) -> "PlanMaker":
        """Give an engine over the tree, or over another snapshot of it."""
        if self.codemod is not None:
            from codemods.plan.libcst_codemods.codemod_engine import CodemodEngine

            return CodemodEngine(
                tree or self.tree,
                self.codemod,
                self.selection,
                self.config.roots,
                progress,
                jobs=self.jobs,
                known=self.known_runs,
            )
        from codemods.plan.engine import Engine

        return Engine(
            tree or self.tree,
            self.migration,
            self.selection,
            self.config.roots,
            progress,
            documents=self.documents,
            jobs=self.jobs,
            cache=self.cache,
            configuration=self.configuration,
            code_style=self.config.code_style,
            ask_types=self.ask_types,
            formatters=self.formatters,
        )


def prepare_job(request: Request, root: Path) -> PlanJob:
    """Read the settings and the migration, and list the tree; raises RepointError where that fails."""
    here = Path.cwd()
    config = load_target_settings(root)
    codemod = None
    if request.codemod is not None:
        from codemods.plan.libcst_codemods.load_codemod import load_codemod

        codemod = load_codemod(request.codemod)
        migration = Migration(request.codemod.leaf, origin=request.codemod.name)
    elif isinstance(request.migration, Migration):
        migration = request.migration
    elif request.migration:
        migration = load_migration(request.migration, here)
    elif config.migrations:
        migration = load_migration(config.migrations, root, inside=True)
    else:
        from codemods.cli.no_migration import no_migration

        raise no_migration(open_tree(root, notebooks=config.notebooks))
    kept = (*migration.facades, *config.facades)
    categories = config.categories or migration.categories
    check_categories(migration.symbols, categories, migration.origin)
    migration = replace(migration, facades=tuple(dict.fromkeys(kept)), categories=categories)
    paths, named = request.paths or (), request.root is not None
    selection = make_selection(root, here, paths, config.exclude, request.generated, root_is_named=named)
    repository = _repository(root) if request.cache and not os.environ.get(NO_CACHE_VARIABLE) else None
    index_state = repository.index_state() if repository is not None else ()
    tree, left_out = add_sparse_files(
        open_tree(root, stamped=repository is not None, notebooks=config.notebooks)
    )
    outside = OUTSIDE_CHECKOUT.fill()
    protected = tuple(ProtectedFile(path, outside) for path in left_out)
    return PlanJob(
        root=root,
        config=config,
        migration=migration,
        selection=replace(selection, protected=protected),
        tree=tree,
        documents=documents_of(request, tree, migration),
        configuration=configuration_holding(tree, migration.leaves),
        jobs=request.jobs,
        cache=_cache(repository),
        repository=repository,
        index_state=index_state,
        ask_types=types_asker(request, root),
        formatters=_formatters(config, root, here, tree) if request.format and config.format else None,
        codemod=codemod,
    )


def types_asker(request: Request, root: Path, copy: Path | None = None) -> AskTypes | None:
    """What asks the type checker about a tree, or a copy of it; None where none is wanted.

    Raises RepointError where there is no type checker, or no environment for the tree.
    """
    if not request.types:
        return None
    from codemods.tree.type_server.ask_ty import AskTy
    from codemods.tree.type_server.find_ty import find_environment

    python = request.types_python if copy is None else find_environment(root.resolve(), request.types_python)
    return AskTy(copy or root, python, inform)


def _formatters(config: TargetSettings, root: Path, here: Path, tree: FolderTree) -> "AskFormatters | None":
    """What runs the formatters that the settings name: only those of a tree that the user stands in."""
    if not here.resolve().is_relative_to(root.resolve()):
        inform(f"the formatters that {root / 'pyproject.toml'} names are not run from outside of {root}")
        return None
    return house_formatters(config, root, tree, inform)


def house_formatters(
    config: TargetSettings, root: Path, tree: FolderTree, told: Callable[[str], None]
) -> "AskFormatters":
    """What runs the formatters that the settings of a tree name; which these are is `told`."""
    from codemods.cli.formatters.house_formatters import HouseFormatters

    repository = _repository(root)
    top = repository.top if repository is not None else root
    return HouseFormatters(root, top, config.format, tree.paths, told)


def _cache(repository: Repository | None) -> Cache:
    """The results of earlier runs, which are kept in the repository; outside of one nothing is kept."""
    if repository is None:
        return NoCache()
    from codemods.tree.cache_store import CacheStore

    return CacheStore(repository.git_dir / "repoint", inform)


def _repository(root: Path) -> Repository | None:
    """The repository to keep the cache in; a repository that git refuses to read has none."""
    try:
        return open_repository(root)
    except RepointError:
        return None


def documents_of(request: Request, tree: FolderTree, migration: Migration) -> Documents:
    """The documents, and modules with code in docstrings, that hold a name of the migration, if asked for."""
    if not request.docs:
        return Documents({})
    from codemods.plan.documents.read_documents import DOCUMENTS, PYTHON, document_source

    words = migration.leaves
    found = ((path, data) for path, data in files_holding(tree, words) if path.endswith(DOCUMENTS))
    texts = (document_source(path, data) for path, data in found)
    modules = (try_read_source(tree, path) for path in tree.holding(words) if path.endswith(PYTHON))
    sources = (source for source in (*texts, *modules) if source is not None)
    return read_documents(sources, word_finder(search_words(words)))
