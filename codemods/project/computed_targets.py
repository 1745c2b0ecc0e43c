"""Targets that are put together at run time: which files may name an attribute of a module so."""

import re
from collections.abc import Collection, Iterator

from codemods.project.dotted_paths import ModuleAttribute, last_component
from codemods.project.module_store import ModuleStore
from codemods.project.target_paths import READING, possible_modules
from codemods.semantic.binding import ImportBinding
from codemods.semantic.computed_names import may_name_computed, may_write_computed, replaces_modules
from codemods.semantic.scope_table import ScopeTable
from codemods.semantic.span import Span
from codemods.semantic.string_names import PatchTarget, PathRoot

_PATH = re.compile(r"[\w.:{}%]*?(\w+)\Z")
"""A string that may be joined to a module's name, or end a path: `name`, `.name`, `{}.name`, `%s.name`."""


class ComputedTargets:
    """The files that spell a name by itself and may name it in a module's namespace when they run."""

    def __init__(self, store: ModuleStore) -> None:
        self._store = store
        self._candidates: Collection[str] = ()
        self._replacing: list[tuple[str, bytes]] | None = None
        """The files that replace modules in `sys.modules`, with their texts."""
        self._by_name: dict[str, dict[str, bool]] | None = None
        """By name, the files that spell it so, each with whether code is known to write what it names."""

    def expect(self, candidates: Collection[str]) -> None:
        """Say which files spell names of the migration."""
        self._candidates = candidates
        self._by_name = self._replacing = None

    def file_naming(self, attribute: ModuleAttribute, writing: bool = False) -> str | None:
        """A file that may name, or replace, an attribute of a module; None if there is none."""
        if self._by_name is None:
            self._by_name = self._index()
        component = last_component(self._store.modules, attribute.path)
        files = self._by_name.get(attribute.name, {})
        for path, is_write in sorted(files.items()) if component is not None else ():
            if path == attribute.path or path not in self._store.files_spelling(component or ""):
                continue
            if is_write or self._computes(path, writing):
                return path
        return None

    def file_replacing(self, module: str) -> str | None:
        """A file that spells a module's name as a string, and replaces modules in `sys.modules`."""
        if self._replacing is None:
            texts = ((path, self._store.search.text(path)) for path in sorted(self._candidates))
            self._replacing = [
                (path, text) for path, text in texts if text is not None and replaces_modules(text)
            ]
        quoted = (f'"{module}"'.encode(), f"'{module}'".encode())
        return next((path for path, text in self._replacing if any(each in text for each in quoted)), None)

    def _computes(self, path: str, writing: bool) -> bool:
        text = self._store.search.text(path)
        return text is None or (may_write_computed(text) if writing else may_name_computed(text))

    def _index(self) -> dict[str, dict[str, bool]]:
        found: dict[str, dict[str, bool]] = {}
        for path in self._candidates:
            table = self._store.scope_table(path)
            for name, is_write in _names_alone(table) if table is not None else ():
                if name in self._store.wanted.old:
                    files = found.setdefault(name, {})
                    files[path] = files.get(path, False) or is_write
        return found


def _names_alone(table: ScopeTable) -> Iterator[tuple[str, bool]]:
    """The names that a file spells by themselves; for each, whether it is a write to an unknown object."""
    facts = table.facts
    told = {span.start for target in facts.patch_targets for span in _places_told(table, target)}
    for string in facts.strings:
        path = _PATH.match(string.value) if string.dunder_all_entry is None else None
        if path is not None and told.isdisjoint(range(string.span.start, string.span.end)):
            yield path.group(1), False
    yield from ((name, False) for name in facts.keyword_names)
    for target in facts.patch_targets:
        if target.root is PathRoot.UNKNOWN:
            yield from ((word, False) for part in target.path for word in part.split("."))
        elif _is_of_unknown_object(table, target):
            yield target.path[-1], target.form not in READING
    for access in facts.accesses:
        if access.stored and len(access.attrs) == 1:
            bindings = table.bindings_of(access.scope, access.name)
            if not any(isinstance(each, ImportBinding) for each in bindings):
                yield access.attrs[0], True


def _places_told(table: ScopeTable, target: PatchTarget) -> tuple[Span, ...]:
    """The places of names that stand beside an object which is known: these follow it."""
    if target.root is PathRoot.UNKNOWN:
        return ()
    known = target.root is not PathRoot.NAMES or any(possible_modules(table, target.scope, target.base[0]))
    return target.components if known else ()


def _is_of_unknown_object(table: ScopeTable, target: PatchTarget) -> bool:
    """Whether a target names an attribute of what a plain local name stands for, and no import tells."""
    named = target.root is PathRoot.NAMES and len(target.base) == 1 and len(target.path) == 1
    return named and not any(True for _ in possible_modules(table, target.scope, target.base[0]))
