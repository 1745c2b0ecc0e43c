"""What the facts of a file say of a scope."""

from tests.semantic.facts_of_text import read


def test_a_scope_is_in_a_doctest() -> None:
    text = 'def f():\n  """\n  >>> old\n  >>> lambda: old.a\n  """\n  old.b\n'
    facts = read(text)

    assert [(access.line, facts.in_doctest(access.scope)) for access in facts.accesses] == [
        (3, True),
        (4, True),
        (6, False),
    ]
