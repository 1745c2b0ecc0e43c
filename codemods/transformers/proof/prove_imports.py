"""Compare the imports of one block before and after: only what was decided may differ, and only in place."""

import ast
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from msgspec import Struct

from codemods.project.decision import Decision, NewImport
from codemods.project.dotted_paths import absolute_module
from codemods.semantic.binding import Alias, Import, ImportBinding
from codemods.semantic.facts import Facts
from codemods.semantic.nodes import is_lazy
from codemods.values.source import Source


class _ImportedName(NamedTuple):
    """What one alias of an import statement brings in."""

    module: str
    name: str | None
    """The name that is taken from the module; None for the module itself."""
    local: str
    """The local name, or the path of `import a.b`."""
    lazy: bool

    def __str__(self) -> str:
        lazily = "lazily " if self.lazy else ""
        what = f"`{self.module}`" if self.name is None else f"`{self.name}` from `{self.module}`"
        return lazily + what


class DecidedImports(Struct, frozen=True):
    """What was decided about the imports of a file."""

    by_start: dict[int, int]
    """The number of an import statement, by where it starts."""
    keep: dict[tuple[int, int], bool]
    """Whether an alias stays, by statement and alias."""
    new: dict[int, list[NewImport]]
    """What comes in, by statement."""
    bound_otherwise: frozenset[str]
    """The names that something else than an import binds."""
    has_star: bool


class ImportBlock(Struct, frozen=True):
    """A list of statements of the old text, with what was decided about the file."""

    body: Sequence[ast.AST]
    source: Source
    facts: Facts
    decided: DecidedImports


def decided_imports(facts: Facts, decision: Decision) -> DecidedImports:
    """What a decision says about a file's imports."""
    keep: dict[tuple[int, int], bool] = {}
    new: dict[int, list[NewImport]] = {}
    for change in decision.aliases:
        key = change.statement, change.alias
        keep[key] = keep.get(key, False) or change.keep
        new.setdefault(change.statement, []).extend(change.new)
    others = (each.name for each in facts.bindings if not isinstance(each, ImportBinding))
    return DecidedImports(
        by_start={statement.span.start: index for index, statement in enumerate(facts.imports)},
        keep=keep,
        new=new,
        bound_otherwise=frozenset(others),
        has_star=any(statement.is_star for statement in facts.imports),
    )


def is_import(node: ast.AST) -> bool:
    """Whether a node is an import statement."""
    return isinstance(node, (ast.Import, ast.ImportFrom))


def import_difference(block: ImportBlock, after: Sequence[ast.AST]) -> str | None:
    """What of a block's imports was not decided, in words; None when all is as decided."""
    kept, coming = _decided(block)
    found = [each for node in after for each in _imported(node, block.facts)]
    before, now = Counter(kept), Counter(found)
    for each in before:
        if each not in now:
            return f"the import of {each} would be lost"
    for each, count in now.items():
        if each not in before and each not in coming:
            return f"an import of {each} that nobody asked for would come in"
        if count > max(before[each], 1) and not _bound_otherwise(block.decided, each):
            return f"{each} would be imported twice"
    late = _late(block, after, coming)
    return f"{late} would be imported too late" if late is not None else None


def doctest_difference(before: Facts, decision: Decision, after: Facts) -> str | None:
    """What the examples of docstrings go on importing, though it was to go, in words; None when nothing."""
    kept = {(each.statement, each.alias) for each in decision.aliases if each.keep}
    left = Counter(_in_doctests(before))
    for index, alias in {(each.statement, each.alias) for each in decision.aliases} - kept:
        statement = before.imports[index]
        if before.in_doctest(statement.scope):
            left[_of_alias(before, statement, statement.aliases[alias])] -= 1
    coming = {
        _as_imported(new, before.imports[change.statement].lazy)
        for change in decision.aliases
        for new in change.new
    }
    found = Counter(_in_doctests(after))
    stale = next((each for each in left if found[each] > left[each] and each not in coming), None)
    return f"an example would still import {stale}" if stale is not None else None


def _in_doctests(facts: Facts) -> Iterator[_ImportedName]:
    for statement in facts.imports:
        if facts.in_doctest(statement.scope):
            yield from (_of_alias(facts, statement, alias) for alias in statement.aliases)


def _of_alias(facts: Facts, statement: Import, alias: Alias) -> _ImportedName:
    if not statement.is_from:
        return _ImportedName(alias.name, None, alias.asname or alias.name, statement.lazy)
    module = ".".join(absolute_module(facts, statement))
    return _ImportedName(module, alias.name, alias.local, statement.lazy)


def _bound_otherwise(decided: DecidedImports, imported: _ImportedName) -> bool:
    """Whether something else may bind the local name as well, so that a second import may bring it back."""
    return decided.has_star or imported.local in decided.bound_otherwise


def _decided(block: ImportBlock) -> tuple[list[_ImportedName], dict[_ImportedName, int]]:
    """The imports that stay, and those that may come, with the place where they must come at the latest.

    The place is counted in the other statements of the block that stand before it.
    """
    decided = block.decided
    kept: list[_ImportedName] = []
    coming: dict[_ImportedName, int] = {}
    others = 0
    for node in block.body:
        if not isinstance(node, (ast.Import, ast.ImportFrom)):
            others += 1
            continue
        # An import that no tracked name has to do with is not among the facts, and stays.
        index = decided.by_start.get(block.source.offset(node.lineno, node.col_offset))
        for number, imported in enumerate(_imported(node, block.facts)):
            if index is None or decided.keep.get((index, number), True):
                kept.append(imported)
        for each in decided.new.get(index, ()) if index is not None else ():
            wanted = _as_imported(each, is_lazy(node))
            coming[wanted] = min(coming.get(wanted, others), others)
    return kept, coming


def _late(
    block: ImportBlock, after: Sequence[ast.AST], coming: dict[_ImportedName, int]
) -> _ImportedName | None:
    """An import that comes in after a statement that may need it."""
    others = 0
    seen: set[_ImportedName] = set()
    for node in after:
        if not isinstance(node, (ast.Import, ast.ImportFrom)):
            others += 1
            continue
        for imported in _imported(node, block.facts):
            if imported in coming and imported not in seen and others > coming[imported]:
                return imported
            seen.add(imported)
    return None


def _imported(node: ast.AST, facts: Facts) -> list[_ImportedName]:
    if isinstance(node, ast.Import):
        return [
            _ImportedName(alias.name, None, alias.asname or alias.name, is_lazy(node)) for alias in node.names
        ]
    if isinstance(node, ast.ImportFrom):
        module = ".".join(absolute_module(facts, node))
        return [
            _ImportedName(module, alias.name, alias.asname or alias.name, is_lazy(node))
            for alias in node.names
        ]
    return []


def _as_imported(new: NewImport, lazy: bool) -> _ImportedName:
    if new.name is None:
        return _ImportedName(new.module, None, new.asname or new.module, lazy)
    return _ImportedName(new.module, new.name, new.local, lazy)
