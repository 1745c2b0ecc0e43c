"""A local name that means a deprecated module or the one in its place, whichever import succeeds."""

from codemods.project.choose_rule import RuleChoice
from codemods.project.deciding import Deciding
from codemods.project.decision import NewImport
from codemods.project.local_names import ImportSource, LocalName
from codemods.project.matched_uses import MatchedUses
from codemods.project.module_import_changes import new_module_import
from codemods.values.rejection import Rejection
from codemods.values.rules import ModuleRule


class EitherModule:
    """`mock`, of `try: from unittest import mock` and `except ImportError: import mock`."""

    def __init__(self, deciding: Deciding, local: LocalName) -> None:
        self._deciding = deciding
        self._local = local
        self._old = [each for each in local.sources if self._rule_of(each) is not None]
        self._others = [each for each in local.sources if self._rule_of(each) is None]

    def why_both(self) -> Rejection | None:
        """Why the name stays in code that also runs with an old version; None for all other code."""
        versions = self._deciding.file.versions
        for source in self._old if self._is_one_after() else ():
            rule = self._rule_of(source)
            assert rule is not None
            if (both := versions.keeps_module(rule, source.binding.span.start)) is not None:
                return both
        return None

    def move(self) -> bool:
        """Let the name mean the new module whichever import succeeds; whether that can be done.

        All that is read through it keeps its name, so only the imports of the old module change.
        """
        local, made = self._local, self._deciding.made
        if not self._is_one_after() or self._deciding.file.is_protected(local):
            return False
        matched = self._deciding.rules.match(local, local.uses)
        if matched.rejections or matched.expressions or not self._keep_names(matched):
            return False
        new = [self._new_import(source) for source in self._old]
        if any(each is None or each.prefix != (local.name,) for each in new):
            return False
        for source, each in zip(self._old, new, strict=True):
            made.change_alias(source, False, (each,) if each is not None else ())
            rule = self._rule_of(source)
            old = rule.old if rule is not None else ""
            made.reports.refer(source.binding.span.start, "import", old, moves=True)
        for access in local.uses:
            choice = matched.choices.get(access.index)
            if choice is not None:
                made.move(local, access, choice, (local.name, choice.new.leaf))
            elif access.is_module:
                made.move_module(local, access, (local.name,), self._target)
        return True

    def _is_one_after(self) -> bool:
        """Whether every import brings the deprecated module, or the one that takes its place."""
        targets = {rule.new for each in self._old if (rule := self._rule_of(each)) is not None}
        news = {".".join(each.parts) for each in self._others}
        return len(targets) == 1 and news == targets and not self._local.others

    @property
    def _target(self) -> str:
        rule = self._rule_of(self._old[0])
        assert rule is not None
        return rule.target

    def _rule_of(self, source: ImportSource) -> ModuleRule | None:
        rule = source.resolved.module if source.resolved is not None else None
        return rule if source.parts == source.path else None

    def _keep_names(self, matched: MatchedUses) -> bool:
        """Whether all that is read through the name is read by the same name of the new module."""
        return all(self._keeps_name(choice) for choice in matched.choices.values())

    def _keeps_name(self, choice: RuleChoice) -> bool:
        same = choice.new.module == self._target and choice.new.name == choice.rule.old.name
        return same and "." not in choice.new.name and not choice.adapts

    def _new_import(self, source: ImportSource) -> NewImport | None:
        moving = [each.use for each in self._local.uses]
        new, _ = new_module_import(self._deciding, self._local, source, self._target, moving, ())
        return new
