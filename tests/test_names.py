"""The rooms are ten, and no name of a file or a class stands for two things."""

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

CODE = Path(__file__).parents[1] / "codemods"
ROOMS = {
    *("values", "git", "migration", "tree", "semantic"),
    *("project", "transformers", "plan", "apply", "cli"),
}


def modules() -> Iterator[Path]:
    return (path for path in CODE.rglob("*.py") if not path.name.startswith("__"))


def test_the_folders_are_ten_rooms_and_the_migrations() -> None:
    folders = {path.name for path in CODE.iterdir() if path.is_dir() and path.name != "__pycache__"}
    assert folders == ROOMS | {"migrations"}


def test_no_two_modules_have_one_name() -> None:
    names = Counter(path.stem for path in modules())
    assert [name for name, number in names.items() if number > 1] == []


def test_no_two_public_classes_have_one_name() -> None:
    names = Counter(
        node.name
        for path in modules()
        for node in ast.parse(path.read_text("utf-8")).body
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    )
    assert [name for name, number in names.items() if number > 1] == []
