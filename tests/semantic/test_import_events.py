"""What modules do when they are imported, in order."""

import pytest

from codemods.semantic.import_events import Choice, Loading, NameBound, Reading, Taking, import_events
from codemods.values.source import Source


def events_of(text: str) -> list[object]:
    found = import_events(Source("m.py", text.encode()))
    assert found is not None
    return list(found.events)


def taking(name: str, guarded: bool = False) -> Taking:
    return Taking("a", 0, ((name, name),), guarded)


def test_of_a_choice_between_imports_one_runs() -> None:
    assert events_of("if x:\n    from a import n\nelse:\n    n = 1\n") == [
        Choice((taking("n"),), (NameBound("n"),))
    ]
    assert events_of("if x:\n    from a import n\n") == [taking("n")]
    assert events_of("if x:\n    n = 1\nelse:\n    n = 2\n") == [NameBound("n"), NameBound("n")]


def test_statements_come_in_order() -> None:
    text = "import a.b\nimport a.b as c\nfrom .d import e as f\nx, (y, *z) = a.b.x\n"
    assert events_of(text)[:4] == [
        Loading("a.b", "a", whole=False, guarded=False),
        Loading("a.b", "c", whole=True, guarded=False),
        Taking("d", 1, (("e", "f"),), guarded=False),
        Reading(("a", "b", "x")),
    ]
    assert set(events_of(text)[4:]) == set(map(NameBound, ("x", "y", "z")))


@pytest.mark.parametrize(
    "text",
    [
        "def f():\n    from a import n\n",
        "f = lambda: a.n\n",
        "if TYPE_CHECKING:\n    from a import n\n",
        "if typing.TYPE_CHECKING:\n    from a import n\n",
        'if __name__ == "__main__":\n    from a import n\n',
        "from __future__ import annotations\ndef f(x: a.n) -> a.n: ...\nx: a.n = 1\n",
    ],
)
def test_what_does_not_run_then_is_left_out(text: str) -> None:
    found = events_of(text)
    assert taking("n") not in found
    assert Reading(("a", "n")) not in found


@pytest.mark.parametrize(
    "text",
    [
        "class K(a.n): ...",
        "@a.n\ndef f(): ...",
        "def f(x=a.n): ...",
        "def f(x: a.n): ...",
        "class K:\n    m = a.n",
        "for x in a.n: ...",
        "match a.n:\n    case _: ...",
        "x = [a.n for _ in y]",
        "a.n()",
    ],
)
def test_what_is_read_then(text: str) -> None:
    assert Reading(("a", "n")) in events_of(text)


@pytest.mark.parametrize(
    ("around", "guarded"),
    [
        ("try:\n    {}\nexcept ImportError: ...", True),
        ("try:\n    {}\nexcept (KeyError, Exception): ...", True),
        ("try:\n    {}\nexcept: ...", True),
        ("with contextlib.suppress(ImportError):\n    {}", True),
        ("try:\n    {}\nexcept KeyError: ...", False),
        ("try:\n    {}\nexcept ModuleNotFoundError: ...", False),
        ("try:\n    {}\nfinally: ...", False),
        ("with open(x) as f:\n    {}", False),
        ("if x:\n    {}", False),
        ("class K:\n    {}", False),
    ],
)
def test_imports_that_are_made_up_for(around: str, guarded: bool) -> None:
    assert taking("n", guarded) in events_of(around.format("from a import n"))


def test_names_that_are_not_bound_by_statements() -> None:
    found = import_events(Source("m.py", b"globals()['x'] = 1\n"))
    assert found is not None
    assert found.is_open


def test_a_text_that_does_not_parse() -> None:
    assert import_events(Source("m.py", b"import\n")) is None
