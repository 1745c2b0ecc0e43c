"""One walk collects all that there is: scopes, bindings, accesses, imports and patch targets."""

import ast
import sys

import pytest

from codemods.semantic.access import Embedding
from codemods.semantic.binding import Scope, ScopeKind
from codemods.semantic.facts_builder import FactsBuilder
from codemods.semantic.matching_lines import MatchingLines
from codemods.semantic.parse_source import parse
from codemods.semantic.visitors import VISITORS, walk_with_visitors
from codemods.values.source import Source

TEXT = """\
import old
from m import other
class C:
    def f(self): return old.make()
patch("m.old")
"""


def walked(text: str, lines: set[int] | None = None, embedded: Embedding | None = None) -> FactsBuilder:
    """What a walk over a text adds about `old`; `lines` are the only ones to look at."""
    source = Source("mod.py", text.encode())
    builder = FactsBuilder(source, frozenset({"old"}))
    scope = builder.add_scope(Scope(ScopeKind.MODULE, None))
    matching = MatchingLines(source.line_count, lines) if lines is not None else None
    walk_with_visitors(builder, source.offset, matching, embedded).run(parse(source), scope)
    return builder


def test_a_walk_collects_all_kinds_of_facts() -> None:
    builder = walked(TEXT)
    assert [scope.kind for scope in builder.scopes] == [
        ScopeKind.MODULE,
        ScopeKind.CLASS,
        ScopeKind.FUNCTION,
    ]
    assert [statement.module for statement in builder.imports] == [None, "m"]
    assert [binding.name for binding in builder.bindings] == ["old"]
    assert [(access.name, access.attrs) for access in builder.accesses] == [("old", ("make",))]
    assert [target.text for target in builder.patch_targets] == ["m.old"]


def test_a_walk_over_some_lines_leaves_the_others_out() -> None:
    builder = walked(TEXT, {1, 5})
    assert builder.bindings
    assert builder.patch_targets
    assert builder.accesses == []


@pytest.mark.parametrize("embedded", Embedding)
def test_code_in_a_string_is_marked_and_examples_alone_name_targets(embedded: Embedding) -> None:
    builder = walked(TEXT, embedded=embedded)
    assert [access.embedded for access in builder.accesses] == [embedded]
    assert bool(builder.patch_targets) is (embedded is Embedding.DOCTEST)


@pytest.mark.skipif(sys.version_info < (3, 12), reason="type parameters came with Python 3.12")
def test_the_nodes_of_type_parameters_are_visited_where_python_has_them() -> None:
    names = {"TypeAlias", "TypeVar", "ParamSpec", "TypeVarTuple"}
    assert {getattr(ast, name) for name in names} <= set(VISITORS)
    kinds = [scope.kind for scope in walked("type A[T] = old\n").scopes]
    assert ScopeKind.TYPES in kinds
