"""Standard error as messages for people go out on it."""

import sys


def inform(message: str) -> None:
    """Print a line to standard error; standard output is for data."""
    sys.stderr.write(message + "\n")
