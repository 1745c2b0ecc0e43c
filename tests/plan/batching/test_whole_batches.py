"""The tree is whole after each batch; what would break in between is put into one."""

from collections.abc import Sequence

from codemods.plan.batching.whole_batches import whole_batches
from codemods.values.batch import Batch
from codemods.values.plan import RippleGroup
from tests.in_memory import TextTree, symbol

HUB = "from acme.old import make\n"
READER = "import hub\nhub.make()\n"
ALONE = "from acme.old import make\nmake()\n"
FILES = {"hub.py": HUB, "reader.py": READER, "alone.py": ALONE, "other.py": ALONE}


def one_each(groups: Sequence[RippleGroup]) -> tuple[Batch, ...]:
    """Every group a batch of its own."""
    return tuple(Batch(group.name, group.paths) for group in groups)


def backwards(groups: Sequence[RippleGroup]) -> tuple[Batch, ...]:
    return tuple(reversed(one_each(groups)))


def batched(
    tree: TextTree, groups: Sequence[RippleGroup] | None = None, backward: bool = False
) -> tuple[list[tuple[str, ...]], tuple[RippleGroup, ...]]:
    """The files of each batch, and the groups after it; `groups` are other ones than the plan's."""
    given = tree.plan.groups if groups is None else groups
    planner = tree.planner
    batches, kept = whole_batches(
        planner.decided, planner.rewritten, given, backwards if backward else one_each
    )
    return [batch.paths for batch in batches], kept


def parted(tree: TextTree) -> list[RippleGroup]:
    """The plan's files as if nothing tied them."""
    return [RippleGroup(change.path, (change.path,)) for change in tree.plan.files]


def test_what_is_whole_is_cut_as_it_was_asked_for() -> None:
    tree = TextTree(FILES)
    batches, groups = batched(tree)
    assert sorted(batches) == [("alone.py",), ("hub.py", "reader.py"), ("other.py",)]
    assert groups == tree.plan.groups


def test_files_that_break_one_another_are_joined() -> None:
    tree = TextTree(FILES)
    batches, groups = batched(tree, parted(tree))
    assert sorted(batches) == [("alone.py",), ("hub.py", "reader.py"), ("other.py",)]
    assert sorted(group.paths for group in groups) == sorted(batches)


def test_the_order_of_the_batches_does_not_matter_to_that() -> None:
    tree = TextTree(FILES)
    assert sorted(batched(tree, parted(tree), backward=True)[0]) == sorted(batched(tree, parted(tree))[0])


def test_a_chain_is_joined_link_by_link() -> None:
    files = {"a.py": HUB, "b.py": "from a import *\n", "c.py": "import b\nb.make()\n", "d.py": ALONE}
    tree = TextTree(files)
    batches, _ = batched(tree, parted(tree))
    assert all(set(batch) == {"d.py"} or "a.py" in batch for batch in batches)
    assert {path for batch in batches for path in batch} == {change.path for change in tree.plan.files}


def test_a_patch_target_goes_with_what_it_patches() -> None:
    test = "from unittest.mock import patch\n\ndef test():\n    with patch('hub.make'): ...\n"
    tree = TextTree({"hub.py": HUB + "def use(): return make()\n", "test_hub.py": test, "alone.py": ALONE})
    batches, _ = batched(tree, parted(tree))
    assert sorted(batches) == [("alone.py",), ("hub.py", "test_hub.py")]


def test_several_symbols_do_not_tie_files_that_share_none() -> None:
    tables = symbol("acme.old:make", "acme.new:build"), symbol("acme.old:craft", "acme.new:build")
    tree = TextTree({"one.py": ALONE, "two.py": "from acme.old import craft\ncraft()\n"}, *tables)
    assert sorted(batched(tree, parted(tree))[0]) == [("one.py",), ("two.py",)]


def test_nothing_to_do_is_no_batch() -> None:
    assert batched(TextTree({"app.py": "x = 1\n"})) == ([], ())
