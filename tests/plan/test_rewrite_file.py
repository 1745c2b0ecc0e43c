"""One file is rewritten with a proof, which leaves out what no decision is about and misses nothing by it."""

import textwrap
from dataclasses import dataclass
from functools import cached_property

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn
from msgspec.structs import replace

from codemods.plan.rewrite_file import NotRewritten, RewriteJob, prove_text, rewrite_file, without_unaffected
from codemods.plan.rewrite_program import rewrite_job
from codemods.transformers.proof.unproved import Unproved
from codemods.values.edit import Edit, StaleEditError, splice
from codemods.values.source import Source
from tests.in_memory import TextTree, symbol
from tests.random_examples import examples
from tests.transformers.proof.broken_rewrites import PLAIN, PROGRAMS, WAYS, Program

UNAFFECTED = """
def calm(x):
    log(x)
    return [
        x,
    ]
"""


@dataclass(frozen=True)
class Proofs:
    """A file with a plan for it."""

    text: str

    @cached_property
    def tree(self) -> TextTree:
        """The file in a tree."""
        return TextTree({"app.py": self.text, "acme/new.py": "def build(*a): ...\ndef make(): ...\n"})

    @cached_property
    def job(self) -> RewriteJob:
        """What is to be done to it."""
        return self.tree.job("app.py")

    @cached_property
    def edits(self) -> tuple[Edit, ...]:
        """The right edits."""
        return next((change.edits for change in self.tree.plan.files if change.path == "app.py"), ())


def refused(job: RewriteJob, edits: list[Edit], *, elided: bool) -> bool:
    """Whether the proof refuses what edits make of a file, with or without its unaffected parts."""
    source = job.source
    before = without_unaffected(job, sorted(edits)) if elided else source
    after = Source(source.path, splice(before.data, edits))
    return isinstance(prove_text(job, after, before if elided else None), Unproved)


def edit_between(old: bytes, new: bytes) -> Edit:
    """One edit that makes the one text of the other."""
    start = next(
        (at for at, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new))
    )
    most = min(len(old), len(new)) - start
    same = next((n for n in range(most) if old[-1 - n] != new[-1 - n]), most)
    return Edit(start, len(old) - same, old[start : len(old) - same], new[start : len(new) - same])


@pytest.mark.parametrize("program", PROGRAMS)
def test_the_correct_rewrite_is_proved(program: Program) -> None:
    assert not isinstance(prove_text(program.job, Source("app.py", program.after.encode())), Unproved)


def test_a_text_that_does_not_parse_is_refused() -> None:
    proved = prove_text(PLAIN.job, Source("app.py", b"from acme.new import build\nbuild(\n"))
    assert isinstance(proved, Unproved)
    assert proved.rejection.message.startswith("the new text does not parse: ")


def failure(files: dict[str, str], *tables: str) -> NotRewritten:
    """Why `app.py` cannot be rewritten as it is decided at first."""
    decided = TextTree(files, *tables).planner.decided
    decided.decide(decided.program.candidates)
    found = rewrite_file(rewrite_job(decided, "app.py"))
    assert isinstance(found, NotRewritten)
    return found


def test_a_place_that_cannot_be_edited_is_named_by_its_line() -> None:
    text = "import acme.old\n\n(acme.old  # here\n    .make)()\n"
    found = failure({"app.py": text}, symbol("acme.old:make", "acme.deep.new:build"))
    assert (found.line, found.rejection.code) == (3, "RP401")


def test_a_text_that_the_files_encoding_cannot_hold_is_a_failure() -> None:
    files = {"app.py": "# coding: latin-1\nfrom acme.old import make\n", "acme/new.py": "def σ(): ...\n"}
    found = failure(files, symbol("acme.old:make", "acme.new:σ"))
    assert (found.line, found.rejection.code) == (0, "RP401")


def test_a_name_that_came_up_after_the_decision_is_not_left_out() -> None:
    job = Proofs(f"from acme.old import make\nmake()\n{UNAFFECTED}").job
    assert without_unaffected(job, []).data != job.source.data
    later = replace(job, wanted=replace(job.wanted, old=job.wanted.old | {"calm"}))
    assert without_unaffected(later, []).data == job.source.data


@pytest.mark.parametrize(("program", "old", "new"), WAYS)
def test_a_broken_rewrite_is_refused_among_unaffected_code(program: Program, old: str, new: str) -> None:
    for before, after in ((UNAFFECTED, ""), ("", UNAFFECTED)):
        given = Program(before + program.before + after, "", program.tables)
        right = before + program.after + after
        wrong = before + program.after.replace(old, new, 1) + after
        job = given.tree.job("app.py")
        assert refused(job, [edit_between(job.source.data, wrong.encode())], elided=True)
        assert not refused(job, [edit_between(job.source.data, right.encode())], elided=True)


TWO_ARMS = "from acme.old import make\nif make():\n    first()\nelse:\n    second()\n"
ROW = "from acme.old import make\ndef f():\n    make()\n    first()\n    second()\n"


def wrong(text: str, old: str, new: str, way: str) -> object:
    return pytest.param(text, old, new, id=way)


@pytest.mark.parametrize(
    ("text", "old", "new"),
    [
        wrong(TWO_ARMS, "else:\n", "", "an unaffected arm moved into the other"),
        wrong(TWO_ARMS, "else:\n", "    pass\nif True:\n", "an unaffected arm made unconditional"),
        wrong(ROW, "    first", "    # first", "an unaffected statement turned into a comment"),
        wrong(ROW, "make()\n    ", "make()  # ", "an unaffected statement joined to a comment"),
        wrong(ROW, "make()\n    ", "make(); ", "an unaffected statement joined to its neighbour"),
        wrong(ROW, "first()", "", "an unaffected statement gone"),
        wrong(ROW, "first", "firsts", "an unaffected statement changed"),
        wrong(
            ROW, "second()\n", "second()\n    third()\n", "a statement more at the end of an unaffected run"
        ),
        wrong(ROW, "    second", "second", "the end of an unaffected run moved out"),
    ],
)
def test_an_edit_inside_or_beside_a_unaffected_run_is_refused(text: str, old: str, new: str) -> None:
    proofs = Proofs(text)
    at = len(text[: text.index(old)].encode())
    extra = Edit(at, at + len(old), old.encode(), new.encode())
    assert not refused(proofs.job, list(proofs.edits), elided=True)
    joined = new == "make(); "
    edits = [each for each in proofs.edits if each.end <= extra.start or each.start >= extra.end]
    if len(edits) < len(proofs.edits):
        extra = Edit(at, at + len(old), old.encode(), new.replace("make", "build").encode())
    assert refused(proofs.job, [*edits, extra], elided=True) != joined
    assert refused(proofs.job, [*edits, extra], elided=False) != joined


LOUD = ("make()", "x = make(1)", "make.tag", "return make", "from acme.old import make")
CALM = ("log(x)", "y = [\n  1,\n]", "text = '''\n  a\n'''", "def g(a):\n  return a", "pass", "a = 1; b = 2")
BLOCKS = (
    "if make():\n{body}\nelse:\n{body}",
    "for a in make():\n{body}\nelse:\n{body}",
    "def f(a):\n{body}",
    "class C(make):\n{body}",
    "try:\n{body}\nexcept make:\n{body}\nfinally:\n{body}",
    "with make() as w:\n{body}",
)
JUNK = (
    "",
    "# ",
    "\n",
    "\n  ",
    "else:\n",
    "; ",
    "\\\n",
    "'''",
    "  ",
    "not ",
    "pass\n",
    "log(x)",
    "(",
    ")",
    "x = ",
    ".",
    "...",
)


def body(draw: DrawFn, depth: int) -> str:
    parts = []
    for _ in range(draw(st.integers(1, 3))):
        form: str = draw(st.sampled_from((*LOUD, *CALM, *(BLOCKS if depth else ()))))
        while "{body}" in form:
            form = form.replace("{body}", textwrap.indent(body(draw, depth - 1), "  "), 1)
        parts.append(form)
    return "\n".join(parts)


@st.composite
def edited(draw: DrawFn) -> tuple[Proofs, list[Edit]]:
    """A file with its right edits, and one or two more that nobody asked for."""
    text = f"from acme.old import make\n{body(draw, 2)}\n{draw(st.sampled_from(('', 'make()')))}"
    try:
        compile(text, "app.py", "exec", flags=0x400)
    except SyntaxError:
        assume(False)
    proofs = Proofs(text)
    edits = list(proofs.edits)
    data = text.encode()
    for _ in range(draw(st.integers(1, 2))):
        places = [0, *(at + 1 for at, byte in enumerate(data) if byte == 10), len(data)]
        start = min(len(data), draw(st.sampled_from(places)) + draw(st.integers(0, 5)))
        end = min(len(data), start + draw(st.sampled_from((0, 0, 2, 4, 6, 7, 10))))
        edits.append(Edit(start, end, data[start:end], draw(st.sampled_from(JUNK)).encode()))
    return proofs, sorted(edits)


@examples(50)
@given(edited())
def test_what_is_refused_whole_is_refusedwithout_unaffected_runs(case: tuple[Proofs, list[Edit]]) -> None:
    proofs, edits = case
    assert not proofs.edits or not refused(proofs.job, list(proofs.edits), elided=True)
    try:
        splice(proofs.job.source.data, edits)
    except StaleEditError:
        assume(False)
    if refused(proofs.job, edits, elided=False):
        assert refused(proofs.job, edits, elided=True)
