"""The keys of a rule by which the calls of a function become the one call that its body makes."""

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from codemods.migration.drafts import Value
from codemods.plan.drafting.call_forms import (
    CallForm,
    Taken,
    call_form,
    is_literal,
    is_taken_alike,
    same_default,
    signature_text,
    takes_alike,
)
from codemods.plan.drafting.target_forms import bound_arguments, form_of
from codemods.plan.drafting.tree_names import Target, TreeNames
from codemods.semantic.delegation import Function


@dataclass(frozen=True, slots=True)
class _Passed:
    """One argument that the body passes on."""

    parameter: str
    """The parameter that it is; empty for a literal."""
    keyword: str | None
    text: str
    star: str = ""


class CallKeys:
    """Says what becomes of the arguments of a function, `old`, whose body makes one call."""

    def __init__(self, names: TreeNames, old: Target, node: Function, call: ast.Call) -> None:
        self._names = names
        self._old = old
        self._node = node
        self._call = call

    def for_target(self, target: Target) -> Mapping[str, Value] | None:
        """The keys beside `new`; None where calls cannot be said in these words."""
        old = call_form(self._node, bound_arguments(self._old))
        new = form_of(self._names, target)
        passed = list(_passed(self._call, old))
        if None in passed:
            return None
        handed = [each for each in passed if each is not None]
        used = [each.parameter for each in handed if each.parameter]
        if len(used) != len(set(used)):
            return None
        unused = [each for each in (*old.parameters, old.star, old.double_star) if each and each not in used]
        if not unused and _is_same(handed, old, new):
            return {}
        if new is None or old.star or old.double_star or not _keeps_defaults(handed, old, new):
            return None
        if not unused:
            call_text = f"({', '.join(each.text for each in handed)})"
            return {"signature": self._signature, "call": call_text}
        return self._dropping(handed, unused, old, new)

    def by_position(self) -> Mapping[str, Value] | None:
        """The keys for calls that pass everything by position, to what has the same name elsewhere.

        Nobody can tell how that takes them, and an expression could not bring its name in beside the old one.
        """
        old = call_form(self._node, bound_arguments(self._old))
        if old.star or old.double_star or not old.parameters:
            return None
        handed = list(_passed(self._call, old))
        order = [each.parameter for each in handed if each is not None and not each.keyword]
        if order != list(old.parameters) or len(handed) != len(order):
            return None
        return {"signature": f"({', '.join(order)}, /)", "call": f"({', '.join(order)})"}

    def _dropping(
        self, handed: Sequence[_Passed], unused: Sequence[str], old: CallForm, new: CallForm
    ) -> Mapping[str, Value] | None:
        """Edits of some arguments, where what is left out is not used in the body at all."""
        spelled = {
            each.id for part in self._node.body for each in ast.walk(part) if isinstance(each, ast.Name)
        }
        order = [each for each in handed if each.parameter and each.keyword is None]
        if spelled & set(unused) or any(not each.parameter for each in handed):
            return None
        kept = [each for each in old.parameters if each not in unused]
        renamed: dict[str, Value] = {}
        for each in handed:
            new_name = each.keyword or _name_at(new, handed.index(each))
            if new_name is None:
                return None
            if new_name != each.parameter:
                renamed[each.parameter] = new_name
        if [each.parameter for each in order] != kept[: len(order)]:
            return None
        arguments: dict[str, Value] = {"drop": tuple(unused)}
        return {
            "signature": self._signature,
            "arguments": {**({"rename": renamed} if renamed else {}), **arguments},
        }

    @property
    def _signature(self) -> str:
        return signature_text(self._node, bound_arguments(self._old))


def _passed(call: ast.Call, old: CallForm) -> Iterator[_Passed | None]:
    """What a call passes; None for anything but parameters and literals."""
    for value in call.args:
        inner = value.value if isinstance(value, ast.Starred) else value
        yield _one(inner, None, "*" if isinstance(value, ast.Starred) else "", old)
    for each in call.keywords:
        yield _one(each.value, each.arg, "" if each.arg else "**", old)


def _one(value: ast.expr, keyword: str | None, star: str, old: CallForm) -> _Passed | None:
    text = ast.unparse(value)
    whole = f"{keyword}={text}" if keyword else f"{star}{text}"
    if isinstance(value, ast.Name) and value.id in old.names:
        expected = old.star if star == "*" else old.double_star if star else value.id
        plain = value.id in old.parameters or bool(star)
        return _Passed(value.id, keyword, whole, star) if value.id == expected and plain else None
    return _Passed("", keyword, whole) if is_literal(value) and not star else None


def _is_same(handed: Sequence[_Passed], old: CallForm, new: CallForm | None) -> bool:
    """Whether the caller's own argument list means the same to what is called."""
    if any(not each.parameter for each in handed):
        return False
    taken = [old.parameters[each.parameter] for each in handed if not each.star]
    placed = all(
        each.keyword in (None, each.parameter)
        and (each.keyword or each.star or old.parameters[each.parameter].position == at)
        for at, each in enumerate(handed)
    )
    if not placed:
        return False
    if new is None:
        # Nothing is known of what takes it: stars, and what can be passed in one way only, are the same.
        return all(_in_one_way(each, handed) and each.default is None for each in taken)
    if not all(is_taken_alike(each, new) for each in taken):
        return False
    return bool(old.star or old.double_star) or takes_alike(old, new)


def _in_one_way(parameter: Taken, handed: Sequence[_Passed]) -> bool:
    """Whether callers can pass an argument only as the body passes it on."""
    by_keyword = any(each.parameter == parameter.name and each.keyword for each in handed)
    return parameter.position is None if by_keyword else not parameter.by_keyword


def _keeps_defaults(handed: Sequence[_Passed], old: CallForm, new: CallForm) -> bool:
    """Whether what a caller leaves out, and the new call then leaves out, has the same default there."""
    for at, each in enumerate(handed):
        slot = new.parameters.get(each.keyword or _name_at(new, at) or "")
        if slot is None:
            return False
        if each.parameter and not same_default(old.parameters[each.parameter], slot):
            return False
    return True


def _name_at(form: CallForm, position: int) -> str | None:
    return next((each.name for each in form.parameters.values() if each.position == position), None)
