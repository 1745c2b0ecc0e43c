"""What one local name reads through a module, and what of it has to stay."""

import pytest

from codemods.project.container_uses import ContainerUses
from codemods.project.deciding import Deciding
from codemods.project.matched_uses import MatchedUses
from tests.project.decisions import file_and_name


def uses_of(text: str, *leaving: int) -> ContainerUses:
    """The uses of `acme.old` in a file; `leaving` are the indices of those that go."""
    file, local = file_and_name(text)
    return ContainerUses(Deciding(file), local, ("acme", "old"), local.uses, leaving, {})


def test_the_uses_that_go_through_a_module_and_those_that_need_it_otherwise() -> None:
    uses = uses_of("import acme.old\nacme.old.make()\nacme.old.keep\nacme.other\n", 0)
    assert [(each.use.attrs, each.attrs) for each in uses.own] == [(("old", "make"), 2)]
    assert [each.use.attrs for each in uses.needed_otherwise()] == [("old", "keep")]
    assert [source.path for source in uses.sources] == [("acme", "old")]


@pytest.mark.parametrize(
    ("text", "leaving", "unused"),
    [
        pytest.param("from acme import old\nold.make()\n", [0], True, id="every use goes"),
        pytest.param("from acme import old\nold.make()\nold.keep\n", [0], False, id="a use stays"),
        pytest.param("from acme import old\nold.make()\nold = 1\n", [0], False, id="it is bound otherwise"),
    ],
)
def test_whether_a_name_is_left_unused(text: str, leaving: list[int], unused: bool) -> None:
    assert uses_of(text, *leaving).is_left_unused(MatchedUses()) is unused
