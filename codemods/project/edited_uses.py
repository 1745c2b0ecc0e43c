"""The uses of symbols that stay where they are: the calls whose arguments the migration changes."""

from collections.abc import Iterator, Sequence
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from codemods.project.call_binding import PlacedArgument
from codemods.project.choose_edit import EditChooser, handed_on
from codemods.project.deciding import Deciding
from codemods.project.decision import CallChange
from codemods.project.decision_reports import kind_of
from codemods.project.edited_calls import EditChoice, behind_first
from codemods.project.inherited_calls import ruled_base, symbols_named
from codemods.project.local_names import LocalName, LocalNameAccess, what_else_binds
from codemods.project.project import Project
from codemods.project.resolve_local_names import local_names_of
from codemods.semantic.access import Access, Embedding, Usage
from codemods.semantic.binding import ImportBinding, ScopeKind
from codemods.semantic.class_statements import ClassStatement, SuperCall, passes_object
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

    class_: ClassStatement | None = None
    """The class whose `super().__init__` it is."""
    call: SuperCall | None = None
    inner: ClassStatement | None = None
    """A class in a function or a class, whose objects the symbol makes: it is a place that reads that."""

    @property
    def usage(self) -> Usage:
        """How the symbol is used there; of `Class.__init__(self, ...)`, without `self`."""
        if not self.access.is_init:
            return self.access.use.usage_at(self.access.attrs)
        usage = self.access.use.usage
        return replace(usage, arguments=usage.arguments[1:]) if self.passes_self else usage

    @property
    def passes_self(self) -> bool:
        """Whether it is a call of `Class.__init__`, with the object itself first."""
        return self.access.is_init and passes_object(self.access.use.usage.arguments)


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
                self._made.effects.hand_on(local)
            for access in local.uses:
                symbols = dict.fromkeys(each.symbol for each in access.resolutions if each.symbol is not None)
                if symbols:
                    found.append(_Use(local, access, tuple(symbols)))
        found += self._own_uses()
        found += [*self._super_calls(found), *self._inner_classes(found)]
        quoted = (Embedding.ANNOTATION, Embedding.TYPE_COMMENT)
        return [each for each in found if each.access.use.embedded not in quoted]

    @cached_property
    def _base_starts(self) -> frozenset[int]:
        """Where the symbols stand as bases."""
        return frozenset(symbols_named(self._edited, self._file.names))

    def _super_calls(self, uses: Sequence[_Use]) -> Iterator[_Use]:
        """The calls of `super().__init__` in classes that derive from a symbol."""
        bases = {
            each.access.use.start: each for each in uses if each.access.attrs == len(each.access.use.attrs)
        }
        for statement in self._file.facts.classes:
            found = [bases[start] for start, _ in statement.bases if start in bases]
            for call in statement.super_calls if found else ():
                usage = Usage(when="called", call=call.span, arguments=call.arguments)
                start, end = call.span.start, call.span.end
                access = Access("super", statement.scope, start, (end,), usage=usage, line=call.line)
                base = found[0]
                own = LocalNameAccess(-1, access, 0, base.access.resolutions)
                yield _Use(base.local, own, base.symbols, statement, call)

    def _inner_classes(self, uses: Sequence[_Use]) -> Iterator[_Use]:
        """The uses of classes that have no name at the top of the module, and no constructor of their own.

        Raises UntrackedNameError.
        """
        bases = {each.access.use.start: each for each in uses if each.usage.stand == "base"}
        for statement in self._file.facts.classes:
            found = [bases[start] for start, _ in statement.bases if start in bases]
            if not found or not statement.scope or statement.has_constructor:
                continue
            self._file.require(statement.name)
            local = LocalName(statement.scope, statement.name)
            if self._file.facts.scopes[statement.scope].kind is ScopeKind.CLASS:
                yield replace(found[0], inner=statement)
            for index, access in enumerate(self._file.facts.accesses):
                owner = self._file.names.owner(access.scope, access.name)
                if access.name == statement.name and owner == statement.scope:
                    own = LocalNameAccess(index, access, 0)
                    yield _Use(local, own, found[0].symbols, inner=statement)

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
        if use.inner is not None and use.usage.stand == "base":
            return self._chooser.passed_to_inner(first)
        found = [self._chooser.choose(each, use.local, use.access.use, use.usage) for each in use.symbols]
        if not any(found):
            return None
        unsure = any(each.unsure for each in use.access.resolutions)
        if unsure or any(each != found[0] for each in found):
            return texts.SEVERAL_OBJECTS.fill(first, name=f"`{first.leaf}`")
        if isinstance(found[0], EditChoice) and use.class_ is not None and use.call is not None:
            index = ruled_base(use.class_)
            own = [start for start, _ in use.class_.bases]
            if index is None or own[index] not in self._base_starts:
                return texts.BASE_BEFORE.fill(first, old=first.leaf)
            taken = [each.chain[0] for each in found[0].names if each.chain[0] in use.call.names]
            if taken:
                why = "the function around it binds the name"
                return texts.NEW_VALUE_UNREADABLE.fill(first, old=first.leaf, name=taken[0], why=why)
        if isinstance(found[0], EditChoice) and use.inner is not None:
            return found[0] if self._is_made_as_it(use.inner) else handed_on(found[0].rule, use.usage)
        if isinstance(found[0], EditChoice) and use.local.is_impure_at(use.access.use):
            others = what_else_binds(use.local)
            return texts.BOUND_OTHERWISE.fill(first, name=use.local.name, others=others)
        return found[0]

    def _is_made_as_it(self, statement: ClassStatement) -> bool:
        """Whether a symbol surely makes the objects of a class, and its name stands for it alone."""
        index = ruled_base(statement)
        bound = self._file.names.bindings.get((statement.scope, statement.name), ())
        first = index is not None and statement.bases[index][0] in self._base_starts
        return first and statement.is_plain and len(bound) == 1

    def _write_down(self, use: _Use, choice: EditChoice | Rejection) -> None:
        start, symbol = use.access.use.start, use.symbols[0]
        # A class that the migration does not name is told as the one that makes its objects.
        rules = self._edited.rules.for_symbol(symbol)
        told = rules[0].made_as or symbol
        edits = isinstance(choice, EditChoice) and choice.changes
        if isinstance(choice, EditChoice) and edits:
            self._edit(use, choice)
            self._deciding.brought.bring(use.local, choice.names)
        self._made.reports.refer(start, kind_of(use.access), told, moves=edits)
        for doubt in (choice,) if isinstance(choice, Rejection) else choice.doubts:
            self._made.reports.report(start, self._file.limits.about(told) or doubt.about(told))

    def _edit(self, use: _Use, choice: EditChoice) -> None:
        arguments = choice.arguments
        if use.call is not None and arguments is not None:
            written = tuple(each.span for each in use.call.arguments)
            self._made.calls.append(CallChange(use.call.span, written, arguments, choice.reads))
            self._made.reports.tell_note(use.access.use.start, choice.rule)
            return
        if use.passes_self and arguments is not None:
            arguments = (PlacedArgument(0), *map(behind_first, arguments))
        self._made.edit(use.access, choice.rule, arguments, choice.awaits, choice.reads)
