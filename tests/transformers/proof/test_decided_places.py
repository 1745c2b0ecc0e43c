"""What was decided about a node, by where it stands."""

import ast

import pytest

from codemods.semantic.nodes import nodes_in
from codemods.transformers.proof.decided_places import DecidedPlaces, extent
from codemods.values.edit import Edit
from codemods.values.source import Source
from tests.transformers.proof.broken_rewrites import Program


def places_of(text: str, after: str, *strings: Edit) -> tuple[DecidedPlaces, dict[str, ast.expr]]:
    """The decided places of a file, and its expressions by their text."""
    job = Program(text, after).job
    nodes = (each for each in nodes_in(ast.parse(text)) if isinstance(each, ast.expr))
    places = DecidedPlaces(job.source, job.facts, job.decision, strings)
    return places, {ast.unparse(each): each for each in nodes}


def test_a_use_that_moves_is_found_where_it_starts() -> None:
    text = "from acme.old import make\nmake(1)\nother(2)\n"
    places, nodes = places_of(text, "from acme.new import build\nbuild(1)\nother(2)\n")
    change = places.change(nodes["make"])
    assert change is not None
    assert change.parts == ("build",)
    assert places.change(nodes["other"]) is None
    assert places.are_between(text.index("make("), text.index("other"))
    assert not places.are_between(text.index("other"), len(text))


@pytest.mark.parametrize(
    ("text", "old"),
    [
        pytest.param("getattr(box, 'make')\n", "'make'", id="inside a string"),
        pytest.param("box.make\n", "box.make", id="on an attribute"),
    ],
)
def test_an_edit_belongs_to_the_node_that_it_stands_in(text: str, old: str) -> None:
    start = text.index("make")
    edit = Edit(start, start + 4, b"make", b"build")
    places, nodes = places_of(f"{text}", text, edit)
    node = nodes[old]
    found = places.on_attribute(node) if isinstance(node, ast.Attribute) else places.edits_inside(node)[0]
    assert found == edit


def test_the_extent_of_a_definition_begins_with_its_decorators() -> None:
    text = "@cache\ndef f(): ...\n"
    (node,) = ast.parse(text).body
    assert extent(Source("app.py", text.encode()), node) == (text.index("cache"), len(text) - 1)
