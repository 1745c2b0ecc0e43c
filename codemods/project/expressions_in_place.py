"""The uses of symbols that stay where they are, in whose place the migration puts expressions."""

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from codemods.project.choose_rule import is_test
from codemods.project.deciding import Deciding
from codemods.project.decision_reports import kind_of
from codemods.project.dotted_paths import ResolvedPath
from codemods.project.expressed_imports import ExpressedImports
from codemods.project.expression_template import reads_symbol
from codemods.project.expression_uses import PlannedExpression
from codemods.project.file_context import deprecated_bodies
from codemods.project.fitting_rule import fitting_rule
from codemods.project.fixed_uses import why_fixed
from codemods.project.local_names import LocalName, LocalNameAccess, what_else_binds
from codemods.project.new_names import BUILTINS
from codemods.project.project import Project
from codemods.project.resolve_local_names import local_names_of
from codemods.semantic.access import Usage
from codemods.semantic.binding import ImportBinding
from codemods.values import finding_texts as texts
from codemods.values.rejection import Rejection
from codemods.values.rules import SymbolRule
from codemods.values.symbol import Symbol

_Use = tuple[LocalNameAccess, PlannedExpression | Rejection | None]
"""A use with what comes in its place, or why it stays; None where it need not change."""


class _Uses(Struct, frozen=True):
    """What becomes of the uses of one local name."""

    local: LocalName
    found: list[_Use]

    @property
    def planned(self) -> list[PlannedExpression]:
        """The expressions that come."""
        return [each for _, each in self.found if isinstance(each, PlannedExpression)]


class ExpressionsInPlace:
    """Decides them for one file; `edited` is the tree as the rules see it whose symbols stay."""

    def __init__(self, deciding: Deciding, edited: Project) -> None:
        self._file = deciding.file
        self._made = deciding.made
        self._expressions = deciding.expressions
        self._brought = deciding.brought
        self._imports = ExpressedImports(deciding, edited)
        self._edited = edited
        self._category = edited.category_of(deciding.file.path)
        self._in_test = is_test(deciding.file.path)

    def decide(self) -> None:
        """Put an expression in the place of each use, or say why it stays. Raises UntrackedNameError."""
        if not any(rule.expression for rule in self._edited.migration.symbols):
            return
        locals_ = local_names_of(self._edited, self._file.names)
        going = {(each.scope, each.name) for each in locals_ if self._makes_room(each)}
        while True:
            # Under the name of an import that goes, another thing can be read; it goes if all of its uses do.
            self._brought.going = frozenset(going)
            uses = [_Uses(each, self._planned_uses(each, each.uses)) for each in locals_]
            uses += [_Uses(each, self._planned_uses(each, [access])) for each, access in self._own_uses()]
            unread = self._unread(uses)
            if going <= unread:
                break
            going &= unread
        for each in uses:
            self._write(each, (each.local.scope, each.local.name) in unread)

    def _planned_uses(self, local: LocalName, accesses: Sequence[LocalNameAccess]) -> list[_Use]:
        return [(access, self._use(local, access, self._symbols(access))) for access in accesses]

    def _makes_room(self, local: LocalName) -> bool:
        """Whether imports that may go bring a symbol in under the name of what replaces it.

        That is a built-in, or something that the expression imports.
        """
        own = Symbol(BUILTINS, local.name)
        symbols = {each.resolved.symbol for each in local.sources if each.resolved is not None}
        rules = (
            rule for symbol in symbols if symbol is not None for rule in self._edited.rules.for_symbol(symbol)
        )
        reads = any(
            rule.expression
            and (
                any(each.leaf == local.name for each in rule.expression.imports)
                or reads_symbol(rule.expression, rule.signature, own)
            )
            for rule in rules
        )
        return reads and local.direct and not self._imports.why_stays(local)

    def _unread(self, uses: Sequence[_Uses]) -> set[tuple[int, str]]:
        """The names, by scope, that nothing in the file reads any more, and whose imports may go."""
        read = {
            name.chain[0]
            for each in uses
            for found in each.planned
            for name in found.names
            if not (name.is_builtin or name.takes_place_of(each.local.name))
        }
        read |= self._made.bases_read
        return {
            (each.local.scope, each.local.name)
            for each in uses
            if each.planned and each.local.name not in read and self._may_go(each)
        }

    def _may_go(self, uses: _Uses) -> bool:
        """Whether the imports of a name may go, since nothing reads it any more."""
        local, homes = uses.local, {each.rule.old.module for each in uses.planned}
        for access, found in uses.found:
            if not isinstance(found, PlannedExpression):
                if access.index not in self._made.gone:
                    return False
                homes.add(self._made.gone[access.index])
        if not local.direct and not _lead_to(local, homes):
            return False
        return not self._imports.why_stays(local)

    def _write(self, uses: _Uses, unread: bool) -> None:
        """Write down what becomes of a name's uses, and of its imports."""
        local = uses.local
        for access, found in uses.found:
            if isinstance(found, Rejection):
                self._made.reports.refer(access.use.start, kind_of(access), found.symbol, moves=False)
                self._made.reports.report(access.use.start, self._file.limits.about(found.symbol) or found)
        if unread:
            self._imports.drop(local)
        elif all(isinstance(found, PlannedExpression) for _, found in uses.found):
            if local.direct:
                self._imports.tell(local)
            elif uses.planned and not any(each.reads(local) for each in uses.planned):
                leads = _lead_to(local, {each.rule.old.module for each in uses.planned})
                self._imports.tell_module(local, [each.rule.old for each in uses.planned], leads)
        self._expressions.write(local, uses.planned)

    def _symbols(self, access: LocalNameAccess) -> list[Symbol]:
        return list(dict.fromkeys(each.symbol for each in access.resolutions if each.symbol is not None))

    def _own_uses(self) -> Iterator[tuple[LocalName, LocalNameAccess]]:
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
                    meaning = (ResolvedPath(1 + len(members), symbol),)
                    yield LocalName(0, top), LocalNameAccess(index, access, len(members), meaning)

    def _use(
        self, local: LocalName, access: LocalNameAccess, symbols: Sequence[Symbol]
    ) -> PlannedExpression | Rejection | None:
        """What comes in the place of a use, or why it stays; None where it need not change."""
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
            return texts.SEVERAL_OBJECTS.fill(symbol, name=f"`{symbol.leaf}`")
        return found

    def _planned(
        self, local: LocalName, access: LocalNameAccess, symbol: Symbol, rule: SymbolRule, usage: Usage
    ) -> PlannedExpression | Rejection:
        reason = why_fixed(self._file.limits, symbol, access.use, usage, self._in_test)
        if reason is None and local.impure:
            reason = texts.BOUND_OTHERWISE.fill(symbol, name=local.name, others=what_else_binds(local))
        found = reason or self._expressions.plan(local, access, rule, symbol)
        if isinstance(found, PlannedExpression) and not found.reads_symbol:
            return self._replaced(local, access, symbol) or found
        return found

    def _rule(self, symbol: Symbol, usage: Usage) -> SymbolRule | None:
        rules = [rule for rule in self._edited.rules.for_symbol(symbol) if rule.is_for(self._category)]
        rule = fitting_rule(rules, usage)
        return rule if isinstance(rule, SymbolRule) and rule.expression is not None else None

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


def _lead_to(local: LocalName, homes: Iterable[str]) -> bool:
    """Whether each import of a name is made for one of some modules: of itself, or of a package around it.

    Another module may be imported for what it does.
    """
    spelled = [f"{each}." for each in homes]
    starts = [".".join((*source.path, "")) for source in local.sources]
    return all(any(home.startswith(start) for home in spelled) for start in starts)
