"""Rename a function with Bowler: `python bowler_rename.py OLD NEW PATH...`, names without their modules.

Bowler matches by name, so the module that it is imported from can only be changed for all of its names at
once (`select_module`); that would move what has no counterpart, and isn't asked for.
"""

import sys

from bowler import Query

if __name__ == "__main__":
    old, new, *paths = sys.argv[1:]
    done = Query(paths).select_function(old).rename(new).execute(interactive=False, write=True, silent=True)
    for exception in done.exceptions:
        print(exception)
    raise SystemExit(1 if done.exceptions else 0)
