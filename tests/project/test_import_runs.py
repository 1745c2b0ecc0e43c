"""Cycles of imports, followed from the file that is imported first; the programs run as well."""

import subprocess
import sys
from pathlib import Path

import pytest

from codemods.project.import_graph import ImportGraph
from codemods.project.import_runs import CycleEntries, ImportRun, MissedNameError
from codemods.tree.module_index import ModuleIndex
from codemods.values.source import Source

Files = dict[str, str]
SHIM = "base = 1\nfrom new import make\n"
NEW = "from old import base\ndef make(): ...\n"
CASES: dict[str, tuple[Files, bool]] = {
    "a shim first": ({"old.py": SHIM, "new.py": NEW, "main.py": "from old import make"}, True),
    "the new module first": ({"old.py": SHIM, "new.py": NEW, "main.py": "import new"}, False),
    "the name comes before": (
        {"old.py": SHIM, "new.py": "def make(): ...\nfrom old import base\n", "main.py": "import new"},
        True,
    ),
    "an attribute is read too early": (
        {"old.py": "import new\nx = new.make\n", "new.py": "import old\nmake = 1\n", "main.py": "import new"},
        False,
    ),
    "an attribute is read in a function": (
        {
            "old.py": "import new\ndef f(): return new.make\n",
            "new.py": "import old\nmake = 1\n",
            "main.py": "import new",
        },
        True,
    ),
    "a failure that is made up for": (
        {
            "old.py": "try:\n    from new import make\nexcept ImportError: ...\nbase = 1\n",
            "new.py": NEW,
            "main.py": "import new",
        },
        True,
    ),
    "what failed is imported again": (
        {
            "old.py": "try:\n    import third\nexcept ImportError: ...\nbase = 1\nimport third\n",
            "third.py": "from new import make\n",
            "new.py": NEW,
            "main.py": "import new",
        },
        False,
    ),
    "a star of a module half made": (
        {"old.py": "from new import *\nmake\n", "new.py": "make = 1\nimport old\n", "main.py": "import new"},
        True,
    ),
    "a submodule in the place of a name": (
        {"pkg/__init__.py": "from pkg import sub\n", "pkg/sub.py": "", "main.py": "import pkg"},
        True,
    ),
    "a package that is half made": (
        {
            "pkg/__init__.py": "from .sub import x\nname = 1\n",
            "pkg/sub.py": "from . import name\nx = 1\n",
            "main.py": "import pkg.sub",
        },
        False,
    ),
    "a package that gives any name": (
        {
            "pkg/__init__.py": "from .sub import x\ndef __getattr__(name): return 1\n",
            "pkg/sub.py": "def f():\n    from . import name\nx = 1\n",
            "main.py": "import pkg.sub",
        },
        True,
    ),
}


def graph_of(files: Files) -> ImportGraph:
    sources = {path: Source(path, text.encode()) for path, text in files.items()}
    return ImportGraph(ModuleIndex(list(files)), sources.get)


@pytest.mark.parametrize(("files", "runs"), CASES.values(), ids=CASES)
def test_an_import_fails_as_python_fails(files: Files, runs: bool, tmp_path: Path) -> None:
    run = ImportRun(graph_of(files), ModuleIndex(list(files)), files)
    try:
        run.load("main.py")
        missed = False
    except MissedNameError:
        missed = True
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text)
    done = subprocess.run([sys.executable, "-c", "import main"], cwd=tmp_path, capture_output=True)
    assert (not missed, done.returncode == 0) == (runs, runs)


def entry(old: str, new: str, late: bool = False) -> MissedNameError | None:
    """What `main.py` misses when its text changes, beside the shim and the module that needs it."""
    files = {"old.py": SHIM, "new.py": NEW, "main.py": old}
    before = graph_of(files)
    after = before.with_changes({"main.py": Source("main.py", new.encode())})
    return CycleEntries(before, after, ModuleIndex(list(files))).missed("main.py", "old.py", "new.py", late)


FROM_OLD, FROM_NEW = "from old import make\n", "from new import make\n"


@pytest.mark.parametrize(
    ("old", "new", "late", "fails"),
    [
        pytest.param(FROM_OLD, FROM_NEW, False, True, id="the first import"),
        pytest.param("import old\n" + FROM_OLD, "import old\n" + FROM_NEW, False, False, id="a later one"),
        pytest.param(FROM_NEW, FROM_NEW, False, False, id="as broken before"),
        pytest.param(
            f"def f():\n    {FROM_OLD}", f"def f():\n    {FROM_NEW}", True, True, id="in a function"
        ),
        pytest.param(
            f"if old_python:\n    {FROM_NEW}else:\n    {FROM_OLD}",
            f"if old_python:\n    {FROM_NEW}else:\n    {FROM_NEW}",
            False,
            True,
            id="in the branch that runs",
        ),
        pytest.param(
            f"if x:\n    import old\nelse:\n    import old\n{FROM_OLD}",
            f"if x:\n    import old\nelse:\n    import old\n{FROM_NEW}",
            False,
            False,
            id="after a choice",
        ),
    ],
)
def test_an_import_in_the_place_of_another(old: str, new: str, late: bool, fails: bool) -> None:
    assert (entry(old, new, late) is not None) is fails
