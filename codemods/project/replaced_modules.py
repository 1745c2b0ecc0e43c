"""Modules in whose place tests put others, in `sys.modules`: all that reads them moves, or all stays."""

from collections.abc import Collection, Iterator, Mapping

from codemods.project.decision import Decision
from codemods.project.project import Project
from codemods.project.resolved_targets import ResolvedTarget
from codemods.project.target_decisions import HeldSymbol, TargetDecision
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
