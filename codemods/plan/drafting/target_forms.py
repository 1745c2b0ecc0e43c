"""How calls bind to what a dotted name of the tree means: a function, a method, or a class."""

import ast

from codemods.plan.drafting.call_forms import CallForm, call_form
from codemods.plan.drafting.tree_names import Target, TreeNames
from codemods.semantic.delegation import FUNCTIONS
from codemods.semantic.dotted_names import last_name

_KEEPING_WORDS = """
staticmethod classmethod override overload abstractmethod final cache lru_cache wraps no_type_check
contextmanager asynccontextmanager deprecated deprecate
"""
_KEEPING = frozenset(_KEEPING_WORDS.split())


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


def is_class_method(target: Target) -> bool:
    """Whether a function is called with its class."""
    return any(last_name(each) == "classmethod" for each in getattr(target.node, "decorator_list", ()))


def _keeps_form(decorator: ast.expr) -> bool:
    """Whether a decorator leaves the parameters as they are, going by its name."""
    name = last_name(decorator.func if isinstance(decorator, ast.Call) else decorator)
    return name in _KEEPING or "deprecat" in name.lower()
