"""Submodules that are read through their package: a file has to import them first (reference 5.4.2)."""

from collections.abc import Collection, Container, Iterable, Iterator, Sequence

from codemods.project.dotted_paths import DottedName, absolute_module, imported_path, module_name
from codemods.project.project import Project
from codemods.project.target_paths import possible_modules
from codemods.semantic.binding import ImportBinding
from codemods.semantic.scope_table import ScopeTable


def unloaded(
    before: Project, after: Project, changed: Collection[str], looked_at: Collection[str]
) -> Iterator[tuple[str, str, str, int]]:
    """The reads of submodules that no file imports any more, or not the one that reads them and did.

    `looked_at` are files whose facts are known.

    Gives the changed file that imported the submodule, the submodule's dotted name, the file that reads it
    and the offset there. What is known only once the code runs (a test that another one imports) counts as
    imported, as it did before.
    """
    lost: dict[str, str] = {}
    for path in sorted(changed):
        old, new = before.scope_table(path), after.scope_table(path)
        if old is not None and new is not None:
            kept = loaded_by(after, new)
            for module in sorted(loaded_by(before, old) - kept):
                lost.setdefault(module, path)
                dotted = module_name(after.modules, module) or ""
                for offset in _unloaded_here(before, after, path, dotted, kept):
                    yield path, dotted, path, offset
    unchanged_first = sorted(looked_at, key=lambda path: (path in changed, path))
    for module, path in sorted(lost.items()):
        dotted = module_name(after.modules, module) or module
        for reader, offset in unimported_reads(after, module, near=unchanged_first):
            yield path, dotted, reader, offset


def _unloaded_here(
    before: Project, after: Project, path: str, dotted: str, kept: Collection[str]
) -> Iterator[int]:
    """Where a file reads a module through a package, which it imported before: it may be run alone.

    `kept` are the files that it still imports, by which it may come to the module.
    """
    words, module = dotted.split("."), after.modules.find(dotted, path)
    table, imports = after.scope_table(path), before.imports
    if table is None or module is None or imports is None or not _binds_package(table, tuple(words)):
        return
    table = after.scope_table(path, words)
    offsets = list(_reads(after, table, module, words[-1])) if table is not None else []
    if offsets and not any(imports.path_between(each, module) is not None for each in sorted(kept)):
        yield from offsets


def _binds_package(table: ScopeTable, module: DottedName) -> bool:
    """Whether an import of a file binds a package that is around a module, by whatever name."""
    packages = {module[:length] for length in range(1, len(module))}
    imports = (each for each in table.facts.bindings if isinstance(each, ImportBinding))
    return any(imported_path(table.facts, each) in packages for each in imports)


def unimported_reads(
    project: Project, module: str, gone: Container[str] = (), near: Sequence[str] = ()
) -> Iterator[tuple[str, int]]:
    """Where a submodule is read through its package, if no file imports it: the file and the offset.

    `gone` are files that count as if they were not there. One of the files `near` mostly imports it, and then
    no other has to be searched for.
    """
    words = (module_name(project.modules, module) or "").split(".")
    *packages, leaf = words
    if not packages:
        return
    among = project.store.search.among
    spelled = among(among(near, {leaf}), {packages[-1]})
    # What a deprecated module's name is read from is among the facts of every file.
    words = [leaf] if leaf in project.store.wanted.old_modules else words
    if _is_loaded(project, module, leaf, [path for path in near if path in spelled]):
        return
    spelling = [path for path in project.store.files_spelling_module(module) if path not in gone]
    if not _is_loaded(project, module, leaf, spelling):
        for table in _tables(project, spelling, words):
            for offset in _reads(project, table, module, leaf):
                yield table.facts.path, offset


def _is_loaded(project: Project, module: str, leaf: str, paths: Iterable[str]) -> bool:
    """Whether one of the files imports a module: whatever does so spells the last part of its name."""
    return any(module in loaded_by(project, table) for table in _tables(project, paths, [leaf]))


def _tables(project: Project, paths: Iterable[str], words: Sequence[str]) -> Iterator[ScopeTable]:
    """The scopes of files, complete about some words."""
    return (table for path in paths if (table := project.scope_table(path, words)) is not None)


def loaded_by(project: Project, table: ScopeTable) -> set[str]:
    """The modules of the tree, by file, that a file's import statements load, so far as they are known."""
    facts = table.facts
    found: set[DottedName] = set()
    for statement in facts.imports:
        if statement.is_from:
            module = absolute_module(facts, statement)
            found.update(_prefixes(module))
            found.update((*module, alias.name) for alias in statement.aliases)
        else:
            for alias in statement.aliases:
                found.update(_prefixes(tuple(alias.name.split("."))))
    files = (project.modules.find(".".join(parts), facts.path) for parts in found)
    return {file for file in files if file is not None}


def _reads(project: Project, table: ScopeTable, module: str, leaf: str) -> Iterator[int]:
    """Where a file reads a submodule as an attribute of its package."""
    for access in table.facts.accesses:
        if leaf not in access.attrs or access.embedded:
            continue
        paths = ((*parts, *access.attrs) for parts in possible_modules(table, access.scope, access.name))
        prefixes = (prefix for path in paths for prefix in _prefixes(path))
        if any(_is_submodule(project, prefix, module, table.facts.path) for prefix in prefixes):
            yield access.start


def _is_submodule(project: Project, parts: DottedName, module: str, importer: str) -> bool:
    """Whether a path means a module of the tree, and its package binds no other thing of that name."""
    if len(parts) < 2 or project.modules.find(".".join(parts), importer) != module:
        return False
    package = project.modules.find(".".join(parts[:-1]), importer)
    own = project.scope_table(package, (parts[-1],)) if package is not None else None
    return own is None or (0, parts[-1]) not in own.bindings


def _prefixes(parts: DottedName) -> Iterator[DottedName]:
    return (parts[:length] for length in range(1, len(parts) + 1))
