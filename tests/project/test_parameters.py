"""What a definition accepts: which calls bind to its parameters, and which names to which positions."""

import pytest

from codemods.project.parameters import Parameters


@pytest.mark.parametrize(
    ("shape", "positional", "keywords", "reason"),
    [
        pytest.param(Parameters(("a", "b")), 2, set(), None, id="as many as it has"),
        pytest.param(Parameters(("a",)), 2, set(), "it takes 1 positional", id="one too many"),
        pytest.param(Parameters(("a",), star=True), 2, set(), None, id="a star takes more"),
        pytest.param(Parameters(("a", "b")), 1, {"b"}, None, id="by keyword"),
        pytest.param(
            Parameters(("a", "b"), required=frozenset("ab")), 1, set(), "requires `b`", id="one too few"
        ),
        pytest.param(
            Parameters(("a",), required=frozenset("a")), 0, {"a"}, None, id="a required one by keyword"
        ),
        pytest.param(
            Parameters((), 0, ("k",), frozenset("k")), 0, set(), "requires `k`", id="a required keyword"
        ),
        pytest.param(Parameters((), 0, ("k",)), 0, {"k"}, None, id="keyword-only"),
        pytest.param(Parameters(("a",)), 0, {"z"}, "no argument `z`", id="a keyword that it has not"),
        pytest.param(Parameters(double_star=True), 0, {"z"}, None, id="a double star takes any keyword"),
        pytest.param(Parameters(("a",), 1), 0, {"a"}, "no argument `a`", id="positional-only by keyword"),
        pytest.param(Parameters(("a", "b")), 1, {"a"}, "two values for `a`", id="the same one twice"),
        pytest.param(
            Parameters(("a",), 1, double_star=True), 1, {"a"}, None, id="positional-only beside its namesake"
        ),
    ],
)
def test_a_call_does_not_bind(
    shape: Parameters, positional: int, keywords: set[str], reason: str | None
) -> None:
    found = shape.mismatch(positional, keywords)
    assert found is None if reason is None else reason in str(found)


@pytest.mark.parametrize(
    ("shape", "position", "name", "accepted"),
    [
        pytest.param(Parameters(("a", "b")), 1, "b", True, id="in its place"),
        pytest.param(Parameters(("a", "b")), 0, "b", False, id="in another place"),
        pytest.param(Parameters(("a", "b"), 1), 0, "a", False, id="positional-only"),
        pytest.param(Parameters(("a",), 0, ("k",)), 1, "k", False, id="keyword-only"),
        pytest.param(Parameters(("a",)), 0, "z", False, id="another name"),
    ],
)
def test_a_name_is_accepted_for_a_position(
    shape: Parameters, position: int, name: str, accepted: bool
) -> None:
    assert shape.accepts(position, name) is accepted
