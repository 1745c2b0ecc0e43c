"""Rules for one symbol from what became of it: the new name, and how calls change with it."""

from collections.abc import Iterator, Mapping, Sequence

from codemods.migration.drafts import Confidence, RuleDraft, RuleKind, Value
from codemods.plan.drafting.versions.api import ApiKind, ApiObject, ParameterHint, ParameterKind
from codemods.plan.drafting.versions.changed_calls import (
    ChangedCalls,
    call_text,
    changed_calls,
    is_stub,
    signature_text,
)
from codemods.plan.drafting.versions.find_destinations import Destination

_NONE = ChangedCalls()


def moved_rules(name: str, old: ApiObject, target: Destination) -> Iterator[RuleDraft]:
    """The rules for a symbol that has another path now; calls that can't follow are told."""
    change = _NONE
    if target.found.kind is old.kind and old.kind is not ApiKind.VALUE:
        change = changed_calls(old, target.found) or _NONE
        if target.confidence is Confidence.SURE and old.is_async is not target.found.is_async:
            words = "has to be awaited" if target.found.is_async else "must not be awaited"
            yield _rule(name, target, {}, Confidence.LIKELY, f"{target.reason}; its result {words}")
            return
    if target.confidence is not Confidence.SURE:
        yield _rule(name, target, _keys(old, change) or {}, target.confidence, target.reason)
        return
    keys = _keys(old, change)
    if keys is None:
        yield _rule(name, target, {}, Confidence.LIKELY, f"{target.reason}; its parameters differ")
        return
    yield from _told(name, old, change, target)
    yield _rule(name, target, keys, Confidence.SURE, target.reason)


def in_place_rules(
    name: str, old: ApiObject, new: ApiObject, stated: Sequence[ParameterHint]
) -> Iterator[RuleDraft]:
    """The rules for calls of a symbol that keeps its path. `stated`: what the package says of it."""
    change = changed_calls(old, new)
    if change is None or old.kind is ApiKind.VALUE:
        return
    change = change.with_stated(stated, old, new)
    if old.is_async is not new.is_async and not old.decorators:
        yield from _awaiting(name, old, new, change)
        return
    yield from _deprecated(name, old, new, stated)
    if change.nothing:
        return
    yield from _told(name, old, change, None)
    keys = _keys(old, change)
    if keys:
        place = f"{old.place} and {new.place}"
        yield RuleDraft(
            RuleKind.SYMBOL, name, keys=keys, reason=_words(change), evidence=(f"the signatures in {place}",)
        )


def _keys(old: ApiObject, change: ChangedCalls) -> dict[str, Value] | None:
    """What a rule says of the arguments; None where they can't be followed."""
    if change.inserted:
        return None
    if change.unused:
        arguments: dict[str, Value] = {"drop": change.unused}
        if change.renamed:
            arguments["rename"] = dict(change.renamed)
        slipped = set(change.by_keyword) - set(change.after(old, change.unused))
        return None if slipped else {"signature": signature_text(old), "arguments": arguments}
    if not change.by_keyword:
        return _renames(change)
    call = call_text(old, change)
    return None if call is None else {"signature": signature_text(old), "call": call}


def _renames(change: ChangedCalls) -> dict[str, Value]:
    return {"arguments": {"rename": dict(change.renamed)}} if change.renamed else {}


def _told(name: str, old: ApiObject, change: ChangedCalls, target: Destination | None) -> Iterator[RuleDraft]:
    """The calls that nobody can rewrite, by what they pass: they come first, and the others follow."""
    where = f" of `{target.path.rpartition(':')[2]}`" if target is not None else ""
    signature: dict[str, Value] = {"signature": signature_text(old)}
    for each in change.removed:
        guess = change.guessed.get(each)
        told = f"; look at `{guess}`, which may not take the same values" if guess else ""
        yield _manual(
            name, signature | {"passed": (each,)}, f"the parameter `{each}` is gone{where}{told}", old
        )
    # Without a signature, a parameter counts as passed only by its name: by position, these calls go on.
    for each, other in change.slots.items():
        text = f"the keyword `{each}` is gone{where}: `{other}` has its place"
        yield _manual(name, {"passed": (each,)}, text, old)
    for each in change.positional:
        if each not in change.slots:
            yield _manual(name, {"passed": (each,)}, f"`{each}` is passed by position alone now", old)
    ours = {each.name: each for each in old.parameters or ()}
    for each in change.required:
        if each in ours:
            yield _manual(name, signature | {"not_passed": (each,)}, f"`{each}` has to be passed now", old)
        elif each not in change.inserted:
            yield _manual(name, {"not_passed": (each,)}, f"`{each}` has to be passed now, which is new", old)
    always = [one.name for one in ours.values() if one.default is None and one.kind is ParameterKind.EITHER]
    if change.inserted and always:
        # All that is called as the old one was: it passes what had to be passed.
        new = ", ".join(f"`{each}`" for each in change.inserted)
        text = f"{new} {'has' if len(change.inserted) == 1 else 'have'} to be passed now, at a new place"
        yield _manual(name, signature | {"passed": (always[0],)}, text, old)


def _deprecated(
    name: str, old: ApiObject, new: ApiObject, stated: Sequence[ParameterHint]
) -> Iterator[RuleDraft]:
    """Parameters that are still there, and that the package wants nobody to pass."""
    ours, theirs = ({each.name for each in one.parameters or ()} for one in (old, new))
    for hint in stated:
        if not hint.new and hint.old in ours & theirs:
            text = f"`{hint.old}` is deprecated: {hint.text}"
            yield _manual(name, {"signature": signature_text(old), "passed": (hint.old,)}, text, old)


def _awaiting(name: str, old: ApiObject, new: ApiObject, change: ChangedCalls) -> Iterator[RuleDraft]:
    """A function that became a coroutine function, or a plain one."""
    if not (old.gives_value and new.gives_value) or is_stub(old) or is_stub(new):
        # Iterators are not awaited; what was awaitable still is; of a stub nobody can tell.
        return
    evidence = (f"the definitions in {old.place} and {new.place}",)
    if not new.is_async:
        text = "a plain function now: take the `await` away"
        yield RuleDraft(
            RuleKind.SYMBOL, name, manual=text, keys={"when": "awaited"}, evidence=evidence, reason=text
        )
        return
    call = call_text(old, change) if change.nothing else None
    keys: dict[str, Value] = {"when": "async", "signature": signature_text(old), "call": f"await {call}"}
    reason = "a coroutine function now: its calls have to be awaited"
    if call is not None:
        yield RuleDraft(RuleKind.SYMBOL, name, keys=keys, evidence=evidence, reason=reason)
    else:
        yield _manual(name, {"when": "async"}, reason, old)
    yield _manual(name, {"when": "called"}, f"{reason}, which needs an `async def` around them", old)


def _rule(
    name: str, target: Destination, keys: Mapping[str, Value], confidence: Confidence, reason: str
) -> RuleDraft:
    return RuleDraft(
        RuleKind.SYMBOL,
        name,
        new=target.path,
        keys=keys,
        evidence=target.evidence,
        confidence=confidence,
        reason=reason,
    )


def _manual(name: str, keys: Mapping[str, Value], text: str, old: ApiObject) -> RuleDraft:
    return RuleDraft(
        RuleKind.SYMBOL,
        name,
        manual=text,
        keys=keys,
        evidence=(f"it was in {old.place}",),
        reason="the signatures differ",
    )


def _words(change: ChangedCalls) -> str:
    parts = [f"`{old}` is `{new}` now" for old, new in change.renamed.items()]
    parts += [f"`{each}` is gone, and was not read" for each in change.unused]
    parts += [f"`{each}` by keyword" for each in change.by_keyword]
    return "; ".join(parts)
