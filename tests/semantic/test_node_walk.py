"""Looking only where the text is finds all that looking everywhere finds."""

from hypothesis import given

from codemods.semantic.dunder_all import read_dunder_all
from codemods.semantic.facts import Facts
from codemods.semantic.facts_builder import FactsBuilder
from codemods.semantic.parse_source import parse
from codemods.semantic.read_facts import collect, frozen_facts, read_facts
from codemods.values.source import Source
from tests.semantic.facts_of_text import read
from tests.semantic.meanings import WANTED, meanings
from tests.semantic.python_programs import QUICK, programs


def everywhere(source: Source, names: frozenset[str]) -> Facts:
    """The facts of a walk that skips nothing."""
    builder = FactsBuilder(source, names)
    tree = parse(source)
    builder.dunder_all = read_dunder_all(tree)
    collect(builder, tree, None)
    return frozen_facts(builder, "mod", False)


@QUICK
@given(programs())
def test_facts_of_matching_lines_are_all_facts(text: str) -> None:
    source = Source("mod.py", text.encode())
    matching = read_facts(source, "mod", False, WANTED)
    full = everywhere(source, matching.tracked)

    assert meanings(matching) == meanings(full)
    assert matching.strings == full.strings
    assert [each.span for each in matching.declarations] == [each.span for each in full.declarations]
    bound = {alias.span for each in full.imports for alias in each.aliases if alias.local in matching.tracked}
    assert bound <= {alias.span for each in matching.imports for alias in each.aliases}


@QUICK
@given(programs())
def test_a_place_spells_what_is_there(text: str) -> None:
    source = Source("mod.py", text.encode())
    facts = read_facts(source, "mod", False, WANTED)

    for access in facts.accesses:
        assert access.placed
        assert access.name.endswith(source.data[access.start : access.ends[0]].decode())
        for attribute, end in zip(access.attrs, access.ends[1:], strict=True):
            assert source.data[:end].endswith(attribute.encode())
        assert access.usage.call is None or source.data[access.ends[-1] : access.usage.call.end].lstrip()[
            :1
        ] in (
            b"(",
            b")",
        )
    for binding in facts.bindings:
        assert binding.name[-3:].encode() in source.data[binding.span.start : binding.span.end]


def test_imports_are_in_the_order_of_the_source() -> None:
    text = """\
        from a import *
        if x:
            from b import *
        else:
            from c import *
        try:
            def f():
                from d import old
        except E:
            from e import *
        match x:
            case 1:
                from f import *
            case 2:
                from g import *
        from h import *
        """

    assert [each.module for each in read(text).imports] == list("abcdefgh")
