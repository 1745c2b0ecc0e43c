"""Dotted paths that strings spell: what they start from, and where their components stand."""

import pytest

from codemods.semantic.string_names import PathRoot
from tests.semantic.facts_of_text import read, spelled

FOLDED = {
    "one string": ("patch('a.old')", PathRoot.ABSOLUTE, "a.old", ["a", "old"]),
    "adjacent strings": ("patch('a' '.old')", PathRoot.ABSOLUTE, "a.old", ["a", "old"]),
    "adjacent strings around a comment": ("patch('a'  # x\n '.old')", PathRoot.ABSOLUTE, "a.old", ["old"]),
    "a component that stands twice": ("patch('a.old' + '.old')", PathRoot.ABSOLUTE, "a.old.old", []),
    "one that stands twice, side by side": (
        "patch('a.old' '.old')",
        PathRoot.ABSOLUTE,
        "a.old.old",
        ["a", "old", "old"],
    ),
    "a sum": ("patch('a' + '.old')", PathRoot.ABSOLUTE, "a.old", ["old"]),
    "a constant": ("M = 'a.b'\npatch(M + '.old')", PathRoot.ABSOLUTE, "a.b.old", ["old"]),
    "a constant alone": ("M = 'a.old'\npatch(M)", PathRoot.ABSOLUTE, "a.old", ["a", "old"]),
    "an f-string": ("M = 'a'\npatch(f'{M}.old')", PathRoot.ABSOLUTE, "a.old", ["old"]),
    "the module itself": ("patch(__name__ + '.old')", PathRoot.OWN_MODULE, "old", ["old"]),
    "a module's name": ("import a\npatch(f'{a.b.__name__}.old')", PathRoot.NAMES, "old", ["old"]),
    "the percent operator": ("patch('%s.old' % __name__)", PathRoot.OWN_MODULE, "old", ["old"]),
    "a name that nothing tells": ("patch(f'{m}.old')", PathRoot.UNKNOWN, "old", []),
    "a constant bound twice": ("M = 'a'\nM = 'b'\npatch(M + '.old')", PathRoot.UNKNOWN, "old", []),
    "a conversion": ("M = 'a'\npatch(f'{M!r}.old')", PathRoot.UNKNOWN, "old.a", []),
    "two percent signs": ("patch('%s.old%%' % __name__)", PathRoot.UNKNOWN, "%s.old%%", []),
}


@pytest.mark.parametrize(("text", "root", "path", "components"), FOLDED.values(), ids=FOLDED)
def test_a_path_is_folded(text: str, root: PathRoot, path: str, components: list[str]) -> None:
    (target,) = read(text).patch_targets

    assert (target.root, target.text) == (root, path)
    assert spelled(text, target.components) == components


def test_the_base_of_a_module_s_name() -> None:
    (target,) = read("import a\npatch(f'{a.b.__name__}.old')").patch_targets

    assert target.base == ("a", "b")
