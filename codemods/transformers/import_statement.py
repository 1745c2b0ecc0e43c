"""LibCST transformers over one import statement."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple, TypeVar

import libcst as cst
from msgspec import Struct

from codemods.project.decision import NewImport
from codemods.transformers.import_order import in_order
from codemods.transformers.name_list import NameList
from codemods.transformers.rewrite_errors import FragmentSyntaxError

LINE_LENGTH = 88
"""A new import of several names that is longer is laid out one name a line."""

LAZY = "lazy "
"""What a statement begins with that imports nothing before its names are read (PEP 810)."""

PlainImport = TypeVar("PlainImport", cst.Import, cst.LazyImport)
FromImport = TypeVar("FromImport", cst.ImportFrom, cst.LazyImportFrom)

_REMEMBERED = 1000
"""The same few statements stand in many files."""


class AliasReplacement(Struct, frozen=True):
    """What becomes of one alias: whether it stays, and the imports that replace or accompany it."""

    keep: bool
    new: tuple[NewImport, ...]


KEPT = AliasReplacement(True, ())
REMOVED = AliasReplacement(False, ())


class RewrittenStatement(Struct, frozen=True):
    """What an import statement becomes."""

    text: str
    """The statement's new text; empty when it goes."""
    added: tuple[str, ...]
    """The statements to add after it."""
    comments: tuple[str, ...] = ()
    """The comments that none of these have taken over."""


def rewrite_statement(
    text: str, replacements: Mapping[int, AliasReplacement], base: Sequence[str] | None
) -> RewrittenStatement:
    """Rewrite an import statement by the replacements of its aliases, by index; an alias without one stays.

    `base` is the package that the statement's dots name, None for an absolute import: a module below
    it stays relative. Raises FragmentSyntaxError when LibCST cannot read the text.
    """
    return _rewritten(text, tuple(sorted(replacements.items())), tuple(base) if base is not None else None)


@lru_cache(maxsize=_REMEMBERED)
def _rewritten(
    text: str, replacements: tuple[tuple[int, AliasReplacement], ...], base: tuple[str, ...] | None
) -> RewrittenStatement:
    try:
        module = cst.parse_module(text)
    except cst.ParserSyntaxError as error:
        raise FragmentSyntaxError(error.message) from None
    transformer = _AliasTransformer(dict(replacements), base)
    changed = module.visit(transformer)
    code = changed.code if changed.body else ""
    return RewrittenStatement(code, tuple(transformer.added), tuple(transformer.comments))


class _Partition(NamedTuple):
    """The names of a statement after the change, parted by where they belong."""

    own: NameList | None
    """Those that stand in it; None when there are none, so that it goes."""
    apart: list[NewImport]
    """Those that are imported by statements of their own."""
    comments: dict[NewImport | None, str]
    """The comments of names that went, by what comes in their place; by None where nothing does."""


class _AliasTransformer(cst.CSTTransformer):
    """Takes aliases out of a statement, puts others in their place, and collects what must stand apart."""

    def __init__(self, replacements: Mapping[int, AliasReplacement], base: Sequence[str] | None) -> None:
        super().__init__()
        self.replacements = replacements
        self.base = base
        self.added: list[str] = []
        self._lazy = ""
        self.comments: list[str] = []

    def leave_Import(
        self, original_node: cst.Import, updated_node: cst.Import
    ) -> cst.Import | cst.RemovalSentinel:
        """`import a.b as c`."""
        return self._plain(updated_node)

    def leave_LazyImport(
        self, original_node: cst.LazyImport, updated_node: cst.LazyImport
    ) -> cst.LazyImport | cst.RemovalSentinel:
        """`lazy import a.b as c`: what is added is lazy as well."""
        self._lazy = LAZY
        return self._plain(updated_node)

    def leave_ImportFrom(
        self, original_node: cst.ImportFrom, updated_node: cst.ImportFrom
    ) -> cst.ImportFrom | cst.RemovalSentinel:
        """`from a import b as c`."""
        return self._from(updated_node)

    def leave_LazyImportFrom(
        self, original_node: cst.LazyImportFrom, updated_node: cst.LazyImportFrom
    ) -> cst.LazyImportFrom | cst.RemovalSentinel:
        """`lazy from a import b as c`: what is added is lazy as well."""
        self._lazy = LAZY
        return self._from(updated_node)

    def _plain(self, node: PlainImport) -> PlainImport | cst.RemovalSentinel:
        """Plain imports stand in the statement if it has several, names of a module apart from it.

        One import a line is what PEP 8 asks for, so that `import a` never becomes `import a, b`.
        """
        names = NameList.of(node)
        alone = len(names.names) == 1 and self.replacements.get(0, KEPT).keep
        parted = self._parted(names, lambda new: new.name is None and not alone)
        self._add(((new, "") for new in parted.apart), None, 0)
        return parted.own.put_into(node) if parted.own is not None else cst.RemoveFromParent()

    def _from(self, updated_node: FromImport) -> FromImport | cst.RemovalSentinel:
        """The statement moves whole where all of it goes to one module."""
        dots = len(updated_node.relative)
        if isinstance(updated_node.names, cst.ImportStar):
            return self._star(updated_node)
        names = NameList.of(updated_node)
        stays = any(self.replacements.get(index, KEPT).keep for index in range(len(names.names)))
        module = _module_of(updated_node) if stays else module_text(self._first_module(), self.base, dots)
        parted = self._parted(
            names, lambda new: new.name is not None and module_text(new.module, self.base, dots) == module
        )
        comments = parted.comments
        self._add(((new, comments.get(new, "")) for new in parted.apart), self.base, dots)
        if parted.own is None:
            carried = set("\n".join(comments.values()).split("\n")) if parted.apart else set()
            self.comments += [comment for comment in names.comments if comment not in carried]
            return cst.RemoveFromParent()
        self.comments += comments[None].split("\n") if None in comments else []
        node = updated_node if stays else _from_module(updated_node, module)
        if len(parted.own.names) == 1 < len(names.names) and (bare := _without_parentheses(node, parted.own)):
            return bare
        return parted.own.put_into(node)

    def _add(self, imports: Iterable[tuple[NewImport, str]], base: Sequence[str] | None, dots: int) -> None:
        """Add statements after this one, lazy if it is."""
        self.added += render(imports, base, dots, self._lazy)

    def _star(self, node: FromImport) -> FromImport | cst.RemovalSentinel:
        """A star stays, with names added after it, moves to another module, or gives way to names."""
        dots = len(node.relative)
        replacement = self.replacements.get(0, KEPT)
        stars = [new for new in replacement.new if new.name == "*"]
        self._add(((new, "") for new in replacement.new if new not in stars), self.base, dots)
        if stars:
            return _from_module(node, module_text(stars[0].module, self.base, dots))
        return node if replacement.keep else cst.RemoveFromParent()

    def _first_module(self) -> str:
        """Where the statement goes as a whole: the module of the first name that comes in."""
        coming = (new for _, each in sorted(self.replacements.items()) for new in each.new)
        return next((new.module for new in coming if new.name is not None), "")

    def _parted(self, names: NameList, belongs: Callable[[NewImport], bool]) -> _Partition:
        """Part the statement's names after the change; `belongs` tells which can stand in it."""
        before = names
        apart: dict[NewImport, None] = {}
        comments: dict[NewImport | None, str] = {}
        taken: set[NewImport] = set()
        gone: list[int] = []
        added: list[cst.ImportAlias] = []
        for index, alias in enumerate(names.names):
            replacement = self.replacements.get(index, KEPT)
            own = [new for new in replacement.new if belongs(new) and new not in taken]
            taken.update(own)
            elsewhere = [new for new in replacement.new if not belongs(new)]
            apart |= dict.fromkeys(elsewhere)
            if not replacement.keep and own:
                names = names.with_name(index, _renamed(alias, own.pop(0)))
            elif not replacement.keep:
                gone.append(index)
                if names.comment(index):
                    comments[elsewhere[0] if elsewhere else None] = names.comment(index)
            added += [_renamed(cst.ImportAlias(name=cst.Name("_")), new) for new in own]
        if len(gone) == len(names.names):
            return _Partition(None, list(apart), comments)
        for index in reversed(gone):
            names = names.without(index)
        return _Partition(names.sorted_as(before).with_added(added), list(apart), comments)


def module_text(module: str, base: Sequence[str] | None, dots: int) -> str:
    """A module's name as a from-import spells it: relative where the dots already reach it."""
    parts = module.split(".")
    if base is None or parts[: len(base)] != list(base):
        return module
    return "." * dots + ".".join(parts[len(base) :])


def render(
    imports: Iterable[tuple[NewImport, str]], base: Sequence[str] | None, dots: int, lazy: str = ""
) -> list[str]:
    """New import statements with their comments, one for each module, their names sorted.

    `lazy` is what they begin with: `LAZY`, or nothing.
    """
    texts: list[str] = []
    grouped: dict[str, list[tuple[str, str]]] = {}
    for new, comment in imports:
        if new.name is None:
            texts.append(_commented(f"{lazy}import {_with_as(new.module, new.asname)}", comment))
        else:
            grouped.setdefault(new.module, []).append((_with_as(new.name, new.asname), comment))
    for module, names in grouped.items():
        names.sort(key=lambda each: in_order(each[0]))
        texts.append(_from_text(f"{lazy}from {module_text(module, base, dots)} import ", names))
    return texts


def _from_text(start: str, names: Sequence[tuple[str, str]]) -> str:
    """A from-import of names with their comments, on one line or one name a line."""
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


def _module_of(node: cst.ImportFrom | cst.LazyImportFrom) -> str:
    path = cst.Module([]).code_for_node(node.module) if node.module is not None else ""
    return "." * len(node.relative) + path


def _without_parentheses(node: FromImport, names: NameList) -> FromImport | None:
    """The statement with its one name bare; None where a comment stands by it, or the line gets too long."""
    if node.lpar is None or names.comments:
        return None
    alone = names.names[0].with_changes(comma=cst.MaybeSentinel.DEFAULT)
    bare = node.with_changes(
        names=[alone], lpar=None, rpar=None, whitespace_after_import=cst.SimpleWhitespace(" ")
    )
    return bare if len(cst.Module([]).code_for_node(bare)) <= LINE_LENGTH else None


def _from_module(node: FromImport, spelled: str) -> FromImport:
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
