"""Standard error as messages for people go out on it."""

import sys

from codemods.values.printable import printable


def inform(message: str) -> None:
    """Print lines to standard error; standard output is for data.

    What a terminal cannot print is escaped: names and texts of the target, and what git says, may hold it.
    """
    sys.stderr.write("\n".join(map(printable, message.split("\n"))) + "\n")
