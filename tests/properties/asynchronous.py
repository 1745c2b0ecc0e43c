"""Programs around `await`: where a call may be awaited, and where `await` may be put in."""

from collections.abc import Sequence

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from tests.properties.imports import PLAIN, RELATIVE
from tests.properties.moves import NEW, OLD, Move, module, tree
from tests.properties.programs import PREAMBLE, Program, dotted, filled, repaired
from tests.properties.source_writer import Lines, SourceWriter, Words, guarded, indent

ASYNC = """

@tracked
async def {name}(user=None):
    return called("{symbol}", user=user)


{name}.symbol = "{symbol}"
"""
SYNC = ASYNC.replace("@tracked\nasync def", "def")


def shim() -> Move:
    """A synchronous shim goes to a coroutine where `await` can stand, and to a class elsewhere."""
    table = f'[[symbol]]\nold = "{OLD}:make"\nsignature = "(user=None)"\n'
    toml = 'name = "shim"\n' + "".join(
        (
            f'{table}new = "{NEW}:build"\nwhen = "awaited"\n',
            f'{table}new = "{NEW}:build"\ncall = "await (user)"\nwhen = "async"\n',
            f'{table}new = "{NEW}:Direct"\ncall = "(user=user)"\nwhen = "called"\n',
        )
    )
    direct = SYNC.format(name="Direct", symbol=f"{NEW}:build")
    return _move("shim", toml, SYNC, direct)


def coroutine() -> Move:
    """A coroutine function goes to another one, however it is used."""
    toml = f'name = "coroutine"\n[[symbol]]\nold = "{OLD}:make"\nnew = "{NEW}:build"\n'
    return _move("coroutine", toml + 'signature = "async (user=None)"\n', ASYNC, "")


def _move(name: str, toml: str, old: str, extra: str) -> Move:
    old_source = module(OLD, ("keep",), "function", old.format(name="make", symbol=f"{OLD}:make"))
    new_made = ASYNC.format(name="build", symbol=f"{NEW}:build")
    new_source = module(NEW, ("spare",), "function", new_made + extra)
    modules = tree("function", {"acme/old/factory.py": old_source, "acme/new/manager.py": new_source})
    return Move(name, toml, modules, {f"{OLD}:make": f"{NEW}:build"}, {"user": "user"}, ("user",))


def argument(writer: SourceWriter) -> str:
    """An argument list that the signature knows, sometimes with a further call inside."""
    inner = f"{writer.target()}(2)" if writer.chance(20) else "3"
    return writer.pick(("1", "", f"user={inner}", inner, f"note({writer.label()}, 4)"))


def plain_call(writer: SourceWriter) -> str:
    """A call that nobody awaits, inside an expression of every precedence."""
    call = f"{writer.target()}({argument(writer)})"
    noted = f"note({writer.label()}, {call})"
    return writer.pick(
        (
            call,
            noted,
            f"{call}.tag",
            f"-{call}.tag ** 2",
            f"not {call}",
            f"{call} is {call}",
            f"({call} if {call} else 0)",
            f"[{noted} for v in (1, 2)]",
            f"[v for v in ({call},) if {noted}]",
            f"[[{noted} for v in (1,)] for w in (2,)]",
            f"[*({noted} for v in (1,))]",
            f"[*(v for v in ({call},))]",
            f"(lambda: {noted})()",
            f"(lambda v={call}: note({writer.label()}, v))()",
            f"f'{{text({call})}}'",
            f"(v := {call})",
            f"{{1: {call}}}[1]",
            f"[*{call}]",
        )
    )


def awaited_call(writer: SourceWriter) -> str:
    """A call whose result is awaited, at once or gathered."""
    call = f"{writer.target()}({argument(writer)})"
    simple = f"{writer.target()}({writer.pick(('6', 'user=7', ''))})"
    return writer.pick(
        (
            f"await {call}",
            f"(await {call}).tag",
            f"await ({call})",
            f"[await {call} for v in (1, 2)]",
            f"await asyncio.gather({simple}, {writer.target()}(8))",
            f"await asyncio.gather(*[{simple} for v in (1, 2)])",
            f"await asyncio.wait_for({simple}, 5)",
        )
    )


def statement(writer: SourceWriter, call: str) -> Lines:
    """A statement around a call, in `async def`."""
    inner = f"i{writer.label()}"
    noted = f"note({writer.label()}, {call})"
    return writer.pick(
        (
            [noted],
            [call],
            [f"v = {call}", f"note({writer.label()}, v)"],
            [f"assert {call}"],
            [f"with scope({call}):", "    pass"],
            [f"for v in ({call},):", f"    {noted}"],
            [f"if {call}:", f"    {noted}", f"elif {noted}:", "    pass"],
            [f"return {noted}"],
            [f"@text({call})", f"def {inner}(): pass"],
            [f"def {inner}(v={call}): return v", f"note({writer.label()}, {inner}())"],
        )
    )


def synchronous(writer: SourceWriter, call: str) -> Lines:
    """A scope in which `await` cannot stand, holding a call."""
    name, noted = f"g{writer.label()}", f"note({writer.label()}, {call})"
    return writer.pick(
        (
            [f"def {name}():", f"    return {noted}", f"{name}()"],
            [f"class {name}:", f"    tag = {noted}"],
            [f"class {name}:", "    def m(self):", f"        return {noted}", f"{name}().m()"],
        )
    )


def asynchronous(writer: SourceWriter, *, awaits: bool) -> Lines:
    """An `async def` of a few statements, and its run."""
    name = f"f{writer.label()}"
    body: Lines = []
    for _ in range(writer.draw(st.integers(1, 3))):
        if awaits and writer.chance(50):
            body += guarded(writer, statement(writer, awaited_call(writer)))
        elif awaits and writer.chance(40):
            body += synchronous(writer, plain_call(writer))
        else:
            body += guarded(writer, statement(writer, plain_call(writer)))
    return [f"async def {name}():", *indent(body), *guarded(writer, [f"asyncio.run({name}())"])]


@st.composite
def async_programs(draw: DrawFn, moves: Sequence[Move]) -> Program:
    """A consumer whose functions are coroutines and plain functions, side by side."""
    move = draw(st.sampled_from(moves))
    place = draw(st.sampled_from(("main.py", "acme/use/main.py")))
    pool = PLAIN[:6] + (RELATIVE[:3] if "/" in place else ())
    form = filled(draw(st.sampled_from(pool)), move, place)
    writer = SourceWriter(draw, Words(form.targets, ("other",), move.parameters))
    body = [line for _ in range(draw(st.integers(1, 3))) for line in asynchronous(writer, awaits=True)]
    last = synchronous(writer, plain_call(writer)) if move.name == "shim" else []
    source = repaired(["import asyncio", *PREAMBLE, *form.lines, *body, *last])
    return Program(move, {**move.files, place: source}, (dotted(place),), (place,))
