"""The tree as a plan would leave it is proved: no file may lose a name that another one reads."""

from codemods.plan.prove_program import project_after, unproved_files
from codemods.plan.rewrite_file import RewrittenFile
from codemods.semantic.read_facts import read_facts
from codemods.semantic.tracked_names import WantedNames
from codemods.values.plan import FileChange
from codemods.values.source import Source
from tests.in_memory import TextTree

FACADE = "from acme.old import make\n"
MOVED = "from acme.new import build\n"
READER = "import os\nfrom m import make\nmake()\n"


def test_a_module_may_not_lose_a_name_that_a_file_reads() -> None:
    (path, message) = unproved(m=MOVED)
    assert path == "m.py"
    assert "`make`" in message
    assert "app.py" in message


def test_a_module_may_lose_a_name_that_its_readers_no_longer_read() -> None:
    assert unproved(m=MOVED, app="from m import build\nbuild()\n") == ()


def test_a_reader_that_changes_is_named_with_the_line_of_its_new_text() -> None:
    (path, message) = unproved(m=MOVED, app=f"import sys\n{READER}")
    assert path == "m.py"
    assert "app.py:3 " in message


def test_facts_that_are_not_complete_are_read_anew() -> None:
    project = TextTree({"m.py": FACADE}).project
    table = project_after(project, {"m.py": rewritten("m.py", MOVED)}).scope_table("m.py")
    assert table is not None
    assert table.facts.tracked >= project.wanted.old
    assert [alias.name for statement in table.facts.imports for alias in statement.aliases] == ["build"]


def unproved(**after: str) -> tuple[str, ...]:
    """The path and the message of the file that must stay, where some files get these texts; or nothing."""
    tree = TextTree({"m.py": FACADE, "app.py": READER})
    new = {f"{name}.py": rewritten(f"{name}.py", text) for name, text in after.items()}
    found = [*unproved_files(tree.project, new, ["app.py", "m.py"])]
    assert len(found) <= 1
    return (found[0].path, found[0].rejection.message) if found else ()


def rewritten(path: str, text: str) -> RewrittenFile:
    """A file with a new text, and facts that are about no name yet."""
    source = Source(path, text.encode())
    facts = read_facts(source, path.removesuffix(".py"), False, WantedNames(frozenset()))
    return RewrittenFile(FileChange(path, b"", source.data, (), 0), source, facts)
