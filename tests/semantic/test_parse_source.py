"""What the parser does not read, and why."""

import sys

import pytest

from codemods.semantic.parse_source import ParseError, parse
from codemods.values.source import Source
from tests.semantic.facts_of_text import chains, read

UNPARSABLE = {
    "a syntax error": ("x = 1\nold = = 2", "RP001", 2),
    "a null byte": ("old\0", "RP001", 0),
    "brackets without end": ("(" * 150 + "old", "RP001", 1),
    "300 nested brackets": ("(" * 300 + "old" + ")" * 300, "RP002", 1),
    "200 levels of indentation": ("".join(" " * n + "if x:\n" for n in range(200)), "RP002", 101),
}


@pytest.mark.parametrize(("text", "code", "line"), UNPARSABLE.values(), ids=UNPARSABLE)
def test_cannot_read(text: str, code: str, line: int) -> None:
    with pytest.raises(ParseError) as caught:
        read(text.encode())

    assert caught.value.rejection.code == code
    assert caught.value.line in (line, 0 if "\0" in text else line) or sys.version_info >= (3, 12)
    assert caught.value.reason


def test_warnings_of_the_parser_are_its_own_affair() -> None:
    assert chains("x = '\\d'; old is 1") == ["old"]


@pytest.mark.parametrize("number", [5_000, 20_000])
def test_a_chain_of_operands_is_past_the_limits_or_read_whole(number: int) -> None:
    """Python 3.14 reads longer ones than those before it."""
    text = "x = " + " + ".join(["old"] * number)
    try:
        parse(Source("mod.py", text.encode()))
    except ParseError:
        with pytest.raises(ParseError) as caught:
            read(text)
        assert (caught.value.rejection.code, caught.value.line) == ("RP002", 0)
    else:
        assert chains(text) == ["old"] * number
