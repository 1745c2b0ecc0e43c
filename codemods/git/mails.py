"""Commits as mails, which `git am` turns into the same commits elsewhere."""

import os
from pathlib import Path

from codemods.git.process import git_output
from codemods.git.repository import Repository

_FORMAT_PATCH = (
    *("format-patch", "--quiet", "--no-cover-letter", "--no-attach", "--no-thread", "--no-signoff"),
    *("--no-base", "--no-signature", "--no-renames", "--full-index", "--binary", "--no-ext-diff"),
    *("--no-textconv", "--unified=3", "--src-prefix=a/", "--dst-prefix=b/", "--subject-prefix=PATCH"),
    "-O/dev/null",
)
"""The options undo what the user's configuration may say of patches."""


def write_mails(repository: Repository, tip: str, folder: Path) -> str:
    """Write the commits after HEAD up to a tip as mails, into an empty folder; gives what applies them."""
    git_output(repository.top, *_FORMAT_PATCH, "-o", os.fspath(folder), f"{repository.head}..{tip}")
    carriage_returns = any(b"\r\n" in mail.read_bytes() for mail in folder.iterdir())
    return "git am --keep-cr" if carriage_returns else "git am"
