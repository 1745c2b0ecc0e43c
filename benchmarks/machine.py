"""The machine and the tools, in words: no name of a host, no path."""

import os
import platform
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

PEERS = ("libcst", "bowler", "rope", "ast-grep-cli")


def described() -> str:
    """The machine in words."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{cores} cores ({platform.machine()}), {memory:.0f} GiB of memory, {platform.system()}"


def versions(repoint: Path) -> dict[str, str]:
    """The versions of what is measured, by tool; tools that are not there are left out."""
    found = {
        "Python": platform.python_version(),
        "git": _said("git", "--version").removeprefix("git version "),
        "repoint": _said(str(repoint), "--version").removeprefix("repoint "),
    }
    commit = _commit()
    # A repoint from elsewhere was built from another commit.
    if commit and repoint.parent == Path(sys.executable).parent:
        found["repoint"] += f" at {commit}"
    for package in PEERS:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            continue
    return found


def _commit() -> str:
    """The commit of this checkout, short; an empty text outside a checkout."""
    return _said("git", "-C", str(Path(__file__).parent), "rev-parse", "--short", "HEAD")


def _said(*command: str) -> str:
    try:
        return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()
    except OSError as error:
        raise OSError(f"{command[0]} can't be run: {error.strerror}") from error


def python_version() -> str:
    """Of the running Python, for a subject's title."""
    return ".".join(map(str, sys.version_info[:2]))
