"""Files of a test's tree, and git run in it."""

import subprocess
from collections.abc import Callable
from pathlib import Path

Git = Callable[..., str]


def write_files(root: Path, *paths: str, content: bytes = b"old\n") -> None:
    """Write files under a root, all with this content."""
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)


def run_git(folder: Path, *arguments: str) -> str:
    """Run git in a folder and give what it prints."""
    command = ["git", *arguments]
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout
