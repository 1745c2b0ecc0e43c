"""Decisions on one file of a small tree, and what tests ask of them."""

from codemods.project.decision import Decision, NewImport
from codemods.project.dotted_paths import ModuleAttribute
from codemods.project.file_context import ChangeLimits, FileContext
from codemods.project.local_names import LocalName
from codemods.project.resolve_local_names import local_names_of
from tests.in_memory import TextTree, symbol

NEW = {
    "acme/new.py": "build = wait = craft = 1\nclass Box: ...\n",
    "acme/old.py": "make = craft = keep = 1\n",
}
BY_USE = (
    symbol("acme.old:make", "acme.new:wait", when="awaited"),
    symbol("acme.old:make", "acme.new:build", when="called"),
)
SPLIT = "from acme.old import make\nmake()\nasync def f():\n    await make()\n"


def decided(
    text: str,
    *tables: str,
    held: tuple[str, ...] = (),
    limits: ChangeLimits | None = None,
    path: str = "app.py",
) -> Decision:
    """The decision on one file; `held` are names that other files need in its namespace."""
    memory = TextTree({**NEW, path: text}, *tables, limits={path: limits or ChangeLimits()})
    memory.planner.decided.must_stay.add({ModuleAttribute(path, name): "reader.py" for name in held})
    memory.planner.plan([path])
    return memory.planner.decided.decisions[path]


def brought(decision: Decision) -> list[str]:
    """The new imports, as `module:name as alias`, with `+` where the old one stays beside them."""
    return [("+" if change.keep else "") + _spelled(new) for change in decision.aliases for new in change.new]


def _spelled(new: NewImport) -> str:
    return f"{new.module}:{new.name or ''}" + (f" as {new.asname}" if new.asname else "")


def kinds(decision: Decision, moves: bool) -> list[str]:
    """The kinds of the references that move, or stay, sorted."""
    return sorted(each.kind for each in decision.references if each.moves is moves)


def codes(decision: Decision) -> list[str]:
    """The codes of the diagnostics, in order."""
    return [each.rejection.code for each in decision.diagnostics]


def file_and_name(text: str, *tables: str, path: str = "app.py") -> tuple[FileContext, LocalName]:
    """A file and the one name in it that leads to anything deprecated."""
    tree = TextTree({**NEW, path: text}, *tables)
    names = tree.table(path)
    (local,) = local_names_of(tree.project, names)
    return FileContext(tree.project, tree.definitions, names, ChangeLimits()), local
