"""A workspace reads each file once, and a file that it cannot read or parse is a finding."""

from codemods.plan.process_pool import Workers
from codemods.plan.workspace import Workspace
from codemods.semantic.tracked_names import WantedNames
from codemods.tree.module_index import ModuleIndex
from codemods.values.progress import NoProgress

WANTED = WantedNames(frozenset({"make"}))
FILES = {
    "pkg/__init__.py": b"",
    "pkg/app.py": b"from acme.old import *\nmake()\n",
    "bad.py": b"x = 1\nmake(\n",
    "odd.py": b"'\xff'\n",
}


def test_a_file_that_cannot_be_read_is_a_finding_once_it_is_asked_for() -> None:
    workspace = workspace_of()
    assert workspace.glance("odd.py") is None
    assert not workspace.findings
    assert workspace.source("odd.py") is None
    assert workspace.facts("odd.py", WANTED) is None
    assert workspace.tree("odd.py") is None
    assert {path: finding.code for path, finding in workspace.findings.items()} == {"odd.py": "RP003"}


def test_a_file_that_does_not_parse_is_a_finding_at_its_line() -> None:
    workspace = workspace_of()
    assert workspace.facts("bad.py", WANTED) is None
    assert [(each.code, each.line) for each in workspace.findings.values()] == [("RP001", 2)]
    other = workspace_of()
    assert other.tree("bad.py") is None
    assert other.findings == workspace.findings


def test_facts_that_were_read_ahead_are_those_that_are_read_when_asked_for() -> None:
    ahead, asked = workspace_of(), workspace_of()
    ahead.preload(tuple(FILES), WANTED, Workers(1), NoProgress())
    other = WantedNames(frozenset({"acme"}))
    for wanted in (other, WANTED):
        for path in FILES:
            assert ahead.facts(path, wanted) == asked.facts(path, wanted)
    assert ahead.findings == asked.findings


def test_a_file_is_read_once() -> None:
    reader = Reader()
    workspace = Workspace(reader, ModuleIndex(FILES))
    assert workspace.loaded("pkg/app.py") is None
    source = workspace.source("pkg/app.py")
    assert source is not None
    assert workspace.glance("pkg/app.py") is source
    assert workspace.facts("pkg/app.py", WANTED)
    assert workspace.tree("pkg/app.py")
    assert workspace.loaded("pkg/app.py") == source.data
    assert reader.paths == ["pkg/app.py"]


def test_what_it_knows_of_a_file_by_its_place_and_its_text() -> None:
    workspace = workspace_of()
    assert (workspace.module("pkg/app.py"), workspace.module("pkg/__init__.py")) == ("pkg.app", "pkg")
    assert [path for path in FILES if workspace.may_star(path)] == ["pkg/app.py"]


class Reader:
    """Reads the files, and keeps which ones were read."""

    def __init__(self) -> None:
        self.paths: list[str] = []

    def read(self, path: str) -> bytes:
        """One file's bytes."""
        self.paths.append(path)
        return FILES[path]


def workspace_of() -> Workspace:
    """A workspace of the files that has read none of them."""
    return Workspace(Reader(), ModuleIndex(FILES))
