"""The table of findings: published codes stay, every text is used, and no code is spelled elsewhere."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

from codemods.values import finding_texts
from codemods.values.finding_texts import FINDING_CODES, FindingText

ROOT = Path(__file__).parents[2]
PUBLISHED = """
RP001 syntax-error, RP002 too-deep, RP003 undecodable, RP004 unreadable, RP005 link-outside, RP006 generated,
RP007 changed-since-plan, RP008 uncommitted, RP009 internal, RP010 unwritable, RP011 submodule,
RP012 declined, RP013 left-with, RP101 manual,
RP102 call-mismatch, RP103 star-arguments, RP104 no-rule, RP105 looked-at, RP106 ambiguous, RP107 name-taken,
RP108 dynamic, RP109 ignored, RP110 not-selected, RP111 definition, RP112 broken-before, RP113 held,
RP114 unplaced, RP201 alias-kept, RP202 not-awaited, RP203 note, RP204 mock-turns-async, RP301 text,
RP302 string-target, RP401 unproved
"""
"""Codes and names that people may have written into their configuration: they stay."""

TEXTS = {name: each for name, each in vars(finding_texts).items() if isinstance(each, FindingText)}
OTHERS = {
    path: path.read_text("utf-8")
    for path in (ROOT / "codemods").rglob("*.py")
    if path.name != "finding_texts.py"
}
"""The program's other files."""


def test_published_codes_keep_their_names() -> None:
    published = {entry.strip() for entry in PUBLISHED.split(",")}
    assert published <= {f"{code} {kind.name}" for code, kind in FINDING_CODES.items()}


def test_codes_are_in_order_and_names_are_used_once() -> None:
    assert list(FINDING_CODES) == sorted(FINDING_CODES)
    assert len({kind.name for kind in FINDING_CODES.values()}) == len(FINDING_CODES)


def test_every_code_has_a_text() -> None:
    assert {text.code for text in TEXTS.values()} == FINDING_CODES.keys()


def test_the_texts_of_a_code_stand_together_and_differ() -> None:
    codes = [text.code for text in TEXTS.values()]
    assert codes == sorted(codes)
    assert len({(text.code, text.message, text.advice) for text in TEXTS.values()}) == len(TEXTS)


def test_no_code_is_spelled_beside_the_table() -> None:
    assert not [str(path) for path, text in OTHERS.items() if re.search(r"RP\d{3}", text)]


def test_every_text_is_used() -> None:
    named = (text for text in OTHERS.values() if "finding_texts" in text)
    used = {name for text in named for name in re.findall(r"\b[A-Z][A-Z_0-9]+\b", text)}
    sentences = {
        name for name, each in vars(finding_texts).items() if name.isupper() and isinstance(each, str)
    }
    assert {*TEXTS, *(name for name in sentences if not name.startswith("_"))} <= used


def fills() -> Iterator[tuple[str, set[str]]]:
    """The calls `texts.NAME.fill(…)` of the program: the text's name, and the fields that are given."""
    for source in OTHERS.values():
        for node in ast.walk(ast.parse(source)):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr == "fill"
            ):
                text = node.func.value
                if isinstance(text, ast.Attribute) and isinstance(text.value, ast.Name):
                    given = {"symbol"} if node.args else set()
                    yield text.attr, given | {each.arg for each in node.keywords if each.arg is not None}


def test_a_text_is_given_just_its_fields() -> None:
    wrong = {}
    for name, given in fills():
        text = TEXTS[name]
        fields = {field for _, field, _, _ in Formatter().parse(text.message + text.advice) if field}
        if given - {"symbol"} != fields - {"symbol"} or not fields & {"symbol"} <= given:
            wrong[name] = (given, fields)
    assert not wrong


def test_no_message_ends_as_a_sentence() -> None:
    assert not [name for name, text in TEXTS.items() if (text.message + text.advice).endswith(".")]


def test_a_text_is_filled_in_with_its_fields() -> None:
    text = FindingText(finding_texts.NOTE, "`{old}` is {what:02x}", "see {symbol}")
    made = text.fill("pkg.mod:f", old="{f}", what=10)
    assert (made.code, made.message, made.advice, made.symbol) == (
        "RP203", "`{f}` is 0a", "see pkg.mod:f", "pkg.mod:f",
    )  # fmt: skip
