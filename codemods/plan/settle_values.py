"""All module objects of a program that are handed on as values: what may be read from them, and must stay."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from msgspec import Struct

from codemods.project.decision import Decision, Diagnostic, ReferenceRecord
from codemods.project.dotted_paths import ModuleAttribute, last_component
from codemods.project.module_values import HandedOn, HeldModule, ModuleValues
from codemods.project.project import Project
from codemods.semantic.module_scan import may_hand_on_any, may_look_up
from codemods.semantic.scope_table import ScopeTable
from codemods.values import finding_texts as texts
from codemods.values.rules import Symbol


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
    values = ModuleValues(project)
    wanted = frozenset(name for table in tables.values() for name in values.unexplained(table))
    untold = {path: tuple(values.reads_through_packages(table)) for path, table in tables.items()}
    settled = SettledValues({}, {path: places for path, places in untold.items() if places}, {})
    if not wanted:
        return settled
    every = dict(tables)
    others = frozenset[str]() if partial else _handing_on(project, wanted) - tables.keys()
    values.passing = frozenset(
        path for path, each in decisions.items() if not wanted.isdisjoint(each.namespace.renamed)
    )
    for path in sorted({*others, *_handing_passed_on(project, tables, values.passing, partial)}):
        table = read(path)
        if table is not None:
            every[path] = table
    for path, table in every.items():
        places = dict.fromkeys(_within(each, wanted) for each in values.handed_on(table))
        own = tuple(each for each in places if each.held.names)
        if own:
            settled.handed_on[path] = own
        for each in places:
            if each.held.path is not None:
                for name in sorted(each.held.passed_on):
                    settled.needed.setdefault(ModuleAttribute(each.held.path, name), path)
    return settled


def _handing_on(project: Project, wanted: frozenset[str]) -> frozenset[str]:
    """The files that spell a module with deprecated names of its own among the wanted ones."""
    homes = project.rules.defined_names.items()
    named = (last_component(project.modules, home) for home, names in homes if not wanted.isdisjoint(names))
    modules, search = frozenset(filter(None, named)), project.store.search
    read = ((path, search.text(path)) for path in search.holding(modules)) if modules else ()
    return frozenset(path for path, data in read if data is not None and may_hand_on_any(data, modules))


def _handing_passed_on(
    project: Project, tables: Iterable[str], passing: Iterable[str], partial: bool
) -> list[str]:
    """The files that may hand on a module which has a wanted name from another one.

    From now on their facts are complete about these modules.
    """
    modules = frozenset(filter(None, (last_component(project.modules, path) for path in passing)))
    if not modules:
        return []
    search = project.store.search
    texts_of = ((path, search.text(path) or b"") for path in (tables if partial else search.holding(modules)))
    found = [path for path, data in texts_of if may_hand_on_any(data, modules) or may_look_up(data, modules)]
    project.store.track_modules(modules)
    project.store.forget(found)
    return found


def _within(place: HandedOn, wanted: frozenset[str]) -> HandedOn:
    held = place.held
    own, passed_on = held.names & wanted, held.passed_on & wanted
    if held.below and held.below not in wanted:
        own = passed_on = frozenset()
    return HandedOn(place.offset, HeldModule(held.module, held.path, own, passed_on, held.below))


def _symbol(held: HeldModule) -> str:
    """The one deprecated symbol that may be read; the module where there are several."""
    (first, *more) = sorted(held.names)
    return held.module if more or first == held.below else f"{held.module}:{first}"
