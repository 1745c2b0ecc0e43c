"""What may still change in a file once something of it did not work."""

from codemods.plan.cautious_limits import Caution, CautiousLimits
from codemods.plan.rewrite_file import NotRewritten
from codemods.plan.risky_imports import RiskyImport
from codemods.project.decision import Diagnostic
from codemods.project.file_context import ChangeLimits
from codemods.semantic.span import Span
from codemods.values import finding_texts as texts
from tests.in_memory import FIXED, TextTree

TEXT = "from acme.old import make\nmake()\n"


def limits_and_tree() -> tuple[CautiousLimits, TextTree]:
    tree = TextTree({"app.py": TEXT})
    return CautiousLimits(tree.program.workspace, lambda source: ChangeLimits()), tree


def test_without_a_failure_the_limits_are_what_they_were() -> None:
    tree = TextTree({"app.py": TEXT})
    limits = CautiousLimits(tree.program.workspace, lambda source: FIXED)
    assert limits.of(tree.source("app.py")) == limits.at("app.py") == FIXED
    assert limits.at("missing.py") == ChangeLimits()


def test_a_file_that_failed_is_failing_until_it_is_left() -> None:
    limits, _ = limits_and_tree()
    limits.fail(NotRewritten("app.py", 2, texts.REWRITING_FAILED.fill(reason="broken")))
    assert (limits.failures["app.py"].line, limits.failing) == (2, {"app.py"})
    assert limits.leave(["app.py"], ()) == {"app.py"}
    assert limits.failing == set()
    assert limits.at("app.py").rejection == texts.FILE_UNPROVED.fill()


def test_with_caution_the_lines_stay_and_nothing_fails() -> None:
    limits, _ = limits_and_tree()
    limits.fail(NotRewritten("app.py", 2, texts.REWRITING_FAILED.fill(reason="broken")))
    limits.take_care("app.py", Caution(lines=frozenset({2})))
    assert limits.failing == set()
    assert limits.at("app.py").protected(0) is None
    assert limits.at("app.py").protected(TEXT.index("make()")) is not None


def test_an_import_that_must_not_change_is_held() -> None:
    limits, tree = limits_and_tree()
    statement = Span(0, TEXT.index("\n"))
    risky = RiskyImport("app.py", statement, Diagnostic(0, texts.FILE_UNPROVED.fill()), breaks=True)
    assert not limits.is_held(risky)
    assert limits.leave((), [risky]) == {"app.py"}
    assert limits.is_held(risky)
    assert limits.of(tree.source("app.py")).protected(0) is not None
