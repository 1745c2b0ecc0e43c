"""What keeps the places of a member together: it moves place by place, or everywhere or nowhere.

A method that nothing replaces moves place by place. One that is written somewhere (an override, a patch, a
field that is assigned or passed to the constructor) moves everywhere or nowhere: else what is written under
one name is read under the other. Of a class outside the tree, `outside_members` says what belongs together.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import cached_property

from codemods.project.member_places import MemberPlaces, ReadOutlines
from codemods.project.member_rules import MemberRule, is_typed_dict
from codemods.project.member_verdicts import JudgedSite, functions_reaching
from codemods.project.object_values import ClassRef, ValueKind
from codemods.project.outside_members import OutsideMembers
from codemods.project.project import Project
from codemods.project.typed_receivers import AskPlaces
from codemods.semantic.outline import MemberSite
from codemods.values import finding_texts as texts
from codemods.values.rejection import Rejection
from codemods.values.symbol import Symbol

_DATA_READERS = frozenset({"json", "loads", "yaml", "tomllib", "orjson", "msgspec", "httpx", "requests"})
"""Words of files that make plain dicts of data, with keys that no code spells."""


class Members:
    """The members of one tree; `candidates` are the files that spell a deprecated name."""

    def __init__(
        self, project: Project, read: ReadOutlines, candidates: Callable[[], Collection[str]]
    ) -> None:
        self._project = project
        self._places = MemberPlaces(project, read, candidates)
        self._outside = OutsideMembers(project, self._places)
        self._held: dict[Symbol, Rejection] = {}

    def ask_types(self, ask: AskPlaces) -> None:
        """Let a type checker tell the places that the model does not follow."""
        self._places.ask_types = ask

    def of(self, path: str) -> tuple[JudgedSite, ...]:
        """The places of one file."""
        return self._places.sites.get(path, ())

    @property
    def further_files(self) -> Iterable[str]:
        """The files that hold such a place, though they may not spell the member's name."""
        return self._places.sites.keys()

    def files_of(self, symbol: Symbol) -> set[str]:
        """The files that name a member, or may."""
        return self._places.files_of(symbol)

    def rules_of(self, symbol: Symbol) -> list[MemberRule]:
        """The rules of one member."""
        return [rule for rule in self._places.rules if rule.symbol == symbol]

    def naming_old(self, path: str, rule: MemberRule) -> list[int]:
        """The byte offsets at which a file names a member, or may, in the order of the source."""
        return sorted(each.site.span.start for each in self.of(path) if rule in each.rules)

    def naming_new(self, path: str, rule: MemberRule) -> list[int]:
        """The same for the new name of a member."""
        outline, judge = self._places.outline(path) if rule.new is not None else None, self._places.judge
        sites = outline.sites if outline is not None else ()
        own = (each for each in sites if each.name == rule.new and judge.may_use_new(path, each, rule))
        return sorted(each.span.start for each in own)

    @cached_property
    def written(self) -> frozenset[Symbol]:
        """The members that something replaces, so that they move everywhere or nowhere."""
        writing = (each for judged in self._places.sites.values() for each in judged if each.site.writes)
        found = {rule.symbol for each in writing for rule in each.rules if not rule.is_outside}
        return frozenset(found | {rule.symbol for rule in self._places.rules if rule.goes_with is not None})

    def hold_together(self, stays: Callable[[Symbol], bool]) -> frozenset[Symbol]:
        """Let what is written, or goes with its class, stay everywhere where it stays anywhere.

        Gives what was not held yet.
        """
        found = set[Symbol]()
        for rule in self._places.rules:
            if stays(rule.symbol) and self._outside.hold(rule):
                found.add(rule.symbol)
            whole = {rule.symbol, *([rule.goes_with] if rule.goes_with is not None else [])}
            if rule.symbol in self.written and any(map(stays, whole)):
                found.update(symbol for symbol in whole if self._hold(symbol))
        return frozenset(found)

    def _hold(self, symbol: Symbol) -> bool:
        if self.held(symbol) is not None:
            return False
        self._held[symbol] = texts.MEMBER_HELD.fill(
            symbol, name=symbol.leaf, why="a place that names it stays"
        )
        return True

    def held(self, symbol: Symbol) -> Rejection | None:
        """Why a member stays everywhere; None where its places move, or where that goes place by place."""
        return self._held.get(symbol) or self._clashes.get(symbol)

    def held_on_class(self, symbol: Symbol, path: str) -> Rejection | None:
        """Why a member stays where a file writes it out, with its class; None where it moves."""
        return self.held(symbol) or self._outside.held_on_class(symbol, path)

    def held_at(self, path: str, judged: JudgedSite) -> Rejection | None:
        """Why one place stays; None where it moves, as far as other places matter."""
        return self._outside.held_at(path, judged)

    @cached_property
    def _clashes(self) -> dict[Symbol, Rejection]:
        found: dict[Symbol, Rejection] = {}
        for rule in self._places.rules:
            why = next(self._why_held(rule), None)
            if why is not None:
                for symbol in (rule.symbol, rule.goes_with):
                    if symbol is not None:
                        found[symbol] = texts.MEMBER_HELD.fill(symbol, name=symbol.leaf, why=why)
        return found

    def _why_held(self, rule: MemberRule) -> Iterator[str]:
        """Why the tree itself shows that a member cannot move."""
        if rule.new is not None and rule.owner is not None and not rule.is_outside:
            for ref in sorted(self._places.family[rule] - {rule.owner}):
                yield from self._clash(rule, rule.new, rule.owner, ref)
        search = self._project.store.search
        if rule.owner is not None and is_typed_dict(self._places.classes, rule.owner):
            for path in sorted(search.holding(_DATA_READERS))[:1]:
                yield f"its objects may come from data, as {path} reads"
        if rule.symbol not in self.written:
            return
        yield from self._used_beside(rule)
        for path, judged in self._places.sites.items():
            for each in judged:
                if not each.resolved and rule in each.rules:
                    what = "written" if each.site.writes else "read"
                    yield f"it may be {what} in {path}, line {each.site.line}, and it is replaced elsewhere"

    def _used_beside(self, rule: MemberRule) -> Iterator[str]:
        """What uses the new name as well, on objects whose old one is written: they would become one."""
        if rule.new is None or rule.owner is None or self._hands_on(rule, rule.new, rule.owner):
            return
        for path in sorted(self._project.store.search.holding({rule.new})):
            outline = self._places.outline(path)
            for site in outline.sites if outline is not None else ():
                if site.name == rule.new and self._places.judge.uses_new(path, site, rule):
                    yield f"`{rule.new}` is in use beside it, in {path}, line {site.line}"

    def _clash(self, rule: MemberRule, new: str, owner: ClassRef, ref: ClassRef) -> Iterator[str]:
        """What stands before the member's class in the order of a class that derives from it."""
        order = self._places.classes.order(ref)[0]
        for each in order[: order.index(owner)]:
            outline = self._places.classes.outline(each)
            has_old = outline is not None and rule.name in outline.body
            has_new = outline is not None and new in outline.names
            name = each.parts[-1]
            if has_new and not has_old and not self._hands_on(rule, new, owner):
                yield f"the class `{name}` has a `{new}` of its own"
            elif has_old and not has_new and each not in self._places.family[rule]:
                yield f"the class `{name}` has it as well, for {ref.parts[-1]}"

    def _hands_on(self, rule: MemberRule, new: str, owner: ClassRef) -> bool:
        """Whether the old member's own code leads to the new one."""
        outline = self._places.outline(owner.path) if owner.path else None
        function = outline.functions.get((*owner.parts, rule.name)) if outline is not None else None
        return function is not None and new in function.words

    def parameters(self, path: str, function: Sequence[str]) -> frozenset[str]:
        """The parameters of a function of a file, by its qualified name; none where there is no such one."""
        outline = self._places.outline(path)
        found = outline.functions.get(tuple(function)) if outline is not None else None
        return found.parameters if found is not None else frozenset()

    def may_be_of_class(self, path: str, site: MemberSite) -> bool:
        """Whether a place may read its member from a class, so that a call passes the object first."""
        found = self._places.classes.values(path, site.receiver)
        return any(each.kind in (ValueKind.CLASS, ValueKind.EXTERNAL) for each in found)

    def overridden_by(self, path: str, judged: JudgedSite) -> str:
        """A class of the tree that overrides the member for the object of a place; empty where none does."""
        classes = self._places.classes
        for rule in judged.rules:
            own = self._outside.classes_at(path, judged, rule)
            for ref in sorted(self._places.family[rule] - {rule.owner} if rule.owner else ()):
                outline = classes.outline(ref)
                related = any(classes.derives(ref, each) or classes.derives(each, ref) for each in own)
                if outline is not None and rule.name in outline.body and related:
                    return ref.parts[-1]
        return ""

    def makes_new(self, path: str, judged: JudgedSite) -> bool:
        """Whether a place stands in code that the new member is made of, which would call itself."""
        return any(
            rule.owner is not None
            and rule.owner.path == path
            and rule.new is not None
            and not self._hands_on(rule, rule.new, rule.owner)
            and not self._reaching(path, rule.new).isdisjoint(judged.site.functions)
            for rule in judged.rules
        )

    def _reaching(self, path: str, start: str) -> frozenset[str]:
        outline = self._places.outline(path)
        functions = outline.functions.values() if outline is not None else ()
        return frozenset(functions_reaching(((each.parts[-1], each.words) for each in functions), start))
