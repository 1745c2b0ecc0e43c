"""A formatter that is a script: it writes calls of the new name with a space between the parentheses."""

import sys
from dataclasses import dataclass
from pathlib import Path

from tests.git.user_repository import USER, UserRepository

SPACED = """\
import re, sys
for name in sys.argv[1:]:
    text = open(name, newline="").read()
    open(name, "w", newline="").write(re.sub(r"\\b(build|keep)\\(\\)", r"\\1( )", text))
"""
FORMATTED = "from pkg.new import build\n\nbuild( )\n"


@dataclass
class House:
    """A repository with a formatter."""

    repo: UserRepository
    script: Path

    def set(self, script: str = SPACED, *more: str, user: str = USER, after: str = "") -> None:
        """Commit a user, and settings that name this script, further commands, and `after` the settings."""
        self.script.write_text(script)
        commands = [self.command, *more]
        settings = f"[tool.repoint]\nformat = {commands!r}\n{after}"
        self.repo.commit({"pyproject.toml": settings, "app/user.py": user})

    @property
    def command(self) -> str:
        """The command that runs the script."""
        return f"{sys.executable} {self.script} {{files}}"
