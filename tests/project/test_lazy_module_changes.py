"""How `__lazy_modules__` follows the imports that it is about (PEP 810)."""

import pytest

from tests.project.decisions import decided

OLD = "from acme.old import make"
NEW = ("acme.new",)


@pytest.mark.parametrize(
    ("text", "entries", "codes"),
    [
        pytest.param(
            f"__lazy_modules__ = ['acme.old']\n{OLD}", [NEW], [], id="the module that is imported now"
        ),
        pytest.param(f"__lazy_modules__ = ['acme.old', 'acme.new']\n{OLD}", [()], [], id="not twice"),
        pytest.param(
            f"__lazy_modules__ = ('acme.old', 'acme.new')\n{OLD}", [], [], id="a tuple loses nothing"
        ),
        pytest.param(
            f"__lazy_modules__ = ['acme.old']\n{OLD}, keep",
            [("acme.old", *NEW)],
            [],
            id="both where one stays",
        ),
        pytest.param(
            f"__lazy_modules__ = ['acme.old']\n{OLD}\nimport acme.old",
            [("acme.old", *NEW)],
            [],
            id="one of two",
        ),
        pytest.param(f"__lazy_modules__ = ['x']\n{OLD}", [], [], id="nothing of ours"),
        pytest.param(
            f"__lazy_modules__ = ['acme.new']\n{OLD}", [], ["RP207"], id="an eager one that turns lazy"
        ),
        pytest.param(
            f"__lazy_modules__ = ['acme.old']\n{OLD}\nfrom acme.new import wait",
            [],
            ["RP207"],
            id="a lazy one that turns eager",
        ),
        pytest.param(f"__lazy_modules__ = names\n{OLD}", [], ["RP207"], id="a list that is not plain"),
        pytest.param(
            f"__lazy_modules__ = ['acme.old']\ntry:\n    {OLD}\nfinally:\n    pass",
            [],
            [],
            id="never lazy in try",
        ),
    ],
)
def test_entries(text: str, entries: list[tuple[str, ...]], codes: list[str]) -> None:
    decision = decided(f"{text}\n")

    assert [change.new for change in decision.names if change.exported] == entries
    assert [each.rejection.code for each in decision.diagnostics] == codes
