"""Code that runs with an old version of a library and with a new one: what it reads by the old name stays."""

from collections.abc import Iterator, Sequence
from functools import cached_property

from msgspec import Struct

from codemods.project.definitions import Definitions
from codemods.project.dotted_paths import DottedName, absolute_module, imported_path
from codemods.project.local_names import LocalName
from codemods.project.project import Project
from codemods.project.rule_checks import does_not_bind, lacking_package
from codemods.semantic.binding import Import, ImportBinding
from codemods.semantic.excluding_tests import may_exclude
from codemods.semantic.patch_forms import PatchForm
from codemods.semantic.scope_table import ScopeTable
from codemods.semantic.span import Span, SpanSet
from codemods.semantic.string_names import PathRoot
from codemods.semantic.version_branches import VersionBranches
from codemods.values import finding_texts as texts
from codemods.values.rejection import Rejection
from codemods.values.rules import Compat, ModuleRule
from codemods.values.symbol import Symbol

_Named = tuple[int, DottedName]
"""A path that a file spells, and the offset at which it does."""


class _Places(Struct, frozen=True):
    """Where a file spells old things, or new ones, in the order of the source."""

    named: list[int]
    either: list[int]
    """These, and where it only names their module. That counts only where code asks what is there."""

    def parts_of(self, choice: VersionBranches) -> set[int]:
        """The parts of a choice in which they stand."""
        return choice.parts_with(self.either if choice.probed else self.named)


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
        self._names = names
        self._facts = names.facts
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
        old = _parts(symbol.dotted)
        if old not in self._known:
            in_tree = all(map(self._is_in_tree, (symbol, *news)))
            modules = [_parts(new.module) for new in news]
            self._known[old] = self._read(
                old, _parts(symbol.module), [_parts(new.dotted) for new in news], modules, in_tree
            )
        keeps = self._known[old].keeps(offset) or self._falls_back(symbol, news, offset)
        return _rejection(symbol, news[0].dotted) if keeps else None

    def keeps_module(self, rule: ModuleRule, offset: int) -> Rejection | None:
        """Why a reference to a deprecated module stays; None where versions do not matter."""
        if rule.new is None:
            return None
        if self._is_expected_to_fail(rule.old, offset):
            return texts.FAILURE_EXPECTED.fill(rule.old, module=rule.old)
        if not self._may_support:
            return None
        old, new = _parts(rule.old), _parts(rule.new)
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
                paths = (path for at, path in self._named if at in tried)
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
        return self._keeps_fallbacks and bool(self._facts.versions.branches or self._asked)

    def _read(
        self,
        old: DottedName,
        old_module: DottedName,
        news: Sequence[DottedName],
        new_modules: Sequence[DottedName],
        in_tree: bool,
    ) -> _Versions:
        """Read what the file says of an old path; if the tree has both, only what asks for one counts."""
        olds = self._places([old], [old_module], new_modules)
        found = self._places(news, new_modules, [old_module])
        told = new_modules, [old_module]
        branches = (each for each in self._facts.versions.branches if not each.only_fails)
        choices = tuple(each for each in branches if each.probed or not in_tree)
        whole = not in_tree and (
            any(_parted(each, olds, found) or _asks(each, found) for each in choices)
            or any(_is_below(path, [old, *news]) for _, path in self._asked)
            or any(_tells(path, *pair) for _, path in self._asked for pair in (told, told[::-1]))
            or _exclude_each_other(choices, olds, found)
        )
        return _Versions(whole, SpanSet(_beside(choices, found)))

    # What the file spells -------------------------------------------------------------------------

    def _places(
        self, paths: Sequence[DottedName], modules: Sequence[DottedName], others: Sequence[DottedName]
    ) -> _Places:
        """Where the file spells one of some paths, or a module that has it and `others` have not."""
        named = [at for at, path in self._named if _is_below(path, paths)]
        only = [at for at, path in self._modules if _tells(path, modules, others)]
        return _Places(sorted(named), sorted(named + only))

    @cached_property
    def _asked(self) -> list[_Named]:
        """What `hasattr` or `find_spec` asks for, wherever that stands."""
        found = [(each.offset, each.path) for each in self._facts.versions.module_names if each.probed]
        for target in self._facts.patch_targets:
            if target.form is PatchForm.HASATTR and target.root is PathRoot.NAMES:
                paths = self._paths(target.scope, target.base, target.path)
                found += [(target.span.start, path) for path in paths]
        return found

    @cached_property
    def _modules(self) -> list[_Named]:
        """The modules that the file imports from, imports whole, or looks up by their names."""
        found = [(each.offset, each.path) for each in self._facts.versions.module_names]
        for statement in self._facts.imports:
            module = absolute_module(self._facts, statement) if statement.is_from else ()
            for alias in statement.aliases:
                found.append((alias.span.start, module or _parts(alias.name)))
        return found

    @cached_property
    def _named(self) -> list[_Named]:
        """What the file imports, reads as an attribute, or names by a string."""
        return list(self._spelled())

    def _spelled(self) -> Iterator[_Named]:
        for statement in self._facts.imports:
            module = absolute_module(self._facts, statement) if statement.is_from else ()
            yield from ((alias.span.start, (*module, *_parts(alias.name))) for alias in statement.aliases)
        stars = [each for each in self._facts.imports if each.is_star]
        for access in self._facts.accesses:
            if stars and not self._names.bindings_of(access.scope, access.name):
                for star in stars:
                    module = absolute_module(self._facts, star)
                    yield access.start, (*module, access.name, *access.attrs)
            for path in self._paths(access.scope, (access.name,), access.attrs) if access.attrs else ():
                yield access.start, path
        for target in self._facts.patch_targets:
            if target.root is PathRoot.ABSOLUTE:
                yield target.span.start, target.path
            elif target.root is PathRoot.NAMES:
                for path in self._paths(target.scope, target.base, target.path):
                    yield target.span.start, path

    def _paths(self, scope: int, base: Sequence[str], attrs: Sequence[str]) -> Iterator[DottedName]:
        """The absolute paths of what is read on a chain of names."""
        for binding in self._names.meanings_of(scope, base[0]):
            if isinstance(binding, ImportBinding):
                yield (*imported_path(self._facts, binding), *base[1:], *attrs)


def _parted(choice: VersionBranches, olds: _Places, news: _Places) -> bool:
    """Whether an old thing stands in one part of a choice, and a new one in another."""
    new = news.parts_of(choice)
    return bool(new) and any(one != other for one in new for other in olds.parts_of(choice))


def _beside(choices: Sequence[VersionBranches], news: _Places) -> Iterator[Span]:
    """The parts of choices that have a new thing in another part."""
    for choice in choices:
        new = news.parts_of(choice)
        for index, part in enumerate(choice.parts) if new else ():
            if new - {index}:
                yield from part


def _asks(choice: VersionBranches, news: _Places) -> bool:
    """Whether a choice rests on whether a new thing is there."""
    return choice.probed and 0 in news.parts_of(choice)


def _exclude_each_other(choices: Sequence[VersionBranches], olds: _Places, news: _Places) -> bool:
    """Whether one `if` may run without the other, an old thing below one and a new one below the other.

    One that has both in the same part does not tell them apart.
    """
    tested = [each for each in choices if each.tested and not olds.parts_of(each) & news.parts_of(each)]
    old = [each for each in tested if any(olds.parts_of(each))]
    new = [each for each in tested if any(news.parts_of(each))] if old else []
    return any(one != other and may_exclude(one.tested, other.tested) for one in old for other in new)


def _is_below(path: DottedName, paths: Sequence[DottedName]) -> bool:
    return any(path[: len(each)] == each for each in paths)


def _tells(path: DottedName, modules: Sequence[DottedName], others: Sequence[DottedName]) -> bool:
    """Whether a module is one of some, or around one, and not one of the others, nor around it."""
    around = any(each[: len(path)] == path for each in modules)
    return around and not any(each[: len(path)] == path for each in others)


def _parts(dotted: str) -> DottedName:
    return tuple(dotted.split("."))


def _rejection(old: Symbol | str, new: str) -> Rejection:
    return texts.SUPPORTS_BOTH.fill(old, old=old if isinstance(old, str) else old.leaf, new=new)
