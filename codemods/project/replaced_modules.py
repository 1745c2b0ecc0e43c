"""Modules in whose place tests put others, in `sys.modules`: all that reads them moves, or all stays."""

from collections.abc import Collection, Iterable, Iterator, Mapping

from codemods.project.decision import Decision
from codemods.project.dotted_paths import modules_of
from codemods.project.import_graph import ImportGraph
from codemods.project.project import Project
from codemods.project.resolved_targets import ResolvedTarget
from codemods.project.target_decisions import HeldSymbol, TargetDecision
from codemods.semantic.scope_table import ScopeTable
from codemods.semantic.string_names import PatchTarget
from codemods.values.symbol import Symbol, whole_module

Decided = tuple[ResolvedTarget, TargetDecision]


def replaced_modules(
    project: Project, targets: Mapping[str, Collection[Decided]], decisions: Mapping[str, Decision]
) -> dict[Symbol, HeldSymbol]:
    """The modules whose references must stay, all of them, by what stands for a whole module.

    What is put under a module's name in `sys.modules` reaches whatever imports the module from then on, also
    files that are imported for the first time then. So its key follows only if no reference stays. A file
    that only may put something there holds the lookups by the module's name alone.
    """
    held: dict[Symbol, HeldSymbol] = {}
    named = {each.module for own in targets.values() for each, _ in own if each.module is not None}
    replaced = dict(_replaced(targets))
    staying = set(_staying(replaced, targets, decisions))
    for module in sorted(named):
        if module in staying:
            held[whole_module(module)] = HeldSymbol(replaced[module], {})
        elif (path := project.computed_targets.file_replacing(module, exactly=False)) is not None:
            held[whole_module(module)] = HeldSymbol(path, {}, is_sure=False)
    return held


def imported_under(
    project: Project, tables: Mapping[str, ScopeTable], decisions: Mapping[str, Decision]
) -> dict[Symbol, HeldSymbol]:
    """The modules with deprecated symbols in whose place a test puts one of its own, and who imports it then.

    What is imported for the first time while the key stands takes the names of the test's module. The key
    cannot follow where only some names of the module do.
    """
    homes = {rule.old.module for rule in project.migration.symbols}
    held: dict[Symbol, HeldSymbol] = {}
    for path, table in tables.items():
        keys = [target for target in table.facts.patch_targets if target.replaces and target.text in homes]
        for key in keys if project.imports is not None else ():
            readers = {each for each, own in decisions.items() if key.text in own.modules} - {path}
            under = readers.intersection(_first_imported(project, project.imports, table, key, readers))
            known = held.get(whole_module(key.text))
            if under:
                under |= known.under if known is not None else frozenset()
                held[whole_module(key.text)] = HeldSymbol(path, {}, is_sure=False, under=frozenset(under))
    return held


def _first_imported(
    project: Project, imports: ImportGraph | None, table: ScopeTable, key: PatchTarget, readers: Iterable[str]
) -> Iterator[str]:
    """Those of some files that a file comes to import in its functions, or behind a key, and not before."""
    facts = table.facts
    later = [each for each in facts.imports if each.scope or (not key.scope and each.span.start > key.start)]
    names = {name for each in later for name in modules_of(facts, each)}
    found = {file for name in names if (file := project.modules.find(name, facts.path)) is not None}
    first = {
        file
        for each in facts.imports
        if each not in later
        for name in modules_of(facts, each)
        if (file := project.modules.find(name, facts.path)) is not None
    }

    def comes_to(start: str, end: str) -> bool:
        return start == end or (imports is not None and imports.path_between(start, end) is not None)

    for reader in readers:
        if any(comes_to(each, reader) for each in found) and not any(
            comes_to(each, reader) for each in first
        ):
            yield reader


def _replaced(targets: Mapping[str, Collection[Decided]]) -> Iterator[tuple[str, str]]:
    """The modules that are found, or replaced, by a key of `sys.modules`, each with a file that does."""
    for path, own in targets.items():
        for target, _ in own:
            if target.module is not None and (target.replaces or not target.loads):
                yield target.module, path


def _staying(
    replaced: Collection[str],
    targets: Mapping[str, Collection[Decided]],
    decisions: Mapping[str, Decision],
) -> Iterator[str]:
    """Those of some modules of which a reference stays."""
    for own in targets.values() if replaced else ():
        for target, decision in own:
            symbol = target.resolved.symbol if target.resolved is not None else None
            module = target.module or (symbol.module if symbol is not None else "")
            if module in replaced and decision.change is None and not decision.followed:
                yield module
    for each in decisions.values() if replaced else ():
        for reference in each.references:
            module = reference.symbol.partition(":")[0]
            if module in replaced and not reference.moves:
                yield module
