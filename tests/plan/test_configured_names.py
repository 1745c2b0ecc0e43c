"""What configuration files name: names that stay for them, and references that they are."""

from pathlib import Path

import pytest

from codemods.plan.engine import Engine, make_plan
from codemods.tree.open_tree import open_tree
from tests.in_memory import HOMES, migration

FILES = {**HOMES, "cli.py": "from acme.old import make\n"}


def tree(root: Path, **configuration: str) -> Path:
    """A tree whose `cli.py` imports a deprecated function, with some configuration files."""
    for path, text in {**FILES, **configuration}.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)
    return root


@pytest.mark.parametrize(
    ("path", "text"),
    [
        pytest.param("pyproject.toml", '[project.scripts]\ntool = "cli:make"\n', id="a script"),
        pytest.param("setup.cfg", "console_scripts =\n    tool = cli:make\n", id="an entry point"),
        pytest.param("conf/log.yaml", "class: cli.make\n", id="a handler"),
    ],
)
def test_a_name_stays_that_a_configuration_finds(tmp_path: Path, path: str, text: str) -> None:
    plan = make_plan(tree(tmp_path, **{path: text}), migration())
    assert [each.after for each in plan.files] == [b"from acme.new import build as make\n"]
    assert [each.code for each in plan.findings if each.path == "cli.py"] == ["RP201"]


def test_what_it_names_where_it_is_defined_is_a_reference_of_every_answer(tmp_path: Path) -> None:
    root = tree(tmp_path, **{"app.toml": '[app]\n# acme.old:make\nfactory = "acme.old:make"\n'})
    engine = Engine(open_tree(root), migration())
    for references in (engine.plan().references, engine.survey().references):
        (found,) = [each for each in references if each.path == "app.toml"]
        assert (found.line, found.column, found.kind) == (3, 12, "configuration")
        assert found.symbol == "acme.old:make"


def test_repoints_own_tables_name_nothing(tmp_path: Path) -> None:
    root = tree(tmp_path, **{"move.toml": '[[symbol]]\nold = "acme.old:make"\nnew = "acme.new:build"\n'})
    assert [each for each in make_plan(root, migration()).findings if each.path == "move.toml"] == []
