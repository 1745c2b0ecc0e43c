"""Scopes as CPython's own `symtable` sees them: for random programs and for the standard library."""

import ast
import re
import symtable
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
        kind = str(getattr(child.get_type(), "value", child.get_type()))
        if kind in ("function", "class") and child.get_name() != "top":
            yield child
        yield from tables(child)


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
        by_key[table.get_name(), table.get_lineno()].append(table)
    keys = list(opened.values())
    items: list[Access | Binding] = [*names.facts.accesses, *names.facts.bindings]
    for item in items:
        key = opened.get(item.scope, ("", 0))
        if len(by_key[key]) == 1 and keys.count(key) == 1 and item.name not in IMPLICIT:
            symbol = by_key[key][0].lookup(item.name)
            if not _agree(names, item, symbol):
                yield f"{item.name} in {key}: {symbol}, but {item}"


def _agree(names: ScopeTable, item: Access | Binding, symbol: symtable.Symbol) -> bool:
    owner = names.owner(item.scope, item.name)
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
