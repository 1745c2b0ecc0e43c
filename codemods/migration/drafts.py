"""Drafts of rules, as a program proposes them, and the migration file that says them to a person.

`repoint init` and `repoint derive` give `RuleDraft`s; `draft_text` alone knows how they are written. A draft
that is not sure is written as a `manual` rule with the proposal in a comment, so that nothing moves before
somebody read it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from textwrap import wrap

from codemods.migration.load import parse_migration
from codemods.values.errors import MigrationError

_WIDTH = 108
"""How many characters of a comment stand on one line."""
_OUTCOMES = ("remove", "call", "arguments", "expression")
"""The keys that say what becomes of a use, beside `new` and `manual`."""

Value = str | bool | tuple[str, ...] | Mapping[str, "Value"]
"""What a key of a rule can hold."""


class RuleKind(StrEnum):
    """The table that a rule stands in."""

    SYMBOL = "symbol"
    MODULE = "module"


class Confidence(StrEnum):
    """How far a proposal can be trusted."""

    SURE = "sure"
    """The code, or its author, says just this: the rule is written to be followed."""
    LIKELY = "likely"
    """One candidate, and something that speaks for it: written as `manual`, the rule in a comment."""
    OPEN = "open"
    """Nobody can tell what takes its place: written as `manual`."""


@dataclass(frozen=True, slots=True)
class RuleDraft:
    """One `[[symbol]]` or `[[module]]` table, with what speaks for it.

    `old` and `new` are spelled as in a migration file, `module:name` or a module. A rule that is SURE has
    `new`, `manual`, or one of the keys `remove`, `call`, `arguments` and `expression`; any other needs a
    `manual` text or a `reason`. Raises ValueError where that is not so.
    """

    kind: RuleKind
    old: str
    new: str | None = None
    manual: str | None = None
    """What people are told in place of an edit."""
    keys: Mapping[str, Value] = field(default_factory=dict)
    """Further keys of the table, by their names and in their forms: `signature`, `call`, `when`, ..."""
    evidence: tuple[str, ...] = ()
    """What speaks for it, a line each, such as `shop/core.py:12: returns get_basket(customer)`."""
    confidence: Confidence = Confidence.SURE
    reason: str = ""
    """Why the confidence is what it is, in one line."""

    def __post_init__(self) -> None:
        told = self.manual is not None
        if self.confidence is Confidence.SURE:
            if not (told or self.new is not None or any(key in self.keys for key in _OUTCOMES)):
                raise ValueError(f"{self.old}: a rule that is sure says what becomes of its uses")
            if told and self.proposes:
                raise ValueError(f"{self.old}: a rule that is sure either moves uses or has a manual text")
        elif not (told or self.reason):
            raise ValueError(f"{self.old}: a rule that is {self.confidence} needs a manual text or a reason")

    @property
    def proposes(self) -> bool:
        """Whether it says what uses become, sure or not."""
        return self.new is not None or any(key in self.keys for key in _OUTCOMES)


@dataclass(frozen=True, slots=True)
class MigrationDraft:
    """A whole file: rules stand in the given order, under the heading of their confidence."""

    rules: tuple[RuleDraft, ...]
    name: str | None = None
    """What the migration is called in messages; None for the name of its file."""
    head: tuple[str, ...] = ()
    """Comments at the top: what it is for and what it was made from. An empty one is a blank comment line."""


_HEADINGS = {
    Confidence.SURE: "",
    Confidence.LIKELY: "Likely, and not sure: each names a candidate. Look, then replace `manual` with what "
    "stands below it in a comment.",
    Confidence.OPEN: "Open: say what to do, or leave the rule out.",
}


def draft_text(draft: MigrationDraft) -> str:
    """The migration file of a draft, as TOML with comments: those rules first that are sure.

    Raises MigrationError where the rules do not make a migration: two for the same use, a cycle, a wrong key.
    """
    pieces = ["".join(map(_comment, draft.head))]
    if draft.name is not None:
        pieces.append(_toml({"name": draft.name}))
    for confidence, heading in _HEADINGS.items():
        rules = [rule for rule in draft.rules if rule.confidence is confidence]
        if rules and heading:
            pieces.append(_comment(heading))
        pieces += map(_rule, rules)
    text = "\n".join(filter(None, pieces))
    parse_migration(text, draft.name or "draft")
    return text


def loadable(rules: Sequence[RuleDraft]) -> tuple[RuleDraft, ...]:
    """The same rules, in their order; those that do not load beside the ones before them are no longer sure.

    Two rules may be for the same use, or go round in a cycle: which of them is right, a person says.
    """
    kept: list[RuleDraft] = []
    _load(list(rules), kept)
    return tuple(kept)


def _load(rules: list[RuleDraft], kept: list[RuleDraft]) -> None:
    """Add rules to those that load together: all at once, or else one half after the other."""
    try:
        draft_text(MigrationDraft((*kept, *rules)))
    except MigrationError as error:
        half = len(rules) // 2
        if half:
            _load(rules[:half], kept)
            _load(rules[half:], kept)
            return
        reason = f"it does not load beside the rules before it: {error}"
        (rule,) = rules
        if any(each.old == rule.old for each in kept):
            return
        rules = [replace(rule, confidence=Confidence.LIKELY, reason=reason, manual=rule.manual or reason)]
    kept += rules


def _rule(rule: RuleDraft) -> str:
    """The comments of a rule, its table, and what is not sure in a comment below."""
    lines = [f"{rule.confidence}: {rule.reason}"] if rule.reason else []
    comments = "".join(map(_comment, (*lines, *rule.evidence)))
    old: dict[str, Value] = {"old": rule.old}
    outcome: dict[str, Value] = {} if rule.new is None else {"new": rule.new}
    outcome |= rule.keys
    if rule.confidence is Confidence.SURE:
        told: dict[str, Value] = {} if rule.manual is None else {"manual": rule.manual}
        return comments + _table(rule.kind, old | told | outcome)
    manual = _table(rule.kind, old | {"manual": rule.manual or _manual(rule)})
    proposal = _keys(rule.kind, outcome) if rule.proposes else ""
    return comments + manual + "".join(f"# {line}\n" for line in proposal.splitlines() if line)


def _manual(rule: RuleDraft) -> str:
    """What is told of a proposal that nobody may follow unread."""
    return f"probably {rule.new} ({rule.reason})" if rule.new else rule.reason


def _comment(text: str) -> str:
    """A text as comment lines. Control characters, which a comment may not hold, are shown as escapes."""
    plain = "".join(each if each.isprintable() else repr(each)[1:-1] for each in " ".join(text.split()))
    lines = wrap(plain, _WIDTH, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False)
    return "".join(f"# {line}\n" for line in lines) or "#\n"


def _table(kind: RuleKind, keys: Mapping[str, Value]) -> str:
    return f"[[{kind}]]\n{_keys(kind, keys)}"


def _keys(kind: RuleKind, keys: Mapping[str, Value]) -> str:
    """The keys of a table; `[symbol.arguments]`, which is a table of its own, after all others."""
    arguments = keys.get("arguments")
    own = _toml({key: value for key, value in keys.items() if key != "arguments"})
    return own if not isinstance(arguments, Mapping) else f"{own}[{kind}.arguments]\n{_toml(arguments)}"


def _toml(keys: Mapping[str, Value]) -> str:
    """Keys and their values, a line each. TOML is Unicode, so half a surrogate pair is shown as an escape."""
    import tomlkit
    from tomlkit.items import Item

    def item(value: Value) -> Item:
        if isinstance(value, Mapping):
            table = tomlkit.inline_table()
            for key, inner in value.items():
                table.append(key, item(inner))
            return table
        if isinstance(value, bool):
            return tomlkit.boolean(str(value).lower())
        if isinstance(value, str):
            return tomlkit.string(value.encode("utf-8", "backslashreplace").decode())
        array = tomlkit.array()
        array.extend(map(item, value))
        return array

    document = tomlkit.document()
    for key, value in keys.items():
        document.append(key, item(value))
    return tomlkit.dumps(document)
