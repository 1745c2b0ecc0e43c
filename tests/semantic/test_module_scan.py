"""Whether a text may hand a module on, by a look at its bytes."""

import pytest

from codemods.semantic.module_scan import may_hand_on, may_look_up


@pytest.mark.parametrize(
    "text",
    [
        "from acme import old\nf(old)",
        "from acme import (\n    new,\n    old,\n)\nf(old)",
        "from acme import old as o\nf(o)",
        "from acme import old as o",
        "from acme import (\n    old as o,\n)",
        "import acme.old as o",
        "import_module('old')",
        "modules[\n    'old'\n]",
        "import acme.old as o\nm = o",
        "import acme\nf(acme.old)",
        "import acme.old\nf(acme)",
        "import acme.old\nimport acme as a\nf(a)",
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
        "def f():\n    from acme import old as o\n    o.make()",
        "import acme.old\nacme.old.make()",
        "self.old = 1\nf(self.old)",
        "d = {'old': 1}",
        "old = 1\nf(old)",
    ],
)
def test_does_not(text: str) -> None:
    assert not may_hand_on(text.encode(), "old")


@pytest.mark.parametrize(
    ("text", "looks_up"),
    [
        ("import_module('pkg.acme.old')", True),
        ("path = 'pkg.acme.old'", True),
        ("n = 'old'\nimport_module(f'pkg.acme.{n}')", True),
        ("n = 'old'\nimport_module('.' + n, 'pkg.acme')", True),
        ("n = 'old'\nimport_module(f'{__package__}.{n}')", True),
        ("n = 'old'\nimport_module('other')", False),
        ("n = 'old'", False),
    ],
)
def test_may_look_up_by_a_name_that_strings_spell(text: str, looks_up: bool) -> None:
    assert may_look_up(text.encode(), {"pkg.acme.old"}) == looks_up


def test_a_module_in_no_package_is_looked_up_by_its_name_alone() -> None:
    assert may_look_up(b"import_module('old')", {"old"})
    assert not may_look_up(b"m = 'old'", {"old"})
