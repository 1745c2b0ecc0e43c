"""Codemods of our own, and trees in memory that they run over."""

from collections.abc import Mapping, Sequence
from textwrap import dedent

from codemods.plan.libcst_codemods.codemod_engine import CodemodEngine
from codemods.plan.libcst_codemods.load_codemod import LoadedCodemod, load_codemod
from codemods.tree.open_tree import FolderTree
from codemods.tree.overlay_tree import OverlayTree
from codemods.values.codemod import CodemodChoice
from codemods.values.finding import Finding
from codemods.values.plan import Plan
from codemods.values.progress import NoProgress
from codemods.values.tree import ProtectedFile, Selection

HEAD = """\
import libcst as cst
from libcst.codemod import SkipFile, VisitorBasedCodemodCommand


"""


def command(body: str, head: str = HEAD) -> str:
    """The text of a file with a command, `My`, that has these methods."""
    lines = dedent(body).strip("\n").splitlines()
    return head + "class My(VisitorBasedCodemodCommand):\n" + "".join(f"    {line}\n" for line in lines)


RENAME = command(
    """
    @staticmethod
    def add_args(parser):
        parser.add_argument("--old", required=True)
        parser.add_argument("--new", default="build")

    def __init__(self, context, old, new):
        super().__init__(context)
        self.old, self.new = old, new

    def leave_Name(self, original_node, updated_node):
        return updated_node.with_changes(value=self.new) if updated_node.value == self.old else updated_node
    """
)
"""Renames every name, whatever it stands for: `--arg old=…`, `--arg new=…`."""


def loaded(text: str, words: Sequence[str] = (), **arguments: str) -> LoadedCodemod:
    """The command `My` of a text."""
    return load_codemod(CodemodChoice("my.py:My", text, tuple(arguments.items()), tuple(words)))


class CodemodTree:
    """A tree of texts by path, and a codemod over it."""

    def __init__(
        self,
        files: Mapping[str, str | bytes],
        codemod: LoadedCodemod,
        selection: Selection | None = None,
        roots: Sequence[str] = (),
        jobs: int = 1,
    ) -> None:
        self.files = {
            path: text if isinstance(text, bytes) else dedent(text).encode() for path, text in files.items()
        }
        tree = OverlayTree(FolderTree("/", ()), self.files)
        self.engine = CodemodEngine(tree, codemod, selection or Selection(), roots, NoProgress(), jobs=jobs)
        self.plan: Plan = self.engine.plan()

    def again(self, *protected: ProtectedFile) -> Plan:
        """Plan once more, with something protected."""
        self.plan = self.engine.plan(protected)
        return self.plan

    @property
    def after(self) -> dict[str, str]:
        """The new texts of the files that change."""
        return {change.path: change.after.decode() for change in self.plan.files}

    @property
    def codes(self) -> list[str]:
        """The findings, as `CODE path`."""
        return [f"{finding.code} {finding.path}" for finding in self.plan.findings]

    @property
    def finding(self) -> Finding:
        """The only finding."""
        (finding,) = self.plan.findings
        return finding
