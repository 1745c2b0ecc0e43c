"""Submodules that are read through their package: a file has to import them first (reference 5.4.2)."""

from collections.abc import Collection, Container, Iterable, Iterator, Sequence

from codemods.project.dotted_paths import DottedName, absolute_module, imported_path, module_name
from codemods.project.project import Project
from codemods.semantic.binding import ImportBinding
from codemods.semantic.scope_table import ScopeTable


def unloaded(
    before: Project, after: Project, changed: Collection[str], looked_at: Collection[str]
) -> Iterator[tuple[str, str, str, int]]:
    """The reads of submodules that no file imports any more; `looked_at` are files whose facts are known.

    Gives the changed file that imported the submodule, the submodule's dotted name, the file that reads it
    and the offset there. What is known only once the code runs (a test that another one imports) counts as
    imported, as it did before.
    """
    lost: dict[str, str] = {}
    for path in sorted(changed):
        old, new = before.scope_table(path), after.scope_table(path)
        if old is not None and new is not None:
            for module in loaded_by(before, old) - loaded_by(after, new):
                lost.setdefault(module, path)
    unchanged_first = sorted(looked_at, key=lambda path: (path in changed, path))
    for module, path in sorted(lost.items()):
        dotted = module_name(after.modules, module) or module
        for reader, offset in unimported_reads(after, module, near=unchanged_first):
            yield path, dotted, reader, offset


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
    if _is_loaded(project, module, words, [path for path in near if path in spelled]):
        return
    spelling = [path for path in project.store.files_spelling_module(module) if path not in gone]
    if not _is_loaded(project, module, words, spelling):
        for table in _tables(project, spelling, words):
            for offset in _reads(project, table, module, leaf):
                yield table.facts.path, offset


def _is_loaded(project: Project, module: str, words: Sequence[str], paths: Iterable[str]) -> bool:
    """Whether one of the files imports a module."""
    return any(module in loaded_by(project, table) for table in _tables(project, paths, words))


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
        bindings = table.meanings_of(access.scope, access.name)
        imports = [each for each in bindings if isinstance(each, ImportBinding)]
        for binding in imports if leaf in access.attrs and not access.embedded else ():
            parts = (*imported_path(table.facts, binding), *access.attrs)
            if any(_is_submodule(project, prefix, module, table.facts.path) for prefix in _prefixes(parts)):
                yield access.start
                break


def _is_submodule(project: Project, parts: DottedName, module: str, importer: str) -> bool:
    """Whether a path means a module of the tree, and its package binds no other thing of that name."""
    if len(parts) < 2 or project.modules.find(".".join(parts), importer) != module:
        return False
    package = project.modules.find(".".join(parts[:-1]), importer)
    own = project.scope_table(package, (parts[-1],)) if package is not None else None
    return own is None or (0, parts[-1]) not in own.bindings


def _prefixes(parts: DottedName) -> Iterator[DottedName]:
    return (parts[:length] for length in range(1, len(parts) + 1))
