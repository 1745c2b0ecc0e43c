"""Finding the repository around a folder, and refusing one that is in the middle of something."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from codemods.git.process import git_output, run_git, why_unavailable
from codemods.values.errors import RepointError

_UNDER_WAY = {
    "MERGE_HEAD": "a merge",
    "rebase-merge": "a rebase",
    "rebase-apply": "a rebase, or `git am`,",
    "CHERRY_PICK_HEAD": "a cherry-pick",
    "REVERT_HEAD": "a revert",
    "BISECT_LOG": "a bisect",
    "sequencer": "a series of cherry-picks or reverts",
}
"""What git keeps in its folder while something is under way."""
_REFERENCES = ("CHERRY_PICK_HEAD", "REVERT_HEAD")
"""Those of them that are references, which another backend than files keeps elsewhere (reftable)."""
_OUTSIDE = "not a git repository"
_NO_WORK_TREE = "must be run in a work tree"


@dataclass(frozen=True, slots=True)
class Repository:
    """A repository with a work tree. Paths are absolute and without links."""

    top: Path
    """Where the work tree begins."""
    git_dir: Path
    """Where git keeps what belongs to this work tree; each linked one has its own."""
    index: Path
    objects: Path
    """The folder of git's objects, which linked work trees share."""
    head: str
    """The object name of the last commit; empty before the first one."""

    @property
    def lock(self) -> Path:
        """What git creates while it writes the index."""
        return self.index.with_name(self.index.name + ".lock")

    def index_state(self) -> tuple[int, ...]:
        """The index file's inode, size and times, which change with every staging; empty for no file."""
        try:
            stat = os.stat(self.index)
        except OSError:
            return ()
        return (stat.st_ino, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns)

    def git_path(self, root: Path, path: str) -> str:
        """The path that git has for a path below a folder of the work tree: relative to the top."""
        return Path(os.path.normpath(root / path)).relative_to(self.top).as_posix()


def open_repository(root: Path) -> Repository | None:
    """Open the repository that holds a folder; None where there is none.

    Raises RepointError for a bare repository, and where git does not read it, or there is no git.
    """
    if problem := why_unavailable():
        _require_outside(root, problem)
        return None
    # `rev-parse` prints answers up to the first that it does not have, and fails then: HEAD comes last.
    questions = (
        ("--is-bare-repository",),
        ("--absolute-git-dir",),
        ("--git-path", "index"),
        ("--git-path", "objects"),
        ("--show-toplevel",),
        ("HEAD",),
    )
    result = run_git(root, "rev-parse", *(word for question in questions for word in question))
    lines = [os.fsdecode(line) for line in result.stdout.split(b"\n")[:-1]]
    if _OUTSIDE in result.stderr:
        _require_outside(root, result.stderr)
        return None
    if lines[:1] == ["true"]:
        raise RepointError(f"{lines[1]}: a bare repository has no files to change; clone it, and work there")
    if len(lines) < len(questions):
        raise _unreadable(root, result.stderr)
    if len(lines) > len(questions):
        # The name of a folder holds a line end.
        answers = (run_git(root, "rev-parse", *question).stdout for question in questions)
        lines = [os.fsdecode(answer).removesuffix("\n") for answer in answers]
    _, git_dir, index, objects, top, head = lines
    work_tree, own = Path(top).resolve(), _nearest_git(root)
    if own is not None and own != work_tree and own.is_relative_to(work_tree):
        raise _unreadable(own, f"it takes the files for those of {work_tree}")
    return Repository(
        work_tree,
        Path(git_dir).resolve(),
        (root / index).resolve(),
        (root / objects).resolve(),
        head if result.status == 0 else "",
    )


def top_level(folder: Path) -> Path | None:
    """The top of the work tree that holds a folder; None outside one. Raises RepointError as the others."""
    line = output_in_work_tree(folder, "rev-parse", "--show-toplevel")
    if line is None:
        return None
    top = Path(os.fsdecode(line.removesuffix(b"\n")))
    _require_inside(folder, top)
    return top


def output_in_work_tree(
    folder: str | Path, *arguments: str, env: Mapping[str, str] | None = None
) -> bytes | None:
    """What a git command prints; None outside a work tree.

    Raises RepointError where git does not read the repository, or there is no git.
    """
    if problem := why_unavailable():
        _require_outside(folder, problem)
        return None
    result = run_git(folder, *arguments, env=env)
    if result.status == 0:
        return result.stdout
    if _NO_WORK_TREE in result.stderr:
        return None
    if _OUTSIDE in result.stderr:
        _require_outside(folder, result.stderr)
        return None
    raise _unreadable(folder, result.stderr)


def _require_outside(folder: str | Path, reason: str) -> None:
    """Raise RepointError for a folder that git does not find a repository around, though there is one.

    Without git nothing would be known of uncommitted work, and the journal would lie elsewhere.
    """
    own = _nearest_git(folder)
    if own is not None:
        raise _unreadable(own, reason)


def _require_inside(folder: str | Path, work_tree: Path) -> None:
    """Raise RepointError where the repository around a folder has its files elsewhere (`core.worktree`).

    Who stands in a folder does not expect that files are written outside of it.
    """
    if not Path(os.path.realpath(folder)).is_relative_to(os.path.realpath(work_tree)):
        raise RepointError(
            f"the repository at {folder} has its files in {work_tree}, by its setting core.worktree; "
            "work there, or take that setting out"
        )


def _nearest_git(folder: str | Path) -> Path | None:
    """The nearest folder upwards that has a `.git`, as far up as git looks too."""
    start = Path(os.path.realpath(folder))
    ceilings = os.environ.get("GIT_CEILING_DIRECTORIES", "").split(os.pathsep)
    for each in (start, *start.parents):
        if os.path.lexists(each / ".git"):
            return each
        if os.fspath(each.parent) in ceilings:
            break
    return None


def _unreadable(folder: str | Path, reason: str) -> RepointError:
    return RepointError(
        f"git cannot read the repository at {folder}: {reason.strip()}; mend that, "
        "or move .git away to work without git"
    )


def check_at_rest(repository: Repository) -> None:
    """Raise RepointError while a merge, rebase, bisect or the like is under way, or the index is locked."""
    for what in _under_way(repository):
        raise RepointError(
            f"{repository.top}: {what} is under way; finish or abort it, then run repoint again"
        )
    if os.path.lexists(repository.lock):
        raise locked_error(repository)


def _under_way(repository: Repository) -> Iterator[str]:
    known = _references(repository)
    for name, what in _UNDER_WAY.items():
        if name in known or (repository.git_dir / name).exists():
            yield what


def _references(repository: Repository) -> set[str]:
    """Those of the references that are there."""
    stdin = "".join(f"{name}\n" for name in _REFERENCES).encode()
    answers = git_output(repository.top, "cat-file", "--batch-check", stdin=stdin).splitlines()
    pairs = zip(_REFERENCES, answers, strict=True)
    return {name for name, answer in pairs if not answer.endswith(b" missing")}


def check_identity(repository: Repository) -> None:
    """Raise RepointError where git does not know who commits."""
    for who in ("GIT_AUTHOR_IDENT", "GIT_COMMITTER_IDENT"):
        if run_git(repository.top, "var", who).status:
            raise RepointError(
                f"{repository.top}: git does not know who commits here; "
                "set `git config user.name` and `git config user.email`"
            )


def locked_error(repository: Repository) -> RepointError:
    """The error that another process has locked the index."""
    return RepointError(
        f"{repository.lock} exists: another git process is at work here; wait for it, "
        "or remove the file if you are sure that none is"
    )
