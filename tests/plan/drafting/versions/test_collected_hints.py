"""What the versions of a package say of a name, taken together."""

from codemods.plan.drafting.versions.api import Api, ApiKind, ApiObject, Hint
from codemods.plan.drafting.versions.collected_hints import CollectedHints, once

GET = ApiObject("shop:get", ApiKind.FUNCTION, "")


def api(label: str, *hints: Hint) -> Api:
    names = {GET.path: GET.path}
    return Api(label, frozenset({"shop"}), {GET.path: GET}, names, frozenset(names), hints)


def test_the_last_text_is_told_and_all_words_are_kept() -> None:
    first, last = (
        Hint("shop:get", "fetch", "a.py:1: says so", "use fetch"),
        Hint("shop:get", "", "a.py:2: is old"),
    )
    hints = CollectedHints([api("1", first), api("2", last)])
    assert hints.told("shop:get") == "use fetch"
    assert hints.words("shop:get") == ("1: a.py:1: says so", "2: a.py:2: is old")
    assert hints.deprecated("shop:get")
    assert hints.deprecated_before("shop:get")
    assert not hints.deprecated("shop:other")


def test_the_standard_library_counts_where_one_path_is_named() -> None:
    hint = Hint("shop:get", "urllib.parse.quote", "a.py:1: says so", "use urllib.parse.quote")
    assert CollectedHints([api("1", hint)]).outside("shop:get") == "urllib.parse:quote"
    whole = Hint("shop:get", "urllib.parse", "a.py:1: says so", "use the `urllib.parse library`")
    assert CollectedHints([api("1", whole)]).outside("shop:get") is None
    other = Hint("shop:get", "os.path.join", "a.py:1: says so", "use os.path.join")
    assert CollectedHints([api("1", hint), api("2", other)]).outside("shop:get") is None


def test_the_names_of_tables() -> None:
    hint = Hint("shop:old", "shop.new", "a.py:1: a table", table=True)
    assert CollectedHints([api("1", hint)]).table_names() == ["shop:old"]


def test_one_text_at_two_places_is_kept_once() -> None:
    assert once(["1: a.py:1: says so", "2: a.py:7: says so", "2: b.py:1: is old"]) == (
        "1: a.py:1: says so",
        "2: b.py:1: is old",
    )
