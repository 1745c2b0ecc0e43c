"""The references of one file: where each is, of which kind, and whether the plan moves it."""

from codemods.plan.file_references import references_of
from codemods.project.decision import Diagnostic
from codemods.project.dotted_paths import ModuleAttribute
from codemods.values import finding_texts as texts
from codemods.values.reference import Applicability, Reference
from tests.in_memory import MAKE, TextTree, symbol

CALLS = symbol("acme.old:make", "acme.new:build", signature="(user=None)", call="(user)")
TEXT = "from acme.old import make\nx = 1; make()\n"


def test_each_reference_has_its_place_kind_and_symbol() -> None:
    found = [(each.path, each.line, each.column, each.kind, each.symbol) for each in references(TEXT)]
    assert sorted(found) == [
        ("app.py", 1, 22, "import", "acme.old:make"),
        ("app.py", 2, 8, "call", "acme.old:make"),
    ]


def test_only_what_moves_in_a_file_that_is_written_is_automatic() -> None:
    assert can_move(references(TEXT)) == {1: Applicability.AUTOMATIC, 2: Applicability.AUTOMATIC}
    assert can_move(references(TEXT, written=False)) == {1: Applicability.MANUAL, 2: Applicability.MANUAL}
    kept = can_move(references(f"{TEXT}make(*x)\n", table=CALLS))
    assert (kept[2], kept[3]) == (Applicability.AUTOMATIC, Applicability.MANUAL)


def test_a_finding_beside_an_edit_makes_its_line_unsafe() -> None:
    beside = Diagnostic(TEXT.index("x"), texts.RULE_NOTE.fill(note="look"))
    elsewhere = Diagnostic(TEXT.index("x"), texts.STRING_SPELLS.fill(path="acme.old.make"))
    assert can_move(references(TEXT, beside)) == {1: Applicability.AUTOMATIC, 2: Applicability.UNSAFE}
    assert can_move(references(TEXT, elsewhere)) == can_move(references(TEXT))


def test_an_import_that_others_read_is_a_re_export() -> None:
    assert kinds(references(TEXT, read=("app.py", "make"))) == {1: "re-export", 2: "call"}
    assert kinds(references(TEXT, read=("other.py", "make"))) == {1: "import", 2: "call"}
    assert kinds(references("from acme.old import make\n__all__ = ['make']\n")) == {
        1: "re-export",
        2: "re-export",
    }


def references(
    text: str,
    *diagnostics: Diagnostic,
    table: str = MAKE,
    written: bool = True,
    read: tuple[str, str] = ("", ""),
) -> list[Reference]:
    """The references of a file with these findings on it, from which other files read a name."""
    tree = TextTree({"app.py": text}, table)
    decision = tree.decisions["app.py"]
    names = {ModuleAttribute(*read)}
    return [
        *references_of(
            tree.project, tree.source("app.py"), decision.references, diagnostics, decision, written, names
        )
    ]


def can_move(found: list[Reference]) -> dict[int, Applicability]:
    """What becomes of the references, by line."""
    return {each.line: each.applicability for each in found}


def kinds(found: list[Reference]) -> dict[int, str]:
    """The kinds of the references, by line."""
    return {each.line: each.kind for each in found}
