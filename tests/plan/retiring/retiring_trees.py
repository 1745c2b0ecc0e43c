"""Small trees in memory with something to retire, and what each step of a retirement makes of them."""

from collections.abc import Mapping
from functools import cached_property

from codemods.plan.retiring.cut_file import CutFile, cut_file
from codemods.plan.retiring.prove_retirement import RetirementProof
from codemods.plan.retiring.retired_names import find_retired
from codemods.plan.retiring.retirement_spread import RetirementSpread
from codemods.tree.open_tree import FolderTree
from codemods.tree.overlay_tree import OverlayTree
from codemods.values.finding import Finding
from codemods.values.rules import RetiredNames
from codemods.values.symbol import Symbol
from tests.in_memory import MAKE, TextTree

FACADE = '[[facade]]\nmodule = "facade"\n'


class RetiringTree:
    """A tree that loses some modules, `module`, and symbols, `module:name`; `facade.py` is a facade."""

    def __init__(self, files: Mapping[str, str], *retired: str) -> None:
        facade = (FACADE,) if "facade.py" in files else ()
        self.memory = TextTree(files, MAKE, *facade)
        names = RetiredNames(
            tuple(each for each in retired if ":" not in each),
            tuple(Symbol(*each.split(":")) for each in retired if ":" in each),
        )
        overlay = OverlayTree(FolderTree("/", ()), self.memory.files)
        project = self.memory.project
        self.spread = RetirementSpread(
            project, overlay.holding, find_retired(project, list(self.memory.files), names)
        )

    @cached_property
    def cut_files(self) -> dict[str, CutFile]:
        """The files that lose something, without it."""
        return {path: self._cut(path) for path in self.spread.cuts}

    def _cut(self, path: str) -> CutFile:
        memory, table = self.memory, self.spread.table(path)
        syntax = memory.program.workspace.tree(path)
        assert syntax is not None
        assert table is not None
        complete = memory.project.namespaces.dunder_all(path).complete
        return cut_file(memory.source(path), syntax, table, self.spread.cuts[path], complete)

    def proved(self, cut_files: Mapping[str, CutFile] | None = None) -> list[Finding]:
        """What the proof finds; of other cuts, where they are given."""
        tree = FolderTree("/", tuple(self.memory.files))
        cuts = self.cut_files if cut_files is None else cut_files
        return list(RetirementProof(self.memory.program, tree, (), self.spread, cuts).findings())
