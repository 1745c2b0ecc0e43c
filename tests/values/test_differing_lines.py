"""What differs makes the one text of the other, and large texts come to an end."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from codemods.values.differing_lines import differing_lines
from tests.random_examples import examples


def made(old: Sequence[bytes], new: Sequence[bytes]) -> tuple[list[bytes], int]:
    """What the spans make of the old lines, and how many lines of it are not the old ones."""
    found: list[bytes] = []
    done = changed = 0
    for i, j, k, m in differing_lines(old, new):
        assert done <= i <= j
        assert (i, k) < (j, m)
        found += [*old[done:i], *new[k:m]]
        done, changed = j, changed + m - k
    return [*found, *old[done:]], changed


def numbered(*numbers: int) -> list[bytes]:
    return [b"%d\n" % number for number in numbers]


LINES = st.lists(st.sampled_from([b"\n", b"x\n", *numbered(*range(150))]), max_size=150)


@examples(50)
@given(old=LINES, new=LINES)
def test_spans_make_one_text_of_the_other(old: list[bytes], new: list[bytes]) -> None:
    assert made(old, new)[0] == new


@examples(50)
@given(lines=st.permutations(range(200)), places=st.sets(st.integers(0, 199), max_size=20))
def test_only_what_changed_differs(lines: list[int], places: set[int]) -> None:
    old = [line for number in lines for line in (b"%d\n" % number, b"\n")]
    new = [
        b"new " + line if number // 2 in places and number % 2 == 0 else line
        for number, line in enumerate(old)
    ]
    text, changed = made(old, new)
    assert (text, changed) == (new, len(places))


def test_large_texts_come_to_an_end() -> None:
    old = [line for number in range(50_000) for line in (b"%d\n" % number, b"\n")]
    new = [line.replace(b"7", b"seven") for line in old]
    assert made(old, new)[0] == new
    assert made([b"\n"] * 50_000, [b"x\n"] + [b"\n"] * 60_000)[0] == [b"x\n"] + [b"\n"] * 60_000
