"""LibCST transformers over one import statement."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import libcst as cst

from codemods.ripple.decision import NewImport

LINE_LENGTH = 88
"""A new import of several names that is longer is laid out one name a line."""


@dataclass(frozen=True, slots=True)
class Slot:
    """What becomes of one alias: whether it stays, and the imports that replace or accompany it."""

    keep: bool
    new: tuple[NewImport, ...]


@dataclass(frozen=True, slots=True)
class Rewritten:
    """An import statement's new text (empty when it goes), and statements to add after it."""

    text: str
    added: tuple[str, ...]


def rewrite_statement(text: str, slots: Mapping[int, Slot], level_base: Sequence[str] | None) -> Rewritten:
    """Rewrite an import statement by its aliases' slots; an alias without one stays.

    `level_base` is the package that the statement's dots name, None for an absolute import: a
    module below it stays relative. Raises libcst.ParserSyntaxError when LibCST cannot read the text.
    """
    module = cst.parse_module(text)
    line = module.body[0]
    assert isinstance(line, cst.SimpleStatementLine)
    statement = line.body[0]
    assert isinstance(statement, (cst.Import, cst.ImportFrom))
    transformer = _Aliases(slots, level_base)
    changed = statement.visit(transformer)
    new_text = module.code_for_node(changed) if isinstance(changed, cst.CSTNode) else ""
    return Rewritten(new_text, tuple(transformer.added))


def module_text(module: str, level_base: Sequence[str] | None, dots: int) -> str:
    """A module's name as a from-import spells it: relative where the dots already reach it."""
    parts = module.split(".")
    if level_base is None or parts[: len(level_base)] != list(level_base):
        return module
    return "." * dots + ".".join(parts[len(level_base) :])


def render(
    imports: Sequence[NewImport], level_base: Sequence[str] | None, dots: int, comment: str = ""
) -> list[str]:
    """New import statements, one for each module, in the order given."""
    plain = [each for each in imports if each.name is None]
    texts = [f"import {_with_as(each.module, each.asname)}" for each in plain]
    grouped: dict[str, list[str]] = {}
    for each in imports:
        if each.name is not None:
            grouped.setdefault(each.module, []).append(_with_as(each.name, each.asname))
    for module, names in grouped.items():
        start = f"from {module_text(module, level_base, dots)} import "
        line = start + ", ".join(names)
        if len(names) > 1 and len(line) > LINE_LENGTH:
            line = start + "(\n    " + ",\n    ".join(names) + ",\n)"
        texts.append(line)
    if comment and texts:
        texts[0] += "  " + comment
    return texts


def _with_as(name: str, asname: str | None) -> str:
    return f"{name} as {asname}" if asname else name


class _Aliases(cst.CSTTransformer):
    """Take aliases out of a statement, put others in their place, and collect what must stand apart."""

    def __init__(self, slots: Mapping[int, Slot], level_base: Sequence[str] | None) -> None:
        super().__init__()
        self.slots = slots
        self.level_base = level_base
        self.added: list[str] = []

    def leave_Import(
        self, original_node: cst.Import, updated_node: cst.Import
    ) -> cst.Import | cst.RemovalSentinel:
        """`import a.b as c`: plain imports stand in it, names of a module apart from it."""
        names: list[cst.ImportAlias] = []
        apart: list[NewImport] = []
        for index, alias in enumerate(updated_node.names):
            slot = self.slots.get(index, Slot(True, ()))
            names += [alias] if slot.keep else []
            replaced = not slot.keep
            for new in slot.new:
                if new.name is not None:
                    apart.append(new)
                    continue
                base = alias if replaced else cst.ImportAlias(name=cst.Name("_"))
                names.append(_renamed(base, new.module, new.asname))
                replaced = False
        self.added += render(apart, None, 0)
        if not names:
            return cst.RemoveFromParent()
        return updated_node.with_changes(names=_recommaed(names, updated_node.names))

    def leave_ImportFrom(
        self, original_node: cst.ImportFrom, updated_node: cst.ImportFrom
    ) -> cst.ImportFrom | cst.RemovalSentinel:
        """`from a import b as c`: it moves whole where all of it goes to one module."""
        if isinstance(updated_node.names, cst.ImportStar):
            self.added += render(self._all_new(), self.level_base, len(updated_node.relative))
            return updated_node
        aliases = list(updated_node.names)
        staying = [index for index in range(len(aliases)) if self.slots.get(index, Slot(True, ())).keep]
        return (
            self._partly(updated_node, aliases, staying) if staying else self._wholly(updated_node, aliases)
        )

    def _all_new(self) -> list[NewImport]:
        return list(dict.fromkeys(new for slot in self.slots.values() for new in slot.new))

    def _partly(
        self, node: cst.ImportFrom, aliases: list[cst.ImportAlias], staying: list[int]
    ) -> cst.ImportFrom:
        changed, comments = _without(node, aliases, [i for i in range(len(aliases)) if i not in staying])
        comment = comments[0] if len(comments) == 1 else ""
        own = _spelled(node)
        mine = [new for new in self._all_new() if self._is_here(new, own, len(node.relative))]
        if mine:
            grown = [*changed.names, *(_fresh(new) for new in mine)]  # type: ignore[misc]  # never a star here
            changed = changed.with_changes(names=_recommaed(grown, aliases))
        rest = [new for new in self._all_new() if new not in mine]
        self.added += render(rest, self.level_base, len(node.relative), comment)
        return changed

    def _is_here(self, new: NewImport, own: str, dots: int) -> bool:
        return new.name is not None and module_text(new.module, self.level_base, dots) == own

    def _wholly(
        self, node: cst.ImportFrom, aliases: list[cst.ImportAlias]
    ) -> cst.ImportFrom | cst.RemovalSentinel:
        news = self._all_new()
        first = next((new.module for new in news if new.name is not None), None)
        if first is None:
            self.added += render(news, self.level_base, len(node.relative))
            return cst.RemoveFromParent()
        names: list[cst.ImportAlias] = []
        taken: set[NewImport] = set()
        gone: list[int] = []
        for index, alias in enumerate(aliases):
            mine = [new for new in self.slots[index].new if new.module == first and new not in taken]
            mine = [new for new in mine if new.name is not None]
            taken.update(mine)
            for position, new in enumerate(mine):
                base = alias if position == 0 else cst.ImportAlias(name=cst.Name("_"))
                names.append(_renamed(base, new.name or "", new.asname))
            gone += [] if mine else [index]
        rest = [new for new in news if new not in taken]
        changed, comments = _without(node, aliases, gone)
        self.added += render(rest, self.level_base, len(node.relative), comments[0] if comments else "")
        return _from(changed, names, first, self.level_base)


def _from(
    node: cst.ImportFrom, names: list[cst.ImportAlias], module: str, base: Sequence[str] | None
) -> cst.ImportFrom:
    spelled = module_text(module, base, len(node.relative))
    path = spelled.lstrip(".")
    dots = len(spelled) - len(path)
    layout = [alias for alias in node.names if isinstance(alias, cst.ImportAlias)]  # type: ignore[union-attr]  # never a star
    return node.with_changes(
        module=_dotted(path) if path else None,
        relative=[cst.Dot()] * dots,
        names=_recommaed(names, layout),
    )


def _spelled(node: cst.ImportFrom) -> str:
    path = cst.Module([]).code_for_node(node.module) if node.module is not None else ""
    return "." * len(node.relative) + path


def _dotted(path: str) -> cst.Name | cst.Attribute:
    expression = cst.parse_expression(path)
    assert isinstance(expression, (cst.Name, cst.Attribute))
    return expression


def _fresh(new: NewImport) -> cst.ImportAlias:
    return _renamed(cst.ImportAlias(name=cst.Name("_")), new.name or new.module, new.asname)


def _renamed(alias: cst.ImportAlias, name: str, asname: str | None) -> cst.ImportAlias:
    written = alias.asname
    if asname is None:
        written = None
    elif written is None or not isinstance(written.name, cst.Name) or written.name.value != asname:
        written = cst.AsName(name=cst.Name(asname))
    return alias.with_changes(name=_dotted(name), asname=written)


def _recommaed(names: Iterable[cst.ImportAlias], layout: Sequence[cst.ImportAlias]) -> list[cst.ImportAlias]:
    """Give aliases the commas of a layout: the last one's for the last, separators for the others."""
    listed = list(names)
    separator = next(
        (alias.comma for alias in layout[:-1] if isinstance(alias.comma, cst.Comma) and not _comment(alias)),
        cst.Comma(whitespace_after=cst.SimpleWhitespace(" ")),
    )
    last = layout[-1].comma
    result = []
    for index, alias in enumerate(listed):
        if index == len(listed) - 1:
            own = alias.comma if isinstance(alias.comma, cst.Comma) and alias is layout[-1] else last
            comma = alias.comma if _comment(alias) and isinstance(last, cst.Comma) else own
        else:
            comma = (
                alias.comma if isinstance(alias.comma, cst.Comma) and alias is not layout[-1] else separator
            )
        result.append(alias.with_changes(comma=comma))
    return result


def _comment(alias: cst.ImportAlias) -> cst.Comment | None:
    """The comment behind an alias's comma."""
    if isinstance(alias.comma, cst.Comma):
        after = alias.comma.whitespace_after
        if isinstance(after, cst.ParenthesizedWhitespace):
            return after.first_line.comment
    return None


def _without(
    node: cst.ImportFrom, aliases: list[cst.ImportAlias], gone: Sequence[int]
) -> tuple[cst.ImportFrom, list[str]]:
    """Take aliases out, keeping the layout and the comments on lines of their own; give their comments."""
    if not gone:
        return node, []
    comments: list[str] = []
    kept: list[cst.ImportAlias] = []
    for index, alias in enumerate(aliases):
        if index not in gone:
            kept.append(alias)
            continue
        comment = _comment(alias)
        if comment is not None:
            comments.append(comment.value)
        lines = _own_lines(alias)
        if lines and kept:
            kept[-1] = _with_own_lines(kept[-1], lines)
    if not kept:
        return node, comments
    last = aliases[-1].comma
    if len(aliases) - 1 in gone:
        kept[-1] = _as_last(kept[-1], last)
    lpar = node.lpar
    return node.with_changes(names=kept, lpar=lpar), comments


def _own_lines(alias: cst.ImportAlias) -> list[cst.EmptyLine]:
    if isinstance(alias.comma, cst.Comma) and isinstance(
        alias.comma.whitespace_after, cst.ParenthesizedWhitespace
    ):
        return [line for line in alias.comma.whitespace_after.empty_lines if line.comment]
    return []


def _with_own_lines(alias: cst.ImportAlias, lines: Sequence[cst.EmptyLine]) -> cst.ImportAlias:
    if not isinstance(alias.comma, cst.Comma):
        return alias
    after = alias.comma.whitespace_after
    if not isinstance(after, cst.ParenthesizedWhitespace):
        return alias
    grown = after.with_changes(empty_lines=[*after.empty_lines, *lines])
    return alias.with_changes(comma=alias.comma.with_changes(whitespace_after=grown))


def _as_last(alias: cst.ImportAlias, last: cst.Comma | cst.MaybeSentinel) -> cst.ImportAlias:
    """Give an alias the end of the list: the old last comma, with its own comment kept."""
    own = _comment(alias)
    if own is None or not isinstance(last, cst.Comma) or not isinstance(alias.comma, cst.Comma):
        return alias.with_changes(comma=last)
    ending = last.whitespace_after
    after = alias.comma.whitespace_after
    if isinstance(ending, cst.ParenthesizedWhitespace) and isinstance(after, cst.ParenthesizedWhitespace):
        ending = ending.with_changes(first_line=after.first_line)
    return alias.with_changes(comma=last.with_changes(whitespace_after=ending))
