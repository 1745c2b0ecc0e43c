"""Python in documents is planned by the same engine, proved alike, and put back byte for byte."""

from pathlib import Path

import pytest

from codemods.plan.documents.fold_plan import Documents, read_documents
from codemods.plan.documents.read_documents import document_source
from codemods.plan.engine import Engine
from codemods.tree.open_tree import open_tree
from codemods.values.plan import Plan
from codemods.values.rejection import Rejection
from codemods.values.source import Source
from codemods.values.tree import ProtectedFile
from tests.in_memory import HOMES, migration

IMPORT = "from acme.old import make\n"
MOVED = "from acme.new import build\n"


def engine(root: Path, files: dict[str, str]) -> Engine:
    for path, text in {**HOMES, **files}.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(text.encode())
    sources = [document_source(path, text.encode()) for path, text in files.items()]
    found: Documents = read_documents(filter(None, sources), lambda data: b"make" in data)
    return Engine(open_tree(root), migration(), documents=found)


def after(plan: Plan, path: str) -> str | None:
    return next((change.after.decode() for change in plan.files if change.path == path), None)


@pytest.mark.parametrize(
    ("path", "before", "expected"),
    [
        pytest.param(
            "a.md",
            f"make\n\n```python\n{IMPORT}\nmake()  # make\n```\nmake()\n",
            f"make\n\n```python\n{MOVED}\nbuild()  # make\n```\nmake()\n",
            id="a fence, and nothing around it",
        ),
        pytest.param(
            "a.md",
            "- x\n\n  ```py\n  from acme.old import make, other\n  make()\n  ```\n",
            "- x\n\n  ```py\n  from acme.old import other\n  from acme.new import build\n  build()\n  ```\n",
            id="new lines are indented as the block is",
        ),
        pytest.param(
            "a.md",
            f"```python\n{IMPORT}```\nthen\n```python\nmake()\n```\n",
            f"```python\n{MOVED}```\nthen\n```python\nbuild()\n```\n",
            id="a later block uses what an earlier one imports",
        ),
        pytest.param(
            "a.md",
            f"```python\n{IMPORT}```\n```python\nfrom acme.new import build\nx = build\n```\n",
            f"```python\n{MOVED}```\n```python\nfrom acme.new import build\nx = build\n```\n",
            id="imports of different blocks are not merged",
        ),
        pytest.param(
            "a.md",
            f"```pycon\n>>> {IMPORT}>>> make()\n```\n",
            f"```pycon\n>>> {MOVED}>>> build()\n```\n",
            id="a session",
        ),
        pytest.param(
            "a.rst",
            "x\n\n.. code-block:: python\n\n   from acme.old import make\n   make()\n",
            "x\n\n.. code-block:: python\n\n   from acme.new import build\n   build()\n",
            id="reStructuredText",
        ),
        pytest.param(
            "m.py",
            f'def f():\n    """A.\n\n    ```py\n    {IMPORT}    make()\n    ```\n    """\n{IMPORT}make()\n',
            f'def f():\n    """A.\n\n    ```py\n    {MOVED}    build()\n    ```\n    """\n{MOVED}build()\n',
            id="a docstring, and the module itself",
        ),
        pytest.param(
            "a.md",
            f"```python\r\n{IMPORT[:-1]}\r\nmake()\r\n```\r\n",
            f"```python\r\n{MOVED[:-1]}\r\nbuild()\r\n```\r\n",
            id="CRLF",
        ),
        pytest.param(
            "a.md",
            f"```py\n{IMPORT}make()\n```\n- x\n\n  ```py\n  {IMPORT}  make()\n  ```\n"
            f"> ```py\n> {IMPORT}> make()\n> ```\n",
            f"```py\n{MOVED}build()\n```\n- x\n\n  ```py\n  {MOVED}  build()\n  ```\n"
            f"> ```py\n> {MOVED}> build()\n> ```\n",
            id="blocks that import the same keep their own imports",
        ),
        pytest.param("a.md", f"```python\n{IMPORT}make(\n```\n", None, id="what does not parse stays"),
        pytest.param("a.md", "```python\nmake()\n```\n", None, id="a name that nothing imports stays"),
        pytest.param("a.md", f"```\n{IMPORT}make()\n```\n", None, id="what is not said to be Python stays"),
    ],
)
def test_code_moves(path: str, before: str, expected: str | None, tmp_path: Path) -> None:
    plan = engine(tmp_path, {path: before}).plan()
    assert after(plan, path) == expected
    assert all(change.before == (tmp_path / change.path).read_bytes() for change in plan.files)


def test_a_second_plan_finds_nothing(tmp_path: Path) -> None:
    text = f"```python\n{IMPORT}make()\n```\n```python\nmake()\n```\n"
    moved = after(engine(tmp_path, {"a.md": text}).plan(), "a.md")
    assert moved is not None
    assert engine(tmp_path, {"a.md": moved}).plan().files == ()


def test_findings_and_references_are_at_their_place_in_the_document(tmp_path: Path) -> None:
    text = "# é\n\n- x\n\n  ```python\n  from acme.old import make\n  ä, b = make(), make\n  ```\n"
    plan = engine(tmp_path, {"a.md": text}).plan()
    places = [(each.path, each.line, each.column, each.kind) for each in plan.references]
    assert places == [("a.md", 6, 24, "import"), ("a.md", 7, 10, "call"), ("a.md", 7, 18, "name")]


def test_what_earlier_blocks_import_counts_once(tmp_path: Path) -> None:
    text = f"```python\n{IMPORT}```\n```python\nmake()\n```\n```python\nmake()\n```\n"
    plan = engine(tmp_path, {"a.md": text}).plan()
    assert [(each.line, each.kind) for each in plan.references] == [(2, "import"), (5, "call"), (8, "call")]
    assert [change.references for change in plan.files] == [3]


def test_a_document_lands_with_what_it_depends_on(tmp_path: Path) -> None:
    files = {"m.py": IMPORT + "make()\n", "a.md": "```python\nfrom m import make\n```\n"}
    made = engine(tmp_path, files)
    plan = made.plan()
    assert [group.paths for group in plan.groups] == [("a.md", "m.py")]


def test_a_document_can_be_kept(tmp_path: Path) -> None:
    made = engine(tmp_path, {"a.md": f"```python\n{IMPORT}make()\n```\n"})
    plan = made.plan([ProtectedFile("a.md", Rejection("RP008", "uncommitted", "commit it"))])
    assert plan.files == ()
    assert [(each.code, each.path) for each in plan.findings if each.path == "a.md"] == [("RP008", "a.md")]


def test_without_documents_nothing_of_them_is_looked_at() -> None:
    assert Documents({}).inside(["a.md", "m.py"]) == ["a.md", "m.py"]
    assert read_documents([Source("a.md", b"")], lambda _data: True).files == {}
