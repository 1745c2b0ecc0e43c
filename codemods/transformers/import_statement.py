"""LibCST transformers over one import statement."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache

import libcst as cst
from msgspec import Struct

from codemods.project.decision import NewImport
from codemods.transformers.import_order import in_order
from codemods.transformers.name_list import NameList
from codemods.transformers.rewrite_errors import FragmentSyntaxError

LINE_LENGTH = 88
"""A new import of several names that is longer is laid out one name a line."""

_REMEMBERED = 1000
"""The same few statements stand in many files."""


class Slot(Struct, frozen=True):
    """What becomes of one alias: whether it stays, and the imports that replace or accompany it."""

    keep: bool
    new: tuple[NewImport, ...]


STAYS = Slot(True, ())
GONE = Slot(False, ())


class RewrittenStatement(Struct, frozen=True):
    """An import statement's new text (empty when it goes), what to add after it, and comments left over."""

    text: str
    added: tuple[str, ...]
    comments: tuple[str, ...] = ()


def rewrite_statement(text: str, slots: Mapping[int, Slot], base: Sequence[str] | None) -> RewrittenStatement:
    """Rewrite an import statement by its aliases' slots; an alias without one stays.

    `base` is the package that the statement's dots name, None for an absolute import: a module below
    it stays relative. Raises FragmentSyntaxError when LibCST cannot read the text.
    """
    return _rewritten(text, tuple(sorted(slots.items())), tuple(base) if base is not None else None)


@lru_cache(maxsize=_REMEMBERED)
def _rewritten(
    text: str, slots: tuple[tuple[int, Slot], ...], base: tuple[str, ...] | None
) -> RewrittenStatement:
    try:
        module = cst.parse_module(text)
    except cst.ParserSyntaxError as error:
        raise FragmentSyntaxError(error.message) from None
    transformer = _Aliases(dict(slots), base)
    changed = module.visit(transformer)
    code = changed.code if changed.body else ""
    return RewrittenStatement(code, tuple(transformer.added), tuple(transformer.comments))


class _Aliases(cst.CSTTransformer):
    """Take aliases out of a statement, put others in their place, and collect what must stand apart."""

    def __init__(self, slots: Mapping[int, Slot], base: Sequence[str] | None) -> None:
        super().__init__()
        self.slots = slots
        self.base = base
        self.added: list[str] = []
        self.comments: list[str] = []

    def leave_Import(
        self, original_node: cst.Import, updated_node: cst.Import
    ) -> cst.Import | cst.RemovalSentinel:
        """`import a.b as c`: plain imports stand in it, names of a module apart from it."""
        listed, apart, _ = self._listed(NameList.of(updated_node), lambda new: new.name is None)
        self.added += render(((new, "") for new in apart), None, 0)
        return listed.put_into(updated_node) if listed is not None else cst.RemoveFromParent()

    def leave_ImportFrom(
        self, original_node: cst.ImportFrom, updated_node: cst.ImportFrom
    ) -> cst.ImportFrom | cst.RemovalSentinel:
        """`from a import b as c`: it moves whole where all of it goes to one module."""
        dots = len(updated_node.relative)
        if isinstance(updated_node.names, cst.ImportStar):
            return self._star(updated_node)
        names = NameList.of(updated_node)
        stays = any(self.slots.get(index, STAYS).keep for index in range(len(names.names)))
        first = module_text(self._first_module(), self.base, dots)
        here = _module_of(updated_node) if stays else first
        listed, apart, comments = self._listed(
            names, lambda new: new.name is not None and module_text(new.module, self.base, dots) == here
        )
        self.added += render(((new, comments.get(new, "")) for new in apart), self.base, dots)
        if listed is None:
            carried = set("\n".join(comments.values()).split("\n")) if apart else set()
            self.comments += [comment for comment in names.comments if comment not in carried]
            return cst.RemoveFromParent()
        self.comments += [
            each for new, lines in comments.items() if not new.module for each in lines.split("\n")
        ]
        moved = updated_node if stays else _from_module(updated_node, here)
        return listed.put_into(moved)

    def _star(self, node: cst.ImportFrom) -> cst.ImportFrom:
        """A star stays, with names added after it, or moves to another module as a star."""
        dots = len(node.relative)
        slot = self.slots.get(0, STAYS)
        stars = [new for new in slot.new if new.name == "*"]
        self.added += render(((new, "") for new in slot.new if new not in stars), self.base, dots)
        return _from_module(node, module_text(stars[0].module, self.base, dots)) if stars else node

    def _first_module(self) -> str:
        """Where the statement goes as a whole: the module of the first name that comes in."""
        news = (new for _, slot in sorted(self.slots.items()) for new in slot.new)
        return next((new.module for new in news if new.name is not None), "")

    def _listed(
        self, names: NameList, belongs: Callable[[NewImport], bool]
    ) -> tuple[NameList | None, list[NewImport], dict[NewImport, str]]:
        """The statement's names after the change, what belongs elsewhere, and the comments of the latter."""
        apart: dict[NewImport, None] = {}
        comments: dict[NewImport, str] = {}
        taken: set[NewImport] = set()
        gone: list[int] = []
        fresh: list[cst.ImportAlias] = []
        for index, alias in enumerate(names.names):
            slot = self.slots.get(index, STAYS)
            mine = [new for new in slot.new if belongs(new) and new not in taken]
            taken.update(mine)
            elsewhere = [new for new in slot.new if not belongs(new)]
            apart |= dict.fromkeys(elsewhere)
            if not slot.keep and mine:
                first = mine.pop(0)
                names = names.with_name(index, _renamed(alias, first))
            elif not slot.keep:
                gone.append(index)
                for new in (elsewhere or [NewImport("")])[:1]:
                    if names.comment(index):
                        comments[new] = names.comment(index)
            fresh += [_renamed(cst.ImportAlias(name=cst.Name("_")), new) for new in mine]
        return self._shrunk(names, gone, fresh), list(apart), comments

    def _shrunk(
        self, names: NameList, gone: Sequence[int], fresh: Sequence[cst.ImportAlias]
    ) -> NameList | None:
        if len(gone) == len(names.names):
            return None
        for index in reversed(gone):
            names = names.without(index)
        for alias in fresh:
            names = names.grown(alias)
        return names


def module_text(module: str, base: Sequence[str] | None, dots: int) -> str:
    """A module's name as a from-import spells it: relative where the dots already reach it."""
    parts = module.split(".")
    if base is None or parts[: len(base)] != list(base):
        return module
    return "." * dots + ".".join(parts[len(base) :])


def render(imports: Iterable[tuple[NewImport, str]], base: Sequence[str] | None, dots: int) -> list[str]:
    """New import statements with their comments, one for each module, their names sorted."""
    texts: list[str] = []
    grouped: dict[str, list[tuple[str, str]]] = {}
    for new, comment in imports:
        if new.name is None:
            texts.append(_commented(f"import {_with_as(new.module, new.asname)}", comment))
        else:
            grouped.setdefault(new.module, []).append((_with_as(new.name, new.asname), comment))
    for module, names in grouped.items():
        names.sort(key=lambda each: in_order(each[0]))
        texts.append(_from_text(f"from {module_text(module, base, dots)} import ", names))
    return texts


def _from_text(start: str, names: Sequence[tuple[str, str]]) -> str:
    comments = [comment for _, comment in names if comment]
    line = start + ", ".join(name for name, _ in names)
    shared = len(comments) < 2 and "\n" not in "".join(comments)
    if len(names) == 1 or (shared and len(line) <= LINE_LENGTH):
        return _commented(line, "".join(comments))
    rows = [_commented(f"{name},", comment) for name, comment in names]
    listed = "\n".join(rows).replace("\n", "\n    ")
    return f"{start}(\n    {listed}\n)"


def _commented(code: str, comment: str) -> str:
    """Code with a comment behind it, or above it where that has several lines."""
    if "\n" in comment:
        return f"{comment}\n{code}"
    return f"{code}  {comment}" if comment else code


def _with_as(name: str, asname: str | None) -> str:
    return f"{name} as {asname}" if asname else name


def _module_of(node: cst.ImportFrom) -> str:
    path = cst.Module([]).code_for_node(node.module) if node.module is not None else ""
    return "." * len(node.relative) + path


def _from_module(node: cst.ImportFrom, spelled: str) -> cst.ImportFrom:
    path = spelled.lstrip(".")
    dots = len(spelled) - len(path)
    return node.with_changes(module=_dotted(path) if path else None, relative=[cst.Dot()] * dots)


def _dotted(path: str) -> cst.Name | cst.Attribute:
    expression = cst.parse_expression(path)
    assert isinstance(expression, (cst.Name, cst.Attribute))
    return expression


def _renamed(alias: cst.ImportAlias, new: NewImport) -> cst.ImportAlias:
    written = alias.asname
    if new.asname is None:
        written = None
    elif written is None or not isinstance(written.name, cst.Name) or written.name.value != new.asname:
        written = cst.AsName(name=cst.Name(new.asname))
    return alias.with_changes(name=_dotted(new.name or new.module), asname=written)
