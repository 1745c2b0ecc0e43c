"""The members that a migration names: every place of the tree that names one, and what keeps them together.

A method that nothing replaces moves place by place. One that is written somewhere (an override, a patch, a
field that is assigned or passed to the constructor) moves everywhere or nowhere: else what is written under
one name is read under the other.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import cached_property

from codemods.project.choose_rule import is_test
from codemods.project.class_model import ClassModel
from codemods.project.member_rules import MemberRule, is_field, is_member, is_typed_dict, member_rules
from codemods.project.member_verdicts import JudgedSite, SiteJudge, functions_reaching
from codemods.project.object_values import ClassRef, ValueKind
from codemods.project.project import Project
from codemods.semantic.outline import FileOutline, MemberSite, SiteKind
from codemods.semantic.receiver_terms import Result, spells
from codemods.semantic.whole_objects import READERS
from codemods.values import finding_texts as texts
from codemods.values.rejection import Rejection
from codemods.values.symbol import Symbol

ReadOutline = Callable[[str, Collection[str], bool], FileOutline | None]
"""Reads the outline of a file, with the places that name one of some members, and (where that is asked for)
those that see whole objects; None where it can't be read."""

_DATA_READERS = frozenset({"json", "loads", "yaml", "tomllib", "orjson", "msgspec", "httpx", "requests"})
"""Words of files that make plain dicts of data, with keys that no code spells."""
_MAKING = frozenset({"__init__", "__post_init__", "__new__", "__setstate__"})


class Members:
    """The members of one tree; `candidates` are the files that spell a deprecated name."""

    def __init__(
        self, project: Project, read: ReadOutline, candidates: Callable[[], Collection[str]]
    ) -> None:
        self._project = project
        self._read = read
        self._candidates = candidates
        self._outlines: dict[str, FileOutline | None] = {}
        self._held: dict[Symbol, Rejection] = {}
        self._any_field = False
        """Whether a member is a field, so that places count that see all fields of an object."""
        self.classes = ClassModel(project.modules, project.namespaces, self._outline)

    @cached_property
    def rules(self) -> tuple[MemberRule, ...]:
        """The members that the migration names."""
        return tuple(member_rules(self._project.migration, self._project.rules, self.classes))

    @cached_property
    def _names(self) -> frozenset[str]:
        """The names of the members, old and new: uses of the new one matter for what is written."""
        rules = [rule for rule in self._project.migration.symbols if is_member(rule.old)]
        new = (rule.new.leaf for rule in rules if rule.new is not None and is_member(rule.new))
        return frozenset((*(rule.old.leaf for rule in rules), *new))

    def _outline(self, path: str) -> FileOutline | None:
        if path not in self._outlines:
            self._outlines[path] = self._read(path, self._names, self._any_field)
        return self._outlines[path]

    # The places -----------------------------------------------------------------------------------

    @cached_property
    def sites(self) -> dict[str, tuple[JudgedSite, ...]]:
        """The places that name a member, or may, by file."""
        self._any_field = any(
            rule.owner is not None and is_field(self.classes, rule.owner, rule.name) for rule in self.rules
        )
        if self._any_field:
            self._outlines.clear()
        judge = self._judge
        by_name: dict[str, list[MemberRule]] = {"": list(self.rules)}
        for rule in self.rules:
            by_name.setdefault(rule.name, []).append(rule)
        found: dict[str, tuple[JudgedSite, ...]] = {}
        whole = self._project.store.search.holding(READERS) if self._any_field else ()
        made = self._spelling_classes if self._any_field else ()
        for path in sorted({*self._candidates(), *made, *whole}):
            outline = self._outline(path)
            judged = [
                self._checked(path, site, judge.judge(path, site, by_name.get(site.name, ())))
                for site in (outline.sites if outline is not None else ())
            ]
            own = tuple(each for each in judged if each is not None)
            if own:
                found[path] = own
        return found

    @cached_property
    def _judge(self) -> SiteJudge:
        return SiteJudge(self.classes, self.family)

    def _checked(self, path: str, site: MemberSite, judged: JudgedSite | None) -> JudgedSite | None:
        """A place with who decides it; None for one that is a part of the definition."""
        for chain in site.chains:
            resolved = self._project.resolve((*chain, site.name), path)
            if resolved is not None and resolved.symbol is not None and is_member(resolved.symbol):
                own = tuple(rule for rule in self.rules if rule.symbol == resolved.symbol)
                return JudgedSite(site, own, True, elsewhere=True)
        if judged is not None and any(self._is_definition(path, site, rule) for rule in judged.rules):
            return None
        if judged is None and site.kind is SiteKind.OVERRIDE and is_test(path):
            return self._stand_in(path, site)
        return judged

    def _is_definition(self, path: str, site: MemberSite, rule: MemberRule) -> bool:
        """Whether a place is a part of what defines the member, which stays until it is retired."""
        if rule.owner != ClassRef(path, site.owner):
            return False
        if rule.name in site.functions:
            return True
        outline, function = self._outline(path), site.functions[0] if site.functions else ""
        own = outline.functions.get((*site.owner, function)) if outline is not None else None
        sets_both = own is not None and rule.new is not None and rule.new in own.words
        return site.writes and site.kind is SiteKind.ATTRIBUTE and (function in _MAKING or sets_both)

    def _stand_in(self, path: str, site: MemberSite) -> JudgedSite | None:
        """A class of a test with a method of the same name may stand for the member's class."""
        outline = self._outline(path)
        cls = outline.classes.get(site.owner) if outline is not None else None
        having = tuple(
            rule
            for rule in self.rules
            if rule.name == site.name and rule.owner != ClassRef(path, site.owner) and cls is not None
            if rule.new is not None
            and rule.new not in cls.names
            and cls.parts not in self._parts_of(rule, path)
        )
        return JudgedSite(site, having, False) if having else None

    def _parts_of(self, rule: MemberRule, path: str) -> set[tuple[str, ...]]:
        return {ref.parts for ref in self.family[rule] if ref.path == path}

    def of(self, path: str) -> tuple[JudgedSite, ...]:
        """The places of one file."""
        return self.sites.get(path, ())

    @property
    def further_files(self) -> Iterable[str]:
        """The files that hold such a place, though they may not spell the member's name."""
        return self.sites.keys()

    # The classes ----------------------------------------------------------------------------------

    @cached_property
    def family(self) -> dict[MemberRule, frozenset[ClassRef]]:
        """For each member, its class and the classes of the tree that derive from it."""
        return {rule: self._family_of(rule.owner) for rule in self.rules}

    def _family_of(self, owner: ClassRef | None) -> frozenset[ClassRef]:
        if owner is None:
            return frozenset()
        found, words, searched = {owner}, {owner.parts[-1]}, set[str]()
        while words - searched:
            fresh = words - searched
            searched |= fresh
            for path in self._naming(fresh):
                outline = self._outline(path)
                classes = outline.classes.values() if outline is not None else ()
                for each in classes:
                    ref = ClassRef(path, each.parts)
                    spelled = any(spells(base, words) or isinstance(base, Result) for base in each.bases)
                    if spelled and ref not in found and self.classes.derives(ref, owner):
                        found.add(ref)
                        words.add(each.parts[-1])
                # Under another name the class may be derived from by files that do not spell its own.
                for name, term in outline.names.items() if outline is not None else ():
                    if name not in words and spells(term, words):
                        values = self.classes.values(path, term)
                        named = any(v.kind is ValueKind.CLASS and v.ref in found for v in values)
                        words.update([name] if named else [])
        self._class_words |= words
        return frozenset(found)

    def _naming(self, words: Collection[str]) -> Iterator[str]:
        """The files that may derive from a class of one of these names, or give it another."""
        word = "|".join(map(re.escape, sorted(words)))
        naming = re.compile(
            rf"\bclass\b[^:]*\b(?:{word})\b|\b(?:{word})\s+as\s|=[^\n]*\b(?:{word})\b".encode()
        )
        for path in sorted(self._project.store.search.holding(words)):
            text = self._project.store.search.text(path)
            if text is None or naming.search(text):
                yield path

    @cached_property
    def _class_words(self) -> set[str]:
        return set()

    @cached_property
    def _spelling_classes(self) -> frozenset[str]:
        """The files that spell a class of a member, which they may make without spelling the member."""
        _ = self.family
        return (
            frozenset(self._project.store.search.holding(self._class_words))
            if self._class_words
            else frozenset()
        )

    # What holds them together ---------------------------------------------------------------------

    @cached_property
    def written(self) -> frozenset[Symbol]:
        """The members that something replaces, so that they move everywhere or nowhere."""
        writing = (each for judged in self.sites.values() for each in judged if each.site.writes)
        found = {rule.symbol for each in writing for rule in each.rules}
        return frozenset(found | {rule.symbol for rule in self.rules if rule.goes_with is not None})

    def files_of(self, symbol: Symbol) -> set[str]:
        """The files that name a member, or may."""
        return {
            path
            for path, judged in self.sites.items()
            if any(symbol in (rule.symbol for rule in each.rules) for each in judged)
        }

    def hold_together(self, stays: Callable[[Symbol], bool]) -> frozenset[Symbol]:
        """Let what is written, or goes with its class, stay everywhere where it stays anywhere.

        Gives what was not held yet.
        """
        found = set[Symbol]()
        for rule in self.rules:
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
        """Why a member stays everywhere; None where its places move."""
        return self._held.get(symbol) or self._clashes.get(symbol)

    @cached_property
    def _clashes(self) -> dict[Symbol, Rejection]:
        found: dict[Symbol, Rejection] = {}
        for rule in self.rules:
            why = next(self._why_held(rule), None)
            if why is not None:
                for symbol in (rule.symbol, rule.goes_with):
                    if symbol is not None:
                        found[symbol] = texts.MEMBER_HELD.fill(symbol, name=symbol.leaf, why=why)
        return found

    def _why_held(self, rule: MemberRule) -> Iterator[str]:
        """Why the tree itself shows that a member cannot move."""
        if rule.new is not None and rule.owner is not None:
            for ref in sorted(self.family[rule] - {rule.owner}):
                yield from self._clash(rule, rule.new, rule.owner, ref)
        search = self._project.store.search
        if rule.owner is not None and is_typed_dict(self.classes, rule.owner):
            for path in sorted(search.holding(_DATA_READERS))[:1]:
                yield f"its objects may come from data, as {path} reads"
        if rule.symbol not in self.written:
            return
        yield from self._used_beside(rule)
        for path, judged in self.sites.items():
            for each in judged:
                if not each.resolved and rule in each.rules:
                    what = "written" if each.site.writes else "read"
                    yield f"it may be {what} in {path}, line {each.site.line}, and it is replaced elsewhere"

    def _used_beside(self, rule: MemberRule) -> Iterator[str]:
        """What uses the new name as well, on objects whose old one is written: they would become one."""
        if rule.new is None or rule.owner is None or self._hands_on(rule, rule.new, rule.owner):
            return
        for path in sorted(self._project.store.search.holding({rule.new})):
            outline = self._outline(path)
            for site in outline.sites if outline is not None else ():
                if site.name == rule.new and self._judge.uses_new(path, site, rule):
                    yield f"`{rule.new}` is in use beside it, in {path}, line {site.line}"

    def _clash(self, rule: MemberRule, new: str, owner: ClassRef, ref: ClassRef) -> Iterator[str]:
        """What stands before the member's class in the order of a class that derives from it."""
        order = self.classes.order(ref)[0]
        for each in order[: order.index(owner)]:
            outline = self.classes.outline(each)
            has_old = outline is not None and rule.name in outline.body
            has_new = outline is not None and new in outline.names
            name = each.parts[-1]
            if has_new and not has_old and not self._hands_on(rule, new, owner):
                yield f"the class `{name}` has a `{new}` of its own"
            elif has_old and not has_new and each not in self.family[rule]:
                yield f"the class `{name}` has it as well, for {ref.parts[-1]}"
            elif has_old and not has_new and not owner.path:
                yield f"the class `{name}` overrides it, and its callers outside the tree are not known"

    def _hands_on(self, rule: MemberRule, new: str, owner: ClassRef) -> bool:
        """Whether the old member's own code leads to the new one."""
        outline = self._outline(owner.path) if owner.path else None
        function = outline.functions.get((*owner.parts, rule.name)) if outline is not None else None
        return function is not None and new in function.words

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
        outline = self._outline(path)
        functions = outline.functions.values() if outline is not None else ()
        return frozenset(functions_reaching(((each.parts[-1], each.words) for each in functions), start))
