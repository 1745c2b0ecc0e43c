"""Every code is explained, and the page in the documentation is made of the explanations."""

from pathlib import Path

import pytest

from codemods.values.errors import RepointError
from codemods.values.finding_pages import FindingPage, catalogue, find_page, finding_pages
from codemods.values.finding_texts import FINDING_CODES

FINDINGS = Path(__file__).parents[2] / "docs" / "findings.md"


def test_every_code_has_a_page() -> None:
    assert list(finding_pages()) == list(FINDING_CODES)


@pytest.mark.parametrize("page", finding_pages().values(), ids=finding_pages())
def test_a_page_says_something_in_every_part(page: FindingPage) -> None:
    assert not page.kind.title.endswith(".")
    for text in (page.what, page.why, page.advice):
        assert text.rstrip().endswith((".", "`"))
        assert len(text) > 30
    assert page.example.strip()


def test_the_page_in_docs_is_the_catalogue() -> None:
    assert FINDINGS.read_text("utf-8") == catalogue()


@pytest.mark.parametrize("text", ["RP003", "rp003", "undecodable", "Undecodable"])
def test_a_page_is_found_by_code_or_name(text: str) -> None:
    assert find_page(text).kind.code == "RP003"


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
        find_page(text)
