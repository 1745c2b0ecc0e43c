"""Generate a git repository of any size in the shape of the real one.

    python -m benchmarks.generate --files N [--seed S] --out DIR

The same N and seed give the same commit, to its id. Files stream into `git fast-import`: memory stays flat.
"""

import argparse
import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import IO

from benchmarks.generated.files import FEWEST, tree_files

DATE = "1757808000 +0000"
"""The day of the built-in migration's issue."""
WHO = f"Benchmark <benchmark@example.invalid> {DATE}"


class GenerateError(Exception):
    """The tree could not be generated; the message says why and what to do."""


def generate(out: Path, files: int, seed: int = 0) -> str:
    """Make a repository with `files` Python files in a new folder; gives its commit's id.

    Raises GenerateError when the folder is not empty or git fails, ValueError for too few files.
    """
    if files < FEWEST:
        raise ValueError(f"--files {files}: at least {FEWEST} are needed for the real tree's shape")
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise GenerateError(f"{out}: is there already; name a new or an empty folder")
    out.mkdir(parents=True, exist_ok=True)
    _git(out, "init", "--quiet", "--object-format=sha1", "--initial-branch=main")
    _git(out, "config", "gc.auto", "0")
    _import(out, files, seed)
    _git(out, "-c", "checkout.workers=0", "checkout", "--quiet", "--force", "main")
    return _git(out, "rev-parse", "HEAD").strip()


def _import(out: Path, files: int, seed: int) -> None:
    # Deltas and strong compression would cost more than all the rest, for a pack that is soon deleted.
    command = ["git", "-c", "core.compression=1", "fast-import", "--quiet", "--done", "--depth=0"]
    with subprocess.Popen(command, cwd=out, env=_environment(), stdin=subprocess.PIPE) as importer:
        assert importer.stdin is not None
        # What git has to say stands on standard error already.
        with suppress(BrokenPipeError):
            _stream(importer.stdin, files, seed)
    if importer.returncode != 0:
        raise GenerateError(f"{out}: git fast-import ended with {importer.returncode}; see its message above")


def _stream(to: IO[bytes], files: int, seed: int) -> None:
    message = f"A generated tree of {files} Python files, seed {seed}\n".encode()
    to.write(b"commit refs/heads/main\n")
    to.write(f"author {WHO}\ncommitter {WHO}\n".encode())
    to.write(b"data %d\n%s\n" % (len(message), message))
    for path, data in tree_files(files, seed):
        to.write(b"M 100644 inline %s\ndata %d\n%s\n" % (path.encode(), len(data), data))
    to.write(b"done\n")


def _environment() -> dict[str, str]:
    """This process's own, without the user's git settings, which could change the commit."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return kept | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}


def _git(folder: Path, *words: str) -> str:
    done = subprocess.run(
        ["git", *words], cwd=folder, env=_environment(), capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise GenerateError(f"{folder}: git {words[0]} failed: {done.stderr.strip()}")
    return done.stdout


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; gives the exit code, 0 or 2."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.generate", description=(__doc__ or "").split("\n")[0]
    )
    parser.add_argument("--files", type=int, required=True, metavar="N", help="how many Python files")
    parser.add_argument(
        "--seed", type=int, default=0, metavar="S", help="another tree of that size (default: 0)"
    )
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="a new or an empty folder")
    options = parser.parse_args(arguments)
    try:
        print(generate(options.out, options.files, options.seed))
    except (GenerateError, ValueError, OSError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
