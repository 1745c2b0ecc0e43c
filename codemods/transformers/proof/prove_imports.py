"""Compare the imports of one block before and after: only what was decided may differ, and only in place."""

import ast
from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec import Struct

from codemods.project.decision import Decision, NewImport
from codemods.project.dotted_paths import absolute
from codemods.semantic.binding import Alias, Import
from codemods.semantic.facts import Facts
from codemods.values.source import Source

_Imported = tuple[str, str | None, str]
"""A module, the name taken from it (None for the module itself), and the local name or path."""


class ImportBlock(Struct, frozen=True):
    """A list of statements of the old text, with what was decided about the file."""

    body: Sequence[ast.AST]
    source: Source
    facts: Facts
    decision: Decision


def is_import(node: ast.AST) -> bool:
    """Whether a node is an import statement."""
    return isinstance(node, (ast.Import, ast.ImportFrom))


def import_trouble(block: ImportBlock, after: Sequence[ast.AST]) -> str:
    """What of a block's imports was not decided; empty when nothing."""
    stays, comes = _decided(block)
    found = [each for node in after for each in _imported(node, block.facts)]
    for each in stays:
        if each not in found:
            return f"the import of {_named(each)} would be lost"
    for each in found:
        if each not in stays and each not in comes:
            return f"an import of {_named(each)} that nobody asked for would come in"
        if found.count(each) > max(stays.count(each), 1) and not _bound_otherwise(block.facts, each):
            return f"{_named(each)} would be imported twice"
    late = _late(block, after, comes)
    return f"{_named(late)} would be imported too late" if late else ""


def example_trouble(before: Facts, decision: Decision, after: Facts) -> str:
    """What a docstring's examples still import that was decided to go; empty when nothing."""
    stay = {(each.statement, each.alias) for each in decision.aliases if each.keep}
    left = Counter(_in_examples(before))
    for index, alias in {(each.statement, each.alias) for each in decision.aliases} - stay:
        statement = before.imports[index]
        if before.in_doctest(statement.scope):
            left[_of_alias(before, statement, statement.aliases[alias])] -= 1
    news = {_as_imported(new) for change in decision.aliases for new in change.new}
    found = Counter(_in_examples(after))
    late = next((each for each in left if found[each] > left[each] and each not in news), None)
    return f"an example would still import {_named(late)}" if late else ""


def _in_examples(facts: Facts) -> Iterator[_Imported]:
    for statement in facts.imports:
        if facts.in_doctest(statement.scope):
            yield from (_of_alias(facts, statement, alias) for alias in statement.aliases)


def _of_alias(facts: Facts, statement: Import, alias: Alias) -> _Imported:
    if not statement.is_from:
        return alias.name, None, alias.asname or alias.name
    return ".".join(absolute(facts, statement)), alias.name, alias.local


def _bound_otherwise(facts: Facts, each: _Imported) -> bool:
    """Whether something else may bind the local name as well, so that a second import may bring it back."""
    named = any(binding.name == each[2] and binding.kind != "import" for binding in facts.bindings)
    return named or any(statement.is_star for statement in facts.imports)


def _decided(block: ImportBlock) -> tuple[list[_Imported], dict[_Imported, int]]:
    """The imports that stay, and those that may come, with where at the latest.

    The place is counted in the statements of the block that are no import and stand before it.
    """
    by_start = {statement.span.start: index for index, statement in enumerate(block.facts.imports)}
    keep: dict[tuple[int, int], bool] = {}
    new: dict[int, list[NewImport]] = {}
    for change in block.decision.aliases:
        key = change.statement, change.alias
        keep[key] = keep.get(key, False) or change.keep
        new.setdefault(change.statement, []).extend(change.new)
    stays: list[_Imported] = []
    comes: dict[_Imported, int] = {}
    others = 0
    for node in block.body:
        if not isinstance(node, (ast.Import, ast.ImportFrom)):
            others += 1
            continue
        index = by_start.get(block.source.offset(node.lineno, node.col_offset), -1)
        for number, each in enumerate(_imported(node, block.facts)):
            if keep.get((index, number), True):
                stays.append(each)
        for each_new in new.get(index, ()):
            wanted = _as_imported(each_new)
            comes[wanted] = min(comes.get(wanted, others), others)
    return stays, comes


def _late(block: ImportBlock, after: Sequence[ast.AST], comes: dict[_Imported, int]) -> _Imported | None:
    others = 0
    seen: set[_Imported] = set()
    for node in after:
        if not isinstance(node, (ast.Import, ast.ImportFrom)):
            others += 1
            continue
        for each in _imported(node, block.facts):
            if each in comes and each not in seen and others > comes[each]:
                return each
            seen.add(each)
    return None


def _imported(node: ast.AST, facts: Facts) -> list[_Imported]:
    if isinstance(node, ast.Import):
        return [(alias.name, None, alias.asname or alias.name) for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        module = ".".join(absolute(facts, node))
        return [(module, alias.name, alias.asname or alias.name) for alias in node.names]
    return []


def _as_imported(new: NewImport) -> _Imported:
    if new.name is None:
        return new.module, None, new.asname or new.module
    return new.module, new.name, new.asname or new.name


def _named(each: _Imported) -> str:
    module, name, _ = each
    return f"`{module}`" if name is None else f"`{name}` from `{module}`"
