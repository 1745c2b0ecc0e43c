"""LibCST's own rename cases, read from the installed package and run through the engine.

LibCST's rename takes dotted names; a migration says where the module ends. `translated` does that
by rule, with the cases in MODULES naming a module object. A case on which we answer otherwise stands
in OURS with our answer, and in docs/libcst-rename.md with the reason.
"""

import ast
import importlib.util
import re
import textwrap
from dataclasses import dataclass
from pathlib import Path

import pytest

from codemods.migration.load import parse_migration
from codemods.plan.engine import make_plan
from codemods.values.errors import MigrationError

UPSTREAM = "libcst.codemod.commands.tests.test_rename"
DOCUMENT = Path(__file__).parents[1] / "docs" / "libcst-rename.md"

MODULES = frozenset(
    {
        "test_rename_attr_asname_2",
        "test_rename_module_import",
        "test_rename_module_import_2",
        "test_rename_module_import_no_change",
        "test_rename_module_import_from",
        "test_rename_module_import_from_2",
        "test_no_codemod",
        "test_rename_import_prefix",
        "test_rename_import_from_prefix",
        "test_rename_multiple_imports",
        "test_push_down_toplevel_names",
        "test_push_down_toplevel_names_with_asname",
    }
)
"""Cases whose `old_name` is a module: LibCST's dotted names do not tell."""


@dataclass(frozen=True)
class LibcstCase:
    """One of LibCST's test methods."""

    name: str
    before: str
    after: str
    old_name: str
    new_name: str


def upstream() -> list[LibcstCase]:
    """The cases of the installed LibCST, in the file's order."""
    spec = importlib.util.find_spec(UPSTREAM)
    assert spec is not None
    assert spec.origin is not None
    tree = ast.parse(Path(spec.origin).read_text(encoding="utf-8"))
    functions = (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))
    return [case for function in functions if function.name.startswith("test_") for case in cases(function)]


def cases(function: ast.FunctionDef) -> list[LibcstCase]:
    """The `assertCodemod` calls of one test method."""
    texts = {
        target.id: node.value
        for node in function.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    found = []
    for node in ast.walk(function):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "self.assertCodemod":
            given = [texts[value.id] if isinstance(value, ast.Name) else value for value in node.args]
            names = {word.arg: ast.literal_eval(word.value) for word in node.keywords if word.arg}
            before, after = (fixture(ast.literal_eval(value)) for value in given)
            found.append(LibcstCase(function.name, before, after, names["old_name"], names["new_name"]))
    return found


def fixture(text: str) -> str:
    """The text as LibCST's tests compare it."""
    return re.sub(r"(?m)^\s+$", "", textwrap.dedent(text)).strip("\n") + "\n"


def translated(case: LibcstCase) -> str:
    """The case's rename as a migration."""
    old, new = case.old_name, case.new_name.removeprefix(":")
    if case.name in MODULES or new.endswith(":"):
        return f'name = "case"\n[[module]]\nold = "{old}"\nnew = "{new.removesuffix(":")}"\n'
    return f'name = "case"\n[[symbol]]\nold = "{split(old)}"\nnew = "{split(new)}"\n'


def split(dotted: str) -> str:
    """A dotted name with a colon where its module ends: before the last name, if it does not say."""
    return dotted if ":" in dotted else ":".join(dotted.rsplit(".", 1))


OURS: dict[str, str] = {
    "test_rename_name_asname": """
from baz import qux as bla

def test() -> None:
    bla(5)
""",
    "test_rename_repeated_name_with_asname": """
from baz import qux as bla

def test() -> None:
    bla.bla(5)
""",
    "test_rename_attr_asname": """
import baz as bar

def test() -> None:
    bar.quux(5)
""",
    "test_rename_attr_asname_2": """
import baz.quux as bar

def test() -> None:
    bar.z(5)
""",
    "test_rename_importfrom_same_module": """
from a.b import Class_2, Class_3

class Foo(Class_3):
    pass
""",
    "test_rename_importfrom_same_module_2": """
from a.b import module_2, module_3

class Foo(module_3.Class_3):
    pass
class Fooo(module_2.Class_2):
    pass
""",
    "test_comma_import_from_parens": """
from a import (
    b,
    c,
)
from f import d
from x import (y,)

class Foo(b):
    bar: c.bar
    baz: d.baz
""",
    "test_rename_multiple_occurrences": """
from c import d

class Foo(d.some_class):
    pass
class Foobar(d.some_class):
    pass
""",
    "test_input_with_colon_sep_at_the_end": """
from g.h.i import j

class Foo(j.e):
    pass
""",
    "test_import_parent_module": """
import z
z.c(z.c.d)
""",
    "test_import_parent_module_2": """
import z
z.c(z.c.x)
""",
    "test_import_parent_module_3": """
import z.c
z.c(z.c.d)
""",
    "test_no_removal_of_import_in_use": """
import a
import z

class Foo(z.b):
    pass
class Foo2(a.c):
    pass
""",
    "test_no_removal_of_dotted_import_in_use": """
import a.b
import z.b

class Foo(z.b.c):
    pass
class Foo2(a.b.d):
    pass
""",
    "test_import_parent_module_asname": """
import z as alias
alias.c(alias.c.d)
""",
    "test_push_down_toplevel_names": """
from quux import foo
foo.baz()
""",
    "test_push_down_toplevel_names_with_asname": """
import quux.foo as bar
bar.baz()
""",
}
"""LibcstCase to our answer, where it is another one than LibCST's."""

INAPPLICABLE = frozenset({"test_rename_local_variable"})
"""Cases that no migration can state, because they name no module."""

CASES = upstream()


def answer(case: LibcstCase, root: Path) -> str:
    """What the engine makes of a case's source."""
    (root / "case.py").write_text(case.before, encoding="utf-8")
    plan = make_plan(root, parse_migration(translated(case), "case.toml"))
    return "".join(change.after.decode() for change in plan.files) or case.before


def expected(case: LibcstCase) -> str:
    """Our answer to a case: LibCST's own, unless we have a better one."""
    return OURS[case.name].removeprefix("\n") if case.name in OURS else case.after


@pytest.mark.parametrize(
    "case", [pytest.param(case, id=case.name) for case in CASES if case.name not in INAPPLICABLE]
)
def test_answer(case: LibcstCase, tmp_path: Path) -> None:
    assert answer(case, tmp_path) == expected(case)


@pytest.mark.parametrize(
    "case", [case for case in CASES if case.name in INAPPLICABLE], ids=lambda case: case.name
)
def test_a_rename_without_a_module_is_not_a_migration(case: LibcstCase) -> None:
    with pytest.raises(MigrationError):
        parse_migration(translated(case), "case.toml")


def test_all_of_libcst_cases_are_found() -> None:
    assert len(CASES) >= 48


def test_our_answers_differ_from_libcst_ones() -> None:
    differing = {case.name for case in CASES if expected(case) != case.after}
    assert differing == set(OURS)


def test_document_lists_the_same_cases() -> None:
    listed = re.findall(r"^\| `(test_\w+)`", DOCUMENT.read_text(encoding="utf-8"), re.M)
    assert sorted(listed) == sorted({*OURS, *INAPPLICABLE})
