"""A proof without the quiet parts of a file refuses whatever the proof of the whole file refuses."""

import textwrap
from dataclasses import dataclass
from functools import cached_property

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from codemods.plan.rewrite_file import RewriteJob, _without_unaffected, prove_text
from codemods.transformers.proof.unproved import Unproved
from codemods.values.edit import Edit, StaleEditError, splice
from codemods.values.source import Source
from tests.in_memory import TextTree
from tests.transformers.proof.test_refuses import WAYS, Program

QUIET = """
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


def refused(job: RewriteJob, edits: list[Edit], *, quietly: bool) -> bool:
    """Whether the proof refuses what edits make of a file, with or without its quiet parts."""
    source = job.source
    before = _without_unaffected(job, sorted(edits)) if quietly else source
    after = Source(source.path, splice(before.data, edits))
    return isinstance(prove_text(job, after, before if quietly else None), Unproved)


def edit_between(old: bytes, new: bytes) -> Edit:
    """One edit that makes the one text of the other."""
    start = next(
        (at for at, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new))
    )
    most = min(len(old), len(new)) - start
    same = next((n for n in range(most) if old[-1 - n] != new[-1 - n]), most)
    return Edit(start, len(old) - same, old[start : len(old) - same], new[start : len(new) - same])


@pytest.mark.parametrize(("program", "old", "new"), WAYS)
def test_a_broken_rewrite_is_refused_with_quiet_code_around(program: Program, old: str, new: str) -> None:
    for before, after in ((QUIET, ""), ("", QUIET)):
        given = Program(before + program.before + after, "", program.tables)
        right = before + program.after + after
        wrong = before + program.after.replace(old, new, 1) + after
        job = given.tree.job("app.py")
        assert refused(job, [edit_between(job.source.data, wrong.encode())], quietly=True)
        assert not refused(job, [edit_between(job.source.data, right.encode())], quietly=True)


TWO_ARMS = "from acme.old import make\nif make():\n    first()\nelse:\n    second()\n"
ROW = "from acme.old import make\ndef f():\n    make()\n    first()\n    second()\n"


def wrong(text: str, old: str, new: str, way: str) -> object:
    return pytest.param(text, old, new, id=way)


@pytest.mark.parametrize(
    ("text", "old", "new"),
    [
        wrong(TWO_ARMS, "else:\n", "", "a quiet arm moved into the other"),
        wrong(TWO_ARMS, "else:\n", "    pass\nif True:\n", "a quiet arm made unconditional"),
        wrong(ROW, "    first", "    # first", "a quiet statement turned into a comment"),
        wrong(ROW, "make()\n    ", "make()  # ", "a quiet statement joined to a comment"),
        wrong(ROW, "make()\n    ", "make(); ", "a quiet statement joined to its neighbour"),
        wrong(ROW, "first()", "", "a quiet statement gone"),
        wrong(ROW, "first", "firsts", "a quiet statement changed"),
        wrong(ROW, "second()\n", "second()\n    third()\n", "a statement more at the end of a quiet run"),
        wrong(ROW, "    second", "second", "the end of a quiet run moved out"),
    ],
)
def test_an_edit_inside_or_beside_a_quiet_run_is_refused(text: str, old: str, new: str) -> None:
    proofs = Proofs(text)
    at = len(text[: text.index(old)].encode())
    extra = Edit(at, at + len(old), old.encode(), new.encode())
    assert not refused(proofs.job, list(proofs.edits), quietly=True)
    joined = new == "make(); "
    edits = [each for each in proofs.edits if each.end <= extra.start or each.start >= extra.end]
    if len(edits) < len(proofs.edits):
        extra = Edit(at, at + len(old), old.encode(), new.replace("make", "build").encode())
    assert refused(proofs.job, [*edits, extra], quietly=True) != joined
    assert refused(proofs.job, [*edits, extra], quietly=False) != joined


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


@settings(
    max_examples=120,
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow],
)
@given(edited())
def test_what_is_refused_whole_is_refused_without_unaffected_runs(case: tuple[Proofs, list[Edit]]) -> None:
    proofs, edits = case
    assert not proofs.edits or not refused(proofs.job, list(proofs.edits), quietly=True)
    try:
        splice(proofs.job.source.data, edits)
    except StaleEditError:
        assume(False)
    if refused(proofs.job, edits, quietly=False):
        assert refused(proofs.job, edits, quietly=True)
