"""What holds however a plan is cut: nothing lost, nothing twice, no ripple group split."""

from itertools import pairwise
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from codemods.plan.batching.batch_option import BatchBy, BatchKind, parse_batch_by
from codemods.plan.batching.cut_batches import make_batches
from codemods.values.batch import Batch
from codemods.values.category import Category
from codemods.values.plan import RippleGroup
from tests.random_examples import examples

PARTS = st.sampled_from(["a", "b", "a-b", "tests", "my docs", "test_x.py", "é", "\udce9"])
PATHS = st.lists(PARTS, min_size=1, max_size=4).map("/".join)
TEXTS = st.one_of(
    st.sampled_from(["owner", "dir", "category", "one"]),
    st.integers(1, 5).map(lambda depth: f"dir:{depth}"),
    st.integers(1, 9).map(lambda size: f"size:{size}"),
)
LINES = st.sampled_from(
    ["* @a", "/a/ @b @a", "tests/ t@x.org", "/b/", r"my\ docs @d", "!a @x", "*/*", "[a] @b"]
)
OWNERS = st.lists(LINES, max_size=6).map("\n".join)
CATEGORIES = st.lists(
    st.builds(Category, PARTS, st.tuples(st.sampled_from(["a/", "*", "/b/*", "test_*", "!a", "**/a-b"]))),
    max_size=4,
)


@st.composite
def group_lists(draw: st.DrawFn) -> list[RippleGroup]:
    """Groups as a plan has them: every file is in just one, and each is called after one of its files."""
    paths = draw(st.lists(PATHS, unique=True, max_size=25))
    groups = []
    while paths:
        count = draw(st.integers(1, min(6, len(paths))))
        members, paths = paths[:count], paths[count:]
        groups.append(RippleGroup(draw(st.sampled_from(members)), tuple(sorted(members))))
    return groups


def paths_of(parts: list[RippleGroup] | tuple[Batch, ...]) -> list[str]:
    return sorted(path for part in parts for path in part.paths)


lawful = examples(60)


@lawful
@given(group_lists(), TEXTS, CATEGORIES, OWNERS)
def test_batches_partition_the_files_and_split_no_group(
    groups: list[RippleGroup], text: str, categories: list[Category], owners: str
) -> None:
    batches = make_batches(groups, parse_batch_by(text), categories=categories, owners_text=owners)
    assert paths_of(batches) == paths_of(groups)
    for group in groups:
        assert sum(not set(group.paths).isdisjoint(batch.paths) for batch in batches) == 1
    assert all(batch.paths and batch.name for batch in batches)


@lawful
@given(group_lists(), TEXTS, OWNERS, st.randoms(use_true_random=False))
def test_the_order_of_the_groups_does_not_matter(
    groups: list[RippleGroup], text: str, owners: str, random: Random
) -> None:
    by = parse_batch_by(text)
    shuffled = random.sample(groups, len(groups))
    batches = make_batches(shuffled, by, owners_text=owners)
    assert batches == make_batches(groups, by, owners_text=owners)
    names = [batch.name for batch in batches]
    assert names == sorted(set(names))


@lawful
@given(group_lists(), st.integers(1, 9))
def test_sizes_hold_and_no_two_neighbours_would_fit_together(groups: list[RippleGroup], size: int) -> None:
    batches = make_batches(groups, BatchBy(BatchKind.SIZE, size))
    whole = {group.paths for group in groups}
    assert all(len(batch.paths) <= size or batch.paths in whole for batch in batches)
    by_path = {path: len(group.paths) for group in groups for path in group.paths}
    for batch, following in pairwise(batches):
        assert len(batch.paths) + max(by_path[path] for path in following.paths) > size
