"""What griffe says of a function: its parameters, its decorators, and what a call of it gives."""

import re
from typing import TYPE_CHECKING

from codemods.plan.drafting.versions.api import ApiParameter, ParameterKind

if TYPE_CHECKING:
    from griffe import Function, Object

_AWAITABLE = re.compile(
    r"\b(?:Awaitable\w*|Coroutine|Deferred|Future|Task|Iterator|Generator|AsyncIter\w*)\b"
)
"""Results that are awaited, or iterated over, by themselves."""
_PLAIN = frozenset(
    {
        *("staticmethod", "classmethod", "property", "abstractmethod", "override", "overload", "final"),
        *("wraps", "cache", "lru_cache", "cached_property", "no_type_check"),
    }
)
"""Decorators that leave what calls pass, and whether it is awaited, as it is."""
_REPLACING = frozenset({"command", "group", "fixture", "result_callback"})
"""Decorators after which a function is called by others, in another way."""
_DEPRECATING = re.compile(r"deprecat", re.IGNORECASE)


def _yields(found: "Function") -> bool:
    """Whether a function is a generator, going by its text."""
    return re.search(r"^\s*(?:.*[=(,:]\s*)?yield\b", source_of(found), re.MULTILINE) is not None


def decorators_of(found: "Function") -> tuple[str, ...]:
    """The names of a function's decorators, without those that leave calls as they are."""
    names = (str(each.value).partition("(")[0].rpartition(".")[2] for each in found.decorators)
    return tuple(name for name in names if name not in _PLAIN and not _DEPRECATING.search(name))


def is_replaced(found: "Function") -> bool:
    """Whether a decorator makes something else of a function: a command, a fixture."""
    names = (str(each.value).partition("(")[0].rpartition(".")[2] for each in found.decorators)
    return any(name in _REPLACING for name in names)


def takes_object(found: "Function") -> bool:
    """Whether the first parameter is the object, or the class, that a method is called on."""
    return found.parent is not None and found.parent.is_class and "staticmethod" not in found.labels


def parameters_of(found: "Function", skip_first: bool) -> tuple[ApiParameter, ...]:
    """The parameters of a function; `skip_first` leaves out the object that a method is called on."""
    kinds = {
        "positional-only": ParameterKind.POSITIONAL,
        "positional or keyword": ParameterKind.EITHER,
        "variadic positional": ParameterKind.ARGS,
        "keyword-only": ParameterKind.KEYWORD,
        "variadic keyword": ParameterKind.KWARGS,
    }
    read = []
    for each in found.parameters:
        kind = kinds[each.kind.value] if each.kind else ParameterKind.EITHER
        if kind is ParameterKind.EITHER and each.name.startswith("__") and not each.name.endswith("__"):
            # The older way to say that it is positional-only, and in a class nobody can spell it.
            kind = ParameterKind.POSITIONAL
        required = each.default is None or kind in (ParameterKind.ARGS, ParameterKind.KWARGS)
        annotation = None if each.annotation is None else str(each.annotation)
        read.append(ApiParameter(each.name, kind, None if required else str(each.default), annotation))
    if skip_first and read and read[0].kind.by_position:
        read = read[1:]
    return tuple(read)


def source_of(member: "Object") -> str:
    """The text of a definition; empty where griffe has none."""
    return str(member.source or "")


def gives_value(found: "Function") -> bool:
    """Whether a call gives a plain value: no iterator, and nothing that is awaited by itself."""
    return not _yields(found) and not _AWAITABLE.search(str(found.returns or ""))
