"""Looking only where the text is finds all that looking everywhere finds."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from msgspec.structs import replace

from codemods.semantic.access import Access
from codemods.semantic.binding import Binding, ImportBinding
from codemods.semantic.dunder_all import read_dunder_all
from codemods.semantic.facts import Facts
from codemods.semantic.facts_builder import FactsBuilder
from codemods.semantic.parse_source import parse
from codemods.semantic.read_facts import collect, frozen_facts, read_facts
from codemods.semantic.scope_table import ScopeTable
from codemods.semantic.span import Span
from codemods.semantic.tracked_names import WantedNames
from codemods.values.source import Source
from tests.semantic.python_programs import QUICK, programs

WANTED = WantedNames(frozenset({"old", "__old", "gone"}), old_modules=frozenset({"gone"}))


def everywhere(source: Source, names: frozenset[str]) -> Facts:
    """The facts of a walk that skips nothing."""
    builder = FactsBuilder(source, names)
    tree = parse(source)
    builder.dunder_all = read_dunder_all(tree)
    collect(builder, tree, None)
    return frozen_facts(builder, "mod", False)


@dataclass(frozen=True)
class Meaning:
    """A use or a binding with what it means; the numbers of scopes and statements differ between walks."""

    item: Access | Binding
    scopes: tuple[str, ...]
    bound_at: tuple[Span, ...]
    outer: bool


def meanings(facts: Facts) -> list[Meaning]:
    names = ScopeTable(facts)
    items: list[Access | Binding] = [*facts.accesses, *facts.bindings]
    return [_meaning(names, item) for item in items]


def _meaning(names: ScopeTable, item: Access | Binding) -> Meaning:
    bound = tuple(each.span for each in names.bindings_of(item.scope, item.name))
    scopes = tuple(names.facts.scopes[scope].kind for scope in names.scopes_between(item.scope, None))
    if isinstance(item, ImportBinding):
        return Meaning(replace(item, scope=0, statement=0), scopes, bound, False)
    if isinstance(item, Binding):
        return Meaning(replace(item, scope=0), scopes, bound, False)
    return Meaning(replace(item, scope=0), scopes, bound, names.global_alternative(item) is not None)


@QUICK
@given(programs())
def test_pruned_facts_are_all_facts(text: str) -> None:
    source = Source("mod.py", text.encode())
    pruned = read_facts(source, "mod", False, WANTED)
    full = everywhere(source, pruned.tracked)

    assert meanings(pruned) == meanings(full)
    assert pruned.strings == full.strings
    assert [each.span for each in pruned.declarations] == [each.span for each in full.declarations]
    bound = {alias.span for each in full.imports for alias in each.aliases if alias.local in pruned.tracked}
    assert bound <= {alias.span for each in pruned.imports for alias in each.aliases}


@QUICK
@given(programs())
def test_a_place_spells_what_is_there(text: str) -> None:
    source = Source("mod.py", text.encode())
    facts = read_facts(source, "mod", False, WANTED)

    for use in facts.accesses:
        assert use.placed
        assert use.name.endswith(source.data[use.start : use.ends[0]].decode())
        for attribute, end in zip(use.attrs, use.ends[1:], strict=True):
            assert source.data[:end].endswith(attribute.encode())
        assert use.usage.call is None or source.data[use.ends[-1] : use.usage.call.end].lstrip()[:1] in (
            b"(",
            b")",
        )
    for binding in facts.bindings:
        assert binding.name[-3:].encode() in source.data[binding.span.start : binding.span.end]


@pytest.mark.parametrize(
    ("text", "imports"),
    [
        pytest.param("from a.host import b", 1, id="one line"),
        pytest.param("from .host import (\n  b,\n  c,\n)", 1, id="several lines"),
        pytest.param("from a.host \\\n  import b", 1, id="a continued line"),
        pytest.param("from a import *", 1, id="a star"),
        pytest.param("from a import \\\n  *", 1, id="a star on a continued line"),
        pytest.param("from a import b", 0, id="not another module's"),
    ],
)
def test_imports_from_canonical_modules_are_found(text: str, imports: int) -> None:
    wanted = WantedNames(frozenset({"old"}), new_modules=frozenset({"host"}))

    assert len(read_facts(Source("mod.py", text.encode()), "mod", False, wanted).imports) == imports
