"""What a generated program talks to: it records calls, values and exceptions, in order.

A recording is a list of nested tuples that compare equal when two runs did the same; symbols are
tagged (`("symbol", "module:name")`), so that a migration's mapping can be applied to a recording.
"""

import sys
import types
import typing
from collections.abc import Callable, Collection, Coroutine, Generator, Iterator
from contextlib import contextmanager
from typing import Any, Self

Note = tuple[object, ...]
LIMIT = 400


class Exhausted(BaseException):
    """The program recorded more than LIMIT notes: it recurses."""


class Result:
    """What a call of a recording stand-in gives: fit for `with`, `for`, decorators and attributes."""

    def __init__(self, symbol: str) -> None:
        self.symbol = symbol
        self.tag = 7

    def __call__(self, value: object = None, /, *_: object, **__: object) -> object:
        return value

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        return None

    def __iter__(self) -> Iterator[int]:
        return iter((1, 2))

    def __await__(self) -> Generator[None, None, Self]:
        yield from ()
        return self


class Recorder:
    """One run's notes, and the functions that the program under test imports as `recorder`."""

    def __init__(self, watched: Collection[str] = ()) -> None:
        """With `watched` files, each note is paired with the one that caused it."""
        self.watched = frozenset(watched)
        self.notes: list[Note] = []
        self.coroutines: list[Coroutine[object, object, object]] = []

    def add(self, *note: object) -> None:
        """Append a note; raises Exhausted when there are too many."""
        self.notes.append((caller(self.watched), note) if self.watched else note)
        if len(self.notes) > LIMIT:
            raise Exhausted

    def called(self, symbol: str, *args: object, **kwargs: object) -> Result:
        """Record the call of a stand-in."""
        shown = tuple(sorted((key, describe(value)) for key, value in kwargs.items()))
        self.add("call", ("symbol", symbol), tuple(map(describe, args)), shown)
        return Result(symbol)

    def note(self, label: int, value: object) -> object:
        """Record a value and hand it on."""
        self.add("note", label, describe(value))
        return value

    @contextmanager
    def guard(self, label: int) -> Iterator[None]:
        """Record the type of an exception and swallow it, without a scope of its own."""
        self.add("guard", label)
        try:
            yield
        except Exception as error:
            self.add("raised", label, describe(type(error)), missing(error))

    def tracked(self, function: Callable[..., Coroutine[object, object, object]]) -> Callable[..., object]:
        """A coroutine function whose coroutines `close` ends, awaited or not."""

        def make(*args: object, **kwargs: object) -> object:
            self.coroutines.append(function(*args, **kwargs))
            return self.coroutines[-1]

        return make

    def close(self) -> None:
        """End what was never awaited, without a warning."""
        for coroutine in self.coroutines:
            coroutine.close()

    def hints(self, label: int, function: Callable[..., object]) -> None:
        """Record what a function's annotations, quoted or not, resolve to."""
        with self.guard(label):
            self.note(label, typing.get_type_hints(function))

    def module(self) -> types.ModuleType:
        """The module that programs import."""
        module = types.ModuleType("recorder")
        given: dict[str, object] = {
            "called": self.called,
            "note": self.note,
            "guard": self.guard,
            "hints": self.hints,
            "tracked": self.tracked,
            "flag": lambda value: value,
            "text": lambda value: "text",
            "scope": lambda value: Result("scope"),
        }
        vars(module).update(given)
        return module


def missing(error: Exception) -> bool:
    """Whether a module was not there when it was asked for: not imported yet, or in a circle."""
    if isinstance(error, AttributeError):
        return isinstance(getattr(error, "obj", None), types.ModuleType)
    return type(error) is ImportError


def caller(files: Collection[str]) -> str:
    """The innermost of these files that is being executed; empty when none is."""
    frame: types.FrameType | None = sys._getframe(2)
    while frame and frame.f_code.co_filename not in files:
        frame = frame.f_back
    return frame.f_code.co_filename if frame else ""


def describe(value: object) -> object:
    """Show a value without addresses, names of stand-ins as tagged symbols."""
    if isinstance(value, types.ModuleType):
        return ("module", value.__name__)
    if isinstance(value, type):
        return _describe_class(value)
    if isinstance(value, BaseException):
        return ("error", describe(type(value)), tuple(map(describe, value.args)))
    if isinstance(value, types.FunctionType):
        symbol = getattr(value, "symbol", None)
        return ("symbol", symbol) if symbol else ("function", value.__name__)
    if isinstance(value, Result):
        return ("result", ("symbol", value.symbol))
    return _describe_plain(value)


def _describe_class(value: type) -> object:
    symbol = vars(value).get("symbol")
    if isinstance(symbol, str):
        return ("symbol", symbol)
    if value.__module__ == "builtins":
        return ("type", value.__name__)
    return ("class", value.__name__, tuple(map(describe, value.__bases__)))


def _describe_plain(value: object) -> object:
    if isinstance(value, list | tuple):
        return (type(value).__name__, tuple(map(describe, value)))
    if isinstance(value, dict):
        return ("dict", tuple((describe(key), describe(item)) for key, item in value.items()))
    if value is None or isinstance(value, int | str):
        return value
    if type(value).__name__ == "Template":
        return _describe_template(value)
    return ("instance", describe(type(value)))


def _describe_template(value: Any) -> object:
    """What a t-string holds but for the text of its fields' code, which follows the names."""
    fields = ((describe(each.value), each.conversion, each.format_spec) for each in value.interpolations)
    return ("template", value.strings, tuple(fields))
