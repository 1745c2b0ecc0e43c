"""The proof of the whole tree: whatever named something of a module's namespace still finds it there."""

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from codemods.project.dotted_paths import DottedName, ModuleAttribute, absolute_module
from codemods.project.project import Project
from codemods.project.resolved_targets import resolved_targets
from codemods.project.target_paths import possible_modules
from codemods.semantic.scope_table import ScopeTable
from codemods.transformers.proof.submodule_loading import unloaded


class Link(Struct, frozen=True, order=True):
    """A place of a file that names something in the namespace of a module of the tree."""

    target: str
    """The module's file."""
    name: str
    reader: str
    """The file that names it."""
    offset: int
    """Into the reader's text, in bytes."""
    loads: bool = False
    """Whether it is a submodule read through its package, which no file imports any more."""


def broken_links(
    before: Project, after: Project, readers: Sequence[str], changed: frozenset[str]
) -> list[Link]:
    """The links that lead nowhere now: those that led somewhere before, and new ones into changed files.

    `readers` are the files whose links are looked at, `changed` those whose text is another now. What was
    broken before is not in the list, and what a migration brings in from other files was checked with it.
    """
    broken: set[Link] = set()
    lost = {name for path in changed for name in _lost(before, after, path)}
    for path in readers:
        old, new = before.scope_table(path), after.scope_table(path)
        if old is None or new is None:
            continue
        known = {(link.target, link.name) for link in links_of(before, old)}
        for link in links_of(after, new):
            # To ask whether a module has a name is costly; a file that did not change goes on having its own.
            is_new = (link.target, link.name) not in known
            if not (link.target in changed if is_new else link.name in lost):
                continue
            if not after.namespaces.has(link.target, link.name) and (
                is_new or before.namespaces.has(link.target, link.name)
            ):
                broken.add(replace(link, target=_loser(before, changed, link)))
    broken.update(
        Link(importer, name, reader, offset, loads=True)
        for importer, name, reader, offset in unloaded(before, after, changed, readers)
    )
    return sorted(broken)


def _loser(before: Project, changed: frozenset[str], link: Link) -> str:
    """The changed file from which a link's target had the name by star imports; else the target itself."""
    attribute: ModuleAttribute | None = ModuleAttribute(link.target, link.name)
    seen: set[ModuleAttribute] = set()
    while attribute is not None and attribute.path not in changed and attribute not in seen:
        seen.add(attribute)
        attribute = before.namespaces.star_source(attribute)
    return attribute.path if attribute is not None and attribute.path in changed else link.target


def _lost(before: Project, after: Project, path: str) -> set[str]:
    """The names that a changed file's namespace has no more, or that its stars may not bring any more."""
    old, new = before.scope_table(path), after.scope_table(path)
    return lost_names(old, new) if old is not None and new is not None else set()


def lost_names(old: ScopeTable, new: ScopeTable) -> set[str]:
    """The names that a module had and has no more, or that a star import of it may not bring any more."""
    had, has = (_bound_names(table) for table in (old, new))
    # A new `__all__` hides whatever it does not list from star imports (reference 7.11).
    hidden = had if "__all__" in has - had else set()
    return (had - has) | hidden | (old.facts.dunder_all.included - new.facts.dunder_all.included)


def _bound_names(table: ScopeTable) -> set[str]:
    return {name for scope, name in table.bindings if scope == 0}


def links_of(project: Project, table: ScopeTable) -> Iterator[Link]:
    """The imports, attributes and targets of a file that name something of a module of the tree."""
    facts = table.facts
    for statement in facts.imports:
        module = absolute_module(facts, statement) if statement.is_from and not statement.is_star else ()
        for alias in statement.aliases if module else ():
            yield from _links(project, table, (*module, alias.name), len(module), alias.span.start)
    for access in facts.accesses:
        if access.attrs and not access.embedded:
            for parts in possible_modules(table, access.scope, access.name):
                yield from _links(project, table, (*parts, *access.attrs), 0, access.start)
    for target in resolved_targets(project, table, project.wanted.new):
        yield from _links(project, table, target.parts, 0, target.offset)


def module_links(project: Project, table: ScopeTable) -> Iterator[Link]:
    """The same, with the modules of the tree that the imports name by themselves."""
    yield from links_of(project, table)
    facts = table.facts
    for statement in facts.imports:
        plain = [tuple(alias.name.split(".")) for alias in statement.aliases]
        for parts in [absolute_module(facts, statement)] if statement.is_from else plain:
            yield from _links(project, table, parts, 0, statement.span.start)


def _links(project: Project, table: ScopeTable, parts: DottedName, known: int, offset: int) -> Iterator[Link]:
    """The link that a dotted path is, if it leads into a module; its first `known` parts are a module."""
    target, depth = project.namespaces.module_prefix(parts, table.facts.path, known)
    if target is not None and known <= depth < len(parts):
        yield Link(target, parts[depth], table.facts.path, offset)
