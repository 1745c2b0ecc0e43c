"""What a deprecated function's body hands over to, and the keys of a rule that say the same of a call."""

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

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
from codemods.plan.drafting.inlined_text import inlined
from codemods.plan.drafting.tree_names import ModuleView, Target, TreeNames
from codemods.semantic.delegation import FUNCTIONS, Function, delegated, returns_value
from codemods.semantic.dotted_names import dotted_parts, last_name
from codemods.values.symbol import Symbol


@dataclass(frozen=True, slots=True)
class Handover:
    """What a use of the old name is, in other words."""

    text: str
    """As the code has it."""
    line: int
    target: Target | None = None
    """What takes the place, if it is one thing."""
    keys: Mapping[str, Value] = field(default_factory=dict)
    """What a rule has to say of its calls, beside `new`."""
    is_expression: bool = False
    """Whether the keys are a whole `expression`, which stands without `new`."""
    doubt: str = ""
    """Why it is not just the same; empty where it is."""
    is_own: bool = False
    """Whether it is an expression of nothing but the arguments, and hands over to nothing."""


def handed_over(names: TreeNames, old: Target, view: ModuleView, warners: frozenset[str]) -> Handover | None:
    """What the body of a function or property gives; None where it does more than to hand over.

    `view` is the module that defines it, `warners` is what it has of its own to warn with.
    """
    node = old.node
    value = delegated(node, warners) if isinstance(node, FUNCTIONS) else None
    if value is None or not isinstance(node, FUNCTIONS):
        return None
    return _Body(names, old, view, node, value).handover()


def bound_arguments(target: Target) -> int:
    """How many of the first parameters a call passes by itself: `self`, or `cls`."""
    decorators = [last_name(each) for each in getattr(target.node, "decorator_list", ())]
    return int(target.owner is not None and "staticmethod" not in decorators)


def form_of(names: TreeNames, target: Target) -> CallForm | None:
    """How calls of a function, or of a class, bind; None where the tree does not tell."""
    target = names.ultimate(target)
    if isinstance(target.node, ast.ClassDef):
        made = names.member(target, "__init__")
        return form_of(names, made) if made is not None else None
    if not isinstance(target.node, FUNCTIONS):
        return None
    changing = [each for each in target.node.decorator_list if not _keeps_form(each)]
    return call_form(target.node, bound_arguments(target)) if not changing else None


def _is_class_method(target: Target) -> bool:
    return any(last_name(each) == "classmethod" for each in getattr(target.node, "decorator_list", ()))


_KEEPING_WORDS = """
staticmethod classmethod override overload abstractmethod final cache lru_cache wraps no_type_check
contextmanager asynccontextmanager deprecated deprecate
"""
_KEEPING = frozenset(_KEEPING_WORDS.split())


def _keeps_form(decorator: ast.expr) -> bool:
    """Whether a decorator leaves the parameters as they are, going by its name."""
    name = last_name(decorator.func if isinstance(decorator, ast.Call) else decorator)
    return name in _KEEPING or "deprecat" in name.lower()


class _Body:
    def __init__(
        self, names: TreeNames, old: Target, view: ModuleView, node: Function, value: ast.expr
    ) -> None:
        self._names = names
        self._old = old
        self._view = view
        self._node = node
        self._value = value.value if isinstance(value, ast.Await) else value
        self._awaits = isinstance(value, ast.Await)
        self._local = [each for each in node.body if isinstance(each, (ast.Import, ast.ImportFrom))]
        self._is_property = any("property" in last_name(each) for each in node.decorator_list)

    def handover(self) -> Handover:
        target = self._target()
        doubt = self._doubt(target)
        keys = self._keys(target) if target is not None and self._is_named(target) else None
        if keys is not None:
            return Handover(self._text, self._value.lineno, target, keys, doubt=doubt)
        if target is not None and target.symbol.leaf == self._old.symbol.leaf and self._is_named(target):
            keys = self._by_position()
            if keys is not None:
                return Handover(self._text, self._value.lineno, target, keys, doubt=doubt)
        expression = self._expression() if not doubt else "it is not just the same"
        if isinstance(expression, str):
            return Handover(self._text, self._value.lineno, target, {}, doubt=doubt or expression)
        keys, is_own = expression
        return Handover(self._text, self._value.lineno, target, keys, True, is_own=is_own)

    def _is_named(self, target: Target) -> bool:
        """Whether `new` can name what takes the place: a member gives way to one of its class."""
        if self._old.owner is None:
            return target.owner is None or bound_arguments(target) == 0 or _is_class_method(target)
        return target.owner is not None and target.owner.symbol == self._old.owner.symbol

    def _keys(self, target: Target) -> Mapping[str, Value] | None:
        is_call = isinstance(self._value, ast.Call)
        if self._is_property:
            return {} if not is_call else None
        return self._call_keys(target) if is_call else None

    @property
    def _text(self) -> str:
        return ast.unparse(self._value)

    def _target(self) -> Target | None:
        """What is called, or read by a property."""
        is_call = isinstance(self._value, ast.Call)
        callee = self._value.func if isinstance(self._value, ast.Call) else self._value
        parts = dotted_parts(callee)
        if not parts or not (is_call or self._is_property):
            return None
        owner = self._old.owner
        found = self._names.resolve(parts, self._view, self._local, owner)
        if found is None and owner is not None and parts[0] == "self" and len(parts) == 2:
            return self._instance_attribute(owner, parts[1])
        if found is None or parts[0] not in ("self", "cls"):
            return found
        return found if len(parts) == 2 else None

    def _instance_attribute(self, owner: Target, name: str) -> Target | None:
        """An attribute that methods of the class assign."""
        stored = (
            (each for each in ast.walk(owner.node) if isinstance(each, ast.Attribute)) if owner.node else ()
        )
        if any(each.attr == name and isinstance(each.ctx, ast.Store) for each in stored):
            return Target(Symbol(owner.symbol.module, f"{owner.symbol.name}.{name}"), owner.path, None, owner)
        return None

    def _doubt(self, target: Target | None) -> str:
        node = self._node
        is_async = isinstance(node, ast.AsyncFunctionDef)
        if is_async and not self._awaits:
            return "it has to be awaited, and what it gives has not"
        if target is not None and self._awaits and isinstance(target.node, ast.FunctionDef):
            return "" if target.node.decorator_list else "it awaits what is no `async def`"
        if self._is_property and not self._is_set_alike():
            return "it can be set, which is another thing"
        if not returns_value(node):
            made = self._names.ultimate(target).node if target is not None else None
            if not isinstance(made, FUNCTIONS) or returns_value(made):
                return "it returns nothing, and what it calls may return something"
        return ""

    def _is_set_alike(self) -> bool:
        """Whether setting a property, if that is possible, sets just what reading it gives."""
        owner = self._old.owner.node if self._old.owner is not None else None
        body = owner.body if isinstance(owner, ast.ClassDef) else []
        others = [each for each in body if isinstance(each, FUNCTIONS) and each.name == self._node.name]
        for each in others:
            if each is self._node:
                continue
            last = each.body[-1]
            target = last.targets[0] if isinstance(last, ast.Assign) else None
            value = last.value if isinstance(last, ast.Assign) else None
            argument = each.args.args[-1].arg if each.args.args else ""
            plain = isinstance(value, ast.Name) and value.id == argument
            if target is None or not plain or ast.unparse(target) != self._text:
                return False
        return True

    # What a call becomes ---------------------------------------------------------------------------

    def _call_keys(self, target: Target) -> Mapping[str, Value] | None:
        """The keys beside `new`; None where calls cannot be said in these words."""
        call = self._value
        assert isinstance(call, ast.Call)
        old = call_form(self._node, bound_arguments(self._old))
        new = form_of(self._names, target)
        passed = list(_passed(call, old))
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

    def _by_position(self) -> Mapping[str, Value] | None:
        """The keys for calls that pass everything by position, to what has the same name elsewhere.

        Nobody can tell how that takes them, and an expression could not bring its name in beside the old one.
        """
        old = call_form(self._node, bound_arguments(self._old))
        if not isinstance(self._value, ast.Call) or old.star or old.double_star or not old.parameters:
            return None
        handed = list(_passed(self._value, old))
        order = [each.parameter for each in handed if each is not None and not each.keyword]
        if order != list(old.parameters) or len(handed) != len(order):
            return None
        return {"signature": f"({', '.join(order)}, /)", "call": f"({', '.join(order)})"}

    def _dropping(
        self, handed: "Sequence[_Passed]", unused: Sequence[str], old: CallForm, new: CallForm
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

    def _expression(self) -> tuple[Mapping[str, Value], bool] | str:
        """The keys of a rule with an expression, and whether it reads arguments only.

        A text says why there is none.
        """
        old = call_form(self._node, bound_arguments(self._old))
        unclear = [
            each.name for each in old.parameters.values() if each.default and not is_literal(each.default)
        ]
        if self._awaits or isinstance(self._node, ast.AsyncFunctionDef):
            return "it awaits"
        if unclear:
            return f"the default of `{unclear[0]}` is not a literal"
        found = inlined(self._names, self._view, self._value, old.names, self._old.owner, self._local)
        if isinstance(found, str):
            return found
        if any(each.name == self._old.symbol.leaf for each in found.imports):
            return "what its body calls has the same name, and a file cannot read both by it"
        keys: dict[str, Value] = {} if self._is_property else {"signature": self._signature}
        keys["expression"] = found.text
        if found.imports:
            keys["imports"] = tuple(map(str, found.imports))
        return keys, found.only_passed


@dataclass(frozen=True, slots=True)
class _Passed:
    """One argument that the body passes on."""

    parameter: str
    """The parameter that it is; empty for a literal."""
    keyword: str | None
    text: str
    star: str = ""


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
