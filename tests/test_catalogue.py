"""Every finding is explained, and the documentation is the catalogue."""

import re
from pathlib import Path

import pytest

from codemods.values.errors import RepointError
from codemods.values.finding_texts import FINDING_CODES, FindingCode, find_code, page

ROOT = Path(__file__).parents[1]
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


def test_published_codes_keep_their_names() -> None:
    published = {entry.strip() for entry in PUBLISHED.split(",")}
    assert published <= {f"{code} {rule.name}" for code, rule in FINDING_CODES.items()}


def test_codes_are_in_order_and_names_are_used_once() -> None:
    assert list(FINDING_CODES) == sorted(FINDING_CODES)
    assert len({rule.name for rule in FINDING_CODES.values()}) == len(FINDING_CODES)


def test_every_code_that_the_program_gives_is_explained() -> None:
    sources = (path.read_text("utf-8") for path in (ROOT / "codemods").rglob("*.py"))
    assert {code for source in sources for code in re.findall(r'"(RP\d{3})"', source)} <= FINDING_CODES.keys()


@pytest.mark.parametrize("rule", FINDING_CODES.values(), ids=FINDING_CODES)
def test_a_rule_says_something_in_every_part(rule: FindingCode) -> None:
    assert not rule.title.endswith(".")
    for text in (rule.what, rule.why, rule.advice):
        assert text.rstrip().endswith((".", "`"))
        assert len(text) > 30
    assert rule.example.strip()


def test_the_page_in_docs_is_the_catalogue() -> None:
    assert (ROOT / "docs" / "findings.md").read_text("utf-8") == page()


@pytest.mark.parametrize("text", ["RP003", "rp003", "undecodable", "Undecodable"])
def test_a_rule_is_found_by_code_or_name(text: str) -> None:
    assert find_code(text).code == "RP003"


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("RP0003", "Did you mean RP003"),
        ("undecodeable", "Did you mean undecodable"),
        ("zz", "lists them all"),
    ],
)
def test_an_unknown_code_is_an_error_with_a_suggestion(text: str, hint: str) -> None:
    with pytest.raises(RepointError, match=hint):
        find_code(text)
