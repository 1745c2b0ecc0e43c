"""The files that are read for a migration: by name, by path, and those that others extend."""

import re
from pathlib import Path

import pytest

from codemods.migration.load import load_migration
from codemods.migration.migration_files import read_migration
from codemods.values.errors import MigrationError
from codemods.values.migration_text import MigrationText
from tests.migration.mistakes import tables


def write(folder: Path, **files: str) -> None:
    """Write `x.toml` for each `x`; two underscores stand for a folder."""
    for name, text in files.items():
        path = folder / (name.replace("__", "/") + ".toml")
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_text(text)


def extending(*names: str) -> str:
    return f"extends = {list(names)}\n"


def origins(text: MigrationText) -> list[str]:
    return [each.origin for each in text.files]


def refused(folder: Path, *names: str, inside: bool = False) -> str:
    with pytest.raises(MigrationError) as caught:
        read_migration(names, folder, inside)
    return str(caught.value)


def test_what_a_file_extends_comes_before_it(tmp_path: Path) -> None:
    write(tmp_path, ours=extending("base.toml") + tables("p:a > p:b"), base=tables("p:b > p:c"))
    assert origins(read_migration(["ours.toml"], tmp_path)) == ["base.toml", "ours.toml"]
    migration = load_migration("ours.toml", tmp_path)
    assert (migration.name, {str(rule.new) for rule in migration.symbols}) == ("base + ours", {"p:c"})


def test_a_path_is_relative_to_the_file_that_says_it(tmp_path: Path) -> None:
    write(tmp_path, rules__ours=extending("more/one.toml"), rules__more__one=extending("../two.toml"))
    write(tmp_path, rules__two=tables("p:a > p:b"))
    found = read_migration(["rules/ours.toml"], tmp_path)
    assert origins(found) == ["rules/more/../two.toml", "rules/more/one.toml", "rules/ours.toml"]


def test_a_built_in_is_extended_by_name(tmp_path: Path) -> None:
    write(tmp_path, ours=extending("websocket-manager") + tables("p:a > p:b"))
    found = read_migration(["ours.toml"], tmp_path, inside=True)
    assert origins(found) == ["websocket-manager (built-in)", "ours.toml"]


def test_a_file_that_is_reached_twice_counts_once(tmp_path: Path) -> None:
    write(tmp_path, base="", a=extending("base.toml"), b=extending("./base.toml", "a.toml"))
    assert origins(read_migration(["b.toml", "a.toml", "./b.toml"], tmp_path)) == [
        "base.toml",
        "a.toml",
        "b.toml",
    ]


def test_files_that_extend_each_other_are_an_error_with_the_links(tmp_path: Path) -> None:
    write(tmp_path, start=extending("a.toml"), a=extending("b.toml"), b=extending("x", "./a.toml"), x="")
    (tmp_path / "x.toml").rename(tmp_path / "x")
    assert refused(tmp_path, "start.toml") == (
        'b.toml: key "extends[2]": the files extend each other in a cycle: a.toml -> b.toml -> a.toml; '
        "remove one of these links"
    )


def test_a_file_that_extends_itself(tmp_path: Path) -> None:
    write(tmp_path, a=extending("a.toml"))
    assert "in a cycle: a.toml -> a.toml;" in refused(tmp_path, "a.toml")


@pytest.mark.parametrize(
    ("names", "message"),
    [
        pytest.param(
            ["bse.toml"],
            'ours.toml: key "extends[1]": bse.toml: no such file; did you mean "base.toml"?; …',
            id="a mistyped file",
        ),
        pytest.param(
            ["base.toml", "websocket-manger"],
            'ours.toml: key "extends[2]": websocket-manger: no built-in migration and no file of that name; '
            'did you mean "websocket-manager"?; …',
            id="a mistyped built-in",
        ),
        pytest.param(
            [" "],
            'ours.toml: key "extends[1]": empty; write the name of a migration, or leave it out',
            id="no name",
        ),
        pytest.param(
            ["."], 'ours.toml: key "extends[1]": .: is a folder; expected a TOML file', id="a folder"
        ),
    ],
)
def test_what_cannot_be_extended(tmp_path: Path, names: list[str], message: str) -> None:
    write(tmp_path, ours=extending(*names), base="")
    pattern = ".*".join(map(re.escape, message.split("…")))
    assert re.fullmatch(pattern, said := refused(tmp_path, "ours.toml")), said


def test_settings_of_a_tree_do_not_reach_out_of_it(tmp_path: Path) -> None:
    write(tmp_path, outside="", tree__ours=extending("../outside.toml"))
    assert "is not below" in refused(tmp_path / "tree", "ours.toml", inside=True)
    assert origins(read_migration(["ours.toml"], tmp_path / "tree")) == ["../outside.toml", "ours.toml"]
