"""Whatever the repository is like, each way to apply does what it says, and undo gives all of it back."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.git.git_repository import HOMES, MIGRATION, MOVED, USER, WAYS, Workshop

USERS = ("app/one.py", "app/two.py")
RETURNS = USER.replace("\n", "\r\n")
LATIN = f"# -*- coding: latin-1 -*-\n# \xe9\n{USER}".encode("latin-1")
ROT13 = {"filter.rot.clean": "tr a-z n-za-m", "filter.rot.smudge": "tr a-z n-za-m"}


@dataclass(frozen=True)
class Kind:
    """A kind of repository: how it is made, what git is told, and what two users of the name look like."""

    user: str | bytes = USER
    attributes: str = ""
    config: Mapping[str, str] = field(default_factory=dict)
    init: tuple[str, ...] = ()
    after: Callable[[Workshop], None] = lambda shop: None


def executable(shop: Workshop) -> None:
    (shop.root / "app/one.py").chmod(0o755)
    shop.commit()


def not_told(shop: Workshop) -> None:
    shop.git("update-index", "--chmod=+x", "app/two.py")
    shop.git("commit", "--quiet", "--message=mode")
    (shop.root / "app/one.py").chmod(0o755)


def linked(shop: Workshop) -> None:
    (shop.root / "app/link.py").symlink_to("one.py")
    (shop.root / "linked").symlink_to("app")
    shop.commit()


def spelled_out(shop: Workshop) -> None:
    """Have git put the names of blobs into `$Id$`."""
    for name in USERS:
        (shop.root / name).unlink()
    shop.git("checkout", "--", *USERS)
    assert "$Id: " in shop.read(USERS[0])


def sparse(shop: Workshop) -> None:
    shop.commit({"away/user.py": USER})
    shop.git("sparse-checkout", "set", "--cone", "app", "pkg")
    assert not (shop.root / "away").exists()


def told(*words: str) -> Callable[[Workshop], None]:
    def tell(shop: Workshop) -> None:
        shop.git(*words)

    return tell


KINDS = {
    "executable": Kind(after=executable),
    "file modes not told": Kind(config={"core.fileMode": "false"}, after=not_told),
    "links": Kind(after=linked),
    "eol=crlf": Kind(RETURNS, "*.py text eol=crlf\n"),
    "autocrlf": Kind(RETURNS, config={"core.autocrlf": "true"}),
    "autocrlf over CRLF blobs": Kind(RETURNS, after=told("config", "core.autocrlf", "true")),
    "autocrlf=input": Kind(RETURNS, config={"core.autocrlf": "input"}),
    "ident": Kind(f"# $Id$\n{USER}", "*.py ident\n", after=spelled_out),
    "encoding": Kind(LATIN, "app/*.py working-tree-encoding=latin1\n"),
    "filter": Kind(attributes="app/* filter=rot\n", config=ROT13),
    "sparse": Kind(after=sparse),
    "split index": Kind(config={"core.splitIndex": "true"}, after=told("update-index", "--split-index")),
    "many files": Kind(config={"feature.manyFiles": "true"}),
    "SHA-256": Kind(init=("--object-format=sha256",)),
}


@pytest.fixture
def kind_of(tmp_path: Path) -> Callable[[Kind], Workshop]:
    """Make a repository of a kind."""

    def make(kind: Kind) -> Workshop:
        (tmp_path / "m.toml").write_text(MIGRATION)
        made = Workshop(tmp_path / "shop", tmp_path / "m.toml")
        made.root.mkdir()
        made.git("init", "--quiet", *kind.init)
        for key, value in kind.config.items():
            made.git("config", key, value)
        made.commit({**HOMES, ".gitattributes": kind.attributes, **dict.fromkeys(USERS, kind.user)})
        kind.after(made)
        return made

    return make


@pytest.mark.parametrize("name", KINDS)
def test_each_way_does_what_it_says_and_undo_gives_all_back(
    name: str, kind_of: Callable[[Kind], Workshop]
) -> None:
    shop = kind_of(KINDS[name])
    before, base = shop.state(), shop.git("rev-parse", "HEAD").strip()
    for way, words in WAYS.items():
        result = shop.apply(*words)
        assert result.exit_code == 0, way
        assert changed_on_disk(shop, before) == (set(USERS) if way in ("apply", "commit") else set()), way
        assert status(shop) == {"apply": {"M "}, "index only": {"MM"}}.get(way, set()), way
        if way in ("commit", "branch"):
            tip = "HEAD" if way == "commit" else "series"
            assert raw(shop, base, tip) == {name: mode(shop, base, name) for name in USERS}, way
        if way in ("apply", "commit"):
            assert added_anew(shop) == shop.git("ls-files", "-s"), way
        assert shop.run("undo").exit_code == 0, way
        assert shop.state() == before, way
        assert status(shop) == set(), way


def test_attributes_on_disk_count_before_they_are_committed(shop: Workshop) -> None:
    shop.git("config", "filter.up.clean", "sed s/build/BUILD/")
    shop.commit({"app/user.py": USER})
    shop.lay({".gitattributes": "app/* filter=up\n"})
    assert shop.apply().exit_code == 0
    assert shop.read("app/user.py", ":") == MOVED.replace("build", "BUILD")


def changed_on_disk(shop: Workshop, before: dict[str, object]) -> set[str]:
    then, now = before["files"], shop.state()["files"]
    assert isinstance(then, dict)
    assert isinstance(now, dict)
    assert {path: each[0] for path, each in then.items()} == {path: each[0] for path, each in now.items()}
    return {path for path in then if then[path] != now[path]}


def status(shop: Workshop) -> set[str]:
    lines = shop.git("status", "--porcelain").splitlines()
    assert {line[3:] for line in lines} in (set(), set(USERS))
    return {line[:2] for line in lines}


def raw(shop: Workshop, base: str, tip: str) -> dict[str, str]:
    """The changed files between two commits, each with its mode after."""
    lines = shop.git("diff", "--raw", "--no-renames", base, tip).splitlines()
    return {line.partition("\t")[2]: line.split()[1] for line in lines}


def mode(shop: Workshop, commit: str, name: str) -> str:
    return shop.git("ls-tree", commit, "--", name).split()[0]


def added_anew(shop: Workshop) -> str:
    """The index as it is after git itself has taken in the users' bytes once more."""
    index = shop.git_dir.parent / "anew"
    index.write_bytes((shop.git_dir / "index").read_bytes())
    told = {"GIT_INDEX_FILE": os.fspath(index)}
    shop.git("-c", "core.splitIndex=false", "update-index", "--force-write-index", env=told)
    for name in USERS:
        (shop.root / name).touch()
    shop.git("add", "--", *USERS, env=told)
    listed = shop.git("ls-files", "-s", env=told)
    index.unlink()
    return listed
