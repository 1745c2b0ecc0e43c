"""What a plan reports of a program: one word on a file that may not change, and references by kind."""

from codemods.project.file_context import ChangeLimits
from codemods.values import finding_texts as texts
from tests.in_memory import FIXED, TextTree, symbol

CALLS = symbol("acme.old:make", "acme.new:build", signature="(user=None, uid=None)", call="(user)")
OUTSIDE = texts.OUTSIDE_PATHS.fill()


class TestLimits:
    """What may not change stays, and says so."""

    TEXT = "from acme.old import make\nmake()\n"

    def test_a_file_that_is_not_selected(self) -> None:
        tree = TextTree({"app.py": self.TEXT}, limits={"app.py": FIXED})
        assert not tree.plan.files
        found = [(f.line, f.message) for f in tree.plan.findings if f.path == "app.py"]
        assert found == [(1, f"2 references stay: {OUTSIDE.message}")]

    def test_a_target_in_a_file_that_is_not_selected(self) -> None:
        files = {"m.py": self.TEXT, "test_m.py": 'patch("m.make")\n'}
        tree = TextTree(files, limits={"test_m.py": FIXED})
        assert tree.codes() == ["RP201"]
        assert "import build as make" in tree.after("m.py")

    def test_a_definition_that_is_not_selected(self) -> None:
        tree = TextTree({}, limits={"acme/old.py": FIXED})
        assert [f.code for f in tree.plan.findings] == ["RP111"]

    def test_a_generated_file(self) -> None:
        limits = {"app.py": ChangeLimits(texts.IS_GENERATED.fill())}
        tree = TextTree({"app.py": self.TEXT}, limits=limits)
        assert not tree.plan.files
        assert [(f.code, f.line) for f in tree.plan.findings if f.path == "app.py"] == [("RP006", 1)]

    def test_a_generated_file_without_a_reference_is_not_worth_a_word(self) -> None:
        limits = {"app.py": ChangeLimits(texts.IS_GENERATED.fill())}
        assert TextTree({"app.py": "make = 1\n"}, limits=limits).codes() == []

    def test_a_limited_facade_says_that_it_stays(self) -> None:
        tree = TextTree({"m.py": "from acme.old import make\n"}, limits={"m.py": FIXED})
        assert [f.message for f in tree.plan.findings if f.path == "m.py"] == [
            f"1 reference stays: {OUTSIDE.message}"
        ]


def test_the_plan_counts_what_moves_and_what_stays() -> None:
    text = "from acme.old import make\nmake(1)\nmake(1, 2)\nx = make\nx = f(make.tag)\n"
    plan = TextTree({"app.py": text}, CALLS).plan
    assert dict(plan.moved) == {"call": 1}
    assert dict(plan.kept) == {"call": 1, "import": 1, "name": 2}
    assert plan.candidates == 2
    assert [change.references for change in plan.files] == [1]


def test_followed_strings_count() -> None:
    files = {"m.py": "from acme.old import make\n", "test_m.py": 'patch("m.make")\npatch("m.make")\n'}
    plan = TextTree(files).plan
    assert dict(plan.moved) == {"import": 1, "string": 2}
    assert {change.path: change.references for change in plan.files} == {"m.py": 1, "test_m.py": 2}


def test_findings_of_every_kind_are_told_in_order() -> None:
    files = {
        "b.py": "from acme.old import make\nmake(1, 2)\n",
        "bad.py": "make(\n",
        "a.py": "x = 'acme.old.make'\n",
    }
    findings = TextTree(files, CALLS).plan.findings
    assert findings == tuple(sorted(findings))
    told = {(each.path, each.code) for each in findings}
    assert told >= {("a.py", "RP303"), ("b.py", "RP102"), ("bad.py", "RP001")}
