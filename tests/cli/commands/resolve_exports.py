"""Whether a tree is whole, found out without repoint: by running it."""

import subprocess
import sys
import tempfile
from pathlib import Path

from tests.git.user_repository import UserRepository

CHECK = """
import importlib, pathlib, sys
for folder in sys.argv[1].split(":"):
    known = set(sys.modules)
    sys.path.insert(0, folder)
    for file in sorted(pathlib.Path(folder).rglob("*.py")):
        name = ".".join(file.relative_to(folder).with_suffix("").parts).removesuffix(".__init__")
        if name not in sys.argv[2:]:
            importlib.import_module(name)
            getattr(sys.modules[name], "test", int)()
    sys.path.remove(folder)
    for name in set(sys.modules) - known:
        del sys.modules[name]
"""


def broken(repo: UserRepository, *places: str, but: str = "") -> str:
    """Import every module as commits, the index (`:`) or the disk (empty) have it, and run its `test()`.

    `but` is a module that need not work. Gives the last line of the traceback; empty when all is whole.
    """
    with tempfile.TemporaryDirectory() as aside:
        folders = [_laid_out(repo, place, Path(aside, str(n))) for n, place in enumerate(places)]
        words = (":".join(map(str, folders)), but)
        done = subprocess.run([sys.executable, "-B", "-c", CHECK, *words], capture_output=True, check=False)
    said = done.stderr.decode().rstrip().rpartition("\n")[2]
    return said or "it failed" if done.returncode else ""


def _laid_out(repo: UserRepository, place: str, folder: Path) -> Path:
    if not place:
        return repo.root
    index = repo.git_dir / "index"
    if place != ":":
        index = folder.with_suffix(".index")
        repo.git("read-tree", place, env={"GIT_INDEX_FILE": str(index)})
    repo.git("checkout-index", "--all", f"--prefix={folder}/", env={"GIT_INDEX_FILE": str(index)})
    return folder
