"""Rename a function with rope where it is defined: `python rope_rename.py MODULE OLD NEW PATH...`.

rope's rename keeps the module. It gets the candidates, so that it need not look at the whole tree, and is
told to go on at files that are not Python.
"""

import re
import sys
from pathlib import Path

from rope.base.project import Project
from rope.refactor.rename import Rename

if __name__ == "__main__":
    module, old, new, *paths = sys.argv[1:]
    project = Project(".", ropefolder=None, ignore_syntax_errors=True, save_objectdb=False)
    home = module.replace(".", "/") + ".py"
    place = re.search(rf"^(?:async )?def {old}\b", Path(home).read_text(encoding="utf-8"), re.MULTILINE)
    if place is None:
        raise SystemExit(f"{home}: no function {old} at its top level")
    rename = Rename(project, project.get_resource(home), place.end() - 1)
    changes = rename.get_changes(new, resources=[project.get_resource(path) for path in paths])
    project.do(changes)
    project.close()
