"""What a rename left behind: counted on the tree itself, by the same measure for repoint and for its peers.

`repoint scan` resolves names and says how many references lead to a symbol. It is asked about the old symbol
and about the new one, before and after: a reference to the old one leads to the new one now, to the old
one, or to neither. The other counts need no repoint: which files compile, and which were changed at all.
"""

import io
import subprocess
import tokenize
import warnings
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import msgspec

from benchmarks.renames import Rename
from benchmarks.results import Outcome


class _Reference(msgspec.Struct):
    path: str
    line: int
    kind: str


class _Scan(msgspec.Struct):
    references: list[_Reference]


class ScanError(Exception):
    """repoint scan failed; the message is its own."""


@dataclass(frozen=True, slots=True)
class ReferenceCounts:
    """References to one symbol in one state of a tree."""

    kinds: Counter[str]
    places: frozenset[tuple[str, int]]
    """Paths and lines."""

    @classmethod
    def nothing(cls) -> "ReferenceCounts":
        """No references: to a name that its module does not hold yet."""
        return cls(Counter(), frozenset())

    @property
    def all(self) -> int:
        """How many there are."""
        return self.kinds.total()

    @property
    def strings(self) -> int:
        """Those in strings."""
        return self.kinds["string"]

    @property
    def uses(self) -> int:
        """Those in code, imports left out."""
        return self.all - self.strings - self.kinds["import"] - self.kinds["re-export"]

    @property
    def paths(self) -> frozenset[str]:
        """The files that hold one."""
        return frozenset(path for path, _ in self.places)

    def lines(self, path: str) -> frozenset[int]:
        """The lines of a file that hold one."""
        return frozenset(line for where, line in self.places if where == path)


@dataclass(frozen=True, slots=True)
class CountsBefore:
    """What a tree held before a rename."""

    old: ReferenceCounts
    new: ReferenceCounts


def count(repoint: Path, tree: Path, migration: str, scratch: Path) -> ReferenceCounts:
    """Ask `repoint scan` for the references to a migration's symbols. Raises ScanError."""
    file, output = scratch / "scan.toml", scratch / "scan.json"
    file.write_text(migration, encoding="utf-8")
    command = [str(repoint), "scan", "--migration", str(file), "--format", "json", "--output", str(output)]
    done = subprocess.run(command, cwd=tree, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise ScanError(f"repoint scan ended with {done.returncode}: {done.stderr.strip()}")
    scan = msgspec.json.decode(output.read_bytes(), type=_Scan)
    return ReferenceCounts(
        Counter(reference.kind for reference in scan.references),
        frozenset((reference.path, reference.line) for reference in scan.references),
    )


def outcome(repoint: Path, tree: Path, rename: Rename, before: CountsBefore, scratch: Path) -> Outcome:
    """What became of a tree that a rename was done on, compared with its last commit. Raises ScanError."""
    changed = _changed(tree)
    old = count(repoint, tree, rename.scan_old, scratch)
    new = count(repoint, tree, rename.scan_new, scratch)
    texts = {path: (_committed(tree, path), (tree / path).read_bytes()) for path in changed}
    return Outcome(
        changed=len(changed),
        needless=len(set(changed) - before.old.paths),
        broken=sum(_compiles(then) and not _compiles(after) for then, after in texts.values()),
        left=old.all,
        moved=new.all - before.new.all,
        lost=max(0, before.old.uses - old.uses - (new.uses - before.new.uses)),
        lost_strings=max(0, before.old.strings - old.strings - (new.strings - before.new.strings)),
        astray=sum(
            _astray(then, after, rename.new, new.lines(path)) for path, (then, after) in texts.items()
        ),
    )


def before_rename(repoint: Path, tree: Path, rename: Rename, scratch: Path) -> CountsBefore:
    """Count both symbols before anything is renamed. Raises ScanError."""
    return CountsBefore(
        count(repoint, tree, rename.scan_old, scratch), count(repoint, tree, rename.scan_new, scratch)
    )


def _changed(tree: Path) -> list[str]:
    """The Python files that differ from the last commit, by path."""
    command = ["git", "diff", "--name-only", "-z", "--no-renames", "--diff-filter=M", "HEAD", "--", "*.py"]
    listed = subprocess.run(command, cwd=tree, capture_output=True, check=True).stdout
    return [path.decode() for path in listed.split(b"\0")[:-1]]


def _committed(tree: Path, path: str) -> bytes:
    command = ["git", "cat-file", "blob", f"HEAD:{path}"]
    return subprocess.run(command, cwd=tree, capture_output=True, check=True).stdout


def _compiles(text: bytes) -> bool:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            compile(text, "text", "exec", dont_inherit=True)
        except (SyntaxError, ValueError):
            return False
    return True


def _astray(then: bytes, after: bytes, name: str, led: frozenset[int]) -> int:
    """How often changed code spells a name on lines where it leads nowhere; 0 for a text that is not Python.

    Strings and comments are left out.
    """
    old = Counter(then.splitlines())
    fresh = {number for number, line in enumerate(after.splitlines(), 1) if line not in old}
    try:
        tokens = list(tokenize.tokenize(io.BytesIO(after).readline))
    except (tokenize.TokenError, SyntaxError):
        return 0
    return sum(
        token.type == tokenize.NAME and token.string == name and token.start[0] in fresh - led
        for token in tokens
    )
