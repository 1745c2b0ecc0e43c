"""Read the outlines of a tree's files for the members that a migration names, and ask a type checker."""

import hashlib
from collections.abc import Collection, Mapping, Sequence

from msgspec.structs import replace

from codemods.plan.workspace import Workspace
from codemods.project.members import Members
from codemods.project.project import Project
from codemods.project.typed_receivers import AskPlaces, TypedPlace
from codemods.semantic.outline import FileOutline
from codemods.semantic.read_outline import read_outline
from codemods.tree.word_index import WordIndex
from codemods.values.type_answers import AskTypes, TypeAnswer, TypeQuestion


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


def ask_places(workspace: Workspace, paths: Collection[str], ask: AskTypes) -> AskPlaces:
    """Ask about places of a tree, by lines and columns, and with what their files hold.

    `paths` are the tree's files: of definitions elsewhere, the classes are left out of the answers.
    """

    def question(place: TypedPlace) -> TypeQuestion | None:
        source = workspace.source(place.path)
        if source is None:
            return None
        line = source.line_of(place.offset)
        column = place.offset - source.line_start(line)
        return TypeQuestion(place.path, hashlib.sha1(source.data).digest(), line - 1, column, place.symbol)

    def inside(answer: TypeAnswer) -> TypeAnswer:
        return TypeAnswer(
            tuple(each if each.path in paths else replace(each, owner=()) for each in answer.definitions)
        )

    def answers(places: Sequence[TypedPlace]) -> Mapping[TypedPlace, TypeAnswer]:
        asked = {place: each for place in places if (each := question(place)) is not None}
        found = ask(tuple(asked.values()))
        return {place: inside(found[each]) for place, each in asked.items()}

    return answers
