"""One file without what is removed, and what can't be taken out of it."""

import pytest

from codemods.plan.retiring.cut_file import CutFile
from tests.plan.retiring.retiring_trees import RetiringTree

OLD = "acme/old.py"


def cut(text: str) -> CutFile:
    """The old module of this text without `make`."""
    return RetiringTree({OLD: text}, "acme.old:make").cut_files[OLD]


def test_an_import_loses_the_name_alone() -> None:
    text = "from acme.new import build, build as make\n"
    file = cut(text)
    assert file.data == b"from acme.new import build\n"
    assert file.holds(text.index("build as"))
    assert not file.holds(text.index("build,"))


def test_a_definition_goes_with_its_entry_and_leaves_a_tuple() -> None:
    file = cut('def make(): ...\na = 1\n__all__ = ("make", "a")\n')
    assert file.data == b'a = 1\n__all__ = ("a",)\n'
    assert (file.removed[0], file.blockers) == ((0, 16), [])


def test_a_block_is_left_with_pass_only_where_nothing_else_stands_in_it() -> None:
    assert cut("if a:\n    make = 1\nelse:\n    make = 2\n    b = 3\n").data == (
        b"if a:\n    pass\nelse:\n    b = 3\n"
    )


def test_imports_that_only_it_used_are_noted() -> None:
    file = cut("import os\ndef make(): return os.name\n")
    assert [(each.code, each.line) for each in file.notes] == [("RP503", 1)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param(
            "a = 1; make = 2\n",
            ["1:8 this shares its line", "1:8 `make` is bound here"],
            id="beside other code",
        ),
        pytest.param("make, a = 1, 2\n", ["1:1 `make` is bound here"], id="unpacked"),
        pytest.param(
            "def make(): ...\nlisted = ['make']\n__all__ = listed + more()\n",
            ["2:11 only run time can tell"],
            id="listed by what only run time can tell",
        ),
    ],
)
def test_what_stays_is_told(text: str, told: list[str]) -> None:
    found = [f"{each.line}:{each.column} {each.message}" for each in cut(text).blockers]
    assert [each[: len(start)] for each, start in zip(found, told, strict=True)] == told
