"""Whole programs: a consumer of a deprecated module, in a small package tree."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from hypothesis import assume
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from tests.properties.blocks import Author
from tests.properties.imports import COLLIDING, MIXED, NEIGHBOURS, PLAIN, RELATIVE, Form
from tests.properties.moves import Move, Printer
from tests.properties.newer_forms import lazily
from tests.properties.sandbox import compiled
from tests.properties.source_writer import Lines, SourceWriter, Words, guarded

PLACES = (
    "main.py",
    "acme/use/main.py",
    "acme/main.py",
    "acme/old/main.py",
    "acme/use/__init__.py",
    "acme/old/__init__.py",
    "acme/new/main.py",
)
PREAMBLE = ("from typing import TYPE_CHECKING", "from recorder import flag, guard, hints, note, scope, text")


@dataclass(frozen=True)
class Program:
    """A tree of files with the migration for it, and the modules to import one after the other."""

    move: Move
    files: dict[str, bytes]
    entries: tuple[str, ...]
    places: tuple[str, ...]
    """The consumers' paths."""
    type_checking: bool = False
    preloaded: tuple[str, ...] = ()
    """Modules that something else has imported before, so that they are attributes of their packages."""

    def _repr_pretty_(self, printer: Printer, cycle: bool) -> None:
        """Show the consumers' sources when Hypothesis prints an example."""
        printer.text(f"\n{self.shown()}")

    def shown(self) -> str:
        """The migration and the consumers' sources."""
        shown = "\n".join(f"--- {path}\n{self.files[path].decode()}" for path in self.places)
        state = f"TYPE_CHECKING={self.type_checking}, imported before: {', '.join(self.preloaded) or None}"
        return f"{self.move.name} ({state})\n{self.move.toml}\n{shown}"


def dots(place: str) -> str:
    """The relative way from a consumer to the package `acme`; empty when it is outside."""
    return "." * (place.count("/")) if "/" in place else ""


def dotted(place: str) -> str:
    """The module name of a path."""
    return place.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def filled(form: Form, move: Move, place: str) -> Form:
    """A form with its names put in."""

    def put(text: str) -> str:
        return text.format(leaf="make", new=move.new_leaf, dots=dots(place))

    return replace(
        form,
        lines=tuple(map(put, form.lines)),
        targets=tuple(map(put, form.targets)),
        names=tuple(map(put, form.names)),
    )


def choose_forms(draw: DrawFn, move: Move, place: str, *, collide: bool) -> list[Form]:
    """The one to three ways in which a consumer imports the deprecated symbol."""
    pool = [*PLAIN, *PLAIN, *MIXED, *(RELATIVE if dots(place) else ())]
    pool += COLLIDING if collide else ()
    most = 3 if collide else 1
    if place == "acme/old/__init__.py":
        most = 1
        pool = [form for form in pool if not form.targets[0].startswith("acme.old")]
    forms = draw(st.lists(st.sampled_from(pool), min_size=1, max_size=most))
    return [filled(form, move, place) for form in forms]


@st.composite
def consumers(draw: DrawFn, move: Move, place: str) -> bytes:
    """A consumer's source in which imports, assignments and scopes fight over few names."""
    forms = choose_forms(draw, move, place, collide=True)
    targets = [target for form in forms for target in form.targets]
    names = [name for form in forms for name in form.names]
    words = Words(
        targets=(*targets, *targets, *targets, move.new_leaf),
        names=tuple(dict.fromkeys((*names, move.new_leaf, "make", "other"))),
        parameters=move.parameters,
    )
    near = [text.format(leaf="make", new=move.new_leaf) for text in NEIGHBOURS]
    author = Author((*(list(form.lines) for form in forms), [draw(st.sampled_from(near))]))
    return written(SourceWriter(draw, words), author, forms if draw(st.integers(0, 9)) else ())


@st.composite
def plain_consumers(draw: DrawFn, move: Move, place: str) -> bytes:
    """A consumer's source in which nothing else touches the names that its imports bind."""
    forms = choose_forms(draw, move, place, collide=False)
    targets = tuple(target for form in forms for target in form.targets)
    words = Words(targets=targets, names=("other", "value"), parameters=move.parameters)
    author = Author(tuple(list(form.lines) for form in forms), binds=False)
    return written(SourceWriter(draw, words), author, forms)


def written(writer: SourceWriter, author: Author, forms: Sequence[Form]) -> bytes:
    """The source of a consumer: preamble, its imports and a block of statements."""
    future = ["from __future__ import annotations"] if writer.chance(25) else []
    opening = list(forms[0].lines) if forms else []
    last = [line for target in dict.fromkeys(writer.words.targets) for line in noted(writer, target)]
    return repaired([*future, *PREAMBLE, *lazily(writer, [*opening, *author.block(writer, 5)]), *last])


def noted(writer: SourceWriter, target: str) -> Lines:
    """Tell what a target's expression gives at the end, and call it."""
    called = f"{target}(5)" if writer.chance(80) else target
    return guarded(writer, [f"note({writer.label()}, {called})"])


def repaired(lines: Lines) -> bytes:
    """The source without the `global` and `nonlocal` lines that Python refuses; it then compiles."""
    for _ in range(8):
        source = "\n".join((*lines, "")).encode()
        try:
            compiled(source, "consumer.py")
        except SyntaxError as error:
            lines = without_declaration(lines, error.lineno or 0)
        else:
            return source
    assume(False)
    raise AssertionError


def without_declaration(lines: Lines, number: int) -> Lines:
    """The lines with `pass` in place of the refused declaration; other errors reject the example."""
    text = lines[number - 1] if 0 < number <= len(lines) else ""
    word = text.split()[0] if text.split() else ""
    assume(word in ("global", "nonlocal"))
    fixed = text[: len(text) - len(text.lstrip())] + "pass"
    return [*lines[: number - 1], fixed, *lines[number:]]


@st.composite
def programs(draw: DrawFn, moves: Sequence[Move], *, plain: bool = False) -> Program:
    """One consumer somewhere in the tree, for one of the migrations."""
    move = draw(st.sampled_from(moves))
    place = draw(st.sampled_from(PLACES))
    source = draw((plain_consumers if plain else consumers)(move, place))
    files = {**move.files, place: source}
    preloaded = draw(st.sampled_from(((), ("acme.old.factory", "acme.other"))))
    return Program(move, files, (dotted(place),), (place,), draw(st.booleans()), preloaded)
