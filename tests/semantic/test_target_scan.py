"""Whether a text may hold a patch target of a name: as a look at the bytes says, and as the facts say."""

import pytest

from codemods.semantic.target_scan import may_hold_target
from tests.semantic.facts_of_text import read

TARGETS = {
    "the end of a path": "patch('m.old')",
    "a path over lines": "patch(\n  'm'\n  '.old'\n)",
    "a name beside its module": "setattr(m, 'old', 1)",
    "double quotes": 'helper(m, "old")',
    "a keyword": "patch.multiple(m, old=1)",
    "a keyword on its own line": "patch.multiple(\n  m,\n  old = 1,\n)",
    "an attribute of a module looked up": "import_module('m').old",
    "one in parentheses": "(sys.modules['m']\n  .old)",
    "one after a backslash": "sys.modules['m']. \\\n  old",
    "a part of an f-string": "M = 'm.'\npatch(f'{M}old')",
    "an f-string": "patch(f'{m.__name__}.old')",
    "a filter of warnings": "f('ignore::m.old')",
}
NO_TARGETS = {
    "a name": "patch(m); old",
    "an attribute of a module": "patch(m); m.old",
    "a keyword where nothing is patched": "f(old=1)",
    "a comparison": "patch(m); old == 1",
    "a longer name": "patch('m.older')",
    "a path where nothing takes one": "f('m.old')",
}


def names_old(text: str) -> bool:
    return any("old" in target.path for target in read(text).patch_targets)


@pytest.mark.parametrize("text", TARGETS.values(), ids=TARGETS)
def test_may_hold(text: str) -> None:
    assert names_old(text)
    assert may_hold_target(text.encode(), "old")


@pytest.mark.parametrize("text", NO_TARGETS.values(), ids=NO_TARGETS)
def test_does_not_hold(text: str) -> None:
    assert not names_old(text)
    assert not may_hold_target(text.encode(), "old")


def test_a_name_that_is_not_ascii_may_be_spelled_otherwise() -> None:
    assert may_hold_target(b"", "\u00e9")
