"""What deciding the targets of a program works with, and what is asked of any target."""

import builtins
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass

from codemods.project.decision import Decision, Diagnostic, UseChange
from codemods.project.definitions import Definitions
from codemods.project.dotted_paths import DottedName, absolute_module, imported_path
from codemods.project.project import Project
from codemods.project.resolved_targets import ResolvedTarget
from codemods.project.rule_checks import gives_back
from codemods.project.symbol_readers import SymbolReaders
from codemods.project.target_decisions import HeldSymbol
from codemods.semantic.binding import ImportBinding
from codemods.semantic.scope_table import ScopeTable
from codemods.semantic.span import Span
from codemods.values import finding_texts as texts
from codemods.values.finding_texts import FindingText
from codemods.values.symbol import Symbol


@dataclass(frozen=True, slots=True)
class TargetContext:
    """A program whose files are decided."""

    project: Project
    definitions: Definitions
    decisions: Mapping[str, Decision]
    readers: SymbolReaders
    patching: Mapping[Symbol, Container[str]]
    """The files whose targets replace a symbol in the module that defines it."""
    held: Mapping[Symbol, HeldSymbol]
    """The symbols whose readers stay with targets that do."""

    def broken(self, target: ResolvedTarget, names: ScopeTable) -> tuple[Diagnostic, ...]:
        """A target that did not resolve before: its module is in the tree, and binds no such name.

        `unittest.mock` lets a test give any module a name that a builtin has: its code reads it there.
        """
        module, _, name = target.text.rpartition(".")
        home = self.project.modules.find(module, names.facts.path)
        deprecated = self.project.migration.old_modules
        if name not in self.project.wanted.old and not any(
            f"{module}.".startswith(f"{each}.") for each in deprecated
        ):
            # It spells a name of the migration on the way alone, and has nothing to do with it.
            return ()
        if (
            hasattr(builtins, name)
            or target.reads
            or home is None
            or self.project.namespaces.may_have(home, name)
        ):
            return ()
        path = names.facts.path
        if any(
            gives_back(self.project, path, rule)
            for rule in self.project.rules.for_symbol(Symbol(module, name))
        ):
            return ()
        return said(target, texts.TARGET_NEVER_BOUND, None, module=module, name=name)

    def turned_async(self, target: ResolvedTarget, old: Symbol, new: Symbol) -> tuple[Diagnostic, ...]:
        """A mock takes after its target (`unittest.mock.patch`): it turns async where the target does."""
        if not target.creates_mock or self._is_async(old) or not self._is_async(new):
            return ()
        return said(target, texts.BECOMES_ASYNC_MOCK, old, new=new.leaf)

    def _is_async(self, symbol: Symbol) -> bool:
        stated = self.definitions.is_async(symbol)
        if stated is None:
            rules = self.project.rules.for_symbol(symbol)
            return any(rule.signature is not None and rule.signature.is_async for rule in rules)
        return stated

    def has_module(self, target: ResolvedTarget, names: ScopeTable, module: str) -> bool:
        """Whether a lookup of a module finds another one: by importing it, or since its file did."""
        return target.loads or self._imports_before(target.offset, names, module)

    def stays_by_name(self, names: ScopeTable, old: str, new: str) -> bool:
        """Whether a file looks a module up by its name in a way that cannot follow: then no way does."""
        if any(each.value == old for each in names.facts.strings):
            return True
        named = [each for each in names.facts.patch_targets if each.text.startswith(old)]
        put = min((each.span.start for each in named if each.replaces and each.text == old), default=None)
        return any(
            not self._imports_before(each.span.start, names, new)
            for each in named
            if not each.loads and (put is None or each.span.start < put)
        )

    def _imports_before(self, offset: int, names: ScopeTable, module: str) -> bool:
        decision = self.decisions.get(names.facts.path)
        brought = [
            (names.facts.imports[change.statement].span, {new.module, new.bound})
            for change in (decision.aliases if decision is not None else ())
            for new in change.new
        ]
        stands = [
            (each.span, {".".join(imported_path(names.facts, each)), self._whole(names, each)})
            for each in names.facts.bindings
            if isinstance(each, ImportBinding)
        ]
        return any(span.start < offset and module in modules for span, modules in (*brought, *stands))

    def _whole(self, names: ScopeTable, binding: ImportBinding) -> str:
        """The module that an import statement spells."""
        statement = names.facts.imports[binding.statement]
        if statement.is_from:
            return ".".join(absolute_module(names.facts, statement))
        return statement.aliases[binding.alias].name

    def lacks(self, symbol: Symbol, attributes: tuple[str, ...]) -> bool:
        """Whether a class of the tree is known not to have an attribute."""
        return bool(attributes) and self.definitions.has_attribute(symbol, attributes[0]) is False


def place_of(target: ResolvedTarget, index: int) -> Span | None:
    """Where one component of a target's path stands; None where it is not spelled plainly."""
    first = len(target.parts) - len(target.components)
    return target.components[index - first] if first <= index < len(target.parts) else None


def said(
    target: ResolvedTarget, text: FindingText, symbol: Symbol | None, **fields: object
) -> tuple[Diagnostic, ...]:
    """One finding on a target, as its decision takes it."""
    return (Diagnostic(target.offset, text.fill(symbol, target=target.text, **fields)),)


def names_or(names: Sequence[str]) -> str:
    """Names as a message gives them: `a` or `b`."""
    return " or ".join(f"`{name}`" for name in names)


def attribute_change(
    target: ResolvedTarget, names: ScopeTable, index: int, new_name: DottedName
) -> UseChange | None:
    """The change of the access that a target is, where one component becomes others; None for a string."""
    access = target.access
    if access is None:
        return None
    use = names.facts.accesses[access.index]
    attrs = index - (len(target.parts) - len(use.attrs)) + 1
    kept = use.attrs[: attrs - 1]
    old = ".".join((access.root, *use.attrs[:attrs]))
    new = ".".join((access.root, *kept, *new_name))
    return UseChange(access.index, attrs, (use.name, *kept, *new_name), frozenset({old}), new)
