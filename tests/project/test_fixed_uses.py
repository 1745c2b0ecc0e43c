"""Why a use stays, whatever its rule says."""

import pytest

from codemods.project.file_context import ChangeLimits, ProtectedRange
from codemods.project.fixed_uses import no_position, why_fixed
from codemods.semantic.access import Unplaced
from codemods.semantic.span import Span
from codemods.values.symbol import Symbol
from tests.in_memory import FIXED
from tests.project.decisions import file_and_name

MAKE = Symbol("acme.old", "make")


def code(text: str, limits: ChangeLimits | None = None, in_test: bool = False) -> str | None:
    """The code of why the first use of `make` stays."""
    _, local = file_and_name(f"from acme.old import make\n{text}\n")
    access = local.uses[0].use
    found = why_fixed(limits or ChangeLimits(), MAKE, access, access.usage_at(0), in_test)
    return found.code if found is not None else None


def test_a_use_may_change_where_nothing_speaks_against_it() -> None:
    assert code("make()") is None


def test_a_file_and_a_line_that_may_not_change() -> None:
    assert code("make()", FIXED) == "RP110"
    assert code("make()", ChangeLimits(ranges=(ProtectedRange(Span(0, 99)),))) is not None


@pytest.mark.parametrize("in_test", [True, False])
def test_only_a_test_looks_at_the_object_itself(in_test: bool) -> None:
    assert (code("make.__doc__", in_test=in_test) is not None) is in_test


def test_a_place_that_the_parser_does_not_tell() -> None:
    assert "3.12" in no_position(MAKE, Unplaced.IN_FSTRING).advice
