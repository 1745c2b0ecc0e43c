"""What a retirement takes out of a tree, and what it refuses."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from codemods.migration.load import parse_migration
from codemods.plan.engine import Engine
from codemods.plan.retiring.plan_retirement import plan_retirement
from codemods.tree.open_tree import open_tree
from codemods.values.errors import RepointError
from codemods.values.retirement import Retirement

RULES = """\
[[symbol]]
old = "pkg.old:make"
new = "pkg.new:build"

[[symbol]]
old = "pkg:make"
new = "pkg.new:build"

[[module]]
old = "pkg.old"
new = "pkg.new"

[[facade]]
module = "pkg.api"
"""
MODULE = '[retire]\nmodules = ["pkg.old"]\n'
SHIM = '[retire]\nsymbols = ["pkg:make"]\n'
TREE = {"pkg/__init__.py": "", "pkg/old.py": "def make(): ...\n", "pkg/new.py": "def build(): ...\n"}
Plan = Callable[..., Retirement]


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    """Plan a retirement over a small tree, which other files are added to."""

    def make(retire: str, files: Mapping[str, str], rules: str = RULES) -> Retirement:
        for path, text in {**TREE, **files}.items():
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).write_text(text)
        migration = parse_migration(rules + retire, "m.toml")
        return plan_retirement(
            open_tree(tmp_path), migration, (), lambda tree: Engine(tree, migration).survey()
        )

    return make


def blocked(retirement: Retirement) -> list[str]:
    return [f"{each.code} {each.path}:{each.line}" for each in retirement.blockers]


def after(retirement: Retirement) -> dict[str, str]:
    assert blocked(retirement) == []
    return {each.path: each.after.decode() for each in retirement.files}


def shim(plan: Plan, before: str) -> str:
    """The package's text without its shim."""
    return after(plan(SHIM, {"pkg/__init__.py": before}))["pkg/__init__.py"]


# What goes ---------------------------------------------------------------------------------------


def test_the_modules_file_goes_with_its_stub(plan: Plan) -> None:
    made = plan(MODULE, {"pkg/old.pyi": "def make() -> None: ...\n"})
    assert [each.path for each in made.removed] == ["pkg/old.py", "pkg/old.pyi"]
    assert (made.files, blocked(made), made.retired) == ((), [], ("pkg.old",))


def test_what_is_gone_already_is_left_out(plan: Plan) -> None:
    made = plan(SHIM, {})
    assert (made.retired, made.files, made.blockers) == ((), (), ())


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        pytest.param(
            "import a\n\n\n# About it,\n# in two lines.\n@deco\n@deco(1)\ndef make():\n    ...\n\n\nb = 1\n",
            "import a\n\n\nb = 1\n",
            id="decorators and the comments above go, empty lines are not doubled",
        ),
        pytest.param("def a(): ...\n\n\nclass make:\n    x = 1\n", "def a(): ...\n", id="at the end"),
        pytest.param("make = 1\n\nx = 2\n", "x = 2\n", id="at the start"),
        pytest.param("make = 1\n", "", id="all there is"),
        pytest.param("x = 1\nmake: int = 2", "x = 1\n", id="without a final newline"),
        pytest.param("x = 1\r\nmake = 2\r\ny = 3\r\n", "x = 1\r\ny = 3\r\n", id="with other line ends"),
        pytest.param(
            "# ---------- shims ----------\ndef make(): ...\n\ndef b(): ...\n",
            "# ---------- shims ----------\n\ndef b(): ...\n",
            id="a heading stays",
        ),
        pytest.param(
            "x = 0\n\n# both names\nmake = 1\nother = 1\n",
            "x = 0\n\n# both names\nother = 1\n",
            id="a comment for several statements stays",
        ),
        pytest.param(
            "x = 0\n\n# another thing\n\nmake = 1\n",
            "x = 0\n\n# another thing\n",
            id="a comment apart stays",
        ),
        pytest.param(
            "@overload\ndef make(a): ...\n@overload\ndef make(b): ...\ndef make(c): ...\nx = 1\n",
            "x = 1\n",
            id="overloads all go",
        ),
        pytest.param(
            "if 3 > 2:\n    def make(): ...\nelse:\n    def make(): return 1\n\nx = 1\n",
            "if 3 > 2:\n    pass\nelse:\n    pass\n\nx = 1\n",
            id="blocks that would be empty get pass",
        ),
        pytest.param(
            "try:\n    x = 1\n    make = 2\nfinally:\n    y = 3\n",
            "try:\n    x = 1\nfinally:\n    y = 3\n",
            id="a block that holds more gets none",
        ),
        pytest.param(
            "def make(n):\n    return make(n - 1)\n\nx = 1\n",
            "x = 1\n",
            id="what uses itself is no reference",
        ),
    ],
)
def test_a_definition_goes_whole(before: str, expected: str, plan: Plan, tmp_path: Path) -> None:
    (tmp_path / "pkg").mkdir()
    made = plan(SHIM, {"pkg/__init__.py": ""})
    (tmp_path / "pkg/__init__.py").write_bytes(before.encode())
    migration = parse_migration(RULES + SHIM, "m.toml")
    made = plan_retirement(open_tree(tmp_path), migration, (), lambda tree: Engine(tree, migration).survey())
    assert after(made) == {"pkg/__init__.py": expected}


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ('__all__ = ["a", "make"]\n', '__all__ = ["a"]\n'),
        ('__all__ = ["make", "a"]\n', '__all__ = ["a"]\n'),
        ('__all__ = ["make"]\n', "__all__ = []\n"),
        ('__all__ = ("a", "make")\n', '__all__ = ("a",)\n'),
        ('__all__ = "a", "make"\n', '__all__ = "a",\n'),
        (
            '__all__ = [\n    "a",\n    "make",  # of old\n    "b",\n]\n',
            '__all__ = [\n    "a",\n    "b",\n]\n',
        ),
        ('__all__ = [\n    "a",\n    "make"\n]\n', '__all__ = [\n    "a",\n]\n'),
        ('__all__ = [\n    "a", "make",\n    "b",\n]\n', '__all__ = [\n    "a",\n    "b",\n]\n'),
        ('__all__ = ["a"] + ["make"]\n', '__all__ = ["a"] + []\n'),
        ('__all__ = ["a"]\n__all__ += ["make"]\n', '__all__ = ["a"]\n'),
        ('__all__ = ["a"]\n__all__.append("make")\n', '__all__ = ["a"]\n'),
        ('__all__ = ["a"]\n__all__.extend(("make", "b"))\n', '__all__ = ["a"]\n__all__.extend(("b",))\n'),
    ],
)
def test_its_entry_in_all_goes(before: str, expected: str, plan: Plan) -> None:
    assert shim(plan, f"a = b = 1\ndef make(): ...\n{before}") == f"a = b = 1\n{expected}"


def test_neighbouring_entries_go_together(plan: Plan) -> None:
    two = RULES + '[[symbol]]\nold = "pkg:mend"\nnew = "pkg.new:build"\n'
    before = 'a = make = 1\nmend = 2\n__all__ = ["a", "make", "mend"]\n'.replace(
        "a = make = 1", "a = 1\nmake = 1"
    )
    made = plan('[retire]\nsymbols = ["pkg:make", "pkg:mend"]\n', {"pkg/__init__.py": before}, two)
    assert after(made) == {"pkg/__init__.py": 'a = 1\n__all__ = ["a"]\n'}


def test_re_exports_go_through_any_number_of_modules(plan: Plan) -> None:
    made = plan(
        MODULE,
        {
            "pkg/__init__.py": "from pkg.middle import make\n\n__version__ = '1'\n",
            "pkg/middle.py": 'from .old import make\nfrom .new import build\n__all__ = ["build", "make"]\n',
            "pkg/api.py": "from pkg import (\n    make,  # of old\n    new,\n)\n",
            "pkg/stars.py": 'from pkg.middle import *\n\n__all__ = ["build", "make"]\n',
        },
    )
    assert after(made) == {
        "pkg/__init__.py": "__version__ = '1'\n",
        "pkg/middle.py": 'from .new import build\n__all__ = ["build"]\n',
        "pkg/api.py": "from pkg import new\n",
        "pkg/stars.py": 'from pkg.middle import *\n\n__all__ = ["build"]\n',
    }


def test_a_re_export_of_the_module_itself_goes(plan: Plan) -> None:
    made = plan(MODULE, {"pkg/__init__.py": 'from . import new, old\n__all__ = ["new", "old"]\n'})
    assert after(made) == {"pkg/__init__.py": 'from . import new\n__all__ = ["new"]\n'}


def test_a_shim_that_is_an_import_goes(plan: Plan) -> None:
    assert shim(plan, "from pkg.new import build, build as make\n") == "from pkg.new import build\n"


def test_imports_that_only_it_used_are_noted_and_stay(plan: Plan) -> None:
    before = "import os\nimport warnings\n\ndef make():\n    warnings.warn(os.name)\n\nprint(os.sep)\n"
    made = plan(SHIM, {"pkg/__init__.py": before})
    assert after(made) == {"pkg/__init__.py": "import os\nimport warnings\n\nprint(os.sep)\n"}
    assert [(each.code, each.line) for each in made.notes] == [("RP503", 2)]


def test_text_that_spells_it_is_noted_and_stays(plan: Plan) -> None:
    made = plan(MODULE, {"user.py": "x = 'see pkg.old.make'\n"})
    assert (blocked(made), [(each.code, each.path, each.line) for each in made.notes]) == (
        [],
        [("RP301", "user.py", 1)],
    )


# What is refused ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("user", "expected"),
    [
        pytest.param("from pkg.old import make\nmake()\n", ["RP501 user.py:1", "RP501 user.py:2"], id="use"),
        pytest.param("from pkg.old import make\n", ["RP501 user.py:1"], id="import that nobody uses"),
        pytest.param("import pkg.old\n", ["RP501 user.py:1"], id="module"),
        pytest.param("from pkg.old import *\n", ["RP104 user.py:1"], id="star"),
        pytest.param(
            "from pkg import old\nold.make()\n", ["RP501 user.py:1", "RP501 user.py:2"], id="attribute"
        ),
        pytest.param(
            "try:\n    from pkg.old import make\nexcept ImportError:\n    make = None\n",
            ["RP501 user.py:2"],
            id="probe",
        ),
        pytest.param("from pkg.old import other\n", ["RP112 user.py:1"], id="broken before"),
        pytest.param(
            "from pkg.old import make  # repoint: ignore\n",
            ["RP109 user.py:1"],
            id="told to be left as it is",
        ),
        pytest.param("from pkg.old import make\nmake(\n", ["RP001 user.py:2"], id="file that does not parse"),
        pytest.param(
            "from unittest.mock import patch\npatch('pkg.old.make')\n", ["RP501 user.py:2"], id="patch target"
        ),
    ],
)
def test_whatever_refers_to_the_module_is_named(user: str, expected: list[str], plan: Plan) -> None:
    made = plan(MODULE, {"user.py": user})
    assert [each for each in blocked(made) if each in expected] == expected
    assert {each.path for each in made.blockers} == {"user.py"}


def test_a_submodule_that_only_the_module_imports_is_named_where_it_is_read(plan: Plan) -> None:
    files = {
        "pkg/old.py": "from . import side\n",
        "pkg/side.py": "X = 1\n",
        "user.py": "import pkg\npkg.side.X\n",
    }
    assert blocked(plan(MODULE, files)) == ["RP501 user.py:2"]
    assert blocked(plan(MODULE, {**files, "pkg/__init__.py": "from . import side\n"})) == []


def test_a_name_without_a_rule_that_comes_through_the_module_is_named(plan: Plan) -> None:
    files = {"pkg/old.py": "import os\ndef make(): ...\n", "user.py": "from pkg.old import os\n"}
    assert {each.path for each in plan(MODULE, files).blockers} == {"user.py"}


def test_a_reader_of_a_re_export_is_named(plan: Plan) -> None:
    made = plan(MODULE, {"pkg/api.py": "from pkg.old import make\n", "user.py": "from pkg.api import make\n"})
    assert blocked(made) == ["RP501 user.py:1"]


def test_an_import_that_the_file_uses_is_no_re_export(plan: Plan) -> None:
    made = plan(MODULE, {"pkg/api.py": "from pkg.old import make\n\ndef run(): make()\n"})
    assert {each.path for each in made.blockers} == {"pkg/api.py"}


def test_an_import_in_a_module_that_hands_nothing_on_is_no_re_export(plan: Plan) -> None:
    assert {each.path for each in plan(MODULE, {"user.py": "from pkg.old import make\n"}).blockers} == {
        "user.py"
    }


@pytest.mark.parametrize(
    ("before", "line"),
    [
        ("def make(): ...\n\ndef b():\n    return make()\n", 4),
        ("def make(): ...\nmake.deprecated = True\n", 2),
        ("def make(): ...\nold = {'x': make}\n", 2),
    ],
)
def test_what_its_own_module_still_uses_is_named(before: str, line: int, plan: Plan) -> None:
    assert f"RP107 pkg/__init__.py:{line}" in blocked(plan(SHIM, {"pkg/__init__.py": before}))


@pytest.mark.parametrize(
    ("before", "line"),
    [
        pytest.param("make = other = 1\n", 1, id="assigned with another name"),
        pytest.param("make, other = 1, 2\n", 1, id="unpacked"),
        pytest.param("x = 1; make = 2\n", 1, id="shares its line"),
        pytest.param("if True: make = 1\n", 1, id="shares the line of its block"),
        pytest.param("for make in (1, 2): pass\n", 1, id="bound by a loop"),
        pytest.param("make = 1\ndef reset():\n    global make\n    make = 2\n", 4, id="bound by a global"),
        pytest.param("make = 1\n__all__ = 'make other'.split()\n", 1, id="listed by a split"),
        pytest.param("make = 1\nNAMES = ['make']\n__all__ = sorted(NAMES)\n", 2, id="listed at run time"),
    ],
)
def test_what_can_not_be_taken_out_is_named(before: str, line: int, plan: Plan) -> None:
    assert f"RP502 pkg/__init__.py:{line}" in blocked(plan(SHIM, {"pkg/__init__.py": before}))


def test_a_package_goes_only_with_all_its_modules(plan: Plan) -> None:
    files = {"pkg/olds/__init__.py": "", "pkg/olds/inner.py": "", "pkg/olds/other.py": ""}
    rules = (
        '[[module]]\nold = "pkg.olds"\nnew = "pkg.new"\n[[module]]\nold = "pkg.olds.inner"\nnew = "pkg.new"\n'
    )
    with pytest.raises(
        RepointError, match=r"`pkg\.olds` is a package that holds other modules.*olds/other\.py;"
    ):
        plan('[retire]\nmodules = ["pkg.olds", "pkg.olds.inner"]\n', files, rules)


def test_notes_and_definitions_that_stay_forbid_nothing(plan: Plan) -> None:
    rules = RULES + '[[symbol]]\nold = "pkg.kept:gone"\nmanual = "do without"\n'
    made = plan(MODULE, {"pkg/kept.py": "def gone(): ...\n", "user.py": "from pkg.kept import gone\n"}, rules)
    assert blocked(made) == []


def test_the_same_name_elsewhere_is_left_alone(plan: Plan) -> None:
    files = {
        "user.py": "class Shop:\n    def make(self): ...\n\nShop().make()\n",
        "lib.py": "def make(): ...\n",
    }
    made = plan(MODULE, files)
    assert (blocked(made), made.files) == ([], ())


def test_bytes_outside_what_goes_stay(plan: Plan, tmp_path: Path) -> None:
    before = "# -*- coding: latin-1 -*-\nx = 'é'\t \n\n\ndef make(): ...\n\n\n\x0cy = 1 \n".encode("latin-1")
    plan(SHIM, {})
    (tmp_path / "pkg/__init__.py").write_bytes(before)
    migration = parse_migration(RULES + SHIM, "m.toml")
    made = plan_retirement(open_tree(tmp_path), migration, (), lambda tree: Engine(tree, migration).survey())
    assert [each.after for each in made.files] == [before.replace(b"def make(): ...\n\n\n", b"")]


def test_a_name_that_another_import_binds_as_well_is_no_mere_re_export(plan: Plan) -> None:
    made = plan(MODULE, {"pkg/api.py": "from pkg.old import make\nfrom pkg.new import build as make\n"})
    assert made.files == ()
    assert {each.path for each in made.blockers} == {"pkg/api.py"}


def test_a_guarded_re_export_leaves_pass(plan: Plan) -> None:
    made = plan(MODULE, {"pkg/api.py": "if 3 > 2:\n    from pkg.old import make\n\nx = 1\n"})
    assert after(made) == {"pkg/api.py": "if 3 > 2:\n    pass\n\nx = 1\n"}


def test_an_unsettled_finding_about_something_else_forbids_nothing(plan: Plan) -> None:
    lazy = "WHERE = {'thing': 'pkg.kept'}\n\ndef __getattr__(name):\n    return WHERE[name]\n"
    rules = RULES + '[[symbol]]\nold = "pkg.kept:thing"\nmanual = "do without"\n'
    assert blocked(plan(MODULE, {"pkg/kept.py": "thing = 1\n", "lazy.py": lazy}, rules)) == []


def test_a_name_that_is_put_together_prevents_it_where_the_file_spells_a_removed_name(plan: Plan) -> None:
    text = "import importlib\n\ndef run(name='old'):\n    return importlib.import_module(f'pkg.{name}')\n"
    module = "[[module]]\nold = 'pkg.old'\nnew = 'pkg.new'\n"
    assert "RP108 app.py:4" in blocked(plan(MODULE, {"app.py": text}, module))


GONE = "[[module]]\nold = 'pkg.old'\nmanual = 'do without'\n"
WHOLE = "[[module]]\nold = 'pkg.sub'\nmanual = 'do without'\npackage = true\n"


def test_a_module_that_is_gone_is_retired_once_nothing_refers_to_it(plan: Plan) -> None:
    assert blocked(plan(MODULE, {"app.py": "from pkg.old import make\n"}, GONE)) == ["RP101 app.py:1"]
    made = plan(MODULE, {"app.py": "x = 1\n"}, GONE)
    assert (blocked(made), [each.path for each in made.removed]) == ([], ["pkg/old.py"])


def test_a_package_that_is_gone_is_retired_with_the_modules_below_it(plan: Plan) -> None:
    retire = '[retire]\nmodules = ["pkg.sub", "pkg.sub.part"]\n'
    files = {"pkg/sub/__init__.py": "from pkg.sub.part import f\n", "pkg/sub/part.py": "def f(): ...\n"}
    used = plan(retire, {**files, "app.py": "import pkg.sub.part\n\npkg.sub.part.f()\n"}, WHOLE)
    assert blocked(used) == ["RP101 app.py:1", "RP101 app.py:3"]
    made = plan(retire, {**files, "app.py": "x = 1\n"}, WHOLE)
    assert blocked(made) == []
    assert [each.path for each in made.removed] == ["pkg/sub/__init__.py", "pkg/sub/part.py"]
