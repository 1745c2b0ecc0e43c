"""Targets of definitions beside what reads these when it runs: both move to one place, or both stay."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from msgspec import Struct

from codemods.project.choose_rule import is_collected_test
from codemods.project.decision import Diagnostic
from codemods.project.definitions import Definitions
from codemods.project.dotted_paths import ModuleAttribute
from codemods.project.project import Project
from codemods.project.resolved_targets import ResolvedTarget
from codemods.project.symbol_readers import SymbolReaders
from codemods.project.target_decisions import HeldSymbol, TargetDecision
from codemods.values.symbol import Symbol


class TargetAtHome(Struct, frozen=True):
    """A target that names a symbol in the namespace of the module that defines it, and what becomes of it."""

    path: str
    symbol: Symbol
    reads: bool
    moves: bool
    offset: int
    diagnostics: tuple[Diagnostic, ...]
    written: bool = False
    """Whether the decision on its file moves it, though it is to stay."""


def replaced_at_home(targets: Mapping[str, Iterable[ResolvedTarget]]) -> dict[Symbol, set[str]]:
    """The symbols that targets replace in the modules that define them, each with the files that do."""
    found: dict[Symbol, set[str]] = {}
    for path, own in targets.items():
        for target in own:
            symbol = target.symbol_at_home if not target.reads else None
            if symbol is not None:
                found.setdefault(symbol, set()).add(path)
    return found


def replaced_names(targets: Mapping[str, Iterable[ResolvedTarget]]) -> set[ModuleAttribute]:
    """The names of modules that targets replace there, and that stand for symbols of other modules.

    A target replaces a name where it finds it, and not in the modules that had it before.
    """
    return {
        name
        for own in targets.values()
        for target in own
        if not target.reads and target.resolved is not None and target.resolved.symbol is not None
        if not target.resolved.at_home
        for name in target.resolved.through[:1]
    }


def held_symbols(targets: Sequence[TargetAtHome], readers: SymbolReaders) -> dict[Symbol, HeldSymbol]:
    """The symbols whose readers must stay: they would move away from a target that stays.

    A patch and what it is to intercept move together; so do a patch and the reads of the same name, by a
    string, that are to see it.
    """
    moved: dict[Symbol, set[str]] = {}
    for each in targets:
        if each.moves and not each.reads:
            moved.setdefault(each.symbol, set()).add(each.path)
    held: dict[Symbol, str] = {}
    reasons: dict[Symbol, dict[tuple[str, int], tuple[Diagnostic, ...]]] = {}
    for each in targets:
        if each.moves:
            continue
        reasons.setdefault(each.symbol, {})[each.path, each.offset] = each.diagnostics
        if each.written:
            parted = True
        elif each.reads:
            parted = _sees_it(each.path, moved.get(each.symbol, ()))
        else:
            reached = readers.reached(each.symbol, each.path)
            parted = reached.any_late and bool(reached.migrated_to)
        if parted:
            held.setdefault(each.symbol, each.path)
    return {symbol: HeldSymbol(path, reasons[symbol]) for symbol, path in held.items()}


def _sees_it(path: str, patching: Collection[str]) -> bool:
    """Whether a read in one file may see what a target in another replaces."""
    return bool(patching) and (path in patching or not is_collected_test(path))


def held_below(
    targets: Mapping[str, Iterable[tuple[ResolvedTarget, TargetDecision]]],
    readers: SymbolReaders,
    definitions: Definitions,
) -> dict[Symbol, HeldSymbol]:
    """The symbols of which a target replaces an attribute, and stays with some readers, while others move.

    Where these come to the same object under its new name, it reaches them all the same.
    """
    held: dict[Symbol, HeldSymbol] = {}
    for path, decided in targets.items():
        for target, decision in decided:
            symbol = target.symbol_above if not target.reads else None
            if symbol is None or decision.change is not None or decision.followed:
                continue
            outcome = readers.outcome(symbol)
            others = (each for each in outcome.migrated_to if not definitions.are_one_object(symbol, each))
            if outcome.any_stays and any(True for _ in others):
                held.setdefault(symbol, HeldSymbol(path, {}, below=True))
    return held


def computed_holds(
    project: Project, readers: SymbolReaders, targets: Sequence[TargetAtHome]
) -> dict[Symbol, HeldSymbol]:
    """The symbols that may be replaced at home when code runs, and whose readers moved.

    A target may do so that is put together then, or a module of a test's own in `sys.modules`.
    """
    held: dict[Symbol, HeldSymbol] = {}
    computed = project.computed_targets
    for symbol in readers.looked_up():
        home = project.modules.find(symbol.module)
        name = ModuleAttribute(home, symbol.name) if home is not None and "." not in symbol.name else None
        path = computed.file_naming(name, writing=True) if name is not None else None
        path = path or _replacing(project, symbol) or computed.file_reaching(symbol.module, symbol.name)
        if path is not None and readers.reached(symbol, path).migrated_to:
            held[symbol] = HeldSymbol(path, {}, is_sure=False)
    # What looks its module up by name finds what was put there, whatever the module has.
    for symbol in sorted({each.symbol for each in targets if each.reads and each.moves} - held.keys()):
        if (path := _replacing(project, symbol)) is not None:
            held[symbol] = HeldSymbol(path, {}, is_sure=False)
    return held


def _replacing(project: Project, symbol: Symbol) -> str | None:
    """A file that may put a module of its own in the place of a symbol's.

    A key that names a module with a rule is a target by itself, which follows or holds.
    """
    home = project.modules.find(symbol.module)
    has_rule = home is not None and project.rules.for_file(home) is not None
    return project.computed_targets.file_replacing(symbol.module, exactly=not has_rule)
