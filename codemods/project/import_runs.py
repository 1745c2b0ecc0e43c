"""What an import finds half made: the run of a program's imports from one file, followed step by step.

Modules that import one another work or fail by the order in which they are first imported (reference 5.4).
"""

from collections.abc import Container, Generator, Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum

from codemods.project.dotted_paths import ModuleAttribute, Modules, module_name, parts_of_from
from codemods.project.import_graph import ImportGraph
from codemods.semantic.import_events import (
    Choice,
    ImportEvent,
    Loading,
    NameBound,
    PlainEvent,
    Reading,
    Taking,
)


class MissedNameError(Exception):
    """A file asks a module for a name that has not come to it yet."""

    def __init__(self, path: str, attribute: ModuleAttribute) -> None:
        super().__init__(path, attribute)
        self.path = path
        self.attribute = attribute


class Branch(Enum):
    """What runs of each choice between pieces of code that import something."""

    EACH = "both, one after the other"
    FIRST = "what is below `if`"
    OTHER = "what is below `else`"


@dataclass(slots=True)
class _Module:
    """A module as far as it has run."""

    path: str
    is_open: bool
    """Whether it may have any name."""
    running: bool = True
    bound: set[str] = field(default_factory=set)
    aliases: dict[str, str] = field(default_factory=dict)
    """The modules that its names stand for."""

    def lacks(self, name: str) -> bool:
        """Whether it has not come to a name yet."""
        return self.running and not self.is_open and name not in self.bound


class ImportRun:
    """Imports files as Python does; only those `among` are followed, others have every name at once."""

    def __init__(
        self, graph: ImportGraph, modules: Modules, among: Container[str], branch: Branch = Branch.EACH
    ) -> None:
        self._graph = graph
        self._branch = branch
        self.chose = False
        """Whether it came to a choice."""
        self._modules = modules
        self._among = among
        self._loaded: dict[str, _Module] = {}
        self.caught: dict[str, MissedNameError] = {}
        """By file, the first failure of an import that it makes up for."""

    def load(self, path: str) -> None:
        """Import a file, and all that it comes to import. Raises MissedNameError."""
        running = [(path, self._run(path))]
        failure: MissedNameError | None = None
        while running:
            file, steps = running[-1]
            try:
                wanted = next(steps) if failure is None else steps.throw(failure)
            except StopIteration:
                wanted = None
            except MissedNameError as error:
                # What fails is no module; who tries it goes on, and may import it again.
                self._loaded.pop(file, None)
                running.pop()
                failure = error
                continue
            failure = None
            if wanted is None:
                running.pop()
            elif wanted not in self._loaded:
                running.append((wanted, self._run(wanted)))
        if failure is not None:
            raise failure

    def _run(self, path: str) -> Generator[str]:
        """Run one file; gives the files that must be loaded before it goes on."""
        name = module_name(self._modules, path) or ""
        package = name.rpartition(".")[0]
        yield from self._packages(package, path)
        if path in self._loaded:
            return
        events = self._graph.events(path) if path in self._among else None
        module = _Module(path, is_open=events is None or events.is_open)
        self._loaded[path] = module
        for event in self._chosen(events.events) if events is not None else ():
            try:
                yield from self._step(module, name, event)
            except MissedNameError as missed:
                if not (isinstance(event, (Loading, Taking)) and event.guarded):
                    raise
                self.caught.setdefault(path, missed)
        module.running = False
        around = self._modules.find(package) if package else None
        if around in self._loaded:
            self._loaded[around].bound.add(name.rpartition(".")[2])

    def _chosen(self, events: Iterable[ImportEvent]) -> Iterator[PlainEvent]:
        """What runs of some events."""
        for event in events:
            if not isinstance(event, Choice):
                yield event
                continue
            self.chose = True
            if self._branch is not Branch.OTHER:
                yield from self._chosen(event.first)
            if self._branch is not Branch.FIRST:
                yield from self._chosen(event.other)

    def _packages(self, name: str, importer: str) -> Iterator[str]:
        """The files of a module and of the packages around it, the outermost first."""
        parts = name.split(".") if name else []
        for length in range(1, len(parts) + 1):
            path = self._modules.find(".".join(parts[:length]), importer)
            if path is not None and path != importer:
                yield path

    def _step(self, module: _Module, name: str, event: PlainEvent) -> Iterator[str]:
        if isinstance(event, Loading):
            yield from self._packages(event.module, module.path)
            whole = event.module if event.whole else event.local
            module.aliases[event.local] = whole
            module.bound.add(event.local)
        elif isinstance(event, Taking):
            yield from self._take(module, name, event)
        elif isinstance(event, NameBound):
            module.bound.add(event.name)
            module.aliases.pop(event.name, None)
        else:
            self._read(module, event)

    def _take(self, module: _Module, name: str, event: Taking) -> Iterator[str]:
        is_package = self._modules.is_package(module.path)
        base = ".".join(parts_of_from(name, is_package, event.module, event.level))
        yield from self._packages(base, module.path)
        path = self._modules.find(base, module.path)
        source = self._loaded.get(path) if path is not None else None
        for taken, local in event.names:
            below = f"{base}.{taken}"
            submodule = self._modules.find(below, module.path)
            if taken == "*":
                module.bound |= source.bound if source is not None else set()
                module.is_open |= source is None or source.is_open
            elif submodule is not None and (source is None or taken not in source.bound):
                # The import system falls back to the submodule (reference 7.11).
                yield submodule
            elif source is not None and source is not module and source.lacks(taken):
                raise MissedNameError(module.path, ModuleAttribute(source.path, taken))
            module.bound.add(local)
            module.aliases.update({local: below} if submodule is not None else {})

    def _read(self, module: _Module, event: Reading) -> None:
        name, *attributes = event.chain
        whole = module.aliases.get(name, "")
        for attribute in attributes if whole else ():
            path = self._modules.find(whole, module.path)
            below = f"{whole}.{attribute}"
            if self._modules.find(below, module.path) is not None:
                whole = below
                continue
            source = self._loaded.get(path) if path is not None else None
            if source is not None and source is not module and source.lacks(attribute):
                raise MissedNameError(module.path, ModuleAttribute(source.path, attribute))
            return


class CycleEntries:
    """Asks of files whether their imports worked before a change of the tree, and would fail after it."""

    def __init__(self, before: ImportGraph, after: ImportGraph, modules: Modules) -> None:
        self._before = before
        self._after = after
        self._modules = modules
        self._alone: dict[tuple[str, Branch], tuple[frozenset[str], MissedNameError | None, bool]] = {}
        self._chose = False
        """Whether one of the last runs came to a choice."""

    def missed(self, path: str, old: str, new: str, late: bool) -> MissedNameError | None:
        """What is asked for too early once a file imports a module in the place of another one.

        `late` says that it does so when code runs: that may be before the file's other imports do.
        """
        early = None if late else self._missed_by_packages(path, old, new)
        if early is not None or self._after.path_between(new, new) is None:
            return early
        self._chose = False
        for branch in Branch:
            found = self._missed_in(branch, path, old, new, late)
            if found is not None or not self._chose:
                return found
        return None

    def _missed_by_packages(self, path: str, old: str, new: str) -> MissedNameError | None:
        """What a package around the new module has not come to, while it imports the file itself."""
        for package in sorted(self._after.taken_around(new)):
            around = self._after.is_around(package, new)
            if not around or (package != path and self._after.path_between(package, path) is None):
                continue
            ways = (
                graph.on_the_way(start, end)
                for graph, start, end in (
                    (self._after, package, path),
                    (self._before, package, path),
                    *((self._after, new, each) for each in self._after.takers(new, package)),
                )
            )
            among = frozenset((package, path, old, new)).union(*ways)
            for branch in Branch:
                self._chose = False
                found = self._first_missed(self._after, package, among, branch)
                if found is not None and self._first_missed(self._before, package, among, branch) is None:
                    return found
                if not self._chose:
                    break
        return None

    def _missed_in(self, branch: Branch, path: str, old: str, new: str, late: bool) -> MissedNameError | None:
        """The same, where one branch of each choice runs."""
        if (new, branch) not in self._alone:
            cycle = self._after.on_the_way(new, new)
            outer, self._chose = self._chose, False
            self._alone[new, branch] = (
                cycle,
                self._first_missed(self._after, new, cycle, branch),
                self._chose,
            )
            self._chose = outer
        cycle, missed, chose = self._alone[new, branch]
        self._chose = self._chose or chose
        if missed is None and (late or path not in cycle):
            # What the file imports before, it imported before as well, and this module can come first.
            return None
        ways = (
            self._after.on_the_way(path, new),
            *(self._before.on_the_way(each, new) for each in (path, old)),
        )
        among = cycle.union(*ways, (path, old))
        found = missed if late else self._first_missed(self._after, path, among, branch)
        if found is None:
            return None
        earlier = self._first_missed(self._before, old if late else path, among, branch)
        return found if earlier is None else None

    def _first_missed(
        self, graph: ImportGraph, path: str, among: Container[str], branch: Branch
    ) -> MissedNameError | None:
        """What is asked for too early where a file is imported first, even if the file makes up for it."""
        run = ImportRun(graph, self._modules, among, branch)
        failed: MissedNameError | None = None
        try:
            run.load(path)
        except MissedNameError as missed:
            failed = missed
        self._chose = self._chose or run.chose
        return failed or run.caught.get(path)
