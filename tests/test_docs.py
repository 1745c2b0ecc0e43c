"""What CONTRIBUTING and docs/ say of the code is so: its rooms, its files, its words, one change traced."""

import importlib
import re
import tomllib
from pathlib import Path

import pytest

from tests.git.git_fixtures import own_settings as own_settings
from tests.git.user_repository import UserRepository
from tests.in_memory import TextTree

ROOT = Path(__file__).parents[1]
CODEMODS = ROOT / "codemods"
HOW_IT_WORKS = re.sub(r"(?m)^ {3}(?=\S)", "", (ROOT / "docs/how-it-works.md").read_text("utf-8"))
"""The page, its lists without their indentation."""
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
GLOSSARY = (ROOT / "docs/glossary.md").read_text("utf-8")
LAYERS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"][0]
ROOMS: list[str] = LAYERS["layers"][::-1]
TERMS = re.findall(r"^\| ([^|]+) \| [^|]+ \| ([^|]+) \| ([^|]+) \|$", GLOSSARY, re.MULTILINE)[2:]
"""Each term with the places in the code that have its name, and where it comes from."""

TILL = 'from shop.core import create_basket\n\nbasket = create_basket("ada")\n'
BASKETS = '[[symbol]]\nold = "shop.core:create_basket"\nnew = "shop.baskets:get_basket"\n'
SHOP = {
    "shop/__init__.py": "",
    "shop/core/__init__.py": "def create_basket(customer): ...\n",
    "shop/baskets.py": "def get_basket(customer): ...\n",
    "shop/till.py": TILL,
}


def summary(room: str) -> str:
    """The first line of a room's docstring."""
    return str(importlib.import_module(f"codemods.{room}").__doc__).splitlines()[0]


class TestRooms:
    def test_there_are_ten_beside_the_data(self) -> None:
        folders = {path.parent.name for path in CODEMODS.glob("*/__init__.py")}
        assert folders == set(ROOMS)
        assert len(ROOMS) == 10

    def test_the_picture_is_their_list(self) -> None:
        assert "\n".join(f"{room:<14} {summary(room)}" for room in ROOMS) in HOW_IT_WORKS

    def test_the_package_lists_them_likewise(self) -> None:
        doc = str(importlib.import_module("codemods").__doc__)
        assert "\n".join(f"{room:<13} {summary(room)}" for room in ROOMS) in doc

    def test_contributing_names_them_in_this_order(self) -> None:
        assert ", ".join(f"`{room}`" for room in ROOMS) in CONTRIBUTING.replace("\n", " ")


@pytest.mark.parametrize("text", [HOW_IT_WORKS, CONTRIBUTING], ids=["how it works", "contributing"])
def test_every_file_that_is_named_is_there(text: str) -> None:
    there = [f"/{path.as_posix()}" for path in (*ROOT.glob("*.*"), *CODEMODS.glob("**/*.*"))]
    named = set(re.findall(r"`([\w/]+\.(?:py|toml))`", text)) - {*SHOP, "baskets.toml"}
    assert [name for name in named if not any(path.endswith(f"/{name}") for path in there)] == []


class TestGlossary:
    def test_terms_are_in_order_and_say_where_they_come_from(self) -> None:
        names = [term.strip("*") for term, _, _ in TERMS]
        assert names == sorted(set(names), key=str.lower)
        assert len(names) > 40
        assert all(source.strip() for _, _, source in TERMS)

    @pytest.mark.parametrize(
        "place", [each for _, code, _ in TERMS for each in re.findall(r"`([^`]+)`", code)]
    )
    def test_what_it_says_is_in_the_code_is_defined_there(self, place: str) -> None:
        name, _, member = f"codemods.{place}".partition(":")
        module = importlib.import_module(name)
        assert not member or getattr(module, member).__module__ in (name, "builtins")


class TestTrace:
    """The change that docs/how-it-works.md follows through the rooms."""

    def test_the_values_are_those_that_the_page_quotes(self) -> None:
        memory = TextTree({"shop/till.py": TILL}, BASKETS, homes=SHOP)
        (change,) = memory.plan.files
        decision = memory.decisions[change.path]
        resolved = memory.project.resolve(("shop", "core", "create_basket"), change.path)
        rule = memory.migration.symbols[0]
        shown = [TILL, BASKETS, rule.old, rule.new, memory.source(change.path), resolved]
        for value in (*shown, *decision.aliases, *decision.uses, *change.edits):
            assert (value if isinstance(value, str) else repr(value)).strip() in HOW_IT_WORKS

    def test_the_command_does_what_the_page_shows(self, tmp_path: Path) -> None:
        migration = tmp_path / "baskets.toml"
        migration.write_text(BASKETS)
        repo = UserRepository(tmp_path / "shop", migration)
        repo.root.mkdir()
        repo.git("init", "--quiet")
        repo.commit(SHOP)
        before = repo.git("ls-files", "--stage", "shop/till.py")
        said = repo.apply().last_line
        after = repo.git("ls-files", "--stage", "shop/till.py")
        for text in (before, said, after, repo.git("diff", "--cached")):
            assert text.strip() in HOW_IT_WORKS
