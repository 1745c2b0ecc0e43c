"""Expressions and statements that use a name: every place where an expression may stand."""

from collections.abc import Callable

from tests.properties.source_writer import Lines, Pen, guarded, indent

ARGUMENTS = ("", "1", "1, 2", "user=1", "1, uid=2", "*[1, 2]", '**{"user": 1}', "1, *[2], uid=3,")


def arguments(pen: Pen, depth: int) -> str:
    """An argument list: of any form, or one that the deprecated signature knows."""
    if not pen.changes_calls:
        inner = expression(pen, depth - 1) if depth > 0 and pen.chance(30) else "1"
        return pen.pick((*ARGUMENTS, inner, f"user={inner}"))
    first, second = pen.words.parameters
    values = [expression(pen, depth - 1) if depth > 0 and pen.chance(25) else str(n) for n in (3, 4)]
    one, two = values
    return pen.pick(
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


def call(pen: Pen, depth: int) -> str:
    """A call of a target, in several layouts."""
    target, given = pen.target(), arguments(pen, depth)
    return pen.pick(
        (f"{target}({given})", f"{target} ({given})", f"({target})({given})", f"{target}( {given} )")
    )


def expression(pen: Pen, depth: int) -> str:
    """An expression that holds at least one target, mostly."""
    if depth <= 0:
        return pen.target()
    maker = pen.pick(EXPRESSIONS)
    return maker(pen, depth)


def handed(pen: Pen, depth: int) -> str:
    """An expression whose value another name takes.

    Where calls change, a symbol under another name would be called the old way: that is outside
    what a rename can follow, so the value is dropped.
    """
    inner = expression(pen, depth)
    return f"text({inner})" if pen.changes_calls else inner


def _target(pen: Pen, depth: int) -> str:
    return pen.target()


def _noted(pen: Pen, depth: int) -> str:
    return f"note({pen.label()}, {expression(pen, depth - 1)})"


def _attribute(pen: Pen, depth: int) -> str:
    return pen.pick((f"{pen.target()}.tag", f"{pen.target()}.made(1)", f"{call(pen, 0)}.tag"))


def _comprehension(pen: Pen, depth: int) -> str:
    name, element, source = pen.name(), expression(pen, depth - 1), handed(pen, depth - 2)
    noted = f"note({pen.label()}, {element})"
    return pen.pick(
        (
            f"[{noted} for {name} in (1, 2)]",
            f"[note({pen.label()}, {name}) for {name} in ({source},)]",
            f"[{noted} for {name} in ({source},)]",
            f"[{noted} for v in ({source},) for {name} in (v, {pen.name()})]",
            f"[{name} for {name} in (1, 2) if note({pen.label()}, {element})]",
            f"list({noted} for {name} in ({source},))",
            f"{{v: {noted} for v, {name} in ((1, {source}),)}}",
            f"[[{noted} for v in ({name},)] for {name} in ({source},)]",
        )
    )


def _lambda(pen: Pen, depth: int) -> str:
    name, body = pen.name(), handed(pen, depth - 1)
    noted = f"note({pen.label()}, {body})"
    return pen.pick(
        (
            f"(lambda: {noted})()",
            f"(lambda {name}: {noted})(1)",
            f"(lambda {name}={body}: note({pen.label()}, {name}))()",
            f"(lambda v, *, {name}={body}: {noted})(2)",
            f"(lambda *{name}: {noted})()",
        )
    )


def _operators(pen: Pen, depth: int) -> str:
    one, two = expression(pen, depth - 1), expression(pen, depth - 2)
    return pen.pick(
        (
            f"({one} if flag({pen.chance(50)}) else {two})",
            f"({one} or {two})",
            f"[{one}, *[{two}]]",
            f'{{"k": {one}}}["k"]',
            f"f'{{text({one})}} {{text({two})!r:>{{5}}}}'",
            f"({one} is {two})",
        )
    )


def _walrus(pen: Pen, depth: int) -> str:
    name, value = pen.name(), handed(pen, depth - 1)
    if pen.scope == "class":
        return f"({name} := {value})"
    return pen.pick((f"({name} := {value})", f"[({name} := {value}) for w in (1,)]"))


Maker = Callable[[Pen, int], str]
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
)


def use(pen: Pen) -> Lines:
    """A statement that uses a target; it may raise, which the guard records."""
    maker = pen.pick(STATEMENTS)
    return guarded(pen, maker(pen))


def _bare(pen: Pen) -> Lines:
    return [f"note({pen.label()}, {expression(pen, 2)})"]


def _call_statement(pen: Pen) -> Lines:
    return [
        pen.pick((call(pen, 1), f"{call(pen, 1)}  # call {pen.label()}", f"{call(pen, 0)}; {call(pen, 0)}"))
    ]


def _long_call(pen: Pen) -> Lines:
    first = pen.words.parameters[0] if pen.words.parameters else "user"
    value = expression(pen, 1)
    one, two = pen.label(), pen.label()
    return [f"{pen.target()}(  # open {one}", f"    {first}={value},  # arg {two}", f")  # close {two}"]


def _decorated(pen: Pen) -> Lines:
    decorator = call(pen, 1) if pen.changes_calls or pen.chance(50) else pen.target()
    head = pen.pick((f"def d{pen.label()}():", f"class D{pen.label()}:"))
    return [f"@{decorator}", head, "    pass"]


def _annotated(pen: Pen) -> Lines:
    one, two = pen.target(), pen.target()
    name = f"h{pen.label()}"
    quoted = pen.pick((f'"{two}"', two, f'"list[{two}]"', f"list[{two}]"))
    head = f"def {name}(a: {one}, b: {quoted} = 1) -> {pen.pick((one, quoted, 'None'))}:"
    return [head, "    pass", *([f"hints({pen.label()}, {name})"] if pen.scope == "module" else [])]


def _raised(pen: Pen) -> Lines:
    one, two = pen.target(), pen.target()
    caught = pen.pick((two, f"({two}, ValueError)"))
    return ["try:", f"    raise {one}(1)", f"except {caught} as caught:", f"    note({pen.label()}, caught)"]


def _matched(pen: Pen) -> Lines:
    pattern = pen.pick((f"{pen.target()}()", f"{pen.target()}() | int()", f"[{pen.target()}(), *_]"))
    case = f"    case {pattern} if {expression(pen, 1)}:"
    return [f"match {call(pen, 0)}:", case, f"        note({pen.label()}, 1)", "    case _:", "        pass"]


def _derived(pen: Pen) -> Lines:
    name = f"S{pen.label()}"
    return [f"class {name}({pen.target()}):", "    pass", f"note({pen.label()}, {name})"]


def _asserted(pen: Pen) -> Lines:
    return [f"assert {expression(pen, 1)}, {pen.target()}"]


def _looped(pen: Pen) -> Lines:
    return [f"for w in [{expression(pen, 1)}, {pen.target()}]:", *indent([f"note({pen.label()}, w)"])]


STATEMENTS: tuple[Callable[[Pen], Lines], ...] = (
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
)
