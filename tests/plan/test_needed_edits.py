"""The rewrites of `fixtures/cases`: proved as they are, refused when one of their edits is left out."""

import re
from collections.abc import Iterator

import pytest
from _pytest.mark import ParameterSet

from codemods.plan.rewrite_file import prove_text
from codemods.transformers.proof.unproved import Unproved
from codemods.values.edit import Edit, splice
from codemods.values.source import Source
from tests.in_memory import TextTree
from tests.support import Case, all_cases, tree_bytes

PLAIN = [case for case in all_cases() if not (case.folder / "case.toml").exists()]
COMMENT = re.compile(rb"\s*#")
"""What an edit puts in that no program notices."""
HARMLESS = {"scopes/global-read-follows", "scopes/nonlocal-follows"}
"""Cases in which `global` or `nonlocal` changes, which matters to nobody while the name is only read."""
UNSEEN = {"modules/import-dotted-used-otherwise-stays"}
"""Cases in which a module that comes in beside another may be left out: both bind their package's name."""


def tree_of(case: Case) -> TextTree | None:
    """A case's tree; None where a file is not plain UTF-8."""
    files = {path: data for path, data in tree_bytes(case.folder / "before").items() if ".py" in path}
    if any(not _plain(data) for data in files.values()):
        return None
    return TextTree(files, case.migration_file.read_text(encoding="utf-8"), homes={})


def _plain(data: bytes) -> bool:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return not text.startswith("\ufeff") and "coding" not in text


def left_out(tree: TextTree) -> Iterator[Edit]:
    """The edits without which a file's proof passes all the same."""
    for change in tree.plan.files:
        job = tree.job(change.path)
        for index, edit in enumerate(change.edits):
            text = splice(change.before, [*change.edits[:index], *change.edits[index + 1 :]])
            if not isinstance(prove_text(job, Source(change.path, text)), Unproved):
                yield edit


def parameter(case: Case) -> ParameterSet:
    """A case; one with an edit that the proof does not miss is expected to fail."""
    marks = [pytest.mark.xfail(reason="a missing submodule")] if case.name in UNSEEN else []
    return pytest.param(case, id=case.name, marks=marks)


@pytest.mark.parametrize("case", [parameter(case) for case in PLAIN])
def test_every_edit_is_needed(case: Case) -> None:
    tree = tree_of(case)
    if tree is None or case.name in HARMLESS:
        return
    assert ("RP401" in tree.codes()) is any(line.startswith("RP401") for line in case.findings)
    assert [edit for edit in left_out(tree) if not COMMENT.match(edit.new)] == []


def test_most_cases_are_looked_at() -> None:
    assert sum(tree_of(case) is not None for case in PLAIN) > 450
