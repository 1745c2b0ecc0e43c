"""What a deprecated function's body hands over to, and the keys of a rule that say the same of a call."""

import ast
from collections.abc import Mapping
from dataclasses import dataclass, field

from codemods.migration.drafts import Value
from codemods.plan.drafting.call_forms import call_form, is_literal, signature_text
from codemods.plan.drafting.call_keys import CallKeys
from codemods.plan.drafting.inlined_text import inlined
from codemods.plan.drafting.target_forms import bound_arguments, is_class_method
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
        self._calls = CallKeys(names, old, node, self._value) if isinstance(self._value, ast.Call) else None
        self._local = [each for each in node.body if isinstance(each, (ast.Import, ast.ImportFrom))]
        self._is_property = any("property" in last_name(each) for each in node.decorator_list)

    def handover(self) -> Handover:
        target = self._target()
        doubt = self._doubt(target)
        keys = self._keys(target) if target is not None and self._is_named(target) else None
        if keys is not None:
            return Handover(self._text, self._value.lineno, target, keys, doubt=doubt)
        if target is not None and target.symbol.leaf == self._old.symbol.leaf and self._is_named(target):
            keys = self._calls.by_position() if self._calls is not None else None
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
            return target.owner is None or bound_arguments(target) == 0 or is_class_method(target)
        return target.owner is not None and target.owner.symbol == self._old.owner.symbol

    def _keys(self, target: Target) -> Mapping[str, Value] | None:
        if self._is_property:
            return {} if not isinstance(self._value, ast.Call) else None
        return self._calls.for_target(target) if self._calls is not None else None

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
        keys: dict[str, Value] = (
            {} if self._is_property else {"signature": signature_text(self._node, bound_arguments(self._old))}
        )
        keys["expression"] = found.text
        if found.imports:
            keys["imports"] = tuple(map(str, found.imports))
        return keys, found.only_passed
