"""Package trees: modules that re-export the deprecated symbol to each other, in every form."""

from collections.abc import Sequence
from dataclasses import dataclass

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from tests.properties.moves import Move
from tests.properties.newer_forms import lazily
from tests.properties.programs import PREAMBLE, Program, dotted, repaired
from tests.properties.source_writer import Lines, SourceWriter, Words, guarded, indent

PLACES = ("acme/use/a.py", "acme/use/__init__.py", "acme/use/b.py", "acme/c.py", "main.py")


@dataclass(frozen=True)
class Source:
    """A module that offers the deprecated symbol, and the paths by which it does so."""

    place: str
    offers: tuple[str, ...]
    """Dotted names inside the module that reach the symbol: `make`, `alias`, `factory.make`."""
    starred: tuple[str, ...]
    """Those of them that `import *` brings along."""

    @property
    def name(self) -> str:
        """The dotted module name."""
        return dotted(self.place)


HOME = Source("acme/old/factory.py", ("make", "make", "keep"), ("make", "keep"))


def relative(name: str, place: str) -> str:
    """The module's name as the file at `place` spells it relatively, with all the dots it needs."""
    package = place.rpartition("/")[0].split("/")
    parts = name.split(".")
    common = 0
    while common < min(len(package), len(parts)) and package[common] == parts[common]:
        common += 1
    up = "." * (len(package) - common + 1)
    return up + ".".join(parts[common:])


def taken(writer: SourceWriter, source: Source, place: str) -> tuple[Lines, tuple[str, ...]]:
    """An import of something from a source, and the expressions that reach the symbol through it."""
    offer = writer.pick(source.offers)
    root, dot, rest = offer.partition(".")
    spelled = writer.pick((source.name, source.name, relative(source.name, place)))
    if not place.startswith("acme/"):
        spelled = source.name
    package, _, leaf = source.name.rpartition(".")
    alias = writer.pick(("alias", "build", "make", "other"))
    forms: list[tuple[str, tuple[str, ...]]] = [
        (f"from {spelled} import {root}", (offer,)),
        (f"from {spelled} import {root} as {alias}", (f"{alias}{dot}{rest}",)),
        (f"import {source.name}", (f"{source.name}.{offer}",)),
        (f"import {source.name} as {alias}", (f"{alias}.{offer}",)),
    ]
    if package:
        forms.append((f"from {package} import {leaf}", (f"{leaf}.{offer}",)))
        forms.append((f"from {package} import {leaf} as {alias}", (f"{alias}.{offer}",)))
    if writer.scope == "module":
        forms.append((f"from {spelled} import *", source.starred))
    text, reached = writer.pick(forms)
    return placed(writer, text), reached


def placed(writer: SourceWriter, text: str) -> Lines:
    """The statement plain, or where re-exports also stand."""
    return writer.pick(
        (
            [text],
            [text],
            [f"{text}  # noqa"],
            ["try:", f"    {text}", "except ImportError:", "    make = None"],
            [f"if flag({writer.chance(80)}):", f"    {text}"],
        )
    )


def module(writer: SourceWriter, sources: Sequence[Source], place: str) -> tuple[Lines, Source]:
    """A module's body, and what it offers to the next ones."""
    lines: Lines = []
    reached: tuple[str, ...] = ()
    for _ in range(writer.draw(st.integers(1, 2))):
        text, more = taken(writer, writer.pick(sources), place)
        lines, reached = [*lines, *text], (*reached, *more)
    offers = tuple(dict.fromkeys(one for one in reached if not one.startswith("acme.")))
    roots = list(dict.fromkeys(one.partition(".")[0] for one in offers))
    listed = roots and writer.chance(35)
    if listed:
        lines.append(f"__all__ = {roots!r}" if writer.chance(70) else f"__all__ = []\n__all__ += {roots!r}")
    for target in reached or ("make",):
        lines += used(writer, target)
    if writer.chance(15):
        lines.append(writer.pick(("build = 5", "def build(*a): return 6", "make = 7")))
    return lazily(writer, lines), Source(place, offers, tuple(one for one in offers))


def used(writer: SourceWriter, target: str) -> Lines:
    """Uses of a target at module level and in a function that another module may call."""
    called = f"note({writer.label()}, {target}({writer.label()}))"
    name = f"f{writer.label()}"
    return writer.pick(
        (
            guarded(writer, [called]),
            guarded(writer, [f"note({writer.label()}, {target})"]),
            [f"def {name}():", *indent([called]), *guarded(writer, [f"{name}()"])],
            [],
        )
    )


@st.composite
def trees(draw: DrawFn, moves: Sequence[Move]) -> Program:
    """Two to five modules that import the symbol from its home or from each other."""
    move = draw(st.sampled_from(moves))
    places = draw(st.lists(st.sampled_from(PLACES), min_size=2, max_size=5, unique=True))
    writer = SourceWriter(draw, Words(("make",), ("other",)))
    sources, files = [HOME], dict(move.files)
    for place in places:
        lines, source = module(writer, sources, place)
        files[place] = repaired("\n".join([*PREAMBLE, *lines]).split("\n"))
        sources += [source, source] if source.offers else []
    entries = draw(st.permutations([dotted(place) for place in places]))
    return Program(move, files, tuple(entries), tuple(places))
