"""Whether a tree stays whole when some files have new texts, whoever wrote these: its imports still bind."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import lru_cache

from msgspec import Struct

from codemods.plan.process_pool import Workers
from codemods.plan.ripple_groups import connected_groups
from codemods.plan.workspace import Workspace
from codemods.project.dotted_paths import ModuleAttribute
from codemods.project.import_graph import ImportGraph
from codemods.project.module_store import ModuleStore
from codemods.project.project import Project
from codemods.semantic.facts import Facts
from codemods.semantic.tracked_names import WantedNames
from codemods.transformers.proof.prove_links import Link, broken_links, module_links
from codemods.transformers.proof.whole_names import has_star
from codemods.tree.module_index import ModuleIndex
from codemods.tree.word_index import WordIndex
from codemods.values import finding_texts as texts
from codemods.values.finding import Finding
from codemods.values.plan import RippleGroup
from codemods.values.progress import Progress
from codemods.values.rules import Migration
from codemods.values.source import Source
from codemods.values.tree import Tree


class NewText(Struct, frozen=True):
    """A file's new text, and the names that the proof has to look at for it."""

    source: Source
    lost: frozenset[str]
    """The names that the module's namespace may have no more."""
    named: frozenset[str]
    """The parts of the dotted paths that are new in the text."""


class TreeProof:
    """A tree before and after some files get new texts."""

    def __init__(
        self,
        tree: Tree,
        modules: ModuleIndex,
        workspace: Workspace,
        texts: Mapping[str, NewText],
        workers: Workers,
        progress: Progress,
    ) -> None:
        self._texts = texts
        self._workspace = workspace
        lost, named = (_all(texts, each) for each in ("lost", "named"))
        self._lost = lost
        wanted = WantedNames(lost | named)
        search = WordIndex(tree, lost, workspace.loaded)
        store = ModuleStore(modules, workspace, search, wanted)
        imports = ImportGraph(modules, workspace.glance)
        self._before = Project(Migration(""), store, imports)
        self._readers = sorted({*texts, *(search.candidates if lost else ())})
        workspace.preload(self._readers, wanted, workers, progress)
        self._facts = lru_cache(maxsize=None)(self._read)

    def breaks(self, paths: Collection[str]) -> Iterator[tuple[str, Finding]]:
        """For each link that the new texts of some files would break: the file that must stay, and why.

        That is the file that would lose a name, or else the one that would name it.
        """
        texts_now = {path: self._texts[path] for path in sorted(paths)}
        if not any(each.lost or each.named for each in texts_now.values()):
            return
        after = self._after(texts_now)
        changed = frozenset(texts_now)
        for link in broken_links(self._before, after, self._readers, changed):
            yield self._broken(link, changed)
        yield from self._starved(after, changed)
        for path in texts_now:
            known = {(link.target, link.name) for link in self._links(self._before, path)}
            for link in self._links(after, path):
                is_new = (link.target, link.name) not in known
                if is_new and link.target not in changed and not after.namespaces.has(link.target, link.name):
                    yield self._broken(link, changed)

    def _starved(self, after: Project, changed: Collection[str]) -> Iterator[tuple[str, Finding]]:
        """The changed files from which star imports brought a name that is read and not bound any more."""
        for path in self._readers:
            table = after.scope_table(path)
            if table is None or not has_star(table):
                continue
            read = {each.name for each in table.facts.accesses if each.name in self._lost}
            for name in sorted(each for each in read if (0, each) not in table.bindings):
                if not any(after.namespaces.star_paths(table, name, in_tree=True)):
                    loser = self._star_source(ModuleAttribute(path, name), changed)
                    if loser is not None:
                        text = texts.CODEMOD_DROPS_NAME
                        yield loser, text.fill(name=name, reader=path).at(loser)

    def _star_source(self, attribute: ModuleAttribute, changed: Collection[str]) -> str | None:
        """The changed file from which a module has had a name, by star imports alone."""
        seen: set[ModuleAttribute] = set()
        source: ModuleAttribute | None = attribute
        while source is not None and source not in seen:
            if source.path in changed and source != attribute:
                return source.path
            seen.add(source)
            source = self._before.namespaces.star_source(source)
        return None

    def groups(self, paths: Collection[str]) -> tuple[RippleGroup, ...]:
        """The changed files that must land together: one names what another gets, or named what it loses."""
        texts_now = {path: self._texts[path] for path in sorted(paths)}
        after = self._after(texts_now)
        pairs = []
        for path, text in texts_now.items():
            if not (text.lost or text.named):
                continue
            old, new = ({(x.target, x.name) for x in self._links(at, path)} for at in (self._before, after))
            pairs += [(path, target) for target, name in new - old if self._differs(after, target, name)]
            pairs += [(path, target) for target, name in old - new if self._differs(after, target, name)]
        return connected_groups([*texts_now], pairs)

    def _differs(self, after: Project, target: str, name: str) -> bool:
        """Whether a module of a changed file has a name before and not after, or the other way round."""
        if target not in self._texts:
            return False
        return self._before.namespaces.has(target, name) != after.namespaces.has(target, name)

    def _links(self, project: Project, path: str) -> Sequence[Link]:
        table = project.scope_table(path)
        return [*module_links(project, table)] if table is not None else []

    def _after(self, texts_now: Mapping[str, NewText]) -> Project:
        def facts_of(path: str) -> Callable[[WantedNames], Facts]:
            return lambda wanted: self._facts(path, wanted)

        return self._before.with_changes({path: facts_of(path) for path in texts_now})

    def _read(self, path: str, wanted: WantedNames) -> Facts:
        return self._workspace.facts_of_text(self._texts[path].source, wanted)

    def _broken(self, link: Link, changed: Collection[str]) -> tuple[str, Finding]:
        if link.target in changed:
            where = link.reader
            if link.reader in changed:
                where = f"{where}:{self._texts[link.reader].source.line_of(link.offset)}"
            text = texts.CODEMOD_UNLOADS if link.loads else texts.CODEMOD_DROPS_NAME
            return link.target, text.fill(name=link.name, reader=where).at(link.target)
        text = texts.CODEMOD_NAMES_NOTHING
        return link.reader, text.fill(name=link.name, target=link.target).at(link.reader)


def _all(texts: Mapping[str, NewText], field: str) -> frozenset[str]:
    return frozenset[str]().union(*(getattr(each, field) for each in texts.values()))
