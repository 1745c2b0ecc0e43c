"""A file of twice as many references takes no more than twice the steps: calls of functions are counted."""

import sys
from collections.abc import Callable
from types import FrameType

import pytest

from codemods.cli.formats.unified_diff import unified_diffs
from tests.in_memory import TextTree

KINDS: dict[str, Callable[[int], str]] = {
    "calls": lambda n: f"from acme.old import make\nx{n} = make({n})\n",
    "calls in functions": lambda n: f"from acme.old import make\n\n\ndef f{n}():\n    return make({n})\n\n",
    "imports in functions": lambda n: f"def f{n}():\n    from acme.old import make\n    return make({n})\n\n",
    "aliases": lambda n: f"from acme.old import make as m{n}\nm{n}()\n",
    "aliases of the module": lambda n: f"import acme.old as m{n}\nm{n}.make()\n",
    "patches": lambda n: (
        f"from mock import patch\n\n\ndef test_{n}():\n    with patch('acme.old.make'):\n        pass\n\n"
    ),
    "patches of objects": lambda n: (
        f"import acme.old, mock\ndef test_{n}():\n    mock.patch.object(acme.old, 'make')\n"
    ),
    "imports in branches": lambda n: f"if c{n}:\n    from acme.old import make\n    make({n})\n",
    "imports with fallbacks": lambda n: (
        f"try:  # {n}\n    from acme.old import make\nexcept ImportError:\n    make = None\nmake({n})\n"
    ),
    "imports of either": lambda n: (
        f"try:  # {n}\n    from acme.new import make as make{n}\n"
        f"except ImportError:\n    from acme.old import make as make{n}\nmake{n}()\n"
    ),
    "imports for types": lambda n: (
        f"from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from acme.old import make\nx{n}: make\n"
    ),
    "imports of the module in branches": lambda n: f"if c{n}:\n    import acme.old\n    acme.old.make({n})\n",
    "other names of the module": lambda n: (
        f"import acme.old as a\ndef f{n}():\n    b = a\n    return b.make\n"
    ),
    "global names": lambda n: f"def f{n}():\n    global make\n    from acme.old import make\n    make()\n",
    "stars": lambda n: f"from acme.old import *\nmake({n})\n",
    "left early": lambda n: (
        f"from acme.old import make\ndef f{n}(x):\n    if hasattr(x, 'make'):\n        return\n    make()\n"
    ),
    "lines that stay": lambda n: (
        f"from acme.old import make\nmake({n})  # repoint: ignore\ndef f{n}():\n    make()\n"
    ),
    "strings": lambda n: f"from acme.old import make\nx{n} = 'acme.old.make', make\n",
    "attributes": lambda n: f"import acme.old as m\nm.make{n} = m.make = make{n}.make\n",
    "doctests": lambda n: (
        f'def f{n}():\n    """\n    >>> from acme.old import make\n    >>> make({n})\n    """\n\n'
    ),
}
"""A piece of a file by its number; a line that comes first in each stands once, at the top."""


def program(kind: str, count: int) -> str:
    """A file with so many pieces of a kind."""
    pieces = [KINDS[kind](number) for number in range(count)]
    first, newline, _ = pieces[0].partition("\n")
    if all(piece.startswith(first + newline) for piece in pieces):
        return first + newline + "".join(piece.removeprefix(first + newline) for piece in pieces)
    return "".join(pieces)


def steps(text: str) -> int:
    """How many calls of functions it takes to plan a file, and to make its patch."""
    count = 0

    def note(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    tree = TextTree({"app.py": text})
    before = sys.getprofile()
    sys.setprofile(note)
    try:
        plan = tree.plan
        patches = unified_diffs(plan.files)
    finally:
        sys.setprofile(before)
    assert plan.references
    assert list(patches) == [each.path for each in plan.files]
    return count


@pytest.mark.parametrize("kind", KINDS)
def test_twice_as_many_take_twice_the_steps(kind: str) -> None:
    steps(program(kind, 2))  # What is remembered is not counted.
    few, many = (steps(program(kind, count)) for count in (40, 80))
    assert many < 2.3 * few
