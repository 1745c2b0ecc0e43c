"""Statements that bind, rebind or unbind a name: every way in which a scope can own it."""

import sys
from collections.abc import Callable

from tests.properties.source_writer import Lines, Pen, guarded, indent
from tests.properties.uses import expression, handed


def binding(pen: Pen) -> Lines:
    """A statement that binds one of the program's names; it may raise, which the guard records."""
    return guarded(pen, pen.pick(BINDINGS)(pen))


def value(pen: Pen) -> str:
    """Something to assign: a constant, a function of its own, or an expression over targets."""
    return pen.pick(("5", "lambda *a, **k: 6", "None", handed(pen, 1)))


def _assigned(pen: Pen) -> Lines:
    name = pen.name()
    return [
        pen.pick(
            (
                f"{name} = {value(pen)}",
                f"{name}: object = {value(pen)}",
                f"{name}: object",
                f"{name}, w = {value(pen)}, 2",
                f"[{name}, *w] = {value(pen)}, 2",
                f"{name} = w = {value(pen)}",
                f"({name} := {value(pen)})",
            )
        )
    ]


def _augmented(pen: Pen) -> Lines:
    return [f"{pen.name()} += {value(pen)}"]


def _conditional(pen: Pen) -> Lines:
    return [f"if flag({pen.chance(50)}):", *indent(_assigned(pen))]


def _looped(pen: Pen) -> Lines:
    name = pen.name()
    head = pen.pick((f"for {name} in ({value(pen)}, 2):", f"for w, {name} in [(1, {value(pen)})]:"))
    return [head, *indent([f"note({pen.label()}, {expression(pen, 1)})"])]


def _with(pen: Pen) -> Lines:
    head = f"with scope(1) as {pen.pick((pen.name(), f'({pen.name()})'))}:"
    return [head, *indent([f"note({pen.label()}, {expression(pen, 1)})"])]


def _caught(pen: Pen) -> Lines:
    name = pen.name()
    noted = indent([f"note({pen.label()}, {expression(pen, 1)})"])
    return ["try:", "    raise KeyError(1)", f"except KeyError as {name}:", *noted]


def _deleted(pen: Pen) -> Lines:
    return [pen.pick((f"del {pen.name()}", f"del ({pen.name()}), {pen.name()}"))]


def _captured(pen: Pen) -> Lines:
    name = pen.name()
    pattern = pen.pick(
        (
            name,
            f"[{name}, *_]",
            f"[_, *{name}]",
            f'{{"k": {name}}}',
            f'{{"z": 1, **{name}}}',
            f"int() as {name}",
        )
    )
    subject = pen.pick(("[1, 2]", '{"k": 1, "z": 1}', "3", handed(pen, 1)))
    body = f"        note({pen.label()}, {expression(pen, 1)})"
    return [f"match {subject}:", f"    case {pattern}:", body]


def _defined(pen: Pen) -> Lines:
    name = pen.name()
    return [f"def {name}(*a, **k):", *indent([f"return note({pen.label()}, 8)"])]


def _classed(pen: Pen) -> Lines:
    return [f"class {pen.name()}:", *indent([f"tag = {value(pen)}"])]


def _type_parameter(pen: Pen) -> Lines:
    name, owner = pen.name(), f"t{pen.label()}"
    noted = f"note({pen.label()}, text({expression(pen, 1)}))"
    return pen.pick(
        (
            [f"def {owner}[{name}](a=1):", f"    return {noted}", f"{owner}()"],
            [f"class {owner}[{name}]:", f"    tag = {noted}"],
            [f"type {name} = {expression(pen, 1)}", f"note({pen.label()}, {name}.__value__)"],
        )
    )


BINDINGS: tuple[Callable[[Pen], Lines], ...] = (
    _assigned,
    _assigned,
    _augmented,
    _conditional,
    _looped,
    _with,
    _caught,
    _deleted,
    _captured,
    _defined,
    _classed,
    *((_type_parameter,) if sys.version_info >= (3, 12) else ()),
)
