"""Strings that spell deprecated paths and are not targets: never edited, always reported."""

import re
from collections.abc import Iterator

from codemods.project.computed_paths import computed_paths
from codemods.project.decision import Diagnostic, ReferenceRecord
from codemods.project.dotted_paths import absolute_module, old_path
from codemods.project.lazy_names import gives_deprecated, in_lazy_package
from codemods.project.project import Project
from codemods.project.resolved_targets import unresolvable_targets
from codemods.project.string_paths import named_by
from codemods.project.target_paths import possible_modules
from codemods.semantic.patch_forms import PatchForm
from codemods.semantic.scope_table import ScopeTable
from codemods.semantic.span import Span
from codemods.values import finding_texts as texts

_DOTTED = re.compile(r"[^\W\d]\w*(?:\.[^\W\d]\w*)+")


def string_findings(project: Project, table: ScopeTable) -> Iterator[Diagnostic]:
    """Findings for the strings of a file that cannot be followed, and for what a `__getattr__` may give."""
    yield from (named for named, _ in string_references(project, table))
    yield from _spelled_paths(project, table)
    yield from _computed(project, table)
    members = project.members.of(table.facts.path) if project.members is not None else ()
    decided = {each.site.span.start for each in members if each.resolved}
    for target in unresolvable_targets(project, table):
        if any(target.span.start <= start <= target.span.end for start in decided):
            continue
        lookup = target.form is PatchForm.MODULE_LOOKUP
        text = texts.MODULE_COMPUTED if lookup else texts.TARGET_COMPUTED
        yield Diagnostic(target.span.start, text.fill(text=target.text))


def string_references(project: Project, table: ScopeTable) -> Iterator[tuple[Diagnostic, ReferenceRecord]]:
    """The strings that name a deprecated symbol where it is defined, or a deprecated module.

    One that names what a module imported needs nothing: the module keeps that name, whatever it imports.
    """
    followed = _followed_entries(table)
    for string, path, resolved in named_by(project, table):
        if not resolved.through and string.span not in followed:
            start, old = string.span.start, old_path(resolved)
            named = texts.STRING_NAMES.fill(old, path=path.text)
            yield Diagnostic(start, named), ReferenceRecord(start, "string", old, moves=False)
    for start, text, old in computed_paths(table, _homes_named(project, table)):
        computed = Diagnostic(start, texts.TARGET_COMPUTED.fill(old, text=text))
        yield computed, ReferenceRecord(start, "string", old, moves=False)
    for start, name in _given_lazily(project, table):
        symbols = [str(rule.old) for rule in project.migration.symbols if rule.old.leaf == name]
        given = Diagnostic(start, texts.GETATTR_MAY_GIVE.fill(name=name))
        yield given, ReferenceRecord(start, "string", symbols[0] if len(symbols) == 1 else "", moves=False)


def _homes_named(project: Project, table: ScopeTable) -> list[str]:
    """The deprecated modules, and those that define a symbol which the file spells by itself."""
    alone = {each.value for each in table.facts.strings}
    homes = (each.old.module for each in project.migration.symbols if each.old.name in alone)
    return list(dict.fromkeys((*(each.old for each in project.migration.modules), *homes)))


def _computed(project: Project, table: ScopeTable) -> Iterator[Diagnostic]:
    """Findings where a module's `__getattr__` (PEP 562) may hand a deprecated symbol on."""
    for offset, module, name in _read_names(table):
        if name not in project.wanted.old:
            continue
        path = project.modules.find(module, table.facts.path)
        lazy = project.namespaces.has_by_getattr(module, name, table.facts.path)
        giver = project.scope_table(path, (name,)) if path is not None and lazy else None
        if giver is not None and gives_deprecated(project, giver, name):
            yield Diagnostic(offset, texts.GETATTR_GIVES.fill(module=module, name=name))


def _given_lazily(project: Project, table: ScopeTable) -> Iterator[tuple[int, str]]:
    """Where a file names a deprecated symbol that it, or its package, may give out when it is asked for."""
    for string in table.facts.strings:
        if string.value in project.wanted.old and not string.dunder_all_entry:
            lazy = table.facts.has_module_getattr or in_lazy_package(project, table.facts.path)
            if lazy and gives_deprecated(project, table, string.value):
                yield string.span.start, string.value


def _read_names(table: ScopeTable) -> Iterator[tuple[int, str, str]]:
    """What a file takes from other modules by name: where, the module and the name."""
    for statement in table.facts.imports:
        module = ".".join(absolute_module(table.facts, statement)) if statement.is_from else ""
        yield from ((alias.span.start, module, alias.name) for alias in statement.aliases)
    for access in table.facts.accesses:
        for parts in possible_modules(table, access.scope, access.name) if access.attrs else ():
            path = (*parts, *access.attrs)
            for index in range(len(parts), len(path)):
                yield access.start, ".".join(path[:index]), path[index]


def _spelled_paths(project: Project, table: ScopeTable) -> Iterator[Diagnostic]:
    """Findings for strings that spell a path of the migration, or one that leads to a deprecated symbol."""
    paths = {rule.old.dotted: str(rule.old) for rule in project.migration.symbols}
    paths |= {rule.old: rule.old for rule in project.migration.modules}
    followed = _followed_entries(table)
    followed.update(string.span for string, _, _ in named_by(project, table))
    for string in table.facts.strings:
        if string.span in followed or string.dunder_all_entry or "." not in string.value:
            continue
        found = [path for path in _DOTTED.findall(string.value) for path in _prefixes(path) if path in paths]
        if found:
            longest = max(found, key=len)
            yield _spells(string.span.start, longest, paths[longest])


def _followed_entries(table: ScopeTable) -> set[Span]:
    """The entries of `__lazy_modules__` that imports are about, whose way they go."""
    lazy = table.facts.lazy_modules
    if lazy is None:
        return set()
    imported = {".".join(absolute_module(table.facts, each)) for each in lazy.imports}
    return {each.span for each in lazy.entries if each.module in imported}


def _prefixes(path: str) -> Iterator[str]:
    parts = path.split(".")
    for length in range(len(parts), 0, -1):
        yield ".".join(parts[:length])


def _spells(offset: int, path: str, symbol: str) -> Diagnostic:
    return Diagnostic(offset, texts.STRING_SPELLS.fill(symbol, path=path))
