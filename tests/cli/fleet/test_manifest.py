"""The list of repositories: what it says, and mistakes in it."""

from pathlib import Path

import pytest

from codemods.cli.fleet.manifest import Fleet, load_manifest
from codemods.values.errors import RepointError
from tests.git.user_repository import MIGRATION

OTHER = MIGRATION.replace("build", "construct")
THIRD = MIGRATION.replace("make", "craft")
EXTENDING = 'extends = ["third.toml"]\n' + MIGRATION


def load(folder: Path, text: str, *migrations: str) -> Fleet:
    lists = folder / "lists"
    lists.mkdir()
    (lists / "repos.toml").write_text(text)
    (lists / "other.toml").write_text(OTHER)
    (lists / "third.toml").write_text(THIRD)
    (lists / "extending.toml").write_text(EXTENDING)
    (folder / "m.toml").write_text(MIGRATION)
    return load_manifest(lists / "repos.toml", migrations, folder)


def test_what_a_repository_says_goes_before_the_defaults(tmp_path: Path) -> None:
    fleet = load(
        tmp_path,
        """
        [defaults]
        base = "trunk"
        exclude = ["vendor/"]
        format = true
        [[repository]]
        url = "a.git"
        [[repository]]
        url = "https://example.org/team/b.git"
        name = "bee"
        base = "main"
        migration = "other.toml"
        paths = ["src"]
        exclude = []
        roots = ["src"]
        format = false
        """,
        "m.toml",
    )
    first, second = fleet.repositories
    assert (first.name, first.url) == ("a", str(tmp_path / "lists/a.git"))
    assert (first.base, first.exclude, first.migration.text) == ("trunk", ("vendor/",), MIGRATION)
    assert (second.name, second.url, second.base) == ("bee", "https://example.org/team/b.git", "main")
    assert (second.paths, second.exclude, second.roots) == (("src",), (), ("src",))
    assert second.migration.text == OTHER
    assert (first.format, second.format) == (True, False)


@pytest.mark.parametrize(
    ("options", "default", "own", "texts"),
    [
        (["m.toml"], 'migration = "other.toml"', "", [MIGRATION]),
        ([], 'migration = "other.toml"', "", [OTHER]),
        (["m.toml"], "", 'migration = "other.toml"', [OTHER]),
        (["m.toml", "lists/third.toml"], "", "", [MIGRATION, THIRD]),
        ([], "", 'migration = ["other.toml", "third.toml"]', [OTHER, THIRD]),
        ([], "", 'migration = "extending.toml"', [THIRD, EXTENDING]),
    ],
    ids=[
        "the option goes before the defaults",
        "the defaults",
        "the repository's goes before the option",
        "several options",
        "a list",
        "one that extends another",
    ],
)
def test_which_migration_it_is(
    options: list[str], default: str, own: str, texts: list[str], tmp_path: Path
) -> None:
    fleet = load(tmp_path, f'[defaults]\n{default}\n[[repository]]\nurl = "a"\n{own}\n', *options)
    assert [each.text for each in fleet.repositories[0].migration.files] == texts


def test_a_built_in_migration_travels_as_its_text(tmp_path: Path) -> None:
    fleet = load(tmp_path, '[[repository]]\nurl = "a"\n', "websocket-manager")
    assert "[[symbol]]" in fleet.repositories[0].migration.text


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", ": nothing to do: expected a [[repository]] table"),
        ("[[repository]]\n", ': repository[1], key "url": missing; every [[repository]] needs it'),
        (
            '[[repository]]\nurl = "a"\nbrnch = "x"\n',
            ': repository[1], key "brnch": unknown key; expected one of url, name, base',
        ),
        ('[[repository]]\nurl = "a"\npath = ["x"]\n', '; did you mean "paths"?'),
        ('[[repo]]\nurl = "a"\n', ': key "repo": unknown key; expected one of defaults, repository'),
        ('[repository]\nurl = "a"\n', "write [[repository]], not [repository]"),
        ('[[defaults]]\nbase = "a"\n', "write [defaults], not [[defaults]]"),
        ('[[repository]]\nurl = "a"\nexclude = "x"\n', "expected a list, found a string"),
        ('[[repository]]\nurl = "a"\nexclude = ["x", 3]\n', 'key "exclude[2]": expected a string'),
        ('[[repository]]\nurl = " "\n', ': repository[1], key "url": empty'),
        ('[[repository]]\nurl = "--upload-pack=x"\n', "git would take it for an option"),
        ('[[repository]]\nurl = ".."\n', 'key "name": the url gives no name; write one'),
        ('[[repository]]\nurl = "a"\nname = "x/y"\n', '"x/y" cannot name files; expected letters'),
        ('[[repository]]\nurl = "a"\nname = "../y"\n', '"../y" cannot name files'),
        ('[[repository]]\nurl = "a"\nbase = "-x"\n', 'key "base": "-x" is not a branch'),
        ('[[repository]]\nurl = "a"\nroots = ["../b"]\n', '"../b" is not below the repository'),
        ('[[repository]]\nurl = "a"\npaths = ["/b"]\n', '"/b" is not below the repository'),
        ('[[repository]]\nurl = "a"\nexclude = ["!"]\n', '"!" is not a valid glob'),
        (
            '[[repository]]\nurl = "a"\n[[repository]]\nurl = "x/A.git"\n',
            ': repository[2], key "name": "A" is the name of repository[1] already; give another',
        ),
        ('[[repository]]\nurl = "a"\nmigration = "othr.toml"\n', 'did you mean "other.toml"?'),
        ('[[repository]]\nurl = "a"\nmigration = ""\n', 'key "migration": empty'),
        ("[[repository]\n", "not valid TOML"),
    ],
)
def test_a_mistake_is_named_with_its_place(text: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(RepointError) as caught:
        load(tmp_path, text, "m.toml")
    assert message in str(caught.value)


def test_without_any_migration_there_is_nothing_to_do(tmp_path: Path) -> None:
    with pytest.raises(RepointError, match=r"repository\[1\].*no migration for it.*pass --migration"):
        load(tmp_path, '[[repository]]\nurl = "a"\n')


def test_a_list_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(RepointError, match=r"no\.toml: there is no such file; it lists the repositories"):
        load_manifest(tmp_path / "no.toml", (), tmp_path)
