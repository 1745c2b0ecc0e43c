"""The decided files of a program are rewritten, and why one cannot be is noted with the decisions."""

from codemods.plan.decide_program import ProgramDecider
from codemods.plan.process_pool import Workers
from codemods.plan.rewrite_program import possible_readers, rewrite_program
from codemods.project.file_context import ChangeLimits
from codemods.values.progress import NoProgress
from tests.in_memory import TextTree, symbol

FILES = {
    "m.py": "from acme.old import make\nmake()\n",
    "test_m.py": 'patch("m.make")\n',
    "b.py": "make = 1\n",
}


def test_the_files_that_change_with_their_texts() -> None:
    decided = decided_of(TextTree(FILES))
    assert after(decided) == {
        "m.py": "from acme.new import build\nbuild()\n",
        "test_m.py": 'patch("m.build")\n',
    }
    assert not decided.limits.failing


def test_a_file_that_cannot_be_written_is_a_failure_of_its_own() -> None:
    files = {**FILES, "acme/new.py": "def σ(): ...\n", "m.py": "# coding: latin-1\n" + FILES["m.py"]}
    decided = decided_of(TextTree({**files, "n.py": FILES["m.py"]}, symbol("acme.old:make", "acme.new:σ")))
    assert "n.py" in after(decided)
    assert "m.py" not in after(decided)
    assert "m.py" in decided.limits.failing
    assert decided.limits.failures["m.py"].code == "RP401"


def test_a_file_that_spells_a_name_which_goes_may_read_it() -> None:
    files = {
        "m.py": "from acme import old\nold.make()\n",
        "reader.py": "import m\nold = m\n",
        "other.py": "import m\nm.new\n",
    }
    decided = decided_of(TextTree(files))
    assert [path for path in possible_readers(decided) if path in files] == ["m.py", "reader.py"]


def decided_of(tree: TextTree) -> ProgramDecider:
    """The decisions on all files of a tree, any of which may change."""
    decided = ProgramDecider(tree.program, lambda _source: ChangeLimits())
    decided.decide(tree.program.candidates)
    return decided


def after(decided: ProgramDecider) -> dict[str, str]:
    """The new texts by path."""
    rewritten = rewrite_program(decided, Workers(1), NoProgress())
    return {path: new.source.data.decode() for path, new in rewritten.items()}
