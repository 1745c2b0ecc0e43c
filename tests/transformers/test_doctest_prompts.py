"""Prompts go from the lines of an example and come back."""

import pytest

from codemods.transformers.doctest_prompts import add_prompts, strip_prompts


@pytest.mark.parametrize(
    ("text", "code", "prompt"),
    [
        pytest.param(b"f(1)", b"f(1)", b"", id="one line"),
        pytest.param(b"f(\n    ...     1,\n    ... )", b"f(\n    1,\n)", b"    ... ", id="several lines"),
        pytest.param(b"f(\r\n... 1)", b"f(\r\n1)", b"... ", id="CRLF"),
        pytest.param(b"f(\n...\n... 1)", b"f(\n\n1)", b"... ", id="a bare prompt"),
        pytest.param(b"f(\n...x)", b"f(\n...x)", b"", id="an ellipsis"),
        pytest.param(b"x[... , 1]", b"x[... , 1]", b"", id="an ellipsis on the first line"),
    ],
)
def test_a_fragment_without_its_prompts(text: bytes, code: bytes, prompt: bytes) -> None:
    assert strip_prompts(text) == (code, prompt)


@pytest.mark.parametrize(
    "text", [b"f(1)", b"f(\n  ...     1,\n  ... )", b"f(\n...\n... 1)\n...", b"f(\r\n... 1,\r\n... 2)"]
)
def test_prompts_come_back_where_they_were(text: bytes) -> None:
    assert add_prompts(*strip_prompts(text)) == text


def test_new_lines_get_the_prompt_and_empty_ones_end_in_no_blank() -> None:
    assert add_prompts(b"a\nb\n\nc\n", b"  ... ") == b"a\n  ... b\n  ...\n  ... c\n  ..."
