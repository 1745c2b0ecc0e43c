"""Files of a ripple group are written together or not at all."""

from codemods.apply.apply_plan import ApplyResult, WriteTargets, apply_plan
from codemods.apply.locked_tree import lock_tree
from codemods.values.plan import Plan
from tests.apply.work_tree import NEW, OLD, WorkTree, codes, plan
from tests.permissions import Unprivileged

TOGETHER = plan("a.py", "b.py", "c.py", together=("a.py", "b.py"))


def applied(tree: WorkTree, plan: Plan, ends: WriteTargets | None = None) -> ApplyResult:
    with lock_tree(tree.root) as locked:
        return apply_plan(locked, plan, ends)


def test_with_a_file_that_changed_its_group_is_left(folder: WorkTree) -> None:
    folder.write("a.py", "b.py", "c.py")
    (folder / "b.py").write_bytes(b"edited\n")
    result = applied(folder, TOGETHER)
    assert codes(result) == [("RP013", "a.py"), ("RP007", "b.py")]
    assert "b.py" in result.findings[0].message
    assert folder.snapshot().files == {"a.py": OLD, "b.py": b"edited\n", "c.py": NEW}


def test_each_file_that_cannot_be_written_has_its_own_finding(folder: WorkTree) -> None:
    folder.write("c.py")
    assert codes(applied(folder, TOGETHER)) == [("RP007", "a.py"), ("RP007", "b.py")]


def test_with_a_read_only_file_its_group_is_left(repository: WorkTree, unprivileged: Unprivileged) -> None:
    repository.commit("a.py", "b.py", "c.py")
    (repository / "a.py").chmod(0o444)
    with unprivileged():
        result = applied(repository, TOGETHER)
        assert repository.staged() == ["c.py"]
    assert codes(result) == [("RP010", "a.py"), ("RP013", "b.py")]


def test_with_a_file_that_has_been_staged_otherwise_its_group_is_left(repository: WorkTree) -> None:
    repository.commit("a.py", "b.py", "c.py")
    (repository / "a.py").write_bytes(b"mine\n")
    repository.git("add", "a.py")
    (repository / "a.py").write_bytes(OLD)
    result = applied(repository, TOGETHER)
    assert codes(result) == [("RP007", "a.py"), ("RP013", "b.py")]
    assert (result.written, result.staged) == (("c.py",), ("c.py",))
    assert repository.git("show", ":a.py") == "mine\n"


def test_a_group_whose_files_are_all_refused_leaves_nothing_to_do(repository: WorkTree) -> None:
    repository.commit("a.py", "b.py")
    (repository / "a.py").write_bytes(b"mine\n")
    before = repository.snapshot()
    result = applied(repository, plan("a.py", "b.py", together=("a.py", "b.py")))
    assert (result.written, result.staged, result.number) == ((), (), None)
    assert repository.snapshot() == before
