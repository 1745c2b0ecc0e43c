"""Read the outlines of a tree's files for the members that a migration names."""

from collections.abc import Collection

from codemods.plan.workspace import Workspace
from codemods.project.members import Members
from codemods.project.project import Project
from codemods.semantic.outline import FileOutline
from codemods.semantic.read_outline import read_outline
from codemods.tree.word_index import WordIndex


def members_of(project: Project, workspace: Workspace, words: WordIndex) -> Members:
    """The members of one tree."""

    def read(path: str, names: Collection[str], whole: bool) -> FileOutline | None:
        tree, source = workspace.tree(path), workspace.source(path)
        if tree is None or source is None:
            return None
        try:
            is_package = project.modules.is_package(path)
            return read_outline(tree, source, workspace.module(path), is_package, names, whole)
        except RecursionError:
            return None

    return Members(project, read, lambda: words.candidates)
