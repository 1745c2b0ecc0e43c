"""Statements that bind, rebind or unbind a name: every way in which a scope can own it."""

import sys
from collections.abc import Callable

from tests.properties.newer_forms import HAS_LATE_ANNOTATIONS
from tests.properties.source_writer import Lines, SourceWriter, guarded, indent
from tests.properties.uses import expression, handed


def binding(writer: SourceWriter) -> Lines:
    """A statement that binds one of the program's names; it may raise, which the guard records."""
    return guarded(writer, writer.pick(BINDINGS)(writer))


def value(writer: SourceWriter) -> str:
    """Something to assign: a constant, a function of its own, or an expression over targets."""
    return writer.pick(("5", "lambda *a, **k: 6", "None", handed(writer, 1)))


def _assigned(writer: SourceWriter) -> Lines:
    name = writer.name()
    return [
        writer.pick(
            (
                f"{name} = {value(writer)}",
                f"{name}: object = {value(writer)}",
                f"{name}: object",
                f"{name}, w = {value(writer)}, 2",
                f"[{name}, *w] = {value(writer)}, 2",
                f"{name} = w = {value(writer)}",
                f"({name} := {value(writer)})",
            )
        )
    ]


def _augmented(writer: SourceWriter) -> Lines:
    return [f"{writer.name()} += {value(writer)}"]


def _conditional(writer: SourceWriter) -> Lines:
    return [f"if flag({writer.chance(50)}):", *indent(_assigned(writer))]


def _looped(writer: SourceWriter) -> Lines:
    name = writer.name()
    head = writer.pick((f"for {name} in ({value(writer)}, 2):", f"for w, {name} in [(1, {value(writer)})]:"))
    return [head, *indent([f"note({writer.label()}, {expression(writer, 1)})"])]


def _with(writer: SourceWriter) -> Lines:
    head = f"with scope(1) as {writer.pick((writer.name(), f'({writer.name()})'))}:"
    return [head, *indent([f"note({writer.label()}, {expression(writer, 1)})"])]


def _caught(writer: SourceWriter) -> Lines:
    name = writer.name()
    noted = indent([f"note({writer.label()}, {expression(writer, 1)})"])
    return ["try:", "    raise KeyError(1)", f"except KeyError as {name}:", *noted]


def _deleted(writer: SourceWriter) -> Lines:
    return [writer.pick((f"del {writer.name()}", f"del ({writer.name()}), {writer.name()}"))]


def _captured(writer: SourceWriter) -> Lines:
    name = writer.name()
    pattern = writer.pick(
        (
            name,
            f"[{name}, *_]",
            f"[_, *{name}]",
            f'{{"k": {name}}}',
            f'{{"z": 1, **{name}}}',
            f"int() as {name}",
        )
    )
    subject = writer.pick(("[1, 2]", '{"k": 1, "z": 1}', "3", handed(writer, 1)))
    body = f"        note({writer.label()}, {expression(writer, 1)})"
    return [f"match {subject}:", f"    case {pattern}:", body]


def _defined(writer: SourceWriter) -> Lines:
    name = writer.name()
    return [f"def {name}(*a, **k):", *indent([f"return note({writer.label()}, 8)"])]


def _classed(writer: SourceWriter) -> Lines:
    return [f"class {writer.name()}:", *indent([f"tag = {value(writer)}"])]


def _type_parameter(writer: SourceWriter) -> Lines:
    name, owner = writer.name(), f"t{writer.label()}"
    noted = f"note({writer.label()}, text({expression(writer, 1)}))"
    return writer.pick(
        (
            [f"def {owner}[{name}](a=1):", f"    return {noted}", f"{owner}()"],
            [f"class {owner}[{name}]:", f"    tag = {noted}"],
            [f"type {name} = {expression(writer, 1)}", f"note({writer.label()}, {name}.__value__)"],
        )
    )


def _late_annotated(writer: SourceWriter) -> Lines:
    """Annotations that are read after a name in them may have been bound otherwise."""
    one, two, name = writer.target(), writer.target(), f"h{writer.label()}"
    held = writer.pick((one, f"list[{one}]", writer.name()))
    later = binding(writer) if writer.depth > 0 and writer.chance(50) else []
    function = [f"def {name}(a: {held}, b: {two} = 1): pass", *later]
    owner = [f"class {name}:", f"    a: {held}", f"    b: {two} = 1", *indent(later)]
    return [
        *writer.pick((function, owner)),
        *guarded(writer, [f"note({writer.label()}, {name}.__annotations__)"]),
    ]


BINDINGS: tuple[Callable[[SourceWriter], Lines], ...] = (
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
    *((_late_annotated,) * 2 if HAS_LATE_ANNOTATIONS else ()),
)
