"""The dotted paths that one file spells, and where: in imports, attributes, strings and questions."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from msgspec import Struct

from codemods.project.dotted_paths import DottedName, absolute_module, imported_path
from codemods.semantic.binding import ImportBinding
from codemods.semantic.patch_forms import PatchForm
from codemods.semantic.scope_table import ScopeTable
from codemods.semantic.string_names import PathRoot
from codemods.semantic.version_branches import VersionBranches

NamedPath = tuple[int, DottedName]
"""A path that a file spells, and the offset at which it does."""


class NamedPlaces(Struct, frozen=True):
    """Where a file spells old things, or new ones, in the order of the source."""

    named: list[int]
    either: list[int]
    """These, and where it only names their module. That counts only where code asks what is there."""

    def parts_of(self, choice: VersionBranches) -> set[int]:
        """The parts of a choice in which they stand."""
        return choice.parts_with(self.either if choice.probed else self.named)


class SpelledPaths:
    """All that one file spells, each way of spelling looked through once."""

    def __init__(self, names: ScopeTable) -> None:
        self._names = names
        self._facts = names.facts

    def places(
        self, paths: Sequence[DottedName], modules: Sequence[DottedName], others: Sequence[DottedName]
    ) -> NamedPlaces:
        """Where the file spells one of some paths, or a module that has it and `others` have not."""
        named = [at for path in paths for at in self._below.get(path, ())]
        around = {each[:end] for each in modules for end in range(1, len(each) + 1)}
        only = [
            at for path in around if tells(path, modules, others) for at in self._modules_at.get(path, ())
        ]
        return NamedPlaces(sorted(named), sorted(named + only))

    @cached_property
    def _below(self) -> Mapping[DottedName, list[int]]:
        """By path, where the file spells it, or one below it."""
        found: dict[DottedName, list[int]] = {}
        for at, path in self.named:
            for end in range(1, len(path) + 1):
                found.setdefault(path[:end], []).append(at)
        return found

    @cached_property
    def _modules_at(self) -> Mapping[DottedName, list[int]]:
        """By module, where the file names it."""
        found: dict[DottedName, list[int]] = {}
        for at, path in self.modules:
            found.setdefault(path, []).append(at)
        return found

    @cached_property
    def asked(self) -> list[NamedPath]:
        """What `hasattr` or `find_spec` asks for, wherever that stands."""
        found = [(each.offset, each.path) for each in self._facts.versions.module_names if each.probed]
        for target in self._facts.patch_targets:
            if target.form is PatchForm.HASATTR and target.root is PathRoot.NAMES:
                paths = self._paths(target.scope, target.base, target.path)
                found += [(target.span.start, path) for path in paths]
        return found

    @cached_property
    def modules(self) -> list[NamedPath]:
        """The modules that the file imports from, imports whole, or looks up by their names."""
        found = [(each.offset, each.path) for each in self._facts.versions.module_names]
        for statement in self._facts.imports:
            module = absolute_module(self._facts, statement) if statement.is_from else ()
            for alias in statement.aliases:
                found.append((alias.span.start, module or parts_of(alias.name)))
        return found

    @cached_property
    def named(self) -> list[NamedPath]:
        """What the file imports, reads as an attribute, or names by a string."""
        return list(self._spelled())

    def _spelled(self) -> Iterator[NamedPath]:
        for statement in self._facts.imports:
            module = absolute_module(self._facts, statement) if statement.is_from else ()
            yield from ((alias.span.start, (*module, *parts_of(alias.name))) for alias in statement.aliases)
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


def is_below(path: DottedName, paths: Sequence[DottedName]) -> bool:
    """Whether a path is one of some, or leads through one."""
    return any(path[: len(each)] == each for each in paths)


def tells(path: DottedName, modules: Sequence[DottedName], others: Sequence[DottedName]) -> bool:
    """Whether a module is one of some, or around one, and not one of the others, nor around it."""
    around = any(each[: len(path)] == path for each in modules)
    return around and not any(each[: len(path)] == path for each in others)


def parts_of(dotted: str) -> DottedName:
    """The names of a dotted path."""
    return tuple(dotted.split("."))
