"""In repositories of every kind, each way to apply does what it says, and undo gives all of it back."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.git.user_repository import APPLY_OPTIONS, HOMES, MIGRATION, MOVED, USER, UserRepository

USERS = ("app/one.py", "app/two.py")
RETURNS = USER.replace("\n", "\r\n")
LATIN = f"# -*- coding: latin-1 -*-\n# \xe9\n{USER}".encode("latin-1")
ROT13 = {"filter.rot.clean": "tr a-z n-za-m", "filter.rot.smudge": "tr a-z n-za-m"}


@dataclass(frozen=True)
class Kind:
    """A kind of repository: how it is made and configured, and what two users of the name look like."""

    user: str | bytes = USER
    attributes: str = ""
    config: Mapping[str, str] = field(default_factory=dict)
    init: tuple[str, ...] = ()
    after: Callable[[UserRepository], None] = lambda repo: None


def executable(repo: UserRepository) -> None:
    (repo.root / "app/one.py").chmod(0o755)
    repo.commit()


def mode_not_recorded(repo: UserRepository) -> None:
    repo.git("update-index", "--chmod=+x", "app/two.py")
    repo.git("commit", "--quiet", "--message=mode")
    (repo.root / "app/one.py").chmod(0o755)


def linked(repo: UserRepository) -> None:
    (repo.root / "app/link.py").symlink_to("one.py")
    (repo.root / "linked").symlink_to("app")
    repo.commit()


def ident_expanded(repo: UserRepository) -> None:
    """Have git put the names of blobs into `$Id$`."""
    for name in USERS:
        (repo.root / name).unlink()
    repo.git("checkout", "--", *USERS)
    assert "$Id: " in repo.read(USERS[0])


def sparse(repo: UserRepository) -> None:
    repo.commit({"away/user.py": USER})
    repo.git("sparse-checkout", "set", "--cone", "app", "pkg")
    assert not (repo.root / "away").exists()


def git_command(*words: str) -> Callable[[UserRepository], None]:
    def run(repo: UserRepository) -> None:
        repo.git(*words)

    return run


KINDS = {
    "executable": Kind(after=executable),
    "file modes not recorded": Kind(config={"core.fileMode": "false"}, after=mode_not_recorded),
    "links": Kind(after=linked),
    "eol=crlf": Kind(RETURNS, "*.py text eol=crlf\n"),
    "autocrlf": Kind(RETURNS, config={"core.autocrlf": "true"}),
    "autocrlf over CRLF blobs": Kind(RETURNS, after=git_command("config", "core.autocrlf", "true")),
    "autocrlf=input": Kind(RETURNS, config={"core.autocrlf": "input"}),
    "ident": Kind(f"# $Id$\n{USER}", "*.py ident\n", after=ident_expanded),
    "encoding": Kind(LATIN, "app/*.py working-tree-encoding=latin1\n"),
    "filter": Kind(attributes="app/* filter=rot\n", config=ROT13),
    "sparse": Kind(after=sparse),
    "split index": Kind(
        config={"core.splitIndex": "true"}, after=git_command("update-index", "--split-index")
    ),
    "many files": Kind(config={"feature.manyFiles": "true"}),
    "SHA-256": Kind(init=("--object-format=sha256",)),
}


@pytest.fixture
def kind_of(tmp_path: Path) -> Callable[[Kind], UserRepository]:
    """Make a repository of a kind."""

    def make(kind: Kind) -> UserRepository:
        (tmp_path / "m.toml").write_text(MIGRATION)
        made = UserRepository(tmp_path / "shop", tmp_path / "m.toml")
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
    name: str, kind_of: Callable[[Kind], UserRepository]
) -> None:
    repo = kind_of(KINDS[name])
    before, base = repo.state(), repo.git("rev-parse", "HEAD").strip()
    for way, words in APPLY_OPTIONS.items():
        result = repo.apply(*words)
        assert result.exit_code == 0, way
        assert changed_on_disk(repo, before) == (set(USERS) if way in ("apply", "commit") else set()), way
        assert status(repo) == {"apply": {"M "}, "index only": {"MM"}}.get(way, set()), way
        if way in ("commit", "branch"):
            tip = "HEAD" if way == "commit" else "series"
            assert raw(repo, base, tip) == {name: mode(repo, base, name) for name in USERS}, way
        if way in ("apply", "commit"):
            assert added_anew(repo) == repo.git("ls-files", "-s"), way
        assert repo.run("undo").exit_code == 0, way
        assert repo.state() == before, way
        assert status(repo) == set(), way


def test_attributes_on_disk_count_before_they_are_committed(repo: UserRepository) -> None:
    repo.git("config", "filter.up.clean", "sed s/build/BUILD/")
    repo.commit({"app/user.py": USER})
    repo.write({".gitattributes": "app/* filter=up\n"})
    assert repo.apply().exit_code == 0
    assert repo.read("app/user.py", ":") == MOVED.replace("build", "BUILD")


def changed_on_disk(repo: UserRepository, before: dict[str, object]) -> set[str]:
    then, now = before["files"], repo.state()["files"]
    assert isinstance(then, dict)
    assert isinstance(now, dict)
    assert {path: each[0] for path, each in then.items()} == {path: each[0] for path, each in now.items()}
    return {path for path in then if then[path] != now[path]}


def status(repo: UserRepository) -> set[str]:
    lines = repo.git("status", "--porcelain").splitlines()
    assert {line[3:] for line in lines} in (set(), set(USERS))
    return {line[:2] for line in lines}


def raw(repo: UserRepository, base: str, tip: str) -> dict[str, str]:
    """The changed files between two commits, each with its mode after."""
    lines = repo.git("diff", "--raw", "--no-renames", base, tip).splitlines()
    return {line.partition("\t")[2]: line.split()[1] for line in lines}


def mode(repo: UserRepository, commit: str, name: str) -> str:
    return repo.git("ls-tree", commit, "--", name).split()[0]


def added_anew(repo: UserRepository) -> str:
    """The index as it is after git itself has added the two users once more."""
    index = repo.git_dir.parent / "anew"
    index.write_bytes((repo.git_dir / "index").read_bytes())
    env = {"GIT_INDEX_FILE": os.fspath(index)}
    repo.git("-c", "core.splitIndex=false", "update-index", "--force-write-index", env=env)
    for name in USERS:
        (repo.root / name).touch()
    repo.git("add", "--", *USERS, env=env)
    listed = repo.git("ls-files", "-s", env=env)
    index.unlink()
    return listed
