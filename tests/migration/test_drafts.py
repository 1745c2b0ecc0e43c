"""Drafts of rules: what they may say, and that what is written of them is a migration."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codemods.migration.drafts import Confidence, MigrationDraft, RuleDraft, RuleKind, draft_text
from codemods.migration.load import parse_migration
from codemods.values.errors import MigrationError
from codemods.values.rules import Migration
from codemods.values.symbol import Symbol
from tests.random_examples import examples

OLD, NEW = "shop.core:make", "shop.baskets:get"


def symbol(**keys: object) -> RuleDraft:
    return RuleDraft(RuleKind.SYMBOL, OLD, **keys)  # type: ignore[arg-type]


def loaded(*rules: RuleDraft) -> Migration:
    return parse_migration(draft_text(MigrationDraft(rules)), "draft.toml")


def test_a_sure_rule_is_written_with_its_evidence() -> None:
    rule = symbol(
        new=NEW, evidence=("shop/core.py:12: returns get(customer)",), reason="the body only delegates"
    )
    draft = MigrationDraft((rule,), name="baskets", head=("Baskets, from shop 3.", "", "Read it."))
    assert draft_text(draft) == (
        "# Baskets, from shop 3.\n"
        "#\n"
        "# Read it.\n"
        "\n"
        'name = "baskets"\n'
        "\n"
        "# sure: the body only delegates\n"
        "# shop/core.py:12: returns get(customer)\n"
        "[[symbol]]\n"
        'old = "shop.core:make"\n'
        'new = "shop.baskets:get"\n'
    )


def test_every_form_of_a_key_is_read_back() -> None:
    keys = {
        "signature": "(a, b=None)",
        "where": {"a": "'x'"},
        "passed": ("b",),
        "arguments": {"rename": {"a": "c"}, "drop": ("b",), "values": {"a": {"'x'": "'y'"}}},
    }
    (rule,) = loaded(symbol(new=NEW, keys=keys)).symbols
    assert rule.arguments is not None
    assert (rule.arguments.rename, rule.arguments.drop) == ((("a", "c"),), ("b",))
    assert rule.condition.where == (("a", "'x'"),)
    assert rule.condition.passed == ("b",)
    (rule,) = loaded(symbol(keys={"remove": True})).symbols
    assert rule.removes


def test_what_is_not_sure_is_manual_with_the_proposal_in_a_comment() -> None:
    rule = symbol(
        new=NEW,
        keys={"signature": "(a)", "call": "(a)"},
        confidence=Confidence.LIKELY,
        reason="the bodies are alike",
    )
    text = draft_text(MigrationDraft((rule,)))
    assert 'manual = "probably shop.baskets:get (the bodies are alike)"\n' in text
    assert '# new = "shop.baskets:get"\n# signature = "(a)"\n# call = "(a)"\n' in text
    (read,) = loaded(rule).symbols
    assert (read.new, read.manual) == (None, "probably shop.baskets:get (the bodies are alike)")


def test_the_proposal_in_the_comment_is_a_rule_once_it_is_uncommented() -> None:
    keys = {"arguments": {"rename": {"a": "c"}}, "when": "called"}
    rule = symbol(new=NEW, keys=keys, confidence=Confidence.LIKELY, manual="look")
    text = draft_text(MigrationDraft((rule,)))
    text = text.replace('manual = "look"\n', "").partition("[[symbol]]")[2].replace("# ", "")
    (read,) = parse_migration(f"[[symbol]]{text}", "mine.toml").symbols
    assert (read.new, read.when) == (Symbol("shop.baskets", "get"), "called")
    assert read.arguments is not None
    assert read.arguments.rename == (("a", "c"),)


def test_sure_rules_come_first_and_the_others_under_their_headings() -> None:
    open_rule = RuleDraft(RuleKind.SYMBOL, "p:a", manual="see the notes", confidence=Confidence.OPEN)
    likely = RuleDraft(RuleKind.MODULE, "p.b", "p.c", confidence=Confidence.LIKELY, reason="alike")
    sure = RuleDraft(RuleKind.MODULE, "p.d", "p.e")
    text = draft_text(MigrationDraft((open_rule, likely, sure)))
    places = [text.index(part) for part in ('"p.d"', "# Likely", '"p.b"', "# Open", '"p:a"')]
    assert places == sorted(places)


def test_a_draft_that_is_no_migration_is_refused() -> None:
    with pytest.raises(MigrationError, match="never reached"):
        draft_text(MigrationDraft((symbol(new=NEW), symbol(manual="no"))))
    with pytest.raises(MigrationError, match="unknown key"):
        draft_text(MigrationDraft((symbol(new=NEW, keys={"cal": "(a)"}),)))


@pytest.mark.parametrize(
    "keys",
    [
        {},
        {"keys": {"signature": "(a)"}},
        {"new": NEW, "manual": "both"},
        {"new": NEW, "confidence": Confidence.LIKELY},
        {"confidence": Confidence.OPEN},
    ],
)
def test_a_rule_that_says_nothing_or_two_things_is_no_draft(keys: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=OLD):
        symbol(**keys)


TEXTS = st.text(min_size=1).filter(str.strip)


@examples(60)
@given(manual=TEXTS, note=TEXTS, evidence=st.lists(st.text()), head=st.lists(st.text()))
def test_any_text_can_be_written(manual: str, note: str, evidence: list[str], head: list[str]) -> None:
    rules = (
        symbol(manual=manual, evidence=tuple(evidence)),
        RuleDraft(RuleKind.MODULE, "p.b", "p.c", keys={"note": note}, reason=manual),
        RuleDraft(RuleKind.MODULE, "p.d", "p.e", confidence=Confidence.LIKELY, reason=manual),
    )
    text = draft_text(MigrationDraft(rules, head=tuple(head)))
    read = parse_migration(text.encode().decode(), "draft.toml")
    told = manual.encode("utf-8", "backslashreplace").decode()
    assert read.symbols[0].manual == told
    assert read.modules[0].note == note.encode("utf-8", "backslashreplace").decode()
    assert [rule.new for rule in read.modules] == ["p.c", None]
