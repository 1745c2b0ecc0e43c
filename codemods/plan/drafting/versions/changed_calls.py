"""What becomes of calls when a function's parameters change."""

import ast
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from codemods.plan.drafting.versions.api import ApiKind, ApiObject, ApiParameter, ParameterHint, ParameterKind
from codemods.plan.drafting.versions.resemblance import names_read, parsed, same_code

_ALIKE = 0.85
"""From when on two bodies are the same code with a parameter renamed."""
_SHORT = 40
"""A default of more characters is not written into a signature."""


@dataclass(frozen=True, slots=True)
class ChangedCalls:
    """How calls of an old function have to change for a new one. Empty where they need not."""

    renamed: Mapping[str, str] = field(default_factory=dict)
    """Parameters that have another name, as the code shows."""
    slots: Mapping[str, str] = field(default_factory=dict)
    """Parameters whose place another one has: calls by position go on, and calls by the old name do not."""
    guessed: Mapping[str, str] = field(default_factory=dict)
    """Of those that are `removed`, what does their work, and may not take the same values."""
    unused: tuple[str, ...] = ()
    """Parameters that are gone, and that the old code does not read."""
    removed: tuple[str, ...] = ()
    """Parameters that are gone, with nothing to pass instead."""
    by_keyword: tuple[str, ...] = ()
    """Old names of parameters that a caller has to pass by keyword now, or whose place is another one."""
    required: tuple[str, ...] = ()
    """Parameters of the new function that old calls may lack."""
    inserted: tuple[str, ...] = ()
    """Those of them that the old function does not have, and that take a place among its own."""
    positional: tuple[str, ...] = ()
    """Parameters that can't be passed by keyword any more, since they have no name for it."""

    @property
    def nothing(self) -> bool:
        """Whether every old call can stay as it is."""
        gone = self.renamed or self.slots or self.unused or self.removed
        return not (gone or self.by_keyword or self.required or self.positional)

    def with_stated(self, stated: Sequence[ParameterHint], old: ApiObject, new: ApiObject) -> "ChangedCalls":
        """The same, with what the package itself says of renamed parameters; some are still there."""
        ours, theirs = _named(old.parameters or ()), _named(new.parameters or ())
        known = [
            each
            for each in stated
            if each.old in ours and each.new in theirs and theirs[each.new].kind.by_keyword
        ]
        # A name that the old function has for another parameter can't be written by position and by name; a
        # text alone does not say that the new one takes the same values.
        other = {
            each.old: each.new
            for each in known
            if not each.takes_value or (each.new in ours and ours[each.old].kind.by_position)
        }
        told = {each.old: each.new for each in known if each.old not in other}
        other = {one: new_name for one, new_name in other.items() if self.renamed.get(one) != new_name}
        gone = {one: new_name for one, new_name in other.items() if one not in theirs}
        settled = told | gone
        places = _positions(old.parameters or ()), _positions(new.parameters or ())
        moving = [one for one in told if one in places[0] and places[0][one] != places[1].get(told[one])]
        return replace(
            self,
            renamed={one: new_name for one, new_name in self.renamed.items() if one not in gone} | told,
            slots={one: new_name for one, new_name in self.slots.items() if one not in settled},
            guessed={one: new_name for one, new_name in self.guessed.items() if one not in told} | gone,
            unused=tuple(each for each in self.unused if each not in settled),
            removed=tuple(dict.fromkeys((*(each for each in self.removed if each not in told), *gone))),
            by_keyword=tuple(dict.fromkeys((*self.by_keyword, *moving))),
            required=tuple(each for each in self.required if each not in told.values()),
            inserted=tuple(each for each in self.inserted if each not in told.values()),
        )

    def after(self, old: ApiObject, names: Sequence[str]) -> tuple[str, ...]:
        """The parameters of the old function that follow the first of some by position."""
        places = _positions(old.parameters or ())
        first = min((places[each] for each in names if each in places), default=len(places))
        return tuple(name for name, place in places.items() if place > first)


def changed_calls(old: ApiObject, new: ApiObject) -> ChangedCalls | None:
    """Compare the parameters of two versions; None where either is not known, or a decorator came or went."""
    if old.parameters is None or new.parameters is None or old.decorators != new.decorators:
        return None
    old, new = _code(old), _code(new)
    ours, theirs = _named(old.parameters or ()), _named(new.parameters or ())
    taken = {each.name: each for each in old.parameters or ()}
    takes_any = ParameterKind.KWARGS in _kinds(new)
    gone = [each for each in ours.values() if each.name not in theirs]
    came = [each for each in theirs.values() if each.name not in ours]
    used_alike = _renames(old, new, gone, came)
    renamed = {one: other for one, other in used_alike.items() if _same_type(ours[one], theirs[other])}
    guessed = {one: other for one, other in used_alike.items() if one not in renamed}
    slots = _slots(old, new, gone, came, renamed)
    matched = renamed | slots
    if takes_any and any(each.kind is ParameterKind.EITHER and each.name not in matched for each in gone):
        # By position it is gone, and with it the places behind it; by its name `**` may still take it.
        return None
    # What `**` may take, nobody can tell from here.
    left = [each for each in gone if each.name not in matched and not (takes_any and each.kind.by_keyword)]
    collected = ParameterKind.ARGS in _kinds(new)
    positional = [each.name for each in left if collected and each.kind.by_position]
    left = [each for each in left if each.name not in positional]
    read = names_read(old) if left and not is_stub(old) else frozenset(each.name for each in left)
    unused = tuple(each.name for each in left if not (each.name in read or each.inherited))
    required = tuple(
        each.name
        for each in theirs.values()
        if each.default is None
        and each.name not in (*matched.values(), *guessed.values())
        and (each.name not in taken or taken[each.name].default is not None)
    )
    inserted = tuple(
        each for each in required if each not in ours and theirs[each].kind is not ParameterKind.KEYWORD
    )
    places = _named_places(old, new, renamed | slots)
    return ChangedCalls(
        renamed,
        slots,
        guessed,
        unused,
        tuple(each.name for each in left if each.name not in unused),
        places[0],
        required,
        inserted,
        (*positional, *places[1]),
    )


def signature_text(item: ApiObject) -> str:
    """The parameters as the `signature` of a migration file; long defaults are left out of it."""
    parts, seen_keyword = [], False
    parameters = item.parameters or ()
    for index, each in enumerate(parameters):
        if each.kind is ParameterKind.KEYWORD and not seen_keyword:
            if not any(one.kind is ParameterKind.ARGS for one in parameters):
                parts.append("*")
            seen_keyword = True
        star = {ParameterKind.ARGS: "*", ParameterKind.KWARGS: "**"}.get(each.kind, "")
        default = "" if each.default is None or star else f"={_default(each.default)}"
        parts.append(f"{star}{each.name}{default}")
        following = parameters[index + 1].kind if index + 1 < len(parameters) else None
        if each.kind is ParameterKind.POSITIONAL and following is not ParameterKind.POSITIONAL:
            parts.append("/")
    return f"({', '.join(parts)})"


def call_text(old: ApiObject, change: ChangedCalls) -> str | None:
    """The `call` of a migration file; None where a parameter collects arguments, which has no place."""
    parts, by_name = [], False
    for each in old.parameters or ():
        if each.kind in (ParameterKind.ARGS, ParameterKind.KWARGS):
            return None
        if each.name in (*change.unused, *change.removed):
            # What follows a place that is gone would slip into it.
            by_name = by_name or each.kind.by_position
            continue
        name = change.renamed.get(each.name, each.name)
        keyword = by_name or each.kind is ParameterKind.KEYWORD or each.name in change.by_keyword
        parts.append(f"{name}={each.name}" if keyword else each.name)
        by_name = keyword
    return f"({', '.join(parts)})"


def _code(item: ApiObject) -> ApiObject:
    """A function, or what runs when a class is called."""
    return replace(item, source=item.constructor) if item.kind is ApiKind.CLASS else item


def _default(text: str) -> str:
    """A default as a signature may hold it: its text where it is short and parses, else an ellipsis."""
    if len(text) > _SHORT or "\n" in text:
        return "..."
    try:
        ast.parse(text, mode="eval")
    except (SyntaxError, ValueError):
        return "..."
    return text


def _named(parameters: Sequence[ApiParameter]) -> dict[str, ApiParameter]:
    collecting = (ParameterKind.ARGS, ParameterKind.KWARGS)
    return {each.name: each for each in parameters if each.kind not in collecting}


def _kinds(item: ApiObject) -> set[ParameterKind]:
    return {each.kind for each in item.parameters or ()}


def _renames(
    old: ApiObject, new: ApiObject, gone: Sequence[ApiParameter], came: Sequence[ApiParameter]
) -> dict[str, str]:
    """The parameters that have another name, as the code shows: it is the same but for the name."""
    shown: dict[str, str] = {}
    order = _order(old), _order(new)
    for one in gone:
        fitting = [
            each
            for each in came
            if one.kind.by_keyword
            and each.kind.by_keyword
            and each.name not in shown.values()
            and (not one.kind.by_position or order[0][one.name] == order[1][each.name])
        ]
        alike = [each for each in fitting if _same_use(old, new, one, each)]
        if len(alike) == 1:
            shown[one.name] = alike[0].name
    return shown


def _slots(
    old: ApiObject,
    new: ApiObject,
    gone: Sequence[ApiParameter],
    came: Sequence[ApiParameter],
    renamed: Mapping[str, str],
) -> dict[str, str]:
    """The parameters at whose place is another that takes the same, as default and annotation tell."""
    ours, theirs = _positions(old.parameters or ()), _positions(new.parameters or ())
    found = {}
    for one in gone:
        for other in came:
            here = one.name in ours and ours[one.name] == theirs.get(other.name)
            required = one.default is None and other.default is None
            alike = required or (one.default == other.default and _same_type(one, other))
            if here and alike and one.name not in renamed and other.name not in renamed.values():
                found[one.name] = other.name
    return found


def _same_type(one: ApiParameter, other: ApiParameter) -> bool:
    """Whether two annotations say the same, or either says nothing."""
    if one.annotation is None or other.annotation is None:
        return True
    return _alternatives(one.annotation) == _alternatives(other.annotation)


def _alternatives(annotation: str) -> frozenset[str]:
    """The types that an annotation allows, at its top: `Optional[X]` and `X | None` are the same."""
    text = annotation.strip("'\"").replace("typing.", "").replace(" ", "")
    if text.startswith("Optional[") and text.endswith("]"):
        return _alternatives(text[9:-1]) | {"None"}
    if text.startswith("Union[") and text.endswith("]"):
        text = text[6:-1].replace(",", "|") if "[" not in text[6:-1] else text
    return frozenset(text.split("|"))


def _order(item: ApiObject) -> dict[str, int]:
    """The places of parameters, whichever way they are passed."""
    return {name: index for index, name in enumerate(_named(item.parameters or ()))}


def _same_default(one: ApiParameter, other: ApiParameter) -> bool:
    return one.default == other.default


def _same_use(old: ApiObject, new: ApiObject, one: ApiParameter, other: ApiParameter) -> bool:
    """Whether the code is the same once the parameter has the other name, and reads it at all."""
    if not _same_default(one, other) or one.name not in names_read(old) or other.name not in names_read(new):
        return False
    before, after = same_code(old, new), same_code(old, new, {one.name: other.name})
    return after >= _ALIKE and after > before


def _positions(parameters: Sequence[ApiParameter]) -> dict[str, int]:
    """The places of those that can be passed by position."""
    return {each.name: index for index, each in enumerate(parameters) if each.kind.by_position}


def _named_places(
    old: ApiObject, new: ApiObject, matched: Mapping[str, str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What has to be passed by keyword now, and what can be passed by position alone."""
    theirs, places = _named(new.parameters or ()), _positions(new.parameters or ())
    by_keyword, positional = [], []
    for name, index in _positions(old.parameters or ()).items():
        found = theirs.get(matched.get(name, name))
        if found is not None and found.kind.by_keyword and places.get(found.name) != index:
            by_keyword.append(name)
    for each in old.parameters or ():
        found = theirs.get(matched.get(each.name, each.name))
        if found is not None and each.kind.by_keyword and not found.kind.by_keyword:
            positional.append(each.name)
    return tuple(by_keyword), tuple(positional)


def is_stub(item: ApiObject) -> bool:
    """Whether the body does nothing itself, as an abstract method's: it says nothing of parameters."""
    tree = parsed(item)
    if not isinstance(tree, ast.FunctionDef | ast.AsyncFunctionDef):
        return True
    plain = (ast.Pass, ast.Raise)
    return all(
        isinstance(each, plain) or (isinstance(each, ast.Expr) and isinstance(each.value, ast.Constant))
        for each in tree.body
    )
