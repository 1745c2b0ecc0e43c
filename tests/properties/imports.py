"""Every form of import that can bind a deprecated symbol, its module or one of their packages.

A form is the text of its statements together with the expressions through which the symbol is
reached afterwards. `{leaf}` stands for the deprecated name; `{dots}` for the relative way to the
top package.
"""

from dataclasses import dataclass

from tests.properties.source_writer import Lines, SourceWriter, guarded, indent


@dataclass(frozen=True)
class Form:
    """One way of importing: source lines, and what reaches the symbol."""

    lines: tuple[str, ...]
    targets: tuple[str, ...]
    names: tuple[str, ...]
    relative: bool = False
    star: bool = False


def form(text: str, targets: str, names: str = "") -> Form:
    """A form from its text; the bound names default to the roots of the targets."""
    reached = tuple(targets.split())
    bound = tuple(names.split()) or tuple(dict.fromkeys(one.partition(".")[0] for one in reached))
    lines = tuple(text.split("\n"))
    return Form(lines, reached, bound, "{dots}" in text, text.endswith("*"))


PLAIN = (
    form("from acme.old.factory import {leaf}", "{leaf}"),
    form("import acme.old.factory", "acme.old.factory.{leaf}"),
    form("from acme.old import factory", "factory.{leaf}"),
    form("from acme.old.factory import {leaf} as alias", "alias"),
    form("import acme.old.factory as mod", "mod.{leaf}"),
    form("from acme.old import factory as mod", "mod.{leaf}"),
    form("from acme.old.factory import {leaf} as {leaf}", "{leaf}"),
    form("from acme.old.factory import {leaf}, {leaf} as alias", "{leaf} alias"),
)
MIXED = (
    form("from acme.old.factory import keep, {leaf}", "{leaf} keep"),
    form("from acme.old.factory import craft, {leaf}", "{leaf} craft"),
    form("from acme.old.factory import {leaf}, craft as alias, keep", "{leaf} alias keep"),
    form("from acme.old.factory import (\n    keep,  # kept\n    {leaf},  # moving\n)", "{leaf} keep"),
    form("from acme.old.factory import (  # open\n    {leaf}, keep\n    # close\n)", "{leaf} keep"),
    form("from acme.old.factory import \\\n    keep, \\\n    {leaf}", "{leaf} keep"),
    form("import acme.other, acme.old.factory", "acme.old.factory.{leaf}"),
    form("import acme.old.factory as mod, acme.other as other", "mod.{leaf}", "mod other"),
    form("from acme.old import factory, factory as mod", "factory.{leaf} mod.{leaf}"),
    form("from acme.old.factory import {leaf}; import acme.other", "{leaf}", "{leaf} acme"),
    form("import acme.other\nimport acme.old.factory", "acme.old.factory.{leaf} acme.other.make"),
    form("from acme.old.factory import *", "{leaf} craft keep"),
    form("import acme.old.factory\nfrom acme import old", "old.factory.{leaf}"),
)
RELATIVE = (
    form("from {dots}old.factory import {leaf}", "{leaf}"),
    form("from {dots}old import factory", "factory.{leaf}"),
    form("from {dots}old import factory as mod", "mod.{leaf}"),
    form("from {dots}old.factory import keep, {leaf} as alias  # rel", "alias keep"),
    form("from {dots}old.factory import *", "{leaf} craft keep"),
)
COLLIDING = (
    form("from acme.old.factory import {leaf} as {new}", "{new}"),
    form("from acme.old.factory import {leaf} as factory", "factory"),
    form("import acme.old.factory as {leaf}", "{leaf}.{leaf}"),
    form("from acme.old.factory import {leaf}, keep as {leaf}", "{leaf}"),
    form("from acme.old.factory import keep as {leaf}, {leaf}", "{leaf}"),
    form("from acme.old.factory import keep as {new}, {leaf}", "{leaf} {new}"),
)
NEIGHBOURS = (
    "from acme.other import {leaf}",
    "from acme.other import {new}",
    "from acme.other import build as {leaf}",
    "from acme.other import *",
    "import acme.other",
    "import acme.other as mod",
    "from acme.old.factory import keep as {leaf}",
    "from acme.new.manager import spare",
    "from acme.new.manager import {new}",
    "from acme.new.manager import {new} as {leaf}",
    "import acme.new.manager",
    "from acme.new import manager",
    "from acme.gone import {leaf}",
)
"""Imports that bind the same names to something else, or the canonical module already."""


def import_block(writer: SourceWriter, lines: Lines, *, alone: bool = False) -> Lines:
    """An import as people place it: plain, guarded, paired with a fallback, or conditional.

    `alone` leaves out the places where something else binds the same name, or where it must keep it.
    """
    if writer.scope != "module" and any(line.endswith("import *") for line in lines):
        return []
    if alone and writer.scope == "class":
        return []
    calm = (plain, plain, commented, guarded, spread, repeated)
    wrap = writer.pick(calm if alone else (*calm, fallback, rescue, chosen, checked))
    return wrap(writer, lines)


def repeated(writer: SourceWriter, lines: Lines) -> Lines:
    """The statement in both branches of an `if`."""
    return [f"if flag({writer.chance(50)}):", *indent(lines), "else:", *indent(lines)]


def plain(writer: SourceWriter, lines: Lines) -> Lines:
    """The statement by itself."""
    return lines


def commented(writer: SourceWriter, lines: Lines) -> Lines:
    """A comment above and one behind."""
    if lines[-1].endswith("\\") or "\\" in lines[0]:
        return lines
    return [f"# above {writer.label()}", *lines[:-1], f"{lines[-1]}  # behind {writer.label()}"]


def fallback(writer: SourceWriter, lines: Lines) -> Lines:
    """`try` the import, and bind the same name otherwise."""
    other = writer.pick(
        (
            f"{writer.name()} = None",
            f"from acme.gone import {writer.words.leaf}",
            f"from acme.other import {writer.words.leaf}",
        )
    )
    handler = writer.pick(
        ("except ImportError:", "except (ImportError, AttributeError):", "except Exception:")
    )
    return ["try:", *indent(lines), handler, *indent([other])]


def rescue(writer: SourceWriter, lines: Lines) -> Lines:
    """The import stands in the handler of another one, which may work or fail."""
    first = writer.pick(
        (
            f"from acme.gone import {writer.words.leaf}",
            f"from acme.other import {writer.words.leaf}",
            "import acme.new.manager",
        )
    )
    return ["try:", *indent([first]), "except ImportError:", *indent(lines)]


def chosen(writer: SourceWriter, lines: Lines) -> Lines:
    """The import stands in one branch of an `if`."""
    other = writer.pick((f"{writer.name()} = 3", f"from acme.other import {writer.words.leaf}", "pass"))
    return [f"if flag({writer.chance(70)}):", *indent(lines), "else:", *indent([other])]


def checked(writer: SourceWriter, lines: Lines) -> Lines:
    """The import is for type checkers; the run decides whether it happens."""
    return ["if TYPE_CHECKING:", *indent(lines)]


def spread(writer: SourceWriter, lines: Lines) -> Lines:
    """The import shares its line with other statements."""
    if len(lines) > 1 or "\\" in lines[0]:
        return lines
    return [writer.pick((f"{lines[0]}; note({writer.label()}, 1)", f"note({writer.label()}, 1); {lines[0]}"))]
