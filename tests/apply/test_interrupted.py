"""Interrupted, or overtaken by somebody else, in the middle of its changes, a run leaves no half of them.

Git runs a hook whenever it has written an index: once when the next one is written, beside the files that are
to come, and once more when these have taken their places.
"""

import re

import pytest

from codemods.apply.journal import ApplyState
from codemods.apply.locked_tree import find_tree, lock_tree
from codemods.values.errors import RepointError
from tests.apply.work_tree import OLD, WorkTree, codes

INTERRUPT = "kill -INT $(cut -d ' ' -f 4 /proc/$PPID/stat)"
EDIT = "echo mine > b.py"


def at(tree: WorkTree, a: str, command: str) -> None:
    """Have a command run when git has written the next index, while `a.py` reads so."""
    hook = tree / ".git/hooks/post-index-change"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(
        f'#!/bin/sh\ncase "$GIT_INDEX_FILE" in *.next) ;; *) exit ;; esac\n'
        f'[ "$(cat a.py)" = {a} ] || exit 0\nrm "$0"\n{command}\n'
    )
    hook.chmod(0o755)


def states(tree: WorkTree) -> list[ApplyState]:
    return [each.state for each in find_tree(tree.root).journal.all()]


@pytest.mark.parametrize("a", ["old", "new"])
def test_an_apply_that_is_interrupted_leaves_everything(a: str, repository: WorkTree) -> None:
    repository.commit("a.py", "b.py")
    before = repository.snapshot()
    at(repository, a, INTERRUPT)
    with pytest.raises(KeyboardInterrupt):
        repository.apply("a.py", "b.py")
    assert (repository.snapshot(), repository.leftovers(), states(repository)) == (before, [], [])


def test_an_undo_that_is_interrupted_leaves_everything(repository: WorkTree) -> None:
    repository.commit("a.py", "b.py")
    repository.apply("a.py", "b.py")
    before = repository.snapshot()
    at(repository, "new", INTERRUPT)
    with pytest.raises(KeyboardInterrupt):
        repository.undo()
    assert (repository.snapshot(), repository.leftovers(), states(repository)) == (
        before,
        [],
        [ApplyState.DONE],
    )


def test_an_undo_that_is_interrupted_half_way_goes_on_to_its_end(repository: WorkTree) -> None:
    repository.commit("a.py", "b.py")
    before = repository.snapshot()
    repository.apply("a.py", "b.py")
    at(repository, "old", INTERRUPT)
    with pytest.raises(KeyboardInterrupt, match="by then it was taken back"):
        repository.undo()
    assert (repository.snapshot(), repository.leftovers(), states(repository)) == (
        before,
        [],
        [ApplyState.UNDONE],
    )


def test_an_apply_that_is_interrupted_again_and_again_leaves_everything(repository: WorkTree) -> None:
    repository.commit("a.py", "b.py")
    before = repository.snapshot()
    once = f"{INTERRUPT}; touch twice; echo '#!/bin/sh\n{INTERRUPT}' >.git/hooks/post-index-change"
    at(repository, "new", f"{once}; chmod +x .git/hooks/post-index-change")
    with pytest.raises(KeyboardInterrupt):
        repository.apply("a.py", "b.py")
    (repository / "twice").unlink()
    (repository / ".git/hooks/post-index-change").unlink()
    assert (repository.snapshot(), repository.leftovers(), states(repository)) == (before, [], [])


def test_an_interrupt_says_what_is_left_to_do(repository: WorkTree) -> None:
    repository.commit("a.py")
    repository.apply("a.py")
    with pytest.raises(KeyboardInterrupt, match="`repoint undo` brings what was begun"):
        interrupted_after_a_crash(repository)


def interrupted_after_a_crash(tree: WorkTree) -> None:
    with lock_tree(tree.root) as locked:
        locked.journal.mark(1, ApplyState.STARTED)
        raise KeyboardInterrupt


def test_a_file_that_is_edited_while_all_is_prepared_is_left(repository: WorkTree) -> None:
    repository.commit("a.py", "b.py")
    at(repository, "old", EDIT)
    result = repository.apply("a.py", "b.py")
    assert (result.written, codes(result)) == (("a.py",), [("RP007", "b.py")])
    assert ((repository / "b.py").read_bytes(), repository.staged()) == (b"mine\n", ["a.py"])


def test_a_file_that_is_edited_while_an_undo_is_prepared_stays(repository: WorkTree) -> None:
    repository.commit("a.py", "b.py")
    repository.apply("a.py", "b.py")
    before = repository.snapshot()
    at(repository, "new", EDIT)
    with pytest.raises(RepointError, match="a file was changed while it was being taken back"):
        repository.undo()
    after = repository.snapshot()
    assert after.files == {**before.files, "b.py": b"mine\n"}
    assert (after.index, repository.leftovers(), states(repository)) == (before.index, [], [ApplyState.DONE])
    assert repository.undo().result.restored == ("a.py",)


def test_a_file_that_is_edited_once_it_is_written_is_named_when_the_rest_fails(repository: WorkTree) -> None:
    repository.commit("a.py", "b.py")
    at(repository, "new", f"{EDIT}; {INTERRUPT}")
    with pytest.raises(RepointError, match=re.escape("b.py: changed since the apply, so it stays")):
        repository.apply("a.py", "b.py")
    assert repository.snapshot().files == {"a.py": OLD, "b.py": b"mine\n"}
    assert (repository.staged(), repository.leftovers(), states(repository)) == ([], [], [ApplyState.PARTLY])
