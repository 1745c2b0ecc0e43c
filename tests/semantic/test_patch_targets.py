"""The patch targets of a file: what they name, below what, and where they stand."""

import pytest

from codemods.semantic.patch_forms import PatchForm
from codemods.semantic.string_names import PathRoot
from tests.semantic.facts_of_text import read, spelled

Found = tuple[PatchForm, PathRoot, tuple[str, ...], str, list[str]]
ABSOLUTE, NAMES = PathRoot.ABSOLUTE, PathRoot.NAMES
TARGETS = {
    "a path": ("patch('a.old')", [(PatchForm.PATCH, ABSOLUTE, (), "a.old", ["a", "old"])]),
    "a name beside its module": (
        "patch.object(a.b, 'old')",
        [(PatchForm.PATCH_OBJECT, NAMES, ("a", "b"), "old", ["old"])],
    ),
    "keywords": (
        "patch.multiple('a', old=1, other=2)",
        [(PatchForm.PATCH_MULTIPLE, ABSOLUTE, (), "a.old", ["old"])],
    ),
    "a namespace's item": (
        "a.__dict__['old']",
        [(PatchForm.GETATTR, NAMES, ("a",), "old", ["old"])],
    ),
    "a namespace's path": (
        "patch.dict('a.__dict__', old=1)",
        [(PatchForm.PATCH_DICT, ABSOLUTE, (), "a.old", ["old"])],
    ),
    "a constant's name is reported, not edited": (
        "N = 'old'\nsetattr(a, N, 1)",
        [(PatchForm.SETATTR, NAMES, ("a",), "old", [])],
    ),
    "a module that is looked up": (
        "import_module('a.old')",
        [(PatchForm.MODULE_LOOKUP, ABSOLUTE, (), "a.old", ["a", "old"])],
    ),
    "an attribute of one": (
        "import_module('a').old",
        [(PatchForm.ATTRIBUTE, ABSOLUTE, (), "a.old", ["old"])],
    ),
    "an attribute of one that is assigned": (
        "sys.modules['a'].old = 1",
        [(PatchForm.SETATTR, ABSOLUTE, (), "a.old", ["old"])],
    ),
    "a name in one": (
        "setattr(import_module('a'), 'old', 1)",
        [(PatchForm.SETATTR, ABSOLUTE, (), "a.old", ["old"])],
    ),
    "a relative name needs a package": ("import_module('.a').old", []),
    "another name": ("patch('a.other')", []),
}


@pytest.mark.parametrize(("text", "expected"), TARGETS.values(), ids=TARGETS)
def test_targets(
    text: str, expected: list[tuple[PatchForm, PathRoot, tuple[str, ...], str, list[str]]]
) -> None:
    facts = read(text)
    found = [each for each in facts.patch_targets if "old" in each.path]

    assert [
        (each.form, each.root, each.base, each.text, spelled(text, each.components)) for each in found
    ] == expected


@pytest.mark.parametrize(
    ("text", "values"),
    [
        pytest.param("patch('a.old')", [], id="a path"),
        pytest.param("P = 'a.old'\npatch(P)", [], id="a constant that is a path"),
        pytest.param(
            "A = 'a.old'\nhelper(A, 'old')",
            ["a.old", "old"],
            id="of an unknown callable it may be a text as well",
        ),
    ],
)
def test_strings_of_targets_are_not_constants_as_well(text: str, values: list[str]) -> None:
    assert [each.value for each in read(text).strings] == values


def test_what_stands_in_a_string_is_not_a_target() -> None:
    assert read("x: \"A[patch('a.old')]\"").patch_targets == ()
