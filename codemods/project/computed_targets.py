"""Targets that are put together at run time: which files may name an attribute of a module so."""

import re
from collections.abc import Collection, Iterator

from codemods.project.computed_paths import SpelledStrings, below_module, names_alone, names_told, strings_of
from codemods.project.dotted_paths import ModuleAttribute, last_component, module_name
from codemods.project.module_store import ModuleStore
from codemods.project.target_paths import possible_modules, target_paths
from codemods.semantic.binding import ImportBinding
from codemods.semantic.computed_names import (
    functions_writing_computed,
    may_name_computed,
    may_write_computed,
    replaces_computed,
    replaces_modules,
)
from codemods.semantic.import_scan import ImportedModule, spelled_imports, spells_beside_imports
from codemods.semantic.scope_table import ScopeTable

_ASK_OBJECTS = (b"__module__", b"__globals__")
"""What gives the module of an object, or its namespace."""


class ComputedTargets:
    """The files that spell a name by itself and may name it in a module's namespace when they run."""

    def __init__(self, store: ModuleStore) -> None:
        self._store = store
        self._candidates: Collection[str] = ()
        self._replacing: list[tuple[str, bool]] | None = None
        """The files that replace modules in `sys.modules`, and whether under computed keys."""
        self._computing: dict[tuple[str, bool], bool] = {}
        """Whether a file may name, or write, what it puts together; each is looked at once."""
        self._by_name: dict[str, dict[str, bool]] | None = None
        """By name, the files that spell it so, each with whether code is known to write what it names."""
        self._holding: dict[str, list[str]] = {}
        """By the last name of a module, the candidates that hold it anywhere."""
        self._strings: dict[str, SpelledStrings] = {}
        self._reaching: dict[tuple[str, str], str | None] = {}
        """By module and name, a file that may replace the one in the other."""
        self._writing: dict[str, frozenset[str] | None] = {}
        """By file, its functions that may replace what they are given; None where it cannot be read."""
        self._having: dict[tuple[str, str, str, bool], tuple[bool, tuple[ImportedModule, ...]]] = {}
        """By file, last component of a module and name: whether it may have one, and what it imports."""
        self._spelled_imports: dict[str, tuple[ImportedModule, ...]] = {}
        self._spelling: dict[tuple[str, str], bool] = {}
        """By file and module: whether a string of the one names the other."""
        self._imported: dict[str, frozenset[str]] = {}
        """By file, the files of the modules that it imports."""

    def expect(self, candidates: Collection[str]) -> None:
        """Say which files spell names of the migration."""
        self._candidates = candidates
        self._by_name = self._replacing = None
        self._reaching.clear()
        self._holding.clear()

    def file_naming(self, attribute: ModuleAttribute, writing: bool = False) -> str | None:
        """A file that may name, or replace, an attribute of a module; None if there is none."""
        if self._by_name is None:
            self._by_name = self._index()
        component = last_component(self._store.modules, attribute.path)
        files = self._by_name.get(attribute.name, {})
        if component is None or not files:
            return None
        beside = self._store.files_spelling_beside(attribute.name, (attribute.path,))
        for path, is_write in sorted(files.items()):
            if path == attribute.path or not (is_write or self._computes(path, writing)):
                continue
            has_module = path in beside and self._has_module(path, component, attribute, is_write)
            if has_module or self._is_given(path, attribute.path):
                return path
        return None

    def may_have(self, path: str, attribute: ModuleAttribute) -> bool:
        """Whether a file that spells an attribute's name may have its module, or the name of that."""
        component = last_component(self._store.modules, attribute.path)
        if component is None:
            return True
        beside = path in self._store.files_spelling_beside(attribute.name, (attribute.path,))
        has_module = beside and self._has_module(path, component, attribute, is_write=True)
        return has_module or self._is_given(path, attribute.path)

    def _has_module(self, path: str, component: str, attribute: ModuleAttribute, is_write: bool) -> bool:
        """Whether a file that spells a module's last component may have the module, or its name as a text.

        A file that only takes names from it has neither, unless it may ask another one than the attribute's
        where it comes from. Nor has one that knows another module by this name.
        """
        key = path, component, attribute.name, is_write
        if key not in self._having:
            text = self._store.search.text(path) or b""
            asks = any(each in text for each in _ASK_OBJECTS)
            only = attribute.name if is_write or asks else None
            spelled = spells_beside_imports(text, self._imports_of(path), component, only)
            self._having[key] = spelled if text else (True, ())
        spells, imported = self._having[key]
        return spells or any(self._may_be(path, each, attribute.path) for each in imported)

    def _may_be(self, path: str, imported: ImportedModule, module: str) -> bool:
        """Whether what a file imports under the name of a module may be another one, given by its file."""
        modules = self._store.modules
        parts = imported.absolute(module_name(modules, path) or "", modules.is_package(path))
        found = modules.find(".".join(parts), path)
        # A package of the tree may have the module by this name and not be the one around it.
        return found == module or (found is None and modules.find(parts[0], path) is not None)

    def _is_given(self, path: str, module: str) -> bool:
        """Whether a module that a file imports spells another module's name in a string."""
        name = module_name(self._store.modules, module) or ""
        return any(self._spells(each, name) for each in self.imported_files(path) - {module} if name)

    def _spells(self, path: str, module: str) -> bool:
        """Whether a string of a file is a module's name, or begins with it."""
        key = path, module
        if key not in self._spelling:
            text, name = self._store.search.text(path) or b"", module.encode()
            # Hardly any file holds the name at all, which a plain search finds in a sixth of the time.
            spelled = re.compile(rb"[\"']" + re.escape(name) + rb"[\"'.:]")
            self._spelling[key] = name in text and spelled.search(text) is not None
        return self._spelling[key]

    def may_give(self, path: str, name: str) -> bool:
        """Whether a file may give an object of its own an attribute of a name, or read one from it.

        Names that stand beside an object which is known do not count, nor do imports.
        """
        table = self._store.scope_table(path, (name,))
        if table is None:
            return True
        facts = table.facts
        bound = (each.name for each in facts.bindings if not isinstance(each, ImportBinding))
        alone = (each for each, _ in names_alone(table))
        unknown = (each for each in facts.accesses if not any(possible_modules(table, each.scope, each.name)))
        read = (attr for each in unknown for attr in each.attrs)
        return name in {*bound, *alone, *read, *(each.name for each in facts.loose_attributes)}

    def file_replacing(self, module: str, exactly: bool) -> str | None:
        """A file that may replace a module in `sys.modules`.

        It puts modules there under keys that only run time can tell, and spells the module's name, or the end
        of it; or, with `exactly`, under a key that is the module's name.
        """
        if self._replacing is None:
            texts = ((path, self._store.search.text(path)) for path in sorted(self._candidates))
            self._replacing = [
                (path, replaces_computed(text))
                for path, text in texts
                if text is not None and replaces_modules(text)
            ]
        package, _, leaf = module.rpartition(".")
        before = rf"(?:{re.escape(package)}\.|(?:[^\"'\n]*[.}}])?(?<!\w))" if package else ""
        spelled = re.compile(rf"[\"']{before}{re.escape(leaf)}[\"']".encode())
        for path, computes in self._replacing:
            if exactly and self._replaces(path, module):
                return path
            if computes and self._store.has_pattern(path, spelled):
                return path
        return None

    def _replaces(self, path: str, module: str) -> bool:
        """Whether a file puts a module under a key that is another one's name."""
        table = self._store.scope_table(path)
        found = target_paths(table) if table is not None else ()
        return any(target.replaces and ".".join(parts) == module for target, parts in found)

    def file_reaching(self, module: str, name: str) -> str | None:
        """A file that puts a path below a module together, and may replace a name there; None if none."""
        key = (module, name)
        if key not in self._reaching:
            below, leaf = below_module(module), module.rpartition(".")[2]
            if leaf not in self._holding:
                text, part = self._store.search.text, leaf.encode()
                paths = sorted(self._candidates)
                self._holding[leaf] = [path for path in paths if part in (text(path) or b"")]
            reaching = (path for path in self._holding[leaf] if self._reaches(path, module, name, below))
            self._reaching[key] = next(reaching, None)
        return self._reaching[key]

    def _reaches(self, path: str, module: str, name: str, below: re.Pattern[str]) -> bool:
        table = self._store.scope_table(path)
        if table is None or self._store.modules.find(module) == path:
            return False
        known = self._strings.get(path)
        if known is None or known.table is not table:
            self._strings[path] = known = strings_of(table)
        if any(module in text and below.search(text) for text in known.computed):
            return True
        if any(module in text and text != module and below.search(text) for text in known.alone):
            return self._computes(path, writing=True)
        # Where no part of the path is spelled in its place, any string may be the module.
        return module in known.alone and any(each <= {name} for each in known.words)

    def _computes(self, path: str, writing: bool) -> bool:
        key = path, writing
        if key not in self._computing:
            text = self._store.search.text(path)
            computes = may_write_computed if writing else may_name_computed
            self._computing[key] = text is None or computes(text)
        return self._computing[key]

    def _helper_writes(self, path: str, callee: str) -> bool:
        """Whether a function of the file, or of a module that it imports, writes a name that it is given."""
        own = self._functions_writing(path)
        if own is None:
            return True
        function = callee.rpartition(".")[2]
        imported = map(self._functions_writing, self.imported_files(path))
        return function in own or any(each is not None and function in each for each in imported)

    def _functions_writing(self, path: str) -> frozenset[str] | None:
        if path not in self._writing:
            text = self._store.search.text(path)
            self._writing[path] = functions_writing_computed(text) if text is not None else None
        return self._writing[path]

    def _imports_of(self, path: str) -> tuple[ImportedModule, ...]:
        """What a file seems to import; each text is looked through once."""
        if path not in self._spelled_imports:
            text = self._store.search.text(path) or b""
            self._spelled_imports[path] = tuple(spelled_imports(text))
        return self._spelled_imports[path]

    def imported_files(self, path: str) -> frozenset[str]:
        """The other files of the tree that a file seems to import, by its text."""
        if path not in self._imported:
            modules = self._store.modules
            own, is_package = module_name(modules, path) or "", modules.is_package(path)
            found: set[str] = set()
            for each in self._imports_of(path):
                base = ".".join(each.absolute(own, is_package))
                names = (base, *(f"{base}.{name}" for name in each.names))
                found.update(filter(None, (modules.find(name, path) for name in names)))
            self._imported[path] = frozenset(found - {path})
        return self._imported[path]

    def _index(self) -> dict[str, dict[str, bool]]:
        found: dict[str, dict[str, bool]] = {}
        names = self._store.wanted.old | self._store.wanted.old_modules
        for path in self._candidates:
            table = self._store.scope_table(path)
            if table is None:
                continue
            text = self._store.search.text(path) or b""
            for name, is_write in (*names_alone(table, text), *self._names_handed(table, names)):
                if name in names:
                    files = found.setdefault(name, {})
                    files[path] = files.get(path, False) or is_write
        return found

    def _names_handed(self, table: ScopeTable, names: frozenset[str]) -> Iterator[tuple[str, bool]]:
        """Those of some names that a file hands to a helper of the tree that replaces what it is given."""
        handed = [each for each in table.facts.strings if each.callee is not None and each.value in names]
        followed = names_told(table, by_unknown_calls=False) if handed else set[int]()
        for string in handed:
            alone = followed.isdisjoint(range(string.span.start, string.span.end))
            if alone and self._helper_writes(table.facts.path, string.callee or ""):
                yield string.value, True
