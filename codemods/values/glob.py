"""Whether a text is a glob at all: settings and migrations are checked before anything is looked at."""

import re


def is_glob(text: str) -> bool:
    """Whether a text is a pattern of .gitignore: not empty, no comment, and nothing left open."""
    from pathspec import GitIgnoreSpec

    try:
        patterns = list(GitIgnoreSpec.from_lines([text]).patterns)
    except (ValueError, re.error):
        return False
    return bool(patterns) and patterns[0].include is not None
