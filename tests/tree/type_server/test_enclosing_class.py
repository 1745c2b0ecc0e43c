"""The class around a line."""

import pytest

from codemods.tree.type_server.enclosing_class import class_around

TEXT = b"""\
class Box:
    size = 1

    @property
    def volume(self): ...

    class Lid:
        name: str


def make():
    class Local:
        def go(self): ...

    return Local


class Short: kind = 1
"""


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        (0, None),
        (1, ("Box",)),
        (4, ("Box",)),
        (7, ("Box", "Lid")),
        (12, ("make", "<locals>", "Local")),
        (14, None),
        (17, ("Short",)),
    ],
)
def test_the_innermost_class_is_named_by_its_qualified_name(line: int, parts: tuple[str, ...] | None) -> None:
    around = class_around(TEXT, line)
    assert (around.parts if around is not None else None) == parts


def test_the_place_is_that_of_the_name() -> None:
    around = class_around(TEXT, 7)
    assert around is not None
    assert TEXT.splitlines()[around.line][around.column :].startswith(b"Lid")


@pytest.mark.parametrize("text", [b"class (", b"\xff", b""])
def test_a_text_that_does_not_parse_has_none(text: bytes) -> None:
    assert class_around(text, 0) is None
