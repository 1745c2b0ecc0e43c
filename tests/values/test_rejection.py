"""A rejection gets a place, another symbol, or a sentence around its message."""

from codemods.values.finding import Finding
from codemods.values.rejection import Rejection

REJECTION = Rejection("RP107", "`new` is taken", "rename it", "pkg.mod:old")


def test_at_a_place_it_is_a_finding() -> None:
    assert REJECTION.at("a.py", 2, 5) == Finding(
        "a.py", 2, 5, "RP107", "`new` is taken", "rename it", "pkg.mod:old"
    )
    assert REJECTION.at("a.py") == Finding(
        "a.py", 0, 0, "RP107", "`new` is taken", "rename it", "pkg.mod:old"
    )


def test_about_another_symbol_or_none() -> None:
    assert REJECTION.about("pkg.mod:other").symbol == "pkg.mod:other"
    assert REJECTION.about(None) == Rejection("RP107", "`new` is taken", "rename it")


def test_within_a_sentence_only_the_message_changes() -> None:
    assert REJECTION.within("{number} stay: {why}", number=2) == Rejection(
        "RP107", "2 stay: `new` is taken", "rename it", "pkg.mod:old"
    )
