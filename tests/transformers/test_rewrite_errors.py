"""Texts that cannot be rewritten: the errors say why and where, and none of them is LibCST's."""

from collections.abc import Callable

import pytest

from codemods.transformers.call import rewrite_call
from codemods.transformers.import_statement import rewrite_statement
from codemods.transformers.rewrite_errors import FragmentSyntaxError, UnwritableError


def test_an_unwritable_place_says_where_it_is_and_why() -> None:
    error = UnwritableError(7, "`make` was expected here")
    assert (error.offset, error.reason, str(error)) == (7, "`make` was expected here", error.reason)


@pytest.mark.parametrize(
    "rewrite",
    [
        pytest.param(lambda: rewrite_call("f(1", []), id="a call"),
        pytest.param(lambda: rewrite_statement("from m import (a", {}, None), id="an import"),
    ],
)
def test_a_fragment_that_cannot_be_read_says_why(rewrite: Callable[[], object]) -> None:
    with pytest.raises(FragmentSyntaxError, match="error"):
        rewrite()
