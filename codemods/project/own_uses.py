"""The uses of a deprecated name in the module that defines it: they move to a new name that is beside it."""

import builtins
from collections.abc import Collection, Iterator, Sequence

from codemods.project.choose_rule import RuleChoice
from codemods.project.deciding import Deciding
from codemods.project.decision_reports import kind_of
from codemods.project.dotted_paths import ResolvedPath
from codemods.project.local_names import LocalName, LocalNameAccess
from codemods.project.modules_beside import stays_in_module
from codemods.project.name_collisions import obstacle
from codemods.semantic.access import Access
from codemods.semantic.binding import Binding, BindingKind, ImportBinding, ScopeKind
from codemods.semantic.span import Span
from codemods.values import finding_texts as texts
from codemods.values.rejection import Rejection
from codemods.values.symbol import Symbol


class OwnUses:
    """Decides the uses of a module's own deprecated names; `brought` are those that it has from elsewhere."""

    def __init__(self, deciding: Deciding, brought: Collection[str]) -> None:
        self._deciding = deciding
        self._file = deciding.file
        self._made = deciding.made
        self._brought = brought

    def decide(self) -> None:
        """Move each use, or say why it stays. Raises UntrackedNameError."""
        for symbol, new in self._defined_here():
            moves = new is not None and not self._is_imported(symbol)
            if moves and new is not None:
                self._file.require(new.name)
            for index, access in enumerate(self._file.facts.accesses):
                if access.name != symbol.name or self._file.names.owner(access.scope, access.name) != 0:
                    continue
                if not any(span.start <= access.start < span.end for span in self._retired_with(symbol)):
                    self._use(LocalName(0, symbol.name), index, access, symbol, new if moves else None)

    def _defined_here(self) -> list[tuple[Symbol, Symbol | None]]:
        """The symbols that this module defines, each with the new name that it defines as well."""
        project, module = self._file.project, tuple(self._file.facts.module.split("."))
        migration = project.migration
        whole = {*(rule.old for rule in migration.modules), *migration.retire.modules}
        if self._file.facts.module in whole or not self._file.own_symbols:
            return []
        defined = {each.old for each in migration.symbols if each.old.name in self._file.own_symbols}
        found: list[tuple[Symbol, Symbol | None]] = []
        for symbol in sorted(defined):
            bound = (0, symbol.name) in self._file.names.bindings and symbol.name not in self._brought
            if project.modules.find(symbol.module) != self._file.path or not bound:
                continue
            news = {rule.new for rule in project.rules.for_symbol(symbol)}
            new = next(iter(news)) if len(news) == 1 else None
            beside = new is not None and "." not in new.name and stays_in_module(self._file, module, new)
            found.append((symbol, new if beside else None))
        return found

    def _is_imported(self, symbol: Symbol) -> bool:
        bindings = self._file.names.bindings.get((0, symbol.name), ())
        return any(isinstance(each, ImportBinding) for each in bindings)

    def _retired_with(self, symbol: Symbol) -> Iterator[Span]:
        """The parts of the file that go with a symbol: what is deprecated, and what binds it anew."""
        yield from self._file.retired_bodies
        for binding in self._file.names.bindings.get((0, symbol.name), ()):
            if binding.unconditional_from is not None:
                yield Span(binding.span.start, binding.unconditional_from)

    def _use(self, local: LocalName, index: int, access: Access, symbol: Symbol, new: Symbol | None) -> None:
        use = LocalNameAccess(index, access, 0, (ResolvedPath(1, symbol=symbol),))
        if new is None:
            self._made.reports.refer(access.start, kind_of(use), symbol, moves=False)
            self._made.reports.report(access.start, texts.USED_AT_HOME.fill(symbol, old=symbol.leaf))
            return
        runs_late = self._in_function(access)
        choice = self._choice(use, symbol, new, runs_late)
        if isinstance(choice, RuleChoice):
            (target,) = self._meaning(new.name)
            self._made.move(local, use, choice, (new.name,), target, self._meaning(symbol.name))
            self._made.effects.look_up(symbol, new, runs_late)
        else:
            self._made.effects.look_up(symbol, None, runs_late)
            self._made.reports.reject(local, use, choice)

    def _choice(
        self, use: LocalNameAccess, symbol: Symbol, new: Symbol, runs_late: bool
    ) -> RuleChoice | Rejection:
        access, rules = use.use, self._deciding.rules
        protected = self._file.limits.protected(access.start)
        if (limited := self._file.limits.about(symbol)) is not None:
            return limited
        if protected is not None:
            return protected.rejection.about(symbol)
        if (both := rules.supported(LocalName(0, symbol.name), symbol, access.start)) is not None:
            return both
        if runs_late and symbol in self._file.held:
            return self._file.held[symbol].rejection(symbol)
        choice = rules.for_use(LocalName(0, symbol.name), use)
        why = self._trouble(access, symbol, new, runs_late) if isinstance(choice, RuleChoice) else ""
        return texts.NAME_NOT_FREE.fill(symbol, new=new.leaf, why=why) if why else choice

    def _trouble(self, access: Access, symbol: Symbol, new: Symbol, runs_late: bool) -> str:
        """What keeps a use from the new name; empty where nothing does."""
        names = self._file.names
        bindings = names.bindings.get((0, new.name), ())
        if len(self._meaning(new.name)) != 1 or any(isinstance(each, ImportBinding) for each in bindings):
            return f"this module binds `{new.name}` in several ways"
        olds = names.bindings[0, symbol.name]
        alias = all(_is_alias(each, new) for each in olds)
        if (len(olds) > 1 and not alias) or (access.stored and not access.attrs):
            return f"this module binds `{symbol.name}` in several ways"
        if not alias and any(_may_make(each, access) for each in bindings):
            return f"`{new.name}` is made of it in this module"
        same = alias or all(_is_alias(each, symbol) for each in bindings)
        if runs_late and not same:
            # What is defined anew often calls the old one, perhaps through others: it would call itself.
            return f"`{new.name}` is an object of its own in this module, which may come to this use"
        late = runs_late or access.embedded is not None
        given = _is_bound_before(olds, access) or self._is_given_otherwise(symbol)
        if not late and given and not _is_bound_before(bindings, access):
            return f"`{new.name}` is defined later in this module"
        own = frozenset(i for i, each in enumerate(self._file.facts.bindings) if each in bindings)
        return obstacle(names, 0, new.name, [access], [], own)

    def _is_given_otherwise(self, symbol: Symbol) -> bool:
        """Whether a builtin or a star import may give the old name before this module binds it."""
        return hasattr(builtins, symbol.name) or any(each.is_star for each in self._file.facts.imports)

    def _meaning(self, name: str) -> frozenset[str]:
        """What a name of the module's own is bound to, as the proof says it."""
        return frozenset(f"!{each.kind}" for each in self._file.names.bindings.get((0, name), ()))

    def _in_function(self, access: Access) -> bool:
        """Whether a use runs when a function is called, not when the module is imported."""
        scopes = self._file.facts.scopes
        around = self._file.names.scopes_between(access.scope, 0)
        return any(scopes[each].kind in (ScopeKind.FUNCTION, ScopeKind.LAMBDA) for each in around)


def _is_alias(binding: Binding, symbol: Symbol) -> bool:
    """Whether a binding only gives the object of a symbol another name."""
    chain = binding.assigned_chain
    return chain is not None and chain.name == symbol.name and not chain.attrs


def _may_make(binding: Binding, access: Access) -> bool:
    """Whether a use may stand in the statement that binds a name: its value, its base class, its body.

    Of an assignment in a block, and of a loop, it is not known where it ends.
    """
    whole = binding.kind in (BindingKind.FUNCTION, BindingKind.CLASS)
    end = binding.unconditional_from or (binding.span.end if whole else None)
    return binding.span.start <= access.start and (end is None or access.start < end)


def _is_bound_before(bindings: Sequence[Binding], access: Access) -> bool:
    """Whether one of the bindings stands before a use; where none does, the use can't run before them."""
    return any(each.span.end <= access.start for each in bindings)
