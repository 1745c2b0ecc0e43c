"""The proof of a retirement: whatever named something of the tree before names something after."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from codemods.project.dotted_paths import DottedName, absolute_module, imported_path
from codemods.project.project import Project
from codemods.project.resolved_targets import resolved_targets
from codemods.semantic.binding import ImportBinding
from codemods.semantic.scope_table import ScopeTable


@dataclass(frozen=True, slots=True)
class Dangling:
    """A place that would name nothing, and the path that it spells."""

    offset: int
    text: str


def dangling(
    before: Project, after: Project, names: ScopeTable, words: Collection[str]
) -> Iterator[Dangling]:
    """The imports, attributes and targets of a file that lead somewhere before and nowhere after.

    `words` are the names that go, or lose something; only paths that spell one of them are looked at.
    """
    importer = names.facts.path
    for parts, known, offset in _spelled(before, names, words):
        if set(words).isdisjoint(parts) or not _leads(before, parts, known, importer):
            continue
        if not _leads(after, parts, known, importer):
            yield Dangling(offset, ".".join(parts))


def _spelled(
    project: Project, names: ScopeTable, words: Collection[str]
) -> Iterator[tuple[DottedName, int, int]]:
    """The dotted paths of a file, how many parts of each are a module for sure, and where they stand."""
    facts = names.facts
    for statement in facts.imports:
        module = absolute_module(facts, statement) if statement.is_from else ()
        for alias in statement.aliases:
            own = () if statement.is_star else tuple(alias.name.split("."))
            parts = (*module, *own)
            yield parts, len(module) if statement.is_from else len(parts), alias.span.start
    for use in facts.accesses:
        for binding in names.bindings_of(use.scope, use.name) if use.attrs else ():
            if isinstance(binding, ImportBinding):
                yield (*imported_path(facts, binding), *use.attrs), 0, use.start
    for aim in resolved_targets(project, names, words):
        yield aim.parts, 0, aim.offset


def _leads(project: Project, parts: DottedName, known: int, importer: str) -> bool:
    """Whether a path names a module of the tree, or something in one."""
    home, depth = project.namespaces.module_prefix(parts, importer, known)
    if home is None:
        return project.modules.is_namespace(".".join(parts), importer)
    if depth < known:
        return False
    return depth == len(parts) or project.namespaces.has(home, parts[depth])
