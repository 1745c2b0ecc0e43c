"""The proof of the whole tree: whatever named something of a module's namespace still finds it there."""

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from codemods.project.dotted_paths import DottedName, ModuleAttribute, absolute_module, imported_path
from codemods.project.project import Project
from codemods.project.resolved_targets import resolved_targets
from codemods.semantic.binding import ImportBinding
from codemods.semantic.scope_table import ScopeTable
from codemods.transformers.proof.submodule_loading import unloaded


class Link(Struct, frozen=True, order=True):
    """A place of a file that names something in the namespace of a module of the tree."""

    home: str
    """The module's file."""
    name: str
    path: str
    offset: int
    """Into the text that the link was read from."""
    loads: bool = False
    """Whether it is a submodule read through its package, which nobody imports any more."""


def broken_links(
    before: Project, after: Project, paths: Sequence[str], changed: frozenset[str]
) -> list[Link]:
    """The links that lead nowhere now: those that led somewhere before, and new ones into changed files.

    `paths` are the files whose links are looked at, `changed` those whose text is another now. What was
    broken before is not in the list, and what a migration brings in from other files was checked with it.
    """
    broken: set[Link] = set()
    lost = {name for path in changed for name in _lost(before, after, path)}
    for path in paths:
        names, now = before.scope_table(path), after.scope_table(path)
        if names is None or now is None:
            continue
        known = {(link.home, link.name) for link in links_of(before, names)}
        for link in links_of(after, now):
            fresh = (link.home, link.name) not in known
            worth_asking = link.home in changed if fresh else link.name in lost
            lost_now = worth_asking and not after.namespaces.has(link.home, link.name)
            if lost_now and (fresh or before.namespaces.has(link.home, link.name)):
                broken.add(replace(link, home=_loser(before, changed, link)))
    broken.update(
        Link(importer, name, path, offset, loads=True)
        for importer, name, path, offset in unloaded(before, after, changed, paths)
    )
    return sorted(broken)


def _loser(before: Project, changed: frozenset[str], link: Link) -> str:
    """The changed file from which a link's home had the name by star imports; else the home itself."""
    attribute: ModuleAttribute | None = ModuleAttribute(link.home, link.name)
    seen: set[ModuleAttribute] = set()
    while attribute is not None and attribute.path not in changed and attribute not in seen:
        seen.add(attribute)
        attribute = before.namespaces.star_source(attribute)
    return attribute.path if attribute is not None and attribute.path in changed else link.home


def _lost(before: Project, after: Project, path: str) -> set[str]:
    """The names that a changed file's namespace has no more, or that its stars may not bring any more."""
    old, new = before.scope_table(path), after.scope_table(path)
    if old is None or new is None:
        return set()
    had, has = (_own(names) for names in (old, new))
    hidden = had if "__all__" in has - had else set()
    return (had - has) | hidden | (old.facts.dunder_all.included - new.facts.dunder_all.included)


def _own(names: ScopeTable) -> set[str]:
    return {name for scope, name in names.bindings if scope == 0}


def links_of(project: Project, names: ScopeTable) -> Iterator[Link]:
    """The imports, attributes and targets of a file that name something of a module of the tree."""
    facts = names.facts
    for statement in facts.imports:
        module = absolute_module(facts, statement) if statement.is_from and not statement.is_star else ()
        for alias in statement.aliases if module else ():
            yield from _links(project, names, (*module, alias.name), len(module), alias.span.start)
    for use in facts.accesses:
        bindings = names.bindings_of(use.scope, use.name)
        for binding in bindings if use.attrs and not use.embedded else ():
            if isinstance(binding, ImportBinding):
                parts = (*imported_path(facts, binding), *use.attrs)
                yield from _links(project, names, parts, 0, use.start)
    for aim in resolved_targets(project, names, project.wanted.new):
        yield from _links(project, names, aim.parts, 0, aim.offset)


def _links(project: Project, names: ScopeTable, parts: DottedName, known: int, offset: int) -> Iterator[Link]:
    home, depth = project.namespaces.module_prefix(parts, names.facts.path, known)
    if home is not None and known <= depth < len(parts):
        yield Link(home, parts[depth], names.facts.path, offset)
