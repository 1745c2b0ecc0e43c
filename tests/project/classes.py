"""The classes of a small tree, and what a name of it gives."""

from collections.abc import Mapping, Sequence

from codemods.project.class_model import ClassModel
from codemods.project.member_classes import MemberClasses
from codemods.project.member_rules import MemberRule
from codemods.project.object_values import ClassRef, Value
from codemods.values.symbol import Symbol
from tests.in_memory import TextTree
from tests.semantic.outlines import outline_of


def classes_of(**files: str) -> ClassModel:
    """The classes of files, by the names of their modules."""
    texts = {f"{name}.py": text for name, text in files.items()}
    project = TextTree(texts, homes={}).project
    outlines = {path: outline_of(text, path=path) for path, text in texts.items()}
    return ClassModel(project.modules, project.namespaces, outlines.get)


def value_of(text: str, name: str = "x", **files: str) -> set[Value]:
    """All that a name of a text may give; nothing where the text does not bind it."""
    return set(classes_of(app=text, **files).global_name("app.py", name) or ())


def members_of(
    text: str, symbol: str, *family: str, mixed: Mapping[str, Sequence[str]] | None = None
) -> tuple[MemberClasses, MemberRule]:
    """The classes of a text asked about one member; `mixed` says what derives from a class."""

    def ref(name: str) -> ClassRef:
        return ClassRef("app.py", (name,))

    module, _, name = symbol.partition(":")
    rule = MemberRule(Symbol(module, name), ref(name.partition(".")[0]), None)
    deriving = {ref(name): frozenset(map(ref, (name, *found))) for name, found in (mixed or {}).items()}
    of_member = {rule: frozenset(map(ref, family))}
    return MemberClasses(classes_of(app=text), of_member, lambda each: deriving.get(each, frozenset())), rule
