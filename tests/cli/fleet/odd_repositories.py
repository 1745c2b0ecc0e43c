"""Repositories that are odd, broken or hostile, each made by git itself where it can be.

What would be run from one of them leaves a file behind: `MARK` in its text is the path of that.
"""

import os
import shutil
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.cli.fleet.fleet_repositories import CONTENTS, git, make_bare
from tests.git.user_repository import HOMES, USER

ONE = {**HOMES, "app/user.py": USER}


@dataclass(frozen=True)
class Odd:
    """One repository: how it is made in a new folder, and what a fleet is to say of it.

    `make` may give another URL than that folder's. `said` is part of the error; empty where all goes well.
    """

    make: Callable[[Path], str | None]
    said: str = ""
    keys: Mapping[str, str] = field(default_factory=dict)
    """More keys of its table in the list."""


def files(more: Mapping[str, str], said: str = "", **keys: str) -> Odd:
    """A bare repository with one file to migrate and others besides."""
    return Odd(lambda folder: _none(make_bare(folder, {**ONE, **more})), said, keys)


def bare(change: Callable[[Path], object], said: str = "", **keys: str) -> Odd:
    """A bare repository to which something is done."""

    def make(folder: Path) -> None:
        change(make_bare(folder, ONE))

    return Odd(make, said, keys)


def work_tree(change: Callable[[Path], object], said: str = "") -> Odd:
    """A clone with files, to which something is done; the repository that it is of lies beside it."""

    def make(folder: Path) -> None:
        change(_clone(folder))

    return Odd(make, said)


def configured(*settings: str) -> Odd:
    """A work tree whose configuration names a program, `MARK`, which leaves a mark."""

    def change(folder: Path) -> None:
        program = folder.with_suffix(".program")
        program.write_text(f"#!/bin/sh\ntouch '{mark(folder)}'\ncat\n")
        program.chmod(0o755)
        for setting in settings:
            name, _, value = setting.partition("=")
            git(folder, "config", name, value.replace("MARK", os.fspath(program)))

    return work_tree(change)


def hooked(name: str) -> Odd:
    """A work tree with a hook that leaves a mark."""

    def change(folder: Path) -> None:
        hook = folder / ".git/hooks" / name
        hook.parent.mkdir(exist_ok=True)
        hook.write_text(f"#!/bin/sh\ntouch '{mark(folder)}'\n")
        hook.chmod(0o755)

    return work_tree(change)


def mark(folder: Path) -> Path:
    """The file that says that something of a repository was run."""
    return folder.with_suffix(".mark")


def _none(made: object) -> None:
    del made


def _clone(folder: Path, *words: str) -> Path:
    make_bare(folder.with_suffix(".origin"), ONE)
    origin = f"file://{folder.with_suffix('.origin')}"
    git(folder.parent, "clone", "--quiet", *words, origin, os.fspath(folder))
    return folder


def _committed(folder: Path, *words: str) -> None:
    """A clone with another commit, made from what a command of the shell did to its files."""
    _clone(folder)
    subprocess.run(["sh", "-ec", *words], cwd=folder, check=True, capture_output=True)
    git(folder, "add", "--all", "--force", ".")
    who = ("-c", "user.name=A", "-c", "user.email=a@b.c")
    git(folder, *who, "commit", "--quiet", "--no-verify", "--allow-empty", "--message=x")


def tree(script: str, said: str = "") -> Odd:
    """A work tree whose last commit has what a script of the shell made."""
    return Odd(lambda folder: _committed(folder, script), said)


def _write(path: str, text: str | bytes) -> Callable[[Path], object]:
    def change(folder: Path) -> None:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(text.encode() if isinstance(text, str) else text)

    return change


def _refuse(folder: Path) -> None:
    hook = folder / "hooks/pre-receive"
    hook.write_text("#!/bin/sh\nexit 1\n")
    hook.chmod(0o755)


def _linked(folder: Path) -> None:
    main = _clone(folder.with_suffix(".main"))
    git(main, "worktree", "add", "--quiet", os.fspath(folder))


def _moved(folder: Path) -> None:
    _linked(folder)
    folder.with_suffix(".main").rename(folder.with_suffix(".moved"))


def _lost_blob(folder: Path) -> None:
    name = git(folder, "rev-parse", "HEAD:app/user.py").strip()
    # fast-import leaves few objects loose.
    (folder / "objects" / name[:2] / name[2:]).unlink()


def _shared(folder: Path) -> Path:
    origin = make_bare(folder.with_suffix(".origin"), ONE)
    git(folder.parent, "clone", "--quiet", "--shared", os.fspath(origin), os.fspath(folder))
    return origin


def _sha256(folder: Path) -> None:
    git(
        folder.parent, "init", "--quiet", "--object-format=sha256", "--initial-branch=main", os.fspath(folder)
    )
    for path, text in ONE.items():
        _write(path, text)(folder)
    git(folder, "add", ".")
    git(folder, "-c", "user.name=A", "-c", "user.email=a@b.c", "commit", "--quiet", "--message=x")


def _url(url: str) -> Callable[[Path], str]:
    return lambda folder: url.replace("MARK", os.fspath(mark(folder)))


def _many(count: int) -> dict[str, str]:
    return {f"many/d{number % 50}/m{number}.py": f"x = {number}\n" for number in range(count)}


NO_COMMIT = "there is no commit to work on"
NOT_CLONED = "it can't be cloned"
ODD: Mapping[str, Odd] = {
    **{
        f"plain-{name}": Odd(lambda folder, kind=name: _none(make_bare(folder, CONTENTS[kind])))  # type: ignore[misc]
        for name in ("one", "many", "none", "findings")
    },
    # No commit, or none that HEAD names.
    "empty": Odd(lambda folder: _none(make_bare(folder, None)), NO_COMMIT),
    "head-gone": bare(lambda folder: git(folder, "symbolic-ref", "HEAD", "refs/heads/gone"), "base"),
    "head-garbage": bare(_write("HEAD", "\0\0\n"), NOT_CLONED),
    "detached": work_tree(lambda folder: git(folder, "checkout", "--quiet", "--detach")),
    "base-gone": bare(lambda folder: None, "Remote branch nope not found", base="nope"),
    "base-tag": bare(lambda folder: git(folder, "tag", "v1"), base="v1"),
    # Work trees.
    "dirty": work_tree(_write("app/user.py", "changed = 1\n")),
    "linked": Odd(_linked),
    "linked-moved": Odd(_moved, NOT_CLONED),
    "shallow": Odd(lambda folder: _none(_clone(folder, "--depth=1"))),
    "shared": Odd(lambda folder: _none(_shared(folder))),
    "shared-gone": Odd(lambda folder: shutil.rmtree(_shared(folder)), NOT_CLONED),
    "partial": work_tree(lambda folder: git(folder, "config", "extensions.partialClone", "origin")),
    "sha256": Odd(_sha256),
    "merging": work_tree(
        lambda folder: (folder / ".git/MERGE_HEAD").write_text(git(folder, "rev-parse", "HEAD"))
    ),
    "locked": work_tree(_write(".git/index.lock", "")),
    "index-garbage": work_tree(_write(".git/index", "garbage")),
    "grafts": work_tree(_write(".git/info/grafts", "x\n")),
    # Not repositories.
    "folder": Odd(lambda folder: folder.mkdir(), NOT_CLONED),
    "file": Odd(lambda folder: _none(folder.write_text("x")), NOT_CLONED),
    "missing": Odd(lambda folder: None, NOT_CLONED),
    "link-loop": Odd(lambda folder: folder.symlink_to(folder), NOT_CLONED),
    "gitfile-garbage": Odd(lambda folder: _none(_write(".git", "x")(folder)), NOT_CLONED),
    "gitfile-nowhere": Odd(lambda folder: _none(_write(".git", "gitdir: /no")(folder)), NOT_CLONED),
    "config-garbage": bare(_write("config", "[core\n"), NOT_CLONED),
    "config-newer": bare(_write("config", "[core]\nrepositoryformatversion = 99\nbare = true\n"), NOT_CLONED),
    "blob-lost": bare(_lost_blob, NOT_CLONED),
    "refs-garbage": bare(_write("refs/heads/main", "x\n"), NO_COMMIT),
    "closed": bare(lambda folder: (folder / "objects").chmod(0), "" if os.geteuid() == 0 else NOT_CLONED),
    # What a server does.
    "nobody": Odd(_url("https://127.0.0.1:1/a.git"), "127.0.0.1"),
    "command": Odd(_url("ext::sh -c touch% MARK"), "not allowed"),
    "ssh-option": Odd(_url("ssh://-oProxyCommand=touch%20MARK/x"), "strange hostname"),
    # Configuration and hooks, which must not run.
    "fsmonitor": configured("core.fsmonitor=MARK"),
    "filter": configured("filter.x.clean=MARK", "filter.x.smudge=MARK", "core.attributesFile=../attributes"),
    "diff-program": configured("diff.external=MARK", "core.pager=MARK", "core.editor=MARK"),
    "ssh-program": configured("core.sshCommand=MARK", "core.askPass=MARK", "credential.helper=MARK"),
    "signing": configured("commit.gpgSign=true", "gpg.program=MARK"),
    "upload-hook": configured("uploadpack.packObjectsHook=MARK"),
    "hooks-path": configured("core.hooksPath=../hooks"),
    "aliases": configured("alias.commit=!MARK", "alias.clone=!MARK"),
    **{
        f"hook-{name}": hooked(name)
        for name in ("post-checkout", "pre-commit", "pre-push", "post-index-change")
    },
    "work-tree-elsewhere": work_tree(lambda folder: git(folder, "config", "core.worktree", "/")),
    # Files.
    "huge": files(_many(1500)),
    "large-file": files({"app/large.py": "x = 1\n" * 400_000}),
    "deep": files({"/".join(["d"] * 150) + "/a.py": USER}),
    "nested-code": files(
        {"app/nested.py": "from pkg.old import make\nx = " + "(" * 3000 + ")" * 3000 + "\n"}
    ),
    "long-line": files({"app/line.py": "from pkg.old import make\nx = [" + "make(), " * 3000 + "]\n"}),
    "nul": files({"app/nul.py": "from pkg.old import make\n\0\n"}),
    "names": tree(
        "printf 'x = 1\\n' > \"$(printf 'a\\nb.py')\"; printf 'x = 1\\n' > \"$(printf '\\351.py')\"; : > -f"
    ),
    "links": tree("ln -s /etc/passwd p.py; ln -s loop.py loop.py; ln -s .. up; ln -s /dev/zero z.toml"),
    "settings-link": tree("ln -s /dev/zero pyproject.toml", "pyproject.toml"),
    "settings-garbage": files({"pyproject.toml": "[tool.repoint\n"}, "not valid TOML"),
    "settings-migration": files({"pyproject.toml": '[tool.repoint]\nmigration = "/dev/zero"\n'}),
    "settings-stars": files(
        {"pyproject.toml": f'[tool.repoint]\nexclude = ["{"*a" * 40}b", "**/{"a/**/" * 40}b"]\n'}
    ),
    "attributes": files(
        {".gitattributes": "*.py working-tree-encoding=UTF-16 eol=crlf text\n"}, "could be looked into"
    ),
    "submodule": tree(
        "printf '[submodule \"sub\"]\\n\\tpath = sub\\n\\turl = ext::sh -c touch\\n' > .gitmodules"
    ),
    "git-inside": tree(
        "mkdir -p in/objects in/refs; echo 'ref: refs/heads/main' > in/HEAD; echo '[core' > in/config"
    ),
    # The branch to be.
    "branch-there": bare(lambda folder: git(folder, "branch", "repoint/m"), "is there already"),
    "branch-in-the-way": bare(lambda folder: git(folder, "branch", "repoint"), "repoint"),
    "refused": bare(_refuse, "refuses the branch"),
}
