"""Which rule of the migration each use of a local name follows."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from codemods.project.argument_edits import EditedArguments
from codemods.project.calls_in_place import call_in_place, parameters_touched
from codemods.project.choose_rule import RuleChoice, RuleChooser
from codemods.project.decision import BindingOutcome
from codemods.project.dotted_paths import ResolvedPath
from codemods.project.edited_calls import CallEditor
from codemods.project.file_context import FileContext
from codemods.project.local_names import LocalName, LocalNameAccess, what_else_binds
from codemods.project.matched_uses import MatchedUses
from codemods.semantic.access import Embedding
from codemods.semantic.class_statements import ClassStatement, passes_object
from codemods.values import finding_texts as texts
from codemods.values.rejection import Rejection
from codemods.values.rules import SymbolRule
from codemods.values.symbol import Symbol

if TYPE_CHECKING:
    from codemods.project.expression_uses import ExpressionUses, PlannedExpression


class RuleMatcher:
    """Matches the uses of one file's local names with rules."""

    def __init__(self, file: FileContext, calls: CallEditor, expressions: "ExpressionUses") -> None:
        self._file = file
        self._calls = calls
        self._expressions = expressions
        self.chooser = RuleChooser(file.project, file.definitions, file.path)

    def match(self, local: LocalName, accesses: Sequence[LocalNameAccess]) -> MatchedUses:
        """Choose a rule for each of a name's accesses that means a deprecated symbol."""
        matched = MatchedUses()
        for access in accesses:
            if not access.resolutions or access.resolutions[0].symbol is None:
                continue
            choice = self._choice(local, access, access.resolutions[0].symbol)
            if isinstance(choice, RuleChoice) and choice.expression:
                if choice.rule.expression and self._expressions.is_settled(access, choice.rule):
                    continue
                planned = self._planned(local, access, choice, access.resolutions[0].symbol)
                if isinstance(planned, Rejection):
                    matched.rejections[access.index] = planned
                else:
                    matched.expressions[access.index] = planned
            elif isinstance(choice, RuleChoice):
                matched.choices[access.index] = choice
            else:
                matched.rejections[access.index] = choice
        return matched

    def _planned(
        self, local: LocalName, access: LocalNameAccess, choice: RuleChoice, symbol: Symbol
    ) -> "PlannedExpression | Rejection":
        """The expression in the place of a use, whose import may change with it."""
        if self._file.is_protected(local):
            stays = texts.STAYS_ALONG.fill(symbol, old=symbol.leaf)
            return self._file.limits.about(symbol) or stays
        if choice.rule.removes:
            planned = self._expressions.plan_removal(access, choice.rule, symbol)
        else:
            planned = self._expressions.plan(local, access, choice.rule, symbol)
        if self._file.is_replaced(local) and not isinstance(planned, Rejection) and not planned.reads_symbol:
            replacer = self._file.replaced[local.name]
            return texts.REPLACED_IN_MODULE.fill(symbol, old=symbol.leaf, replacer=replacer)
        return planned

    def _choice(self, local: LocalName, access: LocalNameAccess, symbol: Symbol) -> RuleChoice | Rejection:
        use = access.use
        watched = self.watched(local, symbol)
        if watched is not None:
            return watched
        protected = self._file.limits.protected(use.start)
        if protected is not None:
            return protected.rejection.about(symbol)
        if (both := self.supported(local, symbol, use.start)) is not None:
            return both
        if access.attrs and self._file.facts.shows_text(use.start):
            return texts.FIELD_SHOWS_PATH.fill(symbol, old=symbol.dotted)
        choice = self.for_use(local, access)
        if isinstance(choice, RuleChoice):
            choice = self.held(local, access.resolutions, access.attrs) or choice
        impure = local.is_impure_at(use)
        if isinstance(choice, RuleChoice) and impure and _changes_meaning(local, access, choice):
            return texts.BOUND_OTHERWISE.fill(symbol, name=local.name, others=what_else_binds(local))
        return choice

    def for_use(self, local: LocalName, access: LocalNameAccess) -> RuleChoice | Rejection:
        """Choose for a use by how it is used, and by what it passes."""
        usage = access.use.usage_at(access.attrs)
        choice = self.chooser.for_use(access.resolutions, usage, access.use.unplaced)
        if isinstance(choice, Rejection) or choice.rule.arguments is None:
            return choice
        if access.use.embedded in (Embedding.ANNOTATION, Embedding.TYPE_COMMENT):
            return choice
        if usage.stand == "base":
            return self._as_base(local, choice, access)
        if access.is_init:
            return self._as_init(local, choice, access)
        found = self._calls.edit(choice.rule, local, access.use, usage)
        if isinstance(found, Rejection) or found is None:
            return found or choice
        # What stays stays whole: the old symbol takes the old arguments.
        if found.doubts:
            return found.doubts[0]
        return replace(choice, arguments=found.arguments, names=found.names, reads=found.reads)

    def _as_base(
        self, local: LocalName, choice: RuleChoice, access: LocalNameAccess
    ) -> RuleChoice | Rejection:
        """A base moves where its class passes nothing on that changes; callers of a class are not known."""
        for each in self._file.facts.classes:
            if access.use.start not in (base for base, _ in each.bases):
                continue
            if not each.makes_itself or not self._passes_same(local, choice.rule, each):
                return _takes_others(choice)
        return choice

    def _as_init(
        self, local: LocalName, choice: RuleChoice, access: LocalNameAccess
    ) -> RuleChoice | Rejection:
        """A call of `Base.__init__` goes with the class that it stands in."""
        given = access.use.usage.arguments
        found = call_in_place(choice.rule, given[passes_object(given) :], lambda _each: False)
        if isinstance(found, Rejection) or found.doubts:
            return found if isinstance(found, Rejection) else found.doubts[0]
        start = access.use.start
        around = [
            each for each in self._file.facts.classes if start in (one.start for one in each.base_calls)
        ]
        same = all(self._passes_same(local, choice.rule, each) for each in around)
        return choice if found.placed is None and same else _takes_others(choice)

    def _passes_same(self, local: LocalName, rule: SymbolRule, statement: ClassStatement) -> bool:
        """Whether what makes a class's objects passes the same to the old constructor and the new one."""
        starts = {each.use.start for each in local.uses if each.is_init}
        given = [call.arguments for call in statement.super_calls]
        given += [call.arguments for call in statement.base_calls if call.start in starts]
        edited = [call_in_place(rule, arguments, lambda _each: False) for arguments in given]
        return all(one == EditedArguments(None) for one in edited)

    def watched(self, local: LocalName, symbol: Symbol | None) -> Rejection | None:
        """Why a name stays that a test imports to see what that raises or warns; None for any other."""
        if symbol is None or local.inspected_by is None:
            return None
        return self.chooser.looks_at_import(symbol, local.inspected_by)

    def supported(self, local: LocalName, symbol: Symbol, offset: int) -> Rejection | None:
        """Why a reference stays in code that supports versions without the new name; None for any other."""
        return self._file.versions.keeps_name(local, symbol) or self._file.versions.keeps(symbol, offset)

    def held(self, local: LocalName, resolutions: Sequence[ResolvedPath], attrs: int = 0) -> Rejection | None:
        """Why a lookup stays whose symbol is replaced where it is defined, by a target that stays."""
        for resolved in resolutions:
            if (why := self._file.why_held(local, resolved, attrs)) is not None:
                return why
        return None

    def stays_for(self, resolved: ResolvedPath, outcome: BindingOutcome) -> bool:
        """Whether a module that also binds a name otherwise goes on having it, for the canonical symbol."""
        if resolved.symbol is None or not resolved.through or not resolved.unsure:
            return False
        (rule, *more) = self._file.project.rules.for_symbol(resolved.symbol)
        name = resolved.through[0].name
        plain = not (more or rule.when or rule.changes_use)
        return plain and rule.new is not None and outcome.path_of(name, rule.new) == (name,)


def _changes_meaning(local: LocalName, access: LocalNameAccess, choice: RuleChoice) -> bool:
    """Whether a change would be wrong if the name meant another object: more than a name changes."""
    renamed = access.attrs > 0 and access.use.attrs[access.attrs - 1] != choice.new.leaf
    return choice.adapts or renamed or local.star


def _takes_others(choice: RuleChoice) -> Rejection:
    rule = choice.rule
    names = " or ".join(f"`{name}`" for name in parameters_touched(rule)) or "other arguments"
    return texts.BASE_TAKES_OTHERS.fill(rule.old, old=rule.old.leaf, new=choice.new.leaf, names=names)
