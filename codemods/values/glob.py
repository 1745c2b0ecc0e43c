"""Whether a text is a glob, which settings and migrations are checked for before any file is read."""

import re


def is_glob(text: str) -> bool:
    """Whether a text is a pattern of .gitignore: not empty, not a comment, and complete."""
    from pathspec import GitIgnoreSpec

    try:
        patterns = list(GitIgnoreSpec.from_lines([text]).patterns)
    except (ValueError, re.error):
        return False
    return bool(patterns) and patterns[0].include is not None
