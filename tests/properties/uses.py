"""Expressions and statements that use a name: every place where an expression may stand."""

from collections.abc import Callable

from tests.properties.newer_forms import (
    HAS_NESTED_QUOTES,
    HAS_TEMPLATES,
    HAS_UNPACKING,
    nested_quotes,
    several_caught,
    template,
    unpacked,
)
from tests.properties.source_writer import Lines, SourceWriter, guarded, indent

ARGUMENTS = ("", "1", "1, 2", "user=1", "1, uid=2", "*[1, 2]", '**{"user": 1}', "1, *[2], uid=3,")


def arguments(writer: SourceWriter, depth: int) -> str:
    """An argument list: of any form, or one that the deprecated signature knows."""
    if not writer.changes_calls:
        inner = expression(writer, depth - 1) if depth > 0 and writer.chance(30) else "1"
        return writer.pick((*ARGUMENTS, inner, f"user={inner}"))
    first, second = writer.words.parameters
    values = [expression(writer, depth - 1) if depth > 0 and writer.chance(25) else str(n) for n in (3, 4)]
    one, two = values
    return writer.pick(
        (
            one,
            "",
            f"{first}={one}",
            f"{one}, {second}={two}",
            f"{second}={two}, {first}={one}",
            f"{one}, {two}",
            f"{second}={two}",
            f"({one}),",
            f"{first}=({one}),",
            f"*[{one}]",
            f'**{{"{first}": {one}}}',
            f"v for v in ({one},)",
            f"{one}, strange=1",
        )
    )


def call(writer: SourceWriter, depth: int) -> str:
    """A call of a target, in several layouts."""
    target, given = writer.target(), arguments(writer, depth)
    return writer.pick(
        (f"{target}({given})", f"{target} ({given})", f"({target})({given})", f"{target}( {given} )")
    )


def expression(writer: SourceWriter, depth: int) -> str:
    """An expression that holds at least one target, mostly."""
    if depth <= 0:
        return writer.target()
    maker = writer.pick(EXPRESSIONS)
    return maker(writer, depth)


def handed(writer: SourceWriter, depth: int) -> str:
    """An expression whose value another name takes.

    Where calls change, a symbol under another name would be called the old way: that is outside
    what a rename can follow, so the value is dropped.
    """
    inner = expression(writer, depth)
    return f"text({inner})" if writer.changes_calls else inner


def _target(writer: SourceWriter, depth: int) -> str:
    return writer.target()


def _noted(writer: SourceWriter, depth: int) -> str:
    return f"note({writer.label()}, {expression(writer, depth - 1)})"


def _attribute(writer: SourceWriter, depth: int) -> str:
    return writer.pick((f"{writer.target()}.tag", f"{writer.target()}.made(1)", f"{call(writer, 0)}.tag"))


def _comprehension(writer: SourceWriter, depth: int) -> str:
    name, element, source = writer.name(), expression(writer, depth - 1), handed(writer, depth - 2)
    noted = f"note({writer.label()}, {element})"
    return writer.pick(
        (
            f"[{noted} for {name} in (1, 2)]",
            f"[note({writer.label()}, {name}) for {name} in ({source},)]",
            f"[{noted} for {name} in ({source},)]",
            f"[{noted} for v in ({source},) for {name} in (v, {writer.name()})]",
            f"[{name} for {name} in (1, 2) if note({writer.label()}, {element})]",
            f"list({noted} for {name} in ({source},))",
            f"{{v: {noted} for v, {name} in ((1, {source}),)}}",
            f"[[{noted} for v in ({name},)] for {name} in ({source},)]",
        )
    )


def _lambda(writer: SourceWriter, depth: int) -> str:
    name, body = writer.name(), handed(writer, depth - 1)
    noted = f"note({writer.label()}, {body})"
    return writer.pick(
        (
            f"(lambda: {noted})()",
            f"(lambda {name}: {noted})(1)",
            f"(lambda {name}={body}: note({writer.label()}, {name}))()",
            f"(lambda v, *, {name}={body}: {noted})(2)",
            f"(lambda *{name}: {noted})()",
        )
    )


def _operators(writer: SourceWriter, depth: int) -> str:
    one, two = expression(writer, depth - 1), expression(writer, depth - 2)
    return writer.pick(
        (
            f"({one} if flag({writer.chance(50)}) else {two})",
            f"({one} or {two})",
            f"[{one}, *[{two}]]",
            f'{{"k": {one}}}["k"]',
            f"f'{{text({one})}} {{text({two})!r:>{{5}}}}'",
            f"({one} is {two})",
        )
    )


def _walrus(writer: SourceWriter, depth: int) -> str:
    name, value = writer.name(), handed(writer, depth - 1)
    if writer.scope == "class":
        return f"({name} := {value})"
    return writer.pick((f"({name} := {value})", f"[({name} := {value}) for w in (1,)]"))


Maker = Callable[[SourceWriter, int], str]


def _newer(form: Callable[[SourceWriter, str, str], str]) -> Maker:
    return lambda writer, depth: form(writer, handed(writer, depth - 1), handed(writer, depth - 2))


EXPRESSIONS: tuple[Maker, ...] = (
    _target,
    call,
    call,
    _noted,
    _attribute,
    _comprehension,
    _comprehension,
    _lambda,
    _operators,
    _walrus,
    *((_newer(nested_quotes),) if HAS_NESTED_QUOTES else ()),
    *((_newer(template),) * 2 if HAS_TEMPLATES else ()),
    *((_newer(unpacked),) * 2 if HAS_UNPACKING else ()),
)


def use(writer: SourceWriter) -> Lines:
    """A statement that uses a target; it may raise, which the guard records."""
    maker = writer.pick(STATEMENTS)
    return guarded(writer, maker(writer))


def _bare(writer: SourceWriter) -> Lines:
    return [f"note({writer.label()}, {expression(writer, 2)})"]


def _call_statement(writer: SourceWriter) -> Lines:
    return [
        writer.pick(
            (
                call(writer, 1),
                f"{call(writer, 1)}  # call {writer.label()}",
                f"{call(writer, 0)}; {call(writer, 0)}",
            )
        )
    ]


def _long_call(writer: SourceWriter) -> Lines:
    first = writer.words.parameters[0] if writer.words.parameters else "user"
    value = expression(writer, 1)
    one, two = writer.label(), writer.label()
    return [f"{writer.target()}(  # open {one}", f"    {first}={value},  # arg {two}", f")  # close {two}"]


def _decorated(writer: SourceWriter) -> Lines:
    decorator = call(writer, 1) if writer.changes_calls or writer.chance(50) else writer.target()
    head = writer.pick((f"def d{writer.label()}():", f"class D{writer.label()}:"))
    return [f"@{decorator}", head, "    pass"]


def _annotated(writer: SourceWriter) -> Lines:
    one, two = writer.target(), writer.target()
    name = f"h{writer.label()}"
    quoted = writer.pick((f'"{two}"', two, f'"list[{two}]"', f"list[{two}]"))
    head = f"def {name}(a: {one}, b: {quoted} = 1) -> {writer.pick((one, quoted, 'None'))}:"
    return [head, "    pass", *([f"hints({writer.label()}, {name})"] if writer.scope == "module" else [])]


def _raised(writer: SourceWriter) -> Lines:
    one, two = writer.target(), writer.target()
    caught = writer.pick((two, f"({two}, ValueError)"))
    return [
        "try:",
        f"    raise {one}(1)",
        f"except {caught} as caught:",
        f"    note({writer.label()}, caught)",
    ]


def _matched(writer: SourceWriter) -> Lines:
    pattern = writer.pick(
        (f"{writer.target()}()", f"{writer.target()}() | int()", f"[{writer.target()}(), *_]")
    )
    case = f"    case {pattern} if {expression(writer, 1)}:"
    return [
        f"match {call(writer, 0)}:",
        case,
        f"        note({writer.label()}, 1)",
        "    case _:",
        "        pass",
    ]


def _derived(writer: SourceWriter) -> Lines:
    name = f"S{writer.label()}"
    return [f"class {name}({writer.target()}):", "    pass", f"note({writer.label()}, {name})"]


def _asserted(writer: SourceWriter) -> Lines:
    return [f"assert {expression(writer, 1)}, {writer.target()}"]


def _looped(writer: SourceWriter) -> Lines:
    return [
        f"for w in [{expression(writer, 1)}, {writer.target()}]:",
        *indent([f"note({writer.label()}, w)"]),
    ]


STATEMENTS: tuple[Callable[[SourceWriter], Lines], ...] = (
    _bare,
    _bare,
    _call_statement,
    _call_statement,
    _long_call,
    _decorated,
    _annotated,
    _raised,
    _matched,
    _derived,
    _asserted,
    _looped,
    *((several_caught,) if HAS_TEMPLATES else ()),
)
