"""A submodule that is read through its package stays imported by somebody."""

from codemods.plan.batching.batch_option import BatchBy, BatchKind
from codemods.plan.batching.cut_batches import make_batches
from codemods.plan.batching.whole_batches import whole_batches
from codemods.project.file_context import ChangeLimits
from codemods.values import finding_texts as texts
from tests.in_memory import TextTree, module

RULE = module("p.old", "p.new")
HOMES = {"p/__init__.py": "", "p/old.py": "def f(): ...\n", "p/new.py": "def f(): ...\n"}
FIXED = ChangeLimits(texts.OUTSIDE_PATHS.fill())
USER = "from p.old import f\nf()\n"
READER = "import p\np.old.f()\n"


def tree(files: dict[str, str], stays: str = "") -> TextTree:
    limits = {stays: FIXED} if stays else {}
    return TextTree(files, RULE, homes=HOMES, limits=limits)


def test_the_last_importer_stays_while_a_reader_does() -> None:
    made = tree({"user.py": USER, "reader.py": READER}, stays="reader.py")
    assert made.after("user.py") == USER
    assert "RP113" in made.codes("user.py")


def test_it_moves_when_somebody_else_imports_it_still() -> None:
    files = {"user.py": USER, "reader.py": READER, "z.py": "import p.old\n"}
    limits = dict.fromkeys(("reader.py", "z.py"), FIXED)
    made = TextTree(files, RULE, homes=HOMES, limits=limits)
    assert made.after("user.py") == "from p.new import f\nf()\n"


def test_it_moves_with_its_readers() -> None:
    made = tree({"user.py": USER, "reader.py": READER})
    assert made.after("user.py") == "from p.new import f\nf()\n"
    assert "p.old" not in made.after("reader.py")


def test_a_reader_that_imports_it_itself_needs_nobody() -> None:
    made = tree({"user.py": USER, "reader.py": "import p.old\np.old.f()\n"}, stays="reader.py")
    assert made.after("user.py") == "from p.new import f\nf()\n"


def test_batches_do_not_part_them() -> None:
    made = tree({"app.py": USER, "reader.py": READER})
    groups = made.plan.groups
    batches, _ = whole_batches(
        made.planner.decided,
        made.planner.rewritten,
        groups,
        lambda groups: make_batches(groups, BatchBy(BatchKind.SIZE, 1)),
    )
    assert [batch.paths for batch in batches] == [("app.py", "reader.py")]
