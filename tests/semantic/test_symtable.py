"""Scopes as CPython's own `symtable` sees them: for random programs and for the standard library."""

import ast
import re
import symtable
import sys
import sysconfig
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from hypothesis import assume, given

from codemods.semantic.access import Access
from codemods.semantic.binding import Binding, Scope, ScopeKind
from codemods.semantic.facts_builder import FactsBuilder
from codemods.semantic.node_walk import NodeVisit, NodeWalk
from codemods.semantic.nodes import span_of
from codemods.semantic.read_facts import frozen_facts
from codemods.semantic.scope_table import ScopeTable
from codemods.semantic.visitors import VISITORS
from codemods.values.source import Source
from tests.semantic.facts_of_text import identifiers
from tests.semantic.python_programs import QUICK, programs

LIBRARY = Path(sysconfig.get_path("stdlib"))
MODULES = ("argparse.py", "dataclasses.py", "enum.py", "asyncio/tasks.py", "unittest/mock.py")
COMPREHENSIONS = {
    ast.ListComp: "listcomp",
    ast.SetComp: "setcomp",
    ast.DictComp: "dictcomp",
    ast.GeneratorExp: "genexpr",
}
IMPLICIT = {"__class__", "annotations"}
"""Names that CPython binds in classes by itself, and the one that is taken out of future imports."""
LATE = sys.version_info >= (3, 14)
"""Whether annotations have tables of their own, since they are evaluated late (PEP 649)."""

Key = tuple[str, int]
"""The name and line of a function, class, lambda or comprehension."""


def key_of(node: ast.AST) -> Key | None:
    """What a node's symbol table is called, and its line."""
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        return node.name, node.lineno
    if isinstance(node, ast.Lambda):
        return "lambda", node.lineno
    kind = next((name for each, name in COMPREHENSIONS.items() if isinstance(node, each)), None)
    return (kind, getattr(node, "lineno", 0)) if kind is not None else None


def tables(top: symtable.SymbolTable) -> Iterator[symtable.SymbolTable]:
    """All tables below one; those of type parameters left out, and `top`, which Python 3.11 mixes up."""
    for child in top.get_children():
        if kind_of(child) in ("function", "class") and child.get_name() != "top":
            yield child
        yield from tables(child)


def kind_of(table: symtable.SymbolTable) -> str:
    """What a table is of, in the words of Python 3.13."""
    return str(getattr(table.get_type(), "value", table.get_type()))


def annotation_tables(table: symtable.SymbolTable) -> Iterator[symtable.SymbolTable]:
    """The tables of a block's annotations, its own and those of the functions that it defines."""
    for child in table.get_children():
        if kind_of(child) == "annotation":
            yield child
        elif kind_of(child).startswith("type"):
            yield from annotation_tables(child)


def annotations(tree: ast.AST) -> Iterator[ast.expr]:
    """Every annotation of a program."""
    for node in ast.walk(tree):
        for each in (getattr(node, "annotation", None), getattr(node, "returns", None)):
            if isinstance(each, ast.expr):
                yield each


def walk_noting_scopes(text: str) -> tuple[ScopeTable, dict[int, Key]]:
    """The facts about every name of a source, and which node opened which scope."""
    source = Source("mod.py", text.encode())
    builder = FactsBuilder(source, frozenset(identifiers(text)))
    opened: dict[int, Key] = {}

    def visit_noting(walk: NodeWalk, visit: NodeVisit) -> None:
        before = len(builder.scopes)
        VISITORS[type(visit.node)](walk, visit)
        key = key_of(visit.node)
        own = next(
            (
                each
                for each in range(before, len(builder.scopes))
                if builder.scopes[each].kind is not ScopeKind.TYPES
            ),
            0,
        )
        if key is not None:
            opened[own] = key

    builder.add_scope(Scope(ScopeKind.MODULE, None))
    NodeWalk(builder, source.offset, None, dict.fromkeys(VISITORS, visit_noting)).run(ast.parse(text), 0)
    return ScopeTable(frozen_facts(builder, "mod", False)), opened


def disagreements(text: str) -> Iterator[str]:
    """Where the facts and the symbol tables differ on whose a name is."""
    names, opened = walk_noting_scopes(text)
    by_key: Mapping[Key, list[symtable.SymbolTable]] = defaultdict(list)
    for table in tables(symtable.symtable(text, "mod.py", "exec")):
        # Python 3.15 calls them `<lambda>` and `<listcomp>`.
        by_key[table.get_name().strip("<>"), table.get_lineno()].append(table)
    keys = list(opened.values())
    to_offset = Source("mod.py", text.encode()).offset
    annotated = [span_of(each, to_offset) for each in annotations(ast.parse(text))] if LATE else []
    items: list[Access | Binding] = [*names.facts.accesses, *names.facts.bindings]
    for item in items:
        key = opened.get(item.scope, ("", 0))
        if len(by_key[key]) == 1 and keys.count(key) == 1 and item.name not in IMPLICIT:
            late = isinstance(item, Access) and any(each.start <= item.start < each.end for each in annotated)
            for symbol in (
                _late_symbols(by_key[key][0], item.name) if late else [by_key[key][0].lookup(item.name)]
            ):
                if not _agree(names, item, symbol, late):
                    yield f"{item.name} in {key}: {symbol}, but {item}"


def _late_symbols(table: symtable.SymbolTable, name: str) -> list[symtable.Symbol]:
    """What the annotations of a block, and those inside lambdas and the like there, say of a name.

    Annotations of a function's own variables are never evaluated, and say nothing.
    """
    inside = [each for each in annotation_tables(table) if name in each.get_identifiers()]
    return [each.lookup(name) for each in inside or [table] if name in each.get_identifiers()]


def _agree(names: ScopeTable, item: Access | Binding, symbol: symtable.Symbol, late: bool) -> bool:
    owner = names.owner(item.scope, item.name)
    if late and owner == item.scope and names.facts.scopes[owner].kind is ScopeKind.CLASS:
        # A class's names come first at run time, by `__classdict__`; the table says what comes next.
        return symbol.is_global()
    if late and owner == item.scope:
        return symbol.is_free() or symbol.is_local()
    if symbol.is_global():
        return owner in (0, None)
    if symbol.is_free():
        return owner not in (0, None, item.scope)
    return owner == item.scope


@pytest.mark.parametrize("module", MODULES)
def test_the_standard_library_s_scopes(module: str) -> None:
    text = (LIBRARY / module).read_text(encoding="utf-8")
    text = re.sub(r"(from __future__ import )annotations", r"\1division", text)

    assert list(disagreements(text)) == []


@QUICK
@given(programs())
def test_random_programs_scopes(text: str) -> None:
    try:
        symtable.symtable(text, "mod.py", "exec")
    except SyntaxError:
        assume(False)

    assert list(disagreements(text)) == []
