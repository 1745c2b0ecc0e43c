"""Code that runs with an old version of a library and with a new one: what it reads by the old name stays."""

from collections.abc import Iterator, Sequence
from functools import cached_property

from msgspec import Struct

from codemods.project.definitions import Definitions
from codemods.project.dotted_paths import DottedName
from codemods.project.local_names import LocalName
from codemods.project.member_versions import keeps_member
from codemods.project.project import Project
from codemods.project.rule_checks import does_not_bind, lacking_package
from codemods.project.spelled_paths import NamedPlaces, SpelledPaths, is_below, parts_of, tells
from codemods.semantic.binding import Import
from codemods.semantic.excluding_tests import may_exclude
from codemods.semantic.scope_table import ScopeTable
from codemods.semantic.span import Span, SpanSet
from codemods.semantic.version_branches import VersionBranches
from codemods.values import finding_texts as texts
from codemods.values.rejection import Rejection
from codemods.values.rules import Compat, ModuleRule
from codemods.values.symbol import Symbol


class _Versions(Struct, frozen=True):
    """What a file says about one old thing and the new ones in its place."""

    whole: bool
    """Whether all of the file has to run with both."""
    beside_new: SpanSet
    """The parts of choices that have a new thing in another part."""

    def keeps(self, offset: int) -> bool:
        """Whether a reference at an offset stays."""
        return self.whole or offset in self.beside_new


class VersionSupport:
    """Where one file supports versions that lack the new names of a migration."""

    def __init__(self, project: Project, definitions: Definitions, names: ScopeTable) -> None:
        self._project = project
        self._definitions = definitions
        self._facts = names.facts
        self._spelled = SpelledPaths(names)
        self._known: dict[DottedName, _Versions] = {}
        self._names_kept: dict[tuple[int | None, str, Symbol], Rejection | None] = {}

    def keeps(self, symbol: Symbol, offset: int) -> Rejection | None:
        """Why a reference to a symbol stays that begins at an offset; None where versions do not matter."""
        news = self._news(symbol)
        if news and self._is_expected_to_fail(symbol.module, offset):
            return texts.FAILURE_EXPECTED.fill(symbol, module=symbol.module)
        if news and self._is_missed(symbol, offset):
            return texts.NEVER_BOUND.fill(symbol, old=symbol.leaf, module=symbol.module)
        if not news or not self._may_support:
            return None
        old = parts_of(symbol.dotted)
        if old not in self._known:
            in_tree = all(map(self._is_in_tree, (symbol, *news)))
            modules = [parts_of(new.module) for new in news]
            self._known[old] = self._read(
                old, parts_of(symbol.module), [parts_of(new.dotted) for new in news], modules, in_tree
            )
        keeps = self._known[old].keeps(offset) or self._falls_back(symbol, news, offset)
        if not keeps and (members := self._project.members) is not None:
            choices = self._facts.versions.branches
            keeps = keeps_member(members, self._facts.path, symbol, choices, offset)
        return _rejection(symbol, news[0].dotted) if keeps else None

    def keeps_module(self, rule: ModuleRule, offset: int) -> Rejection | None:
        """Why a reference to a deprecated module stays; None where versions do not matter."""
        if rule.new is None:
            return None
        if self._is_expected_to_fail(rule.old, offset):
            return texts.FAILURE_EXPECTED.fill(rule.old, module=rule.old)
        if not self._may_support:
            return None
        old, new = parts_of(rule.old), parts_of(rule.new)
        if old not in self._known:
            in_tree = all(self._project.modules.find(module) is not None for module in (rule.old, rule.new))
            self._known[old] = self._read(old, old, [new], [new], in_tree)
        return _rejection(rule.old, rule.new) if self._known[old].keeps(offset) else None

    def keeps_name(self, local: LocalName, symbol: Symbol) -> Rejection | None:
        """Why a local name stays: one of its imports does, or another one binds it to the new thing."""
        key = local.scope, local.name, symbol
        if key not in self._names_kept:
            self._names_kept[key] = self._name_kept(local, symbol)
        return self._names_kept[key]

    def _name_kept(self, local: LocalName, symbol: Symbol) -> Rejection | None:
        news = self._news(symbol)
        for source in local.sources if news else ():
            start, resolved = source.binding.span.start, source.resolved
            why = None
            if resolved is not None and resolved.symbol == symbol:
                why = self.keeps(symbol, start)
            elif resolved is not None and resolved.symbol is not None and self._may_support:
                if self._falls_back(resolved.symbol, self._news(resolved.symbol), start):
                    why = _rejection(symbol, news[0].dotted)
            elif (
                resolved is not None and resolved.module is not None and resolved.module.old == symbol.module
            ):
                why = self.keeps_module(resolved.module, start)
            if why is not None:
                return why
        others = {".".join(source.path) for source in local.named if source.resolved is None}
        if not self._keeps_fallbacks or not any(new.dotted in others for new in news):
            return None
        in_tree = all(map(self._is_in_tree, (symbol, *news)))
        statements = (self._facts.imports[source.binding.statement] for source in local.named)
        chosen = any(self._is_chosen(statement, in_tree) for statement in statements)
        return _rejection(symbol, news[0].dotted) if chosen else None

    def _is_expected_to_fail(self, module: str, offset: int) -> bool:
        """Whether code makes up for the failure of an import that does fail: its package lacks the module."""
        if offset not in self._tried:
            return False
        return lacking_package(self._project, self._definitions, module) is not None

    def _falls_back(self, symbol: Symbol, news: Sequence[Symbol], offset: int) -> bool:
        """Whether an import makes up for one that fails, of another old name of the same new thing.

        Both would become the same import.
        """
        for choice in self._facts.versions.branches if offset in self._handlers else ():
            if choice.catches_import_error and offset in SpanSet(
                s for part in choice.parts[1:] for s in part
            ):
                tried = SpanSet(choice.parts[0])
                paths = (path for at, path in self._spelled.named if at in tried)
                found = (self._project.resolve(path, self._facts.path) for path in paths)
                olds = {each.symbol for each in found if each is not None} - {None, symbol}
                if any(new in news for old in olds if old is not None for new in self._news(old)):
                    return True
        return False

    def _is_missed(self, symbol: Symbol, offset: int) -> bool:
        """Whether code that asks what is there, or makes up for it, reads a name that is not there."""
        return offset in self._probed and does_not_bind(self._project, self._facts.path, symbol)

    def _news(self, symbol: Symbol) -> list[Symbol]:
        return [rule.new for rule in self._project.rules.for_symbol(symbol) if rule.new is not None]

    def _is_in_tree(self, symbol: Symbol) -> bool:
        """Whether the tree has a symbol: then whatever runs has it."""
        path = self._project.modules.find(symbol.module)
        return path is not None and self._project.namespaces.has(path, symbol.name.partition(".")[0])

    def _is_chosen(self, statement: Import, in_tree: bool) -> bool:
        """Whether an import may fail, or not run, in a way that has to do with versions."""
        start = statement.span.start
        if start in self._type_checking:
            return False
        return statement.expects_import_error or (statement.position.nested and not in_tree)

    @cached_property
    def _tried(self) -> SpanSet:
        """What stands where an ImportError is caught."""
        catching = (each for each in self._facts.versions.branches if each.catches_import_error)
        return SpanSet(span for each in catching for span in each.parts[0])

    @cached_property
    def _handlers(self) -> SpanSet:
        """What runs where an ImportError is caught."""
        catching = (each for each in self._facts.versions.branches if each.catches_import_error)
        return SpanSet(span for each in catching for part in each.parts[1:] for span in part)

    @cached_property
    def _probed(self) -> SpanSet:
        """All parts of the choices that depend on what is there."""
        asking = (each for each in self._facts.versions.branches if each.probed)
        return SpanSet(span for each in asking for part in each.parts for span in part)

    @cached_property
    def _type_checking(self) -> SpanSet:
        return SpanSet(self._facts.versions.type_checking)

    @property
    def _keeps_fallbacks(self) -> bool:
        return self._project.migration.compat is Compat.KEEP

    @cached_property
    def _may_support(self) -> bool:
        return self._keeps_fallbacks and bool(self._facts.versions.branches or self._spelled.asked)

    def _read(
        self,
        old: DottedName,
        old_module: DottedName,
        news: Sequence[DottedName],
        new_modules: Sequence[DottedName],
        in_tree: bool,
    ) -> _Versions:
        """Read what the file says of an old path; if the tree has both, only what asks for one counts."""
        branches = (each for each in self._facts.versions.branches if not each.only_fails)
        choices = tuple(each for each in branches if each.probed or not in_tree)
        found = self._spelled.places(news, new_modules, [old_module]) if choices else NamedPlaces([], [])
        if in_tree:
            return _Versions(False, SpanSet(_beside(choices, found)))
        olds = self._spelled.places([old], [old_module], new_modules)
        told = new_modules, [old_module]
        whole = (
            any(_parted(each, olds, found) or _asks(each, found) for each in choices)
            or any(is_below(path, [old, *news]) for _, path in self._spelled.asked)
            or any(tells(path, *pair) for _, path in self._spelled.asked for pair in (told, told[::-1]))
            or _exclude_each_other(choices, olds, found)
        )
        return _Versions(whole, SpanSet(_beside(choices, found)))


def _parted(choice: VersionBranches, olds: NamedPlaces, news: NamedPlaces) -> bool:
    """Whether an old thing stands in one part of a choice, and a new one in another."""
    new = news.parts_of(choice)
    return bool(new) and any(one != other for one in new for other in olds.parts_of(choice))


def _beside(choices: Sequence[VersionBranches], news: NamedPlaces) -> Iterator[Span]:
    """The parts of choices that have a new thing in another part."""
    for choice in choices:
        new = news.parts_of(choice)
        for index, part in enumerate(choice.parts) if new else ():
            if new - {index}:
                yield from part


def _asks(choice: VersionBranches, news: NamedPlaces) -> bool:
    """Whether a choice rests on whether a new thing is there."""
    return choice.probed and 0 in news.parts_of(choice)


def _exclude_each_other(choices: Sequence[VersionBranches], olds: NamedPlaces, news: NamedPlaces) -> bool:
    """Whether one `if` may run without the other, an old thing below one and a new one below the other.

    One that has both in the same part does not tell them apart.
    """
    tested = [each for each in choices if each.tested and not olds.parts_of(each) & news.parts_of(each)]
    old = [each for each in tested if any(olds.parts_of(each))]
    new = [each for each in tested if any(news.parts_of(each))] if old else []
    return any(one != other and may_exclude(one.tested, other.tested) for one in old for other in new)


def _rejection(old: Symbol | str, new: str) -> Rejection:
    return texts.SUPPORTS_BOTH.fill(old, old=old if isinstance(old, str) else old.leaf, new=new)
