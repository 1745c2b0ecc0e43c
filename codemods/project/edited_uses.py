"""The uses of symbols that stay where they are: the calls whose arguments the migration changes."""

from collections.abc import Iterator
from functools import cached_property

from msgspec import Struct

from codemods.project.choose_edit import EditChooser
from codemods.project.deciding import Deciding
from codemods.project.decision_builder import kind_of
from codemods.project.edited_calls import EditChoice
from codemods.project.local_names import LocalName, LocalNameAccess, what_else_binds
from codemods.project.project import Project
from codemods.project.resolve_local_names import local_names_of
from codemods.semantic.access import Embedding, Usage
from codemods.semantic.binding import ImportBinding
from codemods.semantic.span import SpanSet
from codemods.values import finding_texts as texts
from codemods.values.rejection import Rejection
from codemods.values.rules import Compat
from codemods.values.symbol import Symbol


class _Use(Struct, frozen=True):
    """A place that reads a symbol, or one of several."""

    local: LocalName
    access: LocalNameAccess
    symbols: tuple[Symbol, ...]

    @property
    def usage(self) -> Usage:
        """How the symbol is used there."""
        return self.access.use.usage_at(self.access.attrs)


class EditedUses:
    """Decides them for one file; `edited` is the tree as the rules see it whose symbols stay."""

    def __init__(self, deciding: Deciding, edited: Project) -> None:
        self._deciding = deciding
        self._file = deciding.file
        self._made = deciding.made
        self._edited = edited
        self._chooser = EditChooser(deciding, edited)

    def decide(self) -> None:
        """Edit each use, or say why it stays; what has the new form is no reference.

        Raises UntrackedNameError.
        """
        for use in self._uses():
            choice = self._choice(use)
            if isinstance(choice, EditChoice) and choice.changes and use.access.use.start in self._beside_new:
                choice = texts.CALL_SUPPORTS_BOTH.fill(use.symbols[0], old=use.symbols[0].leaf)
            if choice is not None:
                self._write_down(use, choice)

    def _uses(self) -> list[_Use]:
        found: list[_Use] = []
        for local in local_names_of(self._edited, self._file.names):
            if local.scope == 0 and local.direct and local.name not in self._edited.rules.leaves:
                self._made.hand_on(local)
            for access in local.uses:
                symbols = dict.fromkeys(each.symbol for each in access.resolutions if each.symbol is not None)
                if symbols:
                    found.append(_Use(local, access, tuple(symbols)))
        found += self._own_uses()
        quoted = (Embedding.ANNOTATION, Embedding.TYPE_COMMENT)
        return [each for each in found if each.access.use.embedded not in quoted]

    @cached_property
    def _beside_new(self) -> SpanSet:
        """The parts of choices between versions of which another part passes the new arguments."""
        if self._edited.migration.compat is not Compat.KEEP:
            return SpanSet(())
        versions = self._file.facts.versions
        choices = (*versions.branches, *versions.refused)
        new = sorted(
            each.access.use.start
            for each in (self._uses() if choices else ())
            if self._chooser.has_new_keyword(each.symbols[0], each.usage)
        )
        return SpanSet(
            span
            for choice in choices
            for index, part in enumerate(choice.parts)
            if choice.parts_with(new) - {index}
            for span in part
        )

    def _own_uses(self) -> Iterator[_Use]:
        """The uses in the module that defines a symbol."""
        names = self._file.names
        tops = self._edited.rules.defined_names.get(self._file.path, frozenset())
        for symbol in dict.fromkeys(rule.old for rule in self._edited.migration.symbols):
            top, _, member = symbol.name.partition(".")
            if top not in tops or self._edited.modules.find(symbol.module) != self._file.path:
                continue
            bindings = names.bindings.get((0, top), ())
            if not bindings or any(isinstance(each, ImportBinding) for each in bindings):
                continue
            attrs = tuple(member.split(".")) if member else ()
            for index, access in enumerate(self._file.facts.accesses):
                own = access.name == top and names.owner(access.scope, top) == 0
                if own and access.attrs[: len(attrs)] == attrs:
                    yield _Use(LocalName(0, top), LocalNameAccess(index, access, len(attrs)), (symbol,))

    def _choice(self, use: _Use) -> EditChoice | Rejection | None:
        """What becomes of a use that may mean any of several symbols."""
        first, *_ = use.symbols
        found = [self._chooser.choose(each, use.local, use.access.use, use.usage) for each in use.symbols]
        if not any(found):
            return None
        unsure = any(each.unsure for each in use.access.resolutions)
        if unsure or any(each != found[0] for each in found):
            return texts.SEVERAL_OBJECTS.fill(first, name=f"`{first.leaf}`")
        if isinstance(found[0], EditChoice) and use.local.impure:
            others = what_else_binds(use.local)
            return texts.BOUND_OTHERWISE.fill(first, name=use.local.name, others=others)
        return found[0]

    def _write_down(self, use: _Use, choice: EditChoice | Rejection) -> None:
        start, symbol = use.access.use.start, use.symbols[0]
        edits = isinstance(choice, EditChoice) and choice.changes
        if isinstance(choice, EditChoice) and edits:
            self._made.edit(use.access, choice.rule, choice.arguments, choice.awaits, choice.reads)
            self._deciding.brought.bring(use.local, choice.names)
        self._made.refer(start, kind_of(use.access), symbol, moves=edits)
        for doubt in (choice,) if isinstance(choice, Rejection) else choice.doubts:
            self._made.report(start, self._file.limits.about(symbol) or doubt)
