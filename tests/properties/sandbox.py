"""Runs a program held in a dictionary of files, in this process, and gives its recording."""

import importlib
import sys
import typing
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import CodeType, ModuleType

from tests.properties.recorder import Exhausted, Note, Recorder, describe, missing

Files = Mapping[str, bytes]


@dataclass(frozen=True)
class Finder(MetaPathFinder, Loader):
    """Imports modules from a dictionary of paths to sources, and nothing else."""

    files: Files

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        stem = fullname.replace(".", "/")
        if f"{stem}/__init__.py" in self.files:
            return ModuleSpec(fullname, self, origin=f"{stem}/__init__.py", is_package=True)
        if f"{stem}.py" in self.files:
            return ModuleSpec(fullname, self, origin=f"{stem}.py")
        return None

    def create_module(self, spec: ModuleSpec) -> None:
        return None

    def exec_module(self, module: ModuleType) -> None:
        spec = module.__spec__
        assert spec is not None
        assert spec.origin is not None
        exec(compiled(self.files[spec.origin], spec.origin), vars(module))


def compiled(source: bytes, path: str) -> CodeType:
    """Compile a source. Raises SyntaxError; warnings about odd code are nobody's business here."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return compile(source, path, "exec", dont_inherit=True)


def run(
    files: Files, entries: Sequence[str], *, type_checking: bool = False, watched: Sequence[str] = ()
) -> list[Note]:
    """Import the entries one after the other and give all that was recorded, exceptions included.

    With `watched` files, each note is paired with the file that caused it.
    """
    recorder = Recorder(watched)
    with _installed(files, recorder, type_checking):
        for entry in entries:
            try:
                importlib.import_module(entry)
            except Exhausted:
                break
            except Exception as error:
                recorder.add("ended", entry, describe(type(error)), missing(error))
    recorder.close()
    return recorder.notes


@contextmanager
def _installed(files: Files, recorder: Recorder, type_checking: bool) -> Iterator[None]:
    tops = {path.partition("/")[0].removesuffix(".py") for path in files} | {"recorder"}
    finder = Finder(files)
    sys.meta_path.insert(0, finder)
    sys.modules["recorder"] = recorder.module()
    vars(typing)["TYPE_CHECKING"] = type_checking
    try:
        yield
    finally:
        vars(typing)["TYPE_CHECKING"] = False
        sys.meta_path.remove(finder)
        for name in [name for name in sys.modules if name.partition(".")[0] in tops]:
            del sys.modules[name]
        # What a lazy import has named and nothing has read yet (PEP 810) is remembered apart.
        remembered: set[str] = getattr(sys, "lazy_modules", set())
        remembered.difference_update([name for name in remembered if name.partition(".")[0] in tops])
