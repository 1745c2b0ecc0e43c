"""The paths that strings and configuration files spell."""

import pytest

from codemods.project.string_paths import paths_in_configuration, paths_in_string


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        pytest.param("pkg.cli.main", [("pkg.cli.main", 0)], id="dotted"),
        pytest.param("pkg.cli:main", [("pkg.cli.main", 2)], id="with a colon"),
        pytest.param("cli:App.run", [("cli.App.run", 1)], id="below an object"),
        pytest.param("tool = pkg.cli:main", [("pkg.cli.main", 2)], id="an entry point"),
        pytest.param("see pkg.cli.main", [], id="prose"),
        pytest.param("main", [], id="one name"),
        pytest.param("pkg.cli.py", [], id="a file"),
        pytest.param("a:b:c", [], id="two colons"),
    ],
)
def test_a_string_spells(text: str, paths: list[tuple[str, int]]) -> None:
    assert [(each.text, each.module_depth) for each in paths_in_string(text)] == paths


def test_a_configuration_spells_paths_among_other_words() -> None:
    found = paths_in_configuration('app = "pkg.cli:main" --bind x.y, ./pkg.old/z, http://a.b')
    assert [(each.text, each.start) for each in found] == [("pkg.cli.main", 7), ("x.y", 28)]
