"""All module objects of a program that are handed on as values: what may be read from them, and must stay."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from codemods.project.decision import Decision, Diagnostic, ReferenceRecord
from codemods.project.dotted_paths import ModuleAttribute, last_component, module_name
from codemods.project.held_modules import HeldModule, HeldModules
from codemods.project.module_values import HandedOn, ModuleValues
from codemods.project.project import Project
from codemods.project.unexplained_names import UnexplainedNames
from codemods.semantic.module_scan import may_hand_on_any, may_look_up
from codemods.semantic.scope_table import ScopeTable
from codemods.values import finding_texts as texts
from codemods.values.symbol import Symbol, packages_of

_Spelling = Callable[[frozenset[str]], Mapping[str, Iterable[str]]]
"""For each of some words, the files that spell it."""


class SettledValues(Struct, frozen=True):
    """What module objects that are handed on ask of a program."""

    handed_on: dict[str, tuple[HandedOn, ...]]
    """The places at which a module with deprecated names of its own goes on, by file."""
    untold: dict[str, tuple[tuple[int, Symbol], ...]]
    """The places that may read a deprecated symbol through its package, by file; offsets count bytes."""
    needed: dict[ModuleAttribute, str]
    """The names that modules have to go on binding, each with a file that hands the module on."""

    @property
    def below(self) -> frozenset[str]:
        """The dotted names of the modules that may be read from their packages, which go on."""
        every = (each.held for places in self.handed_on.values() for each in places)
        return frozenset(each.module for each in every if each.below)

    @property
    def modules(self) -> frozenset[str]:
        """The dotted names of the modules that go on and have deprecated names of their own."""
        return frozenset(each.held.module for places in self.handed_on.values() for each in places)

    def diagnostics(self, path: str) -> Iterator[Diagnostic]:
        """The findings on one file."""
        for each in self.handed_on.get(path, ()):
            names = ", ".join(f"`{name}`" for name in sorted(each.held.names))
            text = texts.MODULE_HANDED_ON.fill(_symbol(each.held), module=each.held.module, names=names)
            yield Diagnostic(each.offset, text)
        for offset, symbol in self.untold.get(path, ()):
            package, _, module = symbol.module.rpartition(".")
            text = texts.READ_THROUGH_PACKAGE.fill(symbol, old=symbol.name, module=module, package=package)
            yield Diagnostic(offset, text)

    def references(self, path: str) -> Iterator[ReferenceRecord]:
        """The references of one file that its handing on comes to."""
        for each in self.handed_on.get(path, ()):
            yield ReferenceRecord(each.offset, "module", _symbol(each.held), False)
        for offset, symbol in self.untold.get(path, ()):
            yield ReferenceRecord(offset, "attribute", str(symbol), False)


def settle_values(
    project: Project,
    tables: Mapping[str, ScopeTable],
    decisions: Mapping[str, Decision],
    read: Callable[[str], ScopeTable | None],
    partial: bool,
) -> SettledValues:
    """Find the modules that a program hands on, and from which a name may be read that nothing else tells.

    `read` reads a file anew, and takes it into the program where it was not in it; with `partial`, the
    program is a part of the tree, and no other files are looked at.
    """
    held_modules = HeldModules(project)
    unexplained = UnexplainedNames(project, held_modules)
    values = ModuleValues(project, held_modules, unexplained)
    wanted = frozenset(name for table in tables.values() for name in unexplained.names(table))
    untold = {path: tuple(unexplained.reads_through_packages(table)) for path, table in tables.items()}
    settled = SettledValues({}, {path: places for path, places in untold.items() if places}, {})
    elsewhere = frozenset(name for table in tables.values() for name in unexplained.imported_elsewhere(table))
    if not (wanted or elsewhere):
        return settled
    every = dict(tables)
    renaming = {path for path, each in decisions.items() if not wanted.isdisjoint(each.namespace.renamed)}
    starring = frozenset(_starring(project, held_modules, wanted, renaming))
    held_modules.expect_passing(renaming | starring)
    # The name of a module that has a name by a star may be any word: only files with a deprecated name count.
    search = project.store.search

    def spelled_here(modules: frozenset[str]) -> Mapping[str, Collection[str]]:
        return search.each_among(tables.keys(), modules)

    others = _handing_passed_on(project, starring - renaming, spelled_here)
    if partial:
        others |= _handing_passed_on(project, renaming, spelled_here)
    else:
        # A search of the tree costs a tenth of a second: one is for both questions.
        homes = _homes(project, wanted | elsewhere)
        alone = search.each_alone(homes | _leaves(_modules(project, renaming)))
        others |= _handing_on(project, homes, alone) - tables.keys()
        others |= _handing_passed_on(project, renaming, lambda _modules: alone)
    for path in sorted(others):
        table = read(path)
        if table is not None:
            every[path] = table
            # Where a package is handed on, its module may be named first: `walk(package, "module")`.
            wanted |= frozenset(unexplained.names(table))
    for path, table in every.items():
        found = values.handed_on(table)
        places = dict.fromkeys(
            _within(each, wanted | elsewhere if each.registers else wanted) for each in found
        )
        own: list[HandedOn] = []
        for each in places:
            held, renamed = each.held, _names_renamed(project, each.held, renaming)
            for source in sorted(renamed.values()):
                settled.needed.setdefault(source, path)
            if names := held.names - renamed.keys():
                own.append(HandedOn(each.offset, replace(held, names=names)))
        if own:
            settled.handed_on[path] = tuple(own)
    return settled


def _names_renamed(
    project: Project, held: HeldModule, renaming: Collection[str]
) -> dict[str, ModuleAttribute]:
    """The names of a module that is handed on which it would lose, each with where it must stay bound.

    That is the module itself, or the one from which a star brings the name.
    """
    found = {}
    for name in held.names | held.passed_on if held.path is not None else ():
        step: ModuleAttribute | None = ModuleAttribute(held.path or "", name)
        seen: set[ModuleAttribute] = set()
        while step is not None and step.path not in renaming and step not in seen:
            seen.add(step)
            step = project.namespaces.star_source(step) if name in held.names else None
        if step is not None and step.path in renaming:
            found[name] = step
    return found


def _starring(
    project: Project, modules: HeldModules, wanted: frozenset[str], renaming: Iterable[str]
) -> Iterator[str]:
    """The files that have a wanted name by a star import alone, for as long as its module binds it."""
    homes = (path for path, names in project.rules.defined_names.items() if not wanted.isdisjoint(names))
    for module in {*homes, *renaming}:
        for path in project.star_importers.with_importers(module) - {module}:
            held = modules.of_file(path)
            if held is not None and not wanted.isdisjoint(held.names):
                yield path


def _homes(project: Project, wanted: frozenset[str]) -> frozenset[str]:
    """The last components of the modules with deprecated names of their own among the wanted ones."""
    homes = project.rules.defined_names.items()
    named = (last_component(project.modules, home) for home, names in homes if not wanted.isdisjoint(names))
    return frozenset(filter(None, named))


def _modules(project: Project, paths: Iterable[str]) -> frozenset[str]:
    """The dotted names of the modules of some files."""
    return frozenset(filter(None, (module_name(project.modules, path) for path in paths)))


def _leaves(modules: Iterable[str]) -> frozenset[str]:
    return frozenset(module.rpartition(".")[2] for module in modules)


def _by_file(spelling: Mapping[str, Iterable[str]], words: Iterable[str]) -> dict[str, set[str]]:
    """By file those of some words that it spells; `spelling` has the files by word."""
    found: dict[str, set[str]] = {}
    for word in words:
        for path in spelling[word]:
            found.setdefault(path, set()).add(word)
    return found


def _handing_on(
    project: Project, homes: frozenset[str], alone: Mapping[str, Iterable[str]]
) -> frozenset[str]:
    """The files that may hand on a module, by the last components of the names of some.

    `alone` are the files by the component that they spell with nothing taken from it.
    """
    text = project.store.search.text
    found = ((path, text(path), frozenset(spelled)) for path, spelled in _by_file(alone, homes).items())
    return frozenset(
        path for path, data, spelled in found if data is not None and may_hand_on_any(data, spelled)
    )


def _handing_passed_on(project: Project, passing: Iterable[str], spelling: _Spelling) -> frozenset[str]:
    """The files that may hand on a module which has a wanted name from another one.

    They are among those that `spelling` gives. From now on their facts are complete about these modules.
    """
    names = _modules(project, passing)
    if not names:
        return frozenset()
    modules = _leaves(names)
    found = []
    for path, spelled in _by_file(spelling(modules), modules).items():
        data = project.store.search.text(path) or b""
        own = (name for name in names if name.rpartition(".")[2] in spelled)
        if may_hand_on_any(data, frozenset(spelled)) or may_look_up(data, own):
            found.append(path)
    project.store.track_modules(modules, (each for name in names for each in packages_of(name)))
    project.store.forget(found)
    return frozenset(found)


def _within(place: HandedOn, wanted: frozenset[str]) -> HandedOn:
    held = place.held
    own, passed_on = held.names & wanted, held.passed_on & wanted
    if held.below and held.below not in wanted:
        own = frozenset()
    return HandedOn(place.offset, replace(held, names=own, passed_on=passed_on))


def _symbol(held: HeldModule) -> str:
    """The one deprecated symbol that may be read; its module where there are several."""
    (first, *more), module = sorted(held.names), held.origin or held.module
    return module if more or first in (held.below, held.module) else f"{module}:{first}"
