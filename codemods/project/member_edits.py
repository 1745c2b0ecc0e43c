"""Decide the calls of objects' members that stay what they are, while their arguments change."""

from collections.abc import Sequence

from codemods.project.calls_in_place import parameters_touched
from codemods.project.deciding import Deciding
from codemods.project.edited_calls import CallEditor, EditChoice
from codemods.project.fitting_rule import fitting_rule
from codemods.project.member_expressions import NOBODY, access_of, hides
from codemods.project.member_references import (
    changed_call,
    changes_unbound,
    kind_of_place,
    report_unresolved,
    why_changed_alone,
    why_limited,
)
from codemods.project.member_verdicts import JudgedSite
from codemods.project.project import Project
from codemods.semantic.outline import SiteKind
from codemods.values import finding_texts as texts
from codemods.values.rejection import Rejection
from codemods.values.rules import SymbolRule
from codemods.values.symbol import Symbol


class MemberEdits:
    """Decides them for one file; `edited` is the tree as the rules see it whose symbols stay."""

    def __init__(self, deciding: Deciding, edited: Project) -> None:
        self._deciding = deciding
        self._file = deciding.file
        self._edited = edited
        self._editor = CallEditor(deciding.file, deciding.brought)

    def decide(self) -> None:
        """Edit each call, or say why it stays; what has the new form is no reference.

        Raises UntrackedNameError.
        """
        members, unresolved = self._edited.members, dict[Symbol, list[JudgedSite]]()
        for judged in members.of(self._file.path) if members is not None else ():
            for rule in judged.rules if not judged.elsewhere else ():
                found = self._found(judged, rule.symbol)
                if found is None:
                    continue
                if not judged.resolved:
                    unresolved.setdefault(rule.symbol, []).append(judged)
                else:
                    self._write_down(judged, rule.symbol, found)
        for symbol, places in unresolved.items():
            report_unresolved(self._deciding, symbol, places)

    def _rules(self, symbol: Symbol) -> Sequence[SymbolRule]:
        category = self._edited.category_of(self._file.path)
        return [rule for rule in self._edited.rules.for_symbol(symbol) if rule.is_for(category)]

    def _found(self, judged: JudgedSite, symbol: Symbol) -> EditChoice | Rejection | None:
        """What a place becomes, why it is left to a person, or None where it is settled."""
        site, rules = judged.site, self._rules(symbol)
        if site.kind is SiteKind.OVERRIDE:
            return self._overriding(judged, symbol, rules)
        if site.kind is not SiteKind.ATTRIBUTE or site.writes or not rules:
            return None
        if site.use is None:
            return texts.MEMBER_NOT_PLAIN.fill(symbol, name=symbol.leaf) if site.called else None
        usage = site.use.usage
        rule = fitting_rule(rules, usage)
        if isinstance(rule, Rejection):
            return rule
        if rule is not None and rule.manual is not None:
            return texts.NO_CANONICAL_FORM.fill(symbol, old=symbol.leaf, manual=rule.manual)
        if rule is None or not (rule.call or rule.arguments):
            return None
        members = self._edited.members
        if members is not None and changes_unbound(members, self._file.path, site, rule):
            return texts.MEMBER_OTHER_ARGUMENTS.fill(symbol, name=symbol.leaf, new=symbol.leaf)
        return self._editor.edit(rule, NOBODY, access_of(site, site.use).use, usage)

    def _overriding(
        self, judged: JudgedSite, symbol: Symbol, rules: Sequence[SymbolRule]
    ) -> Rejection | None:
        """Whether an override still takes what calls must not pass any more."""
        members, site = self._edited.members, judged.site
        taken = members.parameters(self._file.path, (*site.owner, site.name)) if members is not None else ()
        touched = {name for rule in rules for name in parameters_touched(rule)}
        if touched.isdisjoint(taken):
            return None
        return texts.MEMBER_OVERRIDDEN.fill(symbol, name=symbol.leaf, cls=".".join(site.owner))

    def _write_down(self, judged: JudgedSite, symbol: Symbol, found: EditChoice | Rejection) -> None:
        made, site = self._deciding.made, judged.site
        why = found if isinstance(found, Rejection) else self._why_it_stays(judged, symbol, found)
        if why is not None or isinstance(found, Rejection) or site.use is None:
            made.reports.keep_member(site.span.start, kind_of_place(site), symbol, why or _unplaced(symbol))
            return
        usage = site.use.usage
        assert usage.call is not None
        call = changed_call(usage, found.arguments, found.reads, found.awaits)
        made.call_member(call)
        self._deciding.brought.bring(NOBODY, found.names)
        made.reports.follow_member(site.span.start, kind_of_place(site), found.rule)
        for doubt in found.doubts:
            made.reports.report(site.span.start, doubt)

    def _why_it_stays(self, judged: JudgedSite, symbol: Symbol, found: EditChoice) -> Rejection | None:
        """Why a call that would change must not, or what else somebody has to look at."""
        members, site = self._edited.members, judged.site
        if not found.changes:
            return found.doubts[0] if found.doubts else None
        if (limited := why_limited(self._deciding, symbol, site)) is not None:
            return limited
        if site.use is None or site.use.usage.call is None:
            return _unplaced(symbol)
        if members is not None:
            alone = why_changed_alone(members, self._file.path, judged)
            if alone is not None:
                return alone
        if (name := hides(self._file.names, found.names)) != "":
            why = f"`{name}` is another name in a part of this file"
            return texts.NAME_NOT_FREE.fill(symbol, new=name, why=why)
        return None


def _unplaced(symbol: Symbol) -> Rejection:
    return texts.MEMBER_NOT_PLAIN.fill(symbol, name=symbol.leaf)
