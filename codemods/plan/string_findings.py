"""Strings that spell deprecated paths and are not targets: never edited, always reported."""

import re
from collections.abc import Iterator

from codemods.project.decision import Diagnostic
from codemods.project.dotted_paths import absolute_module
from codemods.project.project import Project
from codemods.project.resolved_targets import unresolvable_targets
from codemods.project.target_paths import possible_modules
from codemods.semantic.patch_forms import PatchForm
from codemods.semantic.scope_table import ScopeTable
from codemods.semantic.span import Span
from codemods.semantic.string_names import StringConstant
from codemods.values import finding_texts as texts

_DOTTED = re.compile(r"[^\W\d]\w*(?:\.[^\W\d]\w*)+")


def string_findings(project: Project, table: ScopeTable) -> Iterator[Diagnostic]:
    """Findings for the strings of a file that cannot be followed, and for what a `__getattr__` may give."""
    yield from _spelled_paths(project, table)
    yield from _computed(project, table)
    for target in unresolvable_targets(project, table):
        lookup = target.form is PatchForm.MODULE_LOOKUP
        text = texts.MODULE_COMPUTED if lookup else texts.TARGET_COMPUTED
        yield Diagnostic(target.span.start, text.fill(text=target.text))


def _computed(project: Project, table: ScopeTable) -> Iterator[Diagnostic]:
    """Findings where a module's `__getattr__` (PEP 562) may hand a deprecated symbol on."""
    if table.facts.has_module_getattr:
        for string in table.facts.strings:
            if string.value in project.wanted.old and not string.dunder_all_entry:
                yield Diagnostic(string.span.start, texts.GETATTR_MAY_GIVE.fill(name=string.value))
    for offset, module, name in _read_names(table):
        if name in project.wanted.old and project.namespaces.has_by_getattr(module, name, table.facts.path):
            yield Diagnostic(offset, texts.GETATTR_GIVES.fill(module=module, name=name))


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
    for string in table.facts.strings:
        if string.span in followed or string.dunder_all_entry or "." not in string.value:
            continue
        found = [path for path in _DOTTED.findall(string.value) for path in _prefixes(path) if path in paths]
        if found:
            longest = max(found, key=len)
            yield _spells(string.span.start, longest, paths[longest])
        elif _DOTTED.fullmatch(string.value):
            yield from _reexported(project, table, string)


def _followed_entries(table: ScopeTable) -> set[Span]:
    """The entries of `__lazy_modules__` that imports are about, whose way they go."""
    lazy = table.facts.lazy_modules
    if lazy is None:
        return set()
    imported = {".".join(absolute_module(table.facts, each)) for each in lazy.imports}
    return {each.span for each in lazy.entries if each.module in imported}


def _reexported(project: Project, table: ScopeTable, string: StringConstant) -> Iterator[Diagnostic]:
    """A string that is just the path by which a module hands a deprecated symbol on."""
    parts = tuple(string.value.split("."))
    spells_old = not project.wanted.old.isdisjoint(parts)
    resolved = project.resolve(parts, table.facts.path) if spells_old else None
    if resolved is not None and resolved.symbol is not None and resolved.depth == len(parts):
        yield _spells(string.span.start, string.value, str(resolved.symbol))


def _prefixes(path: str) -> Iterator[str]:
    parts = path.split(".")
    for length in range(len(parts), 0, -1):
        yield ".".join(parts[:length])


def _spells(offset: int, path: str, symbol: str) -> Diagnostic:
    return Diagnostic(offset, texts.STRING_SPELLS.fill(symbol, path=path))
