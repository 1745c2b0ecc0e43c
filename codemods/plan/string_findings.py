"""Strings that spell deprecated paths and are no targets: never edited, always reported."""

import re
from collections.abc import Iterator

from codemods.project.decision import Diagnostic
from codemods.project.dotted_paths import absolute_module
from codemods.project.project import Project
from codemods.project.resolved_targets import possible_modules, unresolvable_targets
from codemods.semantic.scope_table import ScopeTable
from codemods.semantic.string_names import StringConstant
from codemods.values import finding_texts as texts

_DOTTED = re.compile(r"[^\W\d]\w*(?:\.[^\W\d]\w*)+")


def strings_that_stay(project: Project, names: ScopeTable) -> Iterator[Diagnostic]:
    """Findings for the strings of a file that nobody can follow."""
    yield from _spelled_paths(project, names)
    yield from _computed(project, names)
    for target in unresolvable_targets(project, names):
        yield Diagnostic(target.span.start, texts.TARGET_COMPUTED.fill(text=target.text))


def _computed(project: Project, names: ScopeTable) -> Iterator[Diagnostic]:
    """Findings where a module's `__getattr__` (PEP 562) may hand a deprecated symbol on."""
    if names.facts.has_module_getattr:
        for text in names.facts.strings:
            if text.value in project.wanted.old and not text.dunder_all_entry:
                yield Diagnostic(text.span.start, texts.GETATTR_MAY_GIVE.fill(name=text.value))
    for offset, module, name in _read_names(names):
        if name in project.wanted.old and project.namespaces.has_by_getattr(module, name, names.facts.path):
            yield Diagnostic(offset, texts.GETATTR_GIVES.fill(module=module, name=name))


def _read_names(names: ScopeTable) -> Iterator[tuple[int, str, str]]:
    """What a file takes from other modules by name: where, the module and the name."""
    for statement in names.facts.imports:
        module = ".".join(absolute_module(names.facts, statement)) if statement.is_from else ""
        yield from ((alias.span.start, module, alias.name) for alias in statement.aliases)
    for use in names.facts.accesses:
        for parts in possible_modules(names, use.scope, use.name) if use.attrs else ():
            path = (*parts, *use.attrs)
            for index in range(len(parts), len(path)):
                yield use.start, ".".join(path[:index]), path[index]


def _spelled_paths(project: Project, names: ScopeTable) -> Iterator[Diagnostic]:
    paths = {rule.old.dotted: str(rule.old) for rule in project.migration.symbols}
    paths |= {rule.old: rule.old for rule in project.migration.modules}
    for text in names.facts.strings:
        if text.dunder_all_entry or "." not in text.value:
            continue
        found = [path for path in _DOTTED.findall(text.value) for path in _prefixes(path) if path in paths]
        if found:
            longest = max(found, key=len)
            yield _spells(text.span.start, longest, paths[longest])
        elif _DOTTED.fullmatch(text.value):
            yield from _handed_on(project, names, text)


def _handed_on(project: Project, names: ScopeTable, text: StringConstant) -> Iterator[Diagnostic]:
    """A string that is just the path by which a module hands a deprecated symbol on."""
    parts = tuple(text.value.split("."))
    spelling = not project.wanted.old.isdisjoint(parts)
    resolved = project.resolve(parts, names.facts.path) if spelling else None
    if resolved is not None and resolved.symbol is not None and resolved.depth == len(parts):
        yield _spells(text.span.start, text.value, str(resolved.symbol))


def _prefixes(path: str) -> Iterator[str]:
    parts = path.split(".")
    for length in range(len(parts), 0, -1):
        yield ".".join(parts[:length])


def _spells(offset: int, path: str, symbol: str) -> Diagnostic:
    return Diagnostic(offset, texts.STRING_SPELLS.fill(symbol, path=path))
