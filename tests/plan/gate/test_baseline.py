"""The ratchet: what a baseline file says, how it is read, written and brought up to date."""

import json

import pytest

from codemods.plan.gate.baseline import Difference, counted, encode_baseline, read_baseline, updated
from codemods.plan.gate.remaining import BaselineKey, remaining
from codemods.values.errors import RepointError
from tests.in_memory import migration
from tests.plan.gate.entries import MAKE, entry


def test_it_is_read_as_it_was_written() -> None:
    counts = counted([entry(1), entry(2), entry(3, "b.py")])
    assert read_baseline(encode_baseline(counts, "m"), "x", "m") == counts


def test_it_does_not_depend_on_the_order_of_files_and_ends_with_a_line_end() -> None:
    one, two = counted([entry(1), entry(3, "b.py")]), counted([entry(3, "b.py"), entry(1)])
    assert encode_baseline(one, "m") == encode_baseline(two, "m")
    assert encode_baseline(one, "m").endswith(b"}\n")


def test_bytes_of_a_path_that_are_no_utf_8_are_spelled_out() -> None:
    odd = [entry(1, "a\udcff.py")]
    read = read_baseline(encode_baseline(counted(odd), "m"), "x", "m")
    assert list(read) == [("a\\xff.py", "acme.old:make")]
    assert remaining(migration(), odd, read) == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("{", "not a baseline of repoint", id="cut short"),
        pytest.param("[]", "not a baseline of repoint", id="other JSON"),
        pytest.param("\xff", "not a baseline of repoint", id="no UTF-8"),
        pytest.param(
            '{"baseline": 2, "new": 1}', "version 2; this repoint reads version 1", id="a later version"
        ),
        pytest.param(
            '{"baseline": 1, "migration": "other", "references": {}}',
            'of the migration "other"',
            id="migration",
        ),
        pytest.param(
            '{"baseline": 1, "migration": "m", "references": {"a.py": {"m:n": 0}}}', "from 1", id="no number"
        ),
        pytest.param(
            '{"baseline": 1, "migration": "m", "references": {"a.py": {"m:n": "1"}}}',
            "not a base",
            id="a text",
        ),
        pytest.param('{"baseline": 1, "migration": "m", "references": {}, "x": 1}', "unknown", id="a field"),
    ],
)
def test_what_is_none_is_refused_with_its_name_and_what_to_do(text: str, said: str) -> None:
    with pytest.raises(RepointError) as raised:
        read_baseline(text.encode("latin-1"), "base.json", "m")
    assert str(raised.value).startswith("base.json: ")
    assert said in str(raised.value)
    assert "baseline" in str(raised.value).rpartition(";")[2] or "repoint" in str(raised.value)


def test_an_update_keeps_what_it_says_of_files_that_were_not_looked_at() -> None:
    old: dict[BaselineKey, int] = {MAKE: 3, ("b.py", "m:n"): 2, ("gone.py", "m:n"): 1}
    new, difference = updated(old, {MAKE: 1, ("new.py", "m:n"): 4}, lambda path: path != "b.py")
    assert new == {("b.py", "m:n"): 2, MAKE: 1, ("new.py", "m:n"): 4}
    assert difference == Difference(more=4, fewer=3)


def test_one_count_stands_on_each_line() -> None:
    data = encode_baseline(counted([entry(1), entry(2, symbol="m:n")]), "m")
    assert json.loads(data) == {
        "baseline": 1,
        "migration": "m",
        "references": {"app.py": {"acme.old:make": 1, "m:n": 1}},
    }
    assert data.count(b"\n") == 10
