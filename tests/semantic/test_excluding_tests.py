"""Whether one test may hold just where another does not."""

import ast

import pytest

from codemods.semantic.excluding_tests import Term, may_exclude, terms_of, terms_of_subject


def terms(text: str) -> frozenset[Term]:
    return terms_of(ast.parse(text, mode="eval").body)


APART = [
    ("V", "not V"),
    ("V and w", "not V"),
    ("V >= 2", "V < 2"),
    ("not V >= 2", "V > 1"),
    ("V == 1", "V == 2"),
    ("V == 1", "V != 1"),
    ("not V == 1", "V == 1"),
    ("x in y", "x not in y"),
    ("Thing is None", "Thing is not None"),
    ("Thing is None", "Thing"),
    ("six.PY2", "sys.version_info >= (3, 5)"),
    ("django.VERSION < (2,)", "IS_PY3"),
    ("pandas_version == '1'", "pandas_version == '2'"),
]
TOGETHER = [
    ("V", "V"),
    ("V", "w"),
    ("sys.argv", "len(sys.argv) > 3"),
    ("sys.platform == 'win32'", "sys.argv"),
    ("rows > 1", "rows > 3"),
    ("x in y", "x in z"),
    ("x in y", "x not in z"),
    ("V == 1", "V != 2"),
    ("0 < x < 3", "x > 5"),
    ("happy2", "not happy3"),
]


@pytest.mark.parametrize(("one", "other"), APART)
def test_one_may_hold_where_the_other_does_not(one: str, other: str) -> None:
    assert may_exclude(terms(one), terms(other))
    assert may_exclude(terms(other), terms(one))


@pytest.mark.parametrize(("one", "other"), TOGETHER)
def test_others_say_nothing_of_each_other(one: str, other: str) -> None:
    assert not may_exclude(terms(one), terms(other))
    assert not may_exclude(terms(other), terms(one))


def test_cases_may_take_either_side() -> None:
    subject = terms_of_subject(ast.parse("V", mode="eval").body)
    assert may_exclude(subject, terms("V == 1"))
    assert may_exclude(subject, subject)
