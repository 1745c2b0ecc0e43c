"""What of a file may change, and what others need of it."""

from codemods.project.dotted_paths import ModuleAttribute
from codemods.project.file_context import ChangeLimits, FileContext, ProtectedRange
from codemods.semantic.span import Span
from codemods.values import finding_texts as texts
from tests.in_memory import TextTree
from tests.project.decisions import NEW, brought, codes, decided, kinds


class TestLimits:
    """What may not change."""

    FIXED = ChangeLimits(texts.OUTSIDE_PATHS.fill())
    TEXT = "from acme.old import make\nmake()\n"

    def test_nothing_of_a_limited_file_changes(self) -> None:
        decision = decided(self.TEXT, limits=self.FIXED)
        assert not decision.changes
        assert (kinds(decision, moves=True), kinds(decision, moves=False)) == ([], ["call", "import"])
        assert set(codes(decision)) == {"RP110"}

    def test_an_ignored_use_stays_with_its_import(self) -> None:
        text = self.TEXT + "make(2)\n"
        start = text.index("make(2)")
        decision = decided(text, limits=ChangeLimits(ranges=(ProtectedRange(Span(start, len(text))),)))
        assert brought(decision) == ["+acme.new:build"]
        assert "RP109" in codes(decision)

    def test_an_ignored_import_keeps_its_uses(self) -> None:
        decision = decided(self.TEXT, limits=ChangeLimits(ranges=(ProtectedRange(Span(0, 26)),)))
        assert not decision.changes
        assert set(codes(decision)) == {"RP109"}

    def test_an_ignore_elsewhere_keeps_nothing(self) -> None:
        decision = decided(self.TEXT + "x = 1\n", limits=ChangeLimits(ranges=(ProtectedRange(Span(33, 39)),)))
        assert decision.changes
        assert codes(decision) == []


def test_what_a_test_file_replaces() -> None:
    text = 'from unittest.mock import patch\n\nwith patch("app.make"):\n    pass\n'
    tree = TextTree({**NEW, "app.py": "from acme.old import make\n", "test_app.py": text})
    names = tree.table("test_app.py")
    file = FileContext(tree.project, tree.definitions, names, ChangeLimits())
    assert file.replaces == {ModuleAttribute("app.py", "make")}
    assert not FileContext(tree.project, tree.definitions, tree.table("app.py"), ChangeLimits()).replaces
