"""The floor: what finding the candidates and parsing each of them once costs, and nothing else.

    python benchmarks/floor.py NAME...

Run in a git repository. It is one process, which `git grep` helps; a tool that parses the candidates on
CPython costs at least this. Prints how many files it parsed, and how many of them are not Python.
"""

import ast
import subprocess
import sys
import warnings


def main(names: list[str]) -> int:
    """Parse every file that spells a name; gives the exit code."""
    warnings.simplefilter("ignore")
    words = [word for name in names for word in ("-e", name)]
    found = subprocess.run(
        ["git", "grep", "-lzwF", *words, "--", "*.py"], stdout=subprocess.PIPE, check=False
    )
    if found.returncode > 1:
        return 2
    paths = found.stdout.split(b"\0")[:-1]
    broken = 0
    for path in paths:
        with open(path, "rb") as file:
            try:
                ast.parse(file.read())
            except (SyntaxError, ValueError):
                broken += 1
    print(len(paths), broken)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
