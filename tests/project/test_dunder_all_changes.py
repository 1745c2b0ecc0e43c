"""How `__all__` follows the names that go away."""

from textwrap import dedent

import pytest

from tests.project.decisions import decided


@pytest.mark.parametrize(
    ("text", "new"),
    [
        pytest.param("__all__ = ['make', 'x']", [("build",)], id="the new name"),
        pytest.param("__all__ = ['make', 'build']", [()], id="not twice"),
        pytest.param("__all__ = ['x']", [], id="nothing of ours"),
        pytest.param("def f():\n    __all__ = ['make']", [], id="a local name"),
    ],
)
def test_exports(text: str, new: list[tuple[str, ...]]) -> None:
    decision = decided(f"from acme.old import make\n{dedent(text)}\n")
    assert [change.new for change in decision.names if change.exported] == new
