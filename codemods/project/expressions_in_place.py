"""The uses of symbols that stay where they are, in whose place the migration puts expressions."""

from collections.abc import Iterator, Sequence

from codemods.project.choose_rule import is_test
from codemods.project.deciding import Deciding
from codemods.project.decision_builder import kind_of
from codemods.project.expression_uses import PlannedExpression
from codemods.project.file_context import deprecated_bodies
from codemods.project.fitting_rule import fitting_rule
from codemods.project.local_names import LocalName, LocalNameAccess, what_else_binds
from codemods.project.pinned_names import PinKind, pin_of_symbol, why_module_stays
from codemods.project.project import Project
from codemods.project.resolve_local_names import local_names_of
from codemods.semantic.access import Unplaced, Usage
from codemods.semantic.binding import ImportBinding
from codemods.values import finding_texts as texts
from codemods.values.rejection import Rejection
from codemods.values.rules import SymbolRule
from codemods.values.symbol import Symbol


class ExpressionsInPlace:
    """Decides them for one file; `edited` is the tree as the rules see it whose symbols stay."""

    def __init__(self, deciding: Deciding, edited: Project) -> None:
        self._file = deciding.file
        self._made = deciding.made
        self._expressions = deciding.expressions
        self._edited = edited
        self._category = edited.category_of(deciding.file.path)
        self._in_test = is_test(deciding.file.path)

    def decide(self) -> None:
        """Put an expression in the place of each use, or say why it stays. Raises UntrackedNameError."""
        if not any(rule.expression for rule in self._edited.migration.symbols):
            return
        planned: list[tuple[LocalName, list[PlannedExpression]]] = []
        for local in local_names_of(self._edited, self._file.names):
            found = [
                each for access in local.uses if (each := self._use(local, access, self._symbols(access)))
            ]
            planned.append((local, found))
        for local, access, symbol in self._own_uses():
            each = self._use(local, access, [symbol])
            planned.append((local, [each] if each is not None else []))
        read = {name.chain[0] for _, found in planned for each in found for name in each.names}
        read |= self._made.bases_read
        for local, found in planned:
            if found and local.name not in read and self._may_go(local, found):
                for source in local.sources:
                    self._made.change_alias(source, False, ())
                self._made.rename_bare(local, ())
            self._expressions.write(local, found)

    def _symbols(self, access: LocalNameAccess) -> list[Symbol]:
        return list(dict.fromkeys(each.symbol for each in access.resolutions if each.symbol is not None))

    def _own_uses(self) -> Iterator[tuple[LocalName, LocalNameAccess, Symbol]]:
        """The uses in the module that defines a symbol, outside of the definition."""
        names, tops = self._file.names, self._edited.rules.defined_names.get(self._file.path, frozenset())
        symbols = (rule.old for rule in self._edited.migration.symbols if rule.expression) if tops else ()
        for symbol in dict.fromkeys(symbols):
            top, *members = symbol.name.split(".")
            if top not in tops or self._edited.modules.find(symbol.module) != self._file.path:
                continue
            bindings = names.bindings.get((0, top), ())
            if not bindings or any(isinstance(each, ImportBinding) for each in bindings):
                continue
            bodies = list(deprecated_bodies(names, [top]))
            for index, access in enumerate(self._file.facts.accesses):
                own = access.name == top and names.owner(access.scope, top) == 0
                inside = any(each.start <= access.start < each.end for each in bodies)
                if own and not inside and list(access.attrs[: len(members)]) == members:
                    yield LocalName(0, top), LocalNameAccess(index, access, len(members)), symbol

    def _use(
        self, local: LocalName, access: LocalNameAccess, symbols: Sequence[Symbol]
    ) -> PlannedExpression | None:
        """What comes in the place of a use; None where it stays, which is told where it should not."""
        usage = access.use.usage_at(access.attrs)
        rules = {symbol: rule for symbol in symbols if (rule := self._rule(symbol, usage)) is not None}
        if not rules:
            return None
        symbol, rule = next(iter(rules.items()))
        named = usage.names_type or usage.is_only_named or usage.stand == "base"
        if rule.signature is not None and usage.call is None and named:
            return None
        if self._expressions.is_settled(access, rule):
            return None
        found = self._planned(local, access, symbol, rule, usage)
        if len(symbols) > 1 or any(each.unsure for each in access.resolutions):
            found = texts.SEVERAL_OBJECTS.fill(symbol, name=f"`{symbol.leaf}`")
        if isinstance(found, PlannedExpression):
            return found
        self._made.refer(access.use.start, kind_of(access), symbol, moves=False)
        self._made.report(access.use.start, self._file.limits.about(symbol) or found)
        return None

    def _planned(
        self, local: LocalName, access: LocalNameAccess, symbol: Symbol, rule: SymbolRule, usage: Usage
    ) -> PlannedExpression | Rejection:
        reason = self._reason_to_stay(local, access, symbol, usage)
        found = reason or self._expressions.plan(local, access, rule, symbol)
        if isinstance(found, PlannedExpression) and not found.reads_symbol:
            return self._replaced(local, access, symbol) or found
        return found

    def _rule(self, symbol: Symbol, usage: Usage) -> SymbolRule | None:
        rules = [rule for rule in self._edited.rules.for_symbol(symbol) if rule.is_for(self._category)]
        rule = fitting_rule(rules, usage)
        return rule if isinstance(rule, SymbolRule) and rule.expression is not None else None

    def _reason_to_stay(
        self, local: LocalName, access: LocalNameAccess, symbol: Symbol, usage: Usage
    ) -> Rejection | None:
        """Why a use must not change at all."""
        use, limits = access.use, self._file.limits
        if (limited := limits.about(symbol)) is not None:
            return limited
        protected = limits.protected(use.start)
        if protected is not None:
            return protected.rejection.about(symbol)
        if use.unplaced is not None:
            newer = use.unplaced is Unplaced.IN_FSTRING
            text = texts.NO_POSITION_BEFORE_312 if newer else texts.NO_POSITION
            return text.fill(symbol, old=symbol.leaf, where=use.unplaced)
        if self._in_test and usage.inspected_by:
            return texts.OBJECT_LOOKED_AT.fill(symbol, old=symbol.leaf, how=usage.inspected_by)
        if local.impure:
            return texts.BOUND_OTHERWISE.fill(symbol, name=local.name, others=what_else_binds(local))
        return None

    def _replaced(self, local: LocalName, access: LocalNameAccess, symbol: Symbol) -> Rejection | None:
        """Why a use stays that a test replaces, since it would not reach what comes in its place."""
        here = self._file.attribute(local)
        late = access.attrs > 0 or local.scope != 0
        known = self._edited.replaced.of(symbol) if self._edited.replaced is not None else ()
        for each in known:
            if each.name is None and late:
                return texts.READER_HELD.fill(symbol, old=symbol.leaf, replacer=each.path)
            if each.name == here:
                return texts.REPLACED_IN_MODULE.fill(symbol, old=symbol.leaf, replacer=each.path)
        own = local.direct and local.scope == 0 and local.name != symbol.leaf
        for path in self._edited.attribute_readers.patching_files(here) if own else ():
            return texts.REPLACED_IN_MODULE.fill(symbol, old=symbol.leaf, replacer=path)
        return None

    def _may_go(self, local: LocalName, found: Sequence[PlannedExpression]) -> bool:
        """Whether the imports of a name may go, since nothing reads it any more."""
        plain = all(
            not (each.statement.position.nested or each.star or self._file.alias_of(each).is_reexport)
            for each in local.sources
        )
        if not local.sources or not plain or local.alias is not None or local.others:
            return False
        if len({each.access.index for each in found}) < len(local.uses):
            return False
        homes = {each.rule.old.module for each in found}
        if not local.direct and any({".".join(each.path)} != homes for each in local.sources):
            # Another module may be imported for what it does.
            return False
        if self._file.facts.in_doctest(local.scope) or local.name in self._file.facts.dunder_all.included:
            return False
        if any(each.name == local.name for each in self._file.facts.declarations):
            return False
        return local.scope != 0 or self._is_own(local)

    def _is_own(self, local: LocalName) -> bool:
        """Whether no other file has to do with a name of the module."""
        project, attribute = self._file.project, self._file.attribute(local)
        readers = project.attribute_readers
        if self._file.facts.is_package or self._file.is_needed(local) or self._file.is_replaced(local):
            return False
        pin = pin_of_symbol(self._file, local)
        if (pin is not None and pin.kind is not PinKind.ALIAS) or why_module_stays(self._file, local):
            return False
        return not (readers.is_read(attribute) or readers.patching_files(attribute))
