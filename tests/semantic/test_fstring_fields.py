"""f-strings: what their fields read, and where (language reference 2.4.3), on every Python."""

import ast
import sys

import pytest

from codemods.semantic.fstring_fields import field_spans, fields_of
from codemods.semantic.span import Span
from tests.semantic.facts_of_text import chains, read, reads, spelled

CASES = {
    "a field": ("f'{old}'", ["old"]),
    "several fields": ("f'{old} {a} {old.b}{old}'", ["old", "old.b", "old"]),
    "no field": ("f'old'", []),
    "doubled braces": ("f'{{old}} {{{old.a}}} {{'", ["old.a"]),
    "a conversion": ("f'{old!r} {old.a!s:>9}'", ["old", "old.a"]),
    "a debugging field": ("f'{old=} {old.a = !r:>9}'", ["old", "old.a"]),
    "a format specification": ("f'{a:{old}} {a:>{old.b}.{old.c}}'", ["old", "old.b", "old.c"]),
    "text in a format specification": ("f'{a:old} {old.a:old}'", ["old.a"]),
    "comparisons": (
        "f'{old != 1} {old.a == 2} {old.b <= 3} {old.c >= old.d}'",
        ["old", "old.a", "old.b", "old.c", "old.d"],
    ),
    "colons in brackets": ("f'{a[old:1]} {(lambda: old.a)} {dict(b=old.b)}'", ["old", "old.a", "old.b"]),
    "a dictionary": ("f'{ {1: old}[1] }'", ["old"]),
    "strings inside": ("""f'{a["}"]} {a[":{"]} {old}'""", ["old"]),
    "triple quotes inside": ("""f"{'''a'}'''} {old}\"""", ["old"]),
    "escapes in the text": (
        r"f'\n{old}\t\'{old.a}\\{old.b} \N{EM DASH}{old.c}'",
        ["old", "old.a", "old.b", "old.c"],
    ),
    "a backslash before a field": ("fr'\\{old} \\N{old.a}'", ["old", "old.a"]),
    "upper-case prefixes": ("F'{old}' fR'{old.a}' Rf'{old.b}'", ["old", "old.a", "old.b"]),
    "adjacent strings": (
        "x = ('a{old}' f'{old.a}' # {old}\n  f'{old.b}' \\\n  '{old}' f'{old.c}')",
        ["old.a", "old.b", "old.c"],
    ),
    "several lines": ('f"""\n{old}\n é {old.a} {\n  old\n  .b}\n"""', ["old", "old.a", "old\n  .b"]),
    "non-ASCII before a field": ("f'é{old} é {old.a}'", ["old", "old.a"]),
    "a nested f-string": ("""f'{f"{old} {{old}}"} {old.a}'""", ["old", "old.a"]),
    "a nested f-string over lines": ('''f"""\n{a(f'{old}',\n  f'{old.a}')}"""''', ["old", "old.a"]),
    "calls": ("f'{old(1)} {old.a(old)}'", ["old", "old.a", "old"]),
    "leading blanks": ("f'{  old}{\told.a}'", ["old", "old.a"]),
    "a lambda and a comprehension": ("f'{[old for old in a]} {(lambda old: old)}'", ["old", "old"]),
}
NEW_GRAMMAR = {
    "the same quotes inside": ("f'{a['old']} {old}'", ["old"]),
    "a comment inside": ("f'''{\n  old  # old\n}'''", ["old"]),
    "a backslash inside": ("f'{'\\n'.join(old)}'", ["old"]),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_an_f_string_reads(text: str, expected: list[str]) -> None:
    assert chains(text) == expected


@pytest.mark.skipif(sys.version_info < (3, 12), reason="PEP 701")
@pytest.mark.parametrize(("text", "expected"), NEW_GRAMMAR.values(), ids=NEW_GRAMMAR)
def test_an_f_string_of_python_3_12_reads(text: str, expected: list[str]) -> None:
    assert chains(text) == expected


@pytest.mark.parametrize(("text", "_expected"), CASES.values(), ids=CASES)
def test_the_fields_spans_hold_what_the_parser_reads(text: str, _expected: list[str]) -> None:
    statement = ast.parse(text).body[0]
    assert isinstance(statement, (ast.Expr, ast.Assign))
    joined = [node for node in ast.walk(statement) if isinstance(node, ast.JoinedStr)][:1]
    start = text.encode().index(b"(") + 1 if isinstance(statement, ast.Assign) else 0

    spans = field_spans(text.encode(), Span(start, len(text.encode())))

    found = [ast.dump(ast.parse(f"({part})", mode="eval").body) for part in spelled(text, spans)]
    assert found == [ast.dump(field.value) for node in joined for field in fields_of(node)]


def test_a_call_in_an_f_string_has_its_place() -> None:
    text = 'f"""\n\n {a}{old(1, b=2)}"""'
    (access,) = read(text).accesses

    assert access.line == 3
    assert access.usage.call is not None
    assert spelled(text, [access.usage.call]) == ["old(1, b=2)"]
    assert spelled(text, [each.span for each in access.usage.arguments]) == ["1", "b=2"]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("f'{old=} {old!r}'", [True, False]),
        ("f'{old() = !r:>{old}} {(old)=}'", [True, False, True]),
        ("f'{old == a} {a:=^{old}}'", [False, False]),
        pytest.param(
            "f'{a:{old=}}'",
            [True],
            marks=pytest.mark.skipif(sys.version_info[:2] == (3, 12), reason="its parser refuses it"),
        ),
    ],
)
def test_fields_that_show_their_code(text: str, kept: list[bool]) -> None:
    facts = read(text)

    assert [facts.keeps_text(each.start) for each in facts.accesses] == kept


@pytest.mark.skipif(sys.version_info < (3, 14), reason="PEP 750")
def test_a_t_string_is_code_and_keeps_its_fields_text() -> None:
    text = "t'old {old.a()!r:>{old.b}} {{old}} {t\"{old.c}\" + f\"{old.d}\"}' t'{a}{old.e=}'"
    facts = read(text)

    assert chains(text) == ["old.a", "old.b", "old.c", "old.d", "old.e"]
    assert [facts.keeps_text(each.start) for each in facts.accesses] == [True, False, True, True, True]


def test_a_walrus_in_an_f_string_binds() -> None:
    text = "def f():\n  f'{(old := 1)}'\n  old"

    assert reads(text) == {3: "2"}
    assert spelled(text, [read(text).bindings[0].span]) == ["old"]


def test_a_call_in_an_f_string_can_be_awaited() -> None:
    (access,) = read("async def f():\n  f'{await old()}'").accesses

    assert access.usage.when == "awaited"


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="the parser tells the places")
@pytest.mark.parametrize(
    "field",
    [
        pytest.param("a(\n... old)", id="where it does not parse"),
        pytest.param("(old,\n... )", id="where it parses to something else"),
        pytest.param("a(\n... f'{old}')", id="in a field in it"),
    ],
)
def test_code_that_is_not_as_it_is_spelled_has_no_place(field: str) -> None:
    """An example's prompts stand between the lines of its strings."""
    example = f">>> f'''{{{field}}}'''"

    assert chains(f'"""\n{example}\n"""') == ["?old"]


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="braces are doubled there too since PEP 701")
def test_a_format_specification_doubles_no_braces() -> None:
    assert chains("f'{a:{{old}.pop()}}'") == ["old"]
