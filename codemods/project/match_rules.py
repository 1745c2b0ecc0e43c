"""What deciding needs to know of one file: which rule each use follows, and which names are free."""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property

from codemods.project.choose_rule import Rejection, RuleChoice, RuleChooser
from codemods.project.decision import BindingOutcome, NewImport
from codemods.project.decision_builder import (
    NOTHING_HELD,
    ChangeLimits,
    DecisionBuilder,
    MatchedUses,
    what_else,
)
from codemods.project.definitions import Definitions
from codemods.project.dotted_paths import DottedName, ModuleAttribute, ResolvedPath, target_parts
from codemods.project.local_names import LocalName, LocalNameAccess
from codemods.project.name_collisions import obstacle
from codemods.project.project import Project
from codemods.project.resolved_targets import resolved_targets
from codemods.project.star_importers import overwritten
from codemods.semantic.access import Access
from codemods.semantic.scope_table import ScopeTable
from codemods.values.rules import Symbol

BUILTINS = "builtins"
"""The module whose names need no import."""


class UntrackedName(Exception):
    """A decision needs a name that the facts are not complete about."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class RuleMatcher(DecisionBuilder):
    """One file's rules and names.

    `bound` tells what another module's name is after that module's own decision, None where nobody decided.
    """

    def __init__(
        self,
        project: Project,
        definitions: Definitions,
        names: ScopeTable,
        limits: ChangeLimits,
        held: Mapping[str, str] = NOTHING_HELD,
        replaced: Mapping[str, str] = NOTHING_HELD,
        bound: Callable[[ModuleAttribute], BindingOutcome | None] = lambda _hop: None,
    ) -> None:
        super().__init__(names, limits, held)
        self._bound = bound
        self.patched = replaced
        """The names of the namespace that targets name which cannot follow, each with a file that does."""
        self.project = project
        self.definitions = definitions
        self.claims: dict[str, NewImport] = {}
        """What the new local names of this file stand for."""
        self.chooser = RuleChooser(project, definitions, self.facts.path)
        self.home = project.homes.get(self.facts.path, frozenset())

    def settle(self, group: LocalName, uses: Sequence[LocalNameAccess]) -> MatchedUses:
        """Choose for each use of a group that means a deprecated symbol."""
        settled = MatchedUses()
        for each in uses:
            if each.attrs < 0 or each.reaches[0].symbol is None:
                continue
            usage = each.use.usage_at(each.attrs)
            choice: RuleChoice | Rejection = self.chooser.for_use(each.reaches, usage, each.use.unplaced)
            watched = self.watched(group, each.reaches[0].symbol)
            if watched is not None:
                choice = watched
            elif (mark := self.limits.mark(each.use.start)) is not None:
                choice = mark.refusal(each.reaches[0].symbol)
            elif isinstance(choice, RuleChoice) and group.impure and self._depends(group, each, choice):
                choice = Rejection(
                    "RP106",
                    f"`{group.name}` is also bound by {what_else(group)}, whose calls must stay as they are",
                    "give the two a name each, then run repoint again",
                    each.reaches[0].symbol,
                )
            if isinstance(choice, RuleChoice):
                settled.choices[each.index] = choice
            else:
                settled.refusals[each.index] = choice
        return settled

    def binding(self, hop: ModuleAttribute) -> BindingOutcome | None:
        """What a name of another module's namespace is now; None where it is what it was."""
        self.made.asked[hop] = self._bound(hop)
        return self.made.asked[hop]

    @cached_property
    def replaced(self) -> frozenset[ModuleAttribute]:
        """The names of other modules' namespaces that this file replaces, as tests do."""
        aims = (aim for aim in resolved_targets(self.project, self.names) if not aim.reads)
        return frozenset(aim.reach.hops[0] for aim in aims if aim.reach is not None and aim.reach.hops)

    def watched(self, group: LocalName, symbol: Symbol | None) -> Rejection | None:
        """Why a group stays that a test imports to see what that raises or warns; None for any other."""
        for source in group.named if symbol is not None else ():
            statement = self.facts.imports[source.binding.statement]
            refusal = self.chooser.looks_at_import(symbol, statement) if symbol is not None else None
            if refusal is not None and source.reach is not None:
                return refusal
        return None

    def stays_for(self, reach: ResolvedPath, bound: BindingOutcome) -> bool:
        """Whether a module that also binds a name otherwise goes on having it, for the canonical symbol."""
        if reach.symbol is None or not reach.hops or not reach.unsure:
            return False
        (rule, *more) = self.project.rules(reach.symbol)
        name = reach.hops[0].name
        plain = not (more or rule.when or rule.call)
        return plain and rule.new is not None and bound.path_of(name, rule.new) == (name,)

    def _depends(self, group: LocalName, each: LocalNameAccess, choice: RuleChoice) -> bool:
        """Whether a change would be wrong if the name meant another object: more than a name changes."""
        renamed = each.attrs > 0 and each.use.attrs[each.attrs - 1] != choice.new.leaf
        return choice.adapts or renamed or group.star

    def is_itself(self, group: LocalName, target: Symbol) -> bool:
        """Whether a canonical symbol's own module would have to import it from itself."""
        return group.scope == 0 and self.project.modules.find(target.module) == self.facts.path

    def is_held(self, group: LocalName) -> bool:
        """Whether something outside still needs the group's name in this module's namespace."""
        return group.scope == 0 and group.name in self.held and not group.star

    def is_patched(self, group: LocalName) -> bool:
        """Whether something replaces the group's name in this module's namespace, and cannot follow."""
        return group.scope == 0 and group.name in self.patched and not group.star

    def blocked(self, group: LocalName) -> bool:
        """Whether the file, or a line with one of the group's imports, may not change at all."""
        starts = (source.binding.span.start for source in group.sources)
        return bool(self.limits.code) or any(self.limits.mark(start) for start in starts)

    def obstacle(self, group: LocalName, new: str, target: NewImport, uses: Sequence[Access]) -> str:
        """What keeps a new local name out of a group's scope; empty if nothing. Raises UntrackedName."""
        if new not in self.facts.tracked:
            raise UntrackedName(new)
        claimed = self.claims.get(new, target)
        if claimed.bound != target.bound:
            return f"`{claimed.module}` brings in another `{new}`"
        if new == group.name:
            self.claims[new] = target
            return ""
        same = frozenset(
            index
            for index, binding in enumerate(self.facts.bindings)
            if binding.name == new and binding.kind == "import" and self._means(index, target)
        )
        statements = [self.facts.imports[source.binding.statement] for source in group.sources]
        if group.scope == 0 and self._is_submodule(new, target):
            return f"the package has a submodule `{new}`"
        if group.scope == 0:
            wanted = self._origin_of(target)
            for parts in self.project.star_paths(self.names, new, known=True):
                if self.project.origin(parts, self.facts.path) != wanted:
                    return f"`from {'.'.join(parts[:-1])} import *` brings in another `{new}`"
        trouble = obstacle(self.names, group.scope, new, uses, statements, same, target.module == BUILTINS)
        if target.module != BUILTINS:
            trouble = trouble or overwritten(self.project, self.names, group, target)
        if not trouble:
            self.claims[new] = target
        return trouble

    def _is_submodule(self, name: str, target: NewImport) -> bool:
        """Whether importing a submodule of this package would later bind a name of it anew (5.4.2)."""
        module = f"{self.facts.module}.{name}"
        there = self.facts.is_package and self.project.modules.find(module) is not None
        return there and target.module != module

    def _origin_of(self, target: NewImport) -> DottedName:
        name = (target.name,) if target.name else ()
        return self.project.origin((*target.module.split("."), *name), self.facts.path)

    def _means(self, index: int, target: NewImport) -> bool:
        """Whether an import binding already binds, or will bind, the very target."""
        binding = self.facts.bindings[index]
        parts = target_parts(self.facts, binding)
        wanted = (*target.module.split("."), target.name) if target.name else tuple(target.module.split("."))
        if parts == wanted or (target.name is None and parts == wanted[:1]):
            return True
        if self.project.origin(parts, self.facts.path) == self._origin_of(target):
            return True
        reach = self.project.reach(parts, self.facts.path)
        if reach is None or reach.symbol is None or reach.depth != len(parts):
            return False
        return any(
            rule.new is not None and rule.new.dotted == ".".join(wanted)
            for rule in self.project.rules(reach.symbol)
        )
