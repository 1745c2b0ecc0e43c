"""The members that a migration names, and every place of the tree that names one."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from codemods.project.choose_rule import is_test
from codemods.project.class_model import ClassModel
from codemods.project.inner_classes import inner_owners
from codemods.project.member_rules import MemberRule, is_field, is_member, member_rules
from codemods.project.member_verdicts import JudgedSite, SiteJudge
from codemods.project.object_values import ClassRef, ValueKind
from codemods.project.project import Project
from codemods.project.typed_receivers import AskPlaces, told_by_types
from codemods.semantic.outline import FileOutline, MemberSite, SiteKind
from codemods.semantic.receiver_terms import Result, spells
from codemods.semantic.whole_objects import READERS
from codemods.values.symbol import Symbol

ReadOutlines = Callable[[Sequence[str], Collection[str], bool], Sequence[FileOutline | None]]
"""Reads the outlines of files, with the places that name one of some members, and (where that is asked for)
those that see whole objects; None for a file that can't be read."""

_MAKING = frozenset({"__init__", "__post_init__", "__new__", "__setstate__"})


class MemberPlaces:
    """The places of one tree; `candidates` are the files that spell a deprecated name."""

    def __init__(
        self, project: Project, read: ReadOutlines, candidates: Callable[[], Collection[str]]
    ) -> None:
        self._project = project
        self._read = read
        self._candidates = candidates
        self._outlines: dict[str, FileOutline | None] = {}
        self._derived: dict[ClassRef, tuple[frozenset[ClassRef], frozenset[str]]] = {}
        self.ask_types: AskPlaces | None = None
        """Asks a type checker about the places that the model does not follow, if one is to be asked."""
        self._any_field = False
        """Whether a member is a field, so that places count that see all fields of an object."""
        inner = inner_owners(rule.old for rule in project.migration.symbols)
        self.classes = ClassModel(project.modules, project.namespaces, self.outline, inner)

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

    def outline(self, path: str) -> FileOutline | None:
        """The outline of a file; None where it can't be read."""
        self._read_ahead((path,))
        return self._outlines[path]

    def _read_ahead(self, paths: Iterable[str]) -> None:
        """Read the outlines of many files at once."""
        fresh = [path for path in dict.fromkeys(paths) if path not in self._outlines]
        if fresh:
            found = self._read(fresh, self._names, self._any_field)
            self._outlines.update(zip(fresh, found, strict=True))

    # The places -----------------------------------------------------------------------------------

    @cached_property
    def sites(self) -> Mapping[str, tuple[JudgedSite, ...]]:
        """The places that name a member, or may, by file."""
        self._any_field = any(not rule.is_outside for rule in self._fields)
        if self._any_field:
            self._outlines.clear()
        by_name: dict[str, list[MemberRule]] = {"": list(self.rules)}
        for rule in self.rules:
            by_name.setdefault(rule.name, []).append(rule)
        found: dict[str, tuple[JudgedSite, ...]] = {}
        whole = self._project.store.search.holding(READERS) if self._any_field else ()
        made = self._spelling_classes if self._any_field else ()
        paths = sorted({*self._candidates(), *made, *whole})
        self._read_ahead(paths)
        for path in paths:
            outline = self.outline(path)
            judged = [
                self._checked(path, site, self.judge.judge(path, site, by_name.get(site.name, ())))
                for site in (outline.sites if outline is not None else ())
            ]
            own = tuple(each for each in judged if each is not None)
            if own:
                found[path] = own
        if self.ask_types is None:
            return found
        return told_by_types(found, self.judge, self.classes, self.ask_types)

    @cached_property
    def judge(self) -> SiteJudge:
        """Judges places."""
        return SiteJudge(self.classes, self.family, lambda rule: rule in self._fields, self._deriving)

    @cached_property
    def _fields(self) -> frozenset[MemberRule]:
        """The members that are fields, or may be, which the calls that make an object take as keywords."""
        found = set[MemberRule]()
        for rule in self.rules:
            known = is_field(self.classes, rule.owner, rule.name) if rule.owner is not None else False
            if known or (known is None and not self._is_method(rule)):
                found.add(rule)
        return frozenset(found)

    def _is_method(self, rule: MemberRule) -> bool:
        """Whether a member is a method, of a class that is not in the tree: by its rules, or by its uses.

        It is called somewhere, and no call that makes an object has it as a keyword.
        """
        if any(each.is_about_calls for each in self._project.rules.for_symbol(rule.symbol)):
            return True
        called, paths = False, sorted(self._candidates())
        self._read_ahead(paths)
        for path in paths:
            outline = self.outline(path)
            for site in outline.sites if outline is not None else ():
                if site.name == rule.name and self.judge.makes_with(path, site, rule):
                    return False
                called = called or (site.name == rule.name and self.judge.calls(path, site, rule))
        return called

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
        outline, function = self.outline(path), site.functions[0] if site.functions else ""
        own = outline.functions.get((*site.owner, function)) if outline is not None else None
        sets_both = own is not None and rule.new is not None and rule.new in own.words
        return site.writes and site.kind is SiteKind.ATTRIBUTE and (function in _MAKING or sets_both)

    def _stand_in(self, path: str, site: MemberSite) -> JudgedSite | None:
        """A class of a test with a method of the same name may stand for the member's class."""
        outline = self.outline(path)
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

    # The classes ----------------------------------------------------------------------------------

    @cached_property
    def family(self) -> dict[MemberRule, frozenset[ClassRef]]:
        """For each member, its class and the classes of the tree that derive from it."""
        return {rule: self._deriving(rule.owner) if rule.owner else frozenset() for rule in self.rules}

    def _family_of(self, owner: ClassRef) -> tuple[frozenset[ClassRef], frozenset[str]]:
        """A class and those that derive from it, and the names that they go by."""
        found, words, searched = {owner}, {owner.parts[-1]}, set[str]()
        while words - searched:
            fresh = words - searched
            searched |= fresh
            naming = list(self._naming(fresh))
            self._read_ahead(naming)
            for path in naming:
                outline = self.outline(path)
                classes = outline.classes.values() if outline is not None else ()
                for each in classes:
                    ref = ClassRef(path, each.parts)
                    spelled = any(spells(base, words) or isinstance(base, Result) for base in each.bases)
                    # A class inside of a class stands for that of a base by its name.
                    spelled = spelled or (len(each.parts) > 1 and each.parts[-1] == owner.parts[-1])
                    if spelled and ref not in found and self.classes.derives(ref, owner):
                        found.add(ref)
                        words.add(each.parts[-1])
                # Under another name the class may be derived from by files that do not spell its own.
                for name, term in outline.names.items() if outline is not None else ():
                    if name not in words and spells(term, words):
                        values = self.classes.values(path, term)
                        named = any(v.kind is ValueKind.CLASS and v.ref in found for v in values)
                        words.update([name] if named else [])
        return frozenset(found), frozenset(words)

    def _deriving(self, ref: ClassRef) -> frozenset[ClassRef]:
        """A class and the classes of the tree that derive from it."""
        if ref not in self._derived:
            self._derived[ref] = self._family_of(ref)
        return self._derived[ref][0]

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
    def _spelling_classes(self) -> frozenset[str]:
        """The files that spell a class of a member, which they may make without spelling the member."""
        owners = [rule.owner for rule in self.family if rule.owner is not None]
        words = frozenset[str]().union(*(self._derived[owner][1] for owner in owners))
        return frozenset(self._project.store.search.holding(words)) if words else frozenset()

    def files_of(self, symbol: Symbol) -> set[str]:
        """The files that name a member, or may."""
        return {
            path
            for path, judged in self.sites.items()
            if any(symbol in (rule.symbol for rule in each.rules) for each in judged)
        }
