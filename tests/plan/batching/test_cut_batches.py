"""Batches of a small plan, by each way to cut it."""

import pickle

import pytest

from codemods.plan.batching.batch_option import parse_batch_by
from codemods.plan.batching.cut_batches import make_batches
from codemods.values.category import Category
from codemods.values.errors import RepointError
from codemods.values.plan import RippleGroup

FOLLOWED = RippleGroup("app/core/a.py", ("a/test_a.py", "app/core/a.py", "lib/a.py"))
ALONE = [
    RippleGroup(path, (path,))
    for path in ("setup.py", "app/b.py", "app/core/deep/c.py", "tests/core/test_c.py")
]
GROUPS = (*ALONE, FOLLOWED)
OWNERS = "/app/ @app\n/tests/ @qa @app\n"

Cut = dict[str, set[str]]


def cut(text: str, groups: tuple[RippleGroup, ...] = GROUPS, owners_text: str | None = None) -> Cut:
    """Batches by name, checked to be in order and sorted."""
    batches = make_batches(groups, parse_batch_by(text), owners_text=owners_text)
    assert [batch.name for batch in batches] == sorted(batch.name for batch in batches)
    assert all(list(batch.paths) == sorted(batch.paths) for batch in batches)
    return {batch.name: set(batch.paths) for batch in batches}


def sized(text: str, *sizes: int) -> list[int]:
    """How many files the batches have, for groups of some sizes, in the order of their paths."""
    groups = [
        RippleGroup(f"{number:03}/a.py", tuple(f"{number:03}/{file}.py" for file in range(size)))
        for number, size in enumerate(sizes)
    ]
    return [len(batch.paths) for batch in make_batches(groups, parse_batch_by(text))]


WHOLE = set(FOLLOWED.paths)


@pytest.mark.parametrize(
    ("text", "batches"),
    [
        pytest.param(
            "dir",
            {
                ".": {"setup.py"},
                "app": {"app/b.py", "app/core/deep/c.py", *WHOLE},
                "tests": {"tests/core/test_c.py"},
            },
            id="by the first folder",
        ),
        pytest.param(
            "dir:2",
            {
                ".": {"setup.py"},
                "app": {"app/b.py"},
                "app/core": {"app/core/deep/c.py", *WHOLE},
                "tests/core": {"tests/core/test_c.py"},
            },
            id="by two, or by as many as there are",
        ),
        pytest.param(
            "dir:9",
            {
                ".": {"setup.py"},
                "app": {"app/b.py"},
                "app/core": WHOLE,
                "app/core/deep": {"app/core/deep/c.py"},
                "tests/core": {"tests/core/test_c.py"},
            },
            id="by the whole folder",
        ),
        pytest.param(
            "category",
            {
                "tests": {"tests/core/test_c.py"},
                "production": {"setup.py", "app/b.py", "app/core/deep/c.py", *WHOLE},
            },
            id="by the default categories",
        ),
        pytest.param(
            "owner",
            {
                "@app": {"app/b.py", "app/core/deep/c.py", *WHOLE},
                "@qa @app": {"tests/core/test_c.py"},
                "unowned": {"setup.py"},
            },
            id="by owner",
        ),
        pytest.param("one", {"all": {path for group in GROUPS for path in group.paths}}, id="all in one"),
        pytest.param(
            "size:3",
            {
                "1": {"app/b.py"},
                "2": WHOLE,
                "3": {"app/core/deep/c.py", "setup.py", "tests/core/test_c.py"},
            },
            id="by size, neighbours together",
        ),
    ],
)
def test_a_group_goes_where_the_file_that_it_follows_belongs(text: str, batches: Cut) -> None:
    assert cut(text, owners_text=OWNERS) == batches


def test_categories_are_those_given() -> None:
    categories = (Category("core", ("core/",)), Category("rest", ("*",)))
    batches = make_batches(GROUPS, parse_batch_by("category"), categories=categories)
    assert [(batch.name, len(batch.paths)) for batch in batches] == [("core", 5), ("rest", 2)]


@pytest.mark.parametrize(
    ("text", "sizes", "batches"),
    [
        pytest.param("size:2", [1, 1, 1, 1, 1], [2, 2, 1], id="filled up in order"),
        pytest.param("size:4", [2, 3, 1, 1], [2, 4, 1], id="none is split to fill one up"),
        pytest.param("size:2", [1, 5, 1, 1], [1, 5, 2], id="a bigger one is alone"),
        pytest.param("size:5", [5, 5], [5, 5], id="just as large"),
        pytest.param("size:100", [1, 2, 3], [6], id="all fit"),
        pytest.param("size:1", [], [], id="none"),
    ],
)
def test_sizes(text: str, sizes: list[int], batches: list[int]) -> None:
    assert sized(text, *sizes) == batches


def test_numbers_are_as_wide_as_the_last() -> None:
    groups = tuple(RippleGroup(f"{number:03}.py", (f"{number:03}.py",)) for number in range(100))
    names = list(cut("size:1", groups))
    assert (names[0], names[9], names[-1]) == ("001", "010", "100")
    assert next(iter(cut("size:12", groups))) == "1"


def test_neighbours_are_those_of_the_same_folder() -> None:
    paths = ("a/b/x.py", "a/b-c/x.py", "a/b/y.py")
    groups = tuple(RippleGroup(path, (path,)) for path in paths)
    assert cut("size:2", groups) == {"1": {"a/b/x.py", "a/b/y.py"}, "2": {"a/b-c/x.py"}}


@pytest.mark.parametrize("text", ["owner", "dir", "category", "size:1", "one"])
def test_nothing_to_do_makes_no_batch(text: str) -> None:
    assert cut(text, (), "") == {}


def test_owner_needs_a_file_of_owners() -> None:
    with pytest.raises(RepointError) as caught:
        make_batches((), parse_batch_by("owner"))
    assert str(caught.value) == (
        "--batch-by owner: there is no CODEOWNERS file; looked for .github/CODEOWNERS, CODEOWNERS and "
        "docs/CODEOWNERS at the top of the tree, and one over 3 MB does not count; write one, or batch by "
        "dir, category or size:N"
    )


def test_a_file_without_owners_will_do() -> None:
    assert list(cut("owner", owners_text="")) == ["unowned"]


def test_batches_pickle() -> None:
    batches = make_batches(GROUPS, parse_batch_by("dir"))
    assert pickle.loads(pickle.dumps(batches)) == batches
