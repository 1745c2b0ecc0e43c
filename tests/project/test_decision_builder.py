"""What is written down of a file."""

import pytest

from tests.project.decisions import decided


def test_global_and_del_follow_the_name() -> None:
    text = "from acme.old import make\ndef f():\n    global make\n    del make\n"
    assert {(change.old, change.new) for change in decided(text).names} == {("make", ("build",))}
    assert len(decided(text).names) == 2


def test_what_is_decided_does_not_change_any_more() -> None:
    decision = decided("from acme.old import make\nmake()\n")
    with pytest.raises(AttributeError, match="immutable"):
        decision.path = "other.py"  # type: ignore[misc]
