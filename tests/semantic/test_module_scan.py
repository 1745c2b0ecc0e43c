"""Whether a text may hand a module on, by a look at its bytes."""

import pytest

from codemods.semantic.module_scan import may_hand_on


@pytest.mark.parametrize(
    "text",
    [
        "from acme import old\nf(old)",
        "from acme import (\n    new,\n    old,\n)\nf(old)",
        "from acme import old as o\nf(o)",
        "import acme.old as o\nm = o",
        "import acme\nf(acme.old)",
        "import_module('acme.old')",
        "getattr(acme, 'old')",
    ],
)
def test_may_hand_on(text: str) -> None:
    assert may_hand_on(text.encode(), "old")


@pytest.mark.parametrize(
    "text",
    [
        "from acme.old import make\nf(make)",
        "from acme import old\nold.make()",
        "import acme.old\nacme.old.make()",
        "self.old = 1\nf(self.old)",
        "d = {'old': 1}",
        "old = 1\nf(old)",
    ],
)
def test_does_not(text: str) -> None:
    assert not may_hand_on(text.encode(), "old")
