"""Deprecated names that a file reads from objects which nothing tells, or spells as strings."""

import re
from collections.abc import Iterator
from itertools import pairwise

from codemods.project.dotted_paths import DottedName, absolute_module
from codemods.project.held_modules import HeldModules
from codemods.project.project import Project
from codemods.project.resolved_targets import spells_package
from codemods.project.target_paths import bases_of, possible_modules
from codemods.semantic.access import Access
from codemods.semantic.binding import Binding, Import, ImportBinding
from codemods.semantic.facts import Facts
from codemods.semantic.patch_forms import PatchForm
from codemods.semantic.scope_table import ScopeTable
from codemods.semantic.span import Span
from codemods.semantic.string_names import PatchTarget, PathRoot, StringConstant
from codemods.values.symbol import Symbol

NAMED_PATH = re.compile(r"\.*[^\W\d]\w*(?:[.:][^\W\d]\w*)*")
"""A string that may be a path of names, with dots or a colon between them; dots may stand before it."""
_SEPARATOR = re.compile(r"[.:]")


_IMPORTERS = (b"import_module", b"__import__")
_BETWEEN = re.compile(r"\W+")
_TAKE_LISTS = frozenset({"Enum", "IntEnum", "StrEnum", "Flag", "IntFlag", "namedtuple"})
"""What takes names in one string, with blanks or commas between them; code has operators there, too."""


def _lists_names(string: StringConstant) -> bool:
    return (string.callee or "").rpartition(".")[2] in _TAKE_LISTS


class UnexplainedNames:
    """Finds the names in a file that may be read from a module object which came from elsewhere."""

    def __init__(self, project: Project, held: HeldModules) -> None:
        self._project = project
        self._held = held
        self._by_holder: dict[tuple[str, str], list[Symbol]] = {}
        self._looking_up_by_file: dict[str, list[str]] = {}
        for symbol in dict.fromkeys(rule.old for rule in project.migration.symbols):
            package, _, module = symbol.module.rpartition(".")
            if package:
                self._by_holder.setdefault((module, symbol.name.partition(".")[0]), []).append(symbol)

    def names(self, table: ScopeTable) -> Iterator[str]:
        """The deprecated names that a file reads from objects that nothing tells, or spells as strings."""
        old = self._project.wanted.old | self._held.by_leaf.keys()
        yield from (each.name for each in table.facts.loose_attributes)
        for statement in table.facts.imports:
            for alias in statement.aliases if statement.is_from else ():
                if alias.name in old and self._is_asked_for(table, statement, alias.name):
                    yield alias.name
        told = {each for each in self._told_strings(table) if each.value not in self._held.by_leaf}
        for string in table.facts.strings:
            plain = string.dunder_all_entry is None and string not in told
            if plain and NAMED_PATH.fullmatch(string.value):
                yield from old.intersection(_SEPARATOR.split(string.value))
            elif plain and (_lists_names(string) or self._project.store.runs_code(table.facts.path)):
                yield from old.intersection(_BETWEEN.split(string.value))
            if string.dunder_all_entry is None and self.loads(table, string):
                yield string.value
        for target in table.facts.patch_targets:
            if target.path[-1] in old and not any(
                self._tells(table, base) for base in bases_of(table, target)
            ):
                yield target.path[-1]
        for access in table.facts.accesses:
            for index, attribute in enumerate(access.attrs):
                if attribute in old and not self._explains(table, access, access.attrs[:index]):
                    yield attribute

    def imported_elsewhere(self, table: ScopeTable) -> Iterator[str]:
        """The deprecated names that a file imports from modules of which the tree has none by that name."""
        for statement in table.facts.imports:
            asked = [each.name for each in statement.aliases if each.name in self._project.wanted.old]
            parts = absolute_module(table.facts, statement) if statement.is_from and asked else ()
            if parts and self._project.modules.find(".".join(parts), table.facts.path) is None:
                yield from asked

    def _told_strings(self, table: ScopeTable) -> Iterator[StringConstant]:
        """The strings that only name an attribute of a module, where they stand: `vars(module)["name"]`."""
        by_line: dict[int, list[StringConstant]] = {}
        for string in table.facts.strings:
            by_line.setdefault(string.line, []).append(string)
        for target in table.facts.patch_targets if by_line else ():
            on_line = [each for each in by_line.get(target.line, ()) if each.span.start > target.start]
            bases = list(bases_of(table, target)) if on_line else []
            if bases and all(self._tells(table, base) for base in bases):
                spans = target.components
                yield from (each for each in on_line if any(_is_inside(span, each.span) for span in spans))

    def reads_through_packages(self, table: ScopeTable) -> Iterator[tuple[int, Symbol]]:
        """The symbols that a file reads by a module's name from what may be its package, at byte offsets."""
        for loose in table.facts.loose_attributes:
            for symbol in self._by_holder.get((loose.holder, loose.name), ()):
                yield loose.start, symbol
        for access in table.facts.accesses:
            for pair in pairwise(access.attrs):
                symbols = self._by_holder.get(pair, ())
                if symbols and not any(possible_modules(table, access.scope, access.name)):
                    yield from ((access.start, symbol) for symbol in symbols)

    def loads(self, table: ScopeTable, string: StringConstant) -> bool:
        """Whether a module in no package is given by its name to a function that may look it up."""
        return string.value in self._held.top_modules and any(True for _ in self._loaders(table, string))

    def loads_from(self, table: ScopeTable, string: StringConstant, module: str) -> bool:
        """Whether a function that may look a module up in its package is given its name there alone."""
        package = module.rpartition(".")[0]
        for facts, lookup in self._loaders(table, string):
            spelled = {part for part in lookup.text.replace(":", ".").split(".") if part.isidentifier()}
            if spelled.issubset(module.split(".")) and any(
                spells_package(self._project, each.path, each.module, package)
                for each in (facts, table.facts)
            ):
                return True
        return False

    def _loaders(self, table: ScopeTable, string: StringConstant) -> Iterator[tuple[Facts, PatchTarget]]:
        """The lookups of modules by a name that is given to them, where what a call names is defined.

        The file that calls is not read once more for what it imports: its text tells that well enough.
        """
        if string.callee is None:
            return
        called = re.escape(string.callee.rpartition(".")[2].encode())
        defines = re.compile(
            called + rb"(?:(?<=def " + called + rb")\b|[ \t]*=[^=]|(?<=class " + called + rb")\b)"
        )
        for each in self._looking_up(table.facts.path):
            if not self._project.store.has_pattern(each, defines):
                continue
            loader = self._project.scope_table(each)
            if loader is not None:
                found = filter(_looks_up_unknown, loader.facts.patch_targets)
                yield from ((loader.facts, target) for target in found)

    def _looking_up(self, path: str) -> list[str]:
        """Those of a file and the ones that it imports that may look modules up; each is looked at once."""
        if path not in self._looking_up_by_file:
            text = self._project.store.search.text
            files = (path, *sorted(self._project.computed_targets.imported_files(path)))
            self._looking_up_by_file[path] = [
                each for each in files if any(word in (text(each) or b"") for word in _IMPORTERS)
            ]
        return self._looking_up_by_file[path]

    def _explains(self, table: ScopeTable, access: Access, before: DottedName) -> bool:
        """Whether it is known what object the first attributes of an access give."""
        bindings = table.meanings_of(access.scope, access.name)
        if not bindings or any(not self._is_import(table, each) for each in bindings):
            return False
        return all(
            self._tells(table, (*parts, *before))
            for parts in possible_modules(table, access.scope, access.name)
        )

    def _is_import(self, table: ScopeTable, binding: Binding) -> bool:
        """Whether a binding is an import, or another name for what one brings."""
        return isinstance(binding, ImportBinding) or table.imported_chain(binding) is not None

    def _is_asked_for(self, table: ScopeTable, statement: Import, name: str) -> bool:
        """Whether a name comes from a module that can only give it by computing it."""
        path = self._project.modules.find(".".join(absolute_module(table.facts, statement)), table.facts.path)
        giver = self._project.scope_table(path, (name,)) if path is not None else None
        return giver is not None and _gives_more(giver) and (0, name) not in giver.bindings

    def _tells(self, table: ScopeTable, parts: DottedName) -> bool:
        """Whether a path means a module, or something outside the tree."""
        path, depth = self._project.namespaces.module_prefix(parts, table.facts.path, len(parts))
        giver = self._project.scope_table(path) if path is not None else None
        return path is None or (depth == len(parts) and not (giver is not None and _gives_more(giver)))


def _looks_up_unknown(target: PatchTarget) -> bool:
    return target.form is PatchForm.MODULE_LOOKUP and target.root is PathRoot.UNKNOWN


def _gives_more(module: ScopeTable) -> bool:
    """Whether a module may have names that it does not spell, by `__getattr__` or `globals()`.

    It may put one in its own place, `sys.modules[__name__] = Proxy(other)`, or give itself another class.
    """
    return module.facts.has_module_getattr or module.facts.computes_names


def _is_inside(inner: Span, outer: Span) -> bool:
    return outer.start < inner.start < outer.end
