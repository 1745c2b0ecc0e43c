"""Rename a definition where it stands: the statement gets the new name, the old one becomes an alias."""

import ast
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from codemods.semantic.binding import BindingKind
from codemods.semantic.dotted_names import last_name
from codemods.semantic.scope_table import ScopeTable
from codemods.semantic.string_names import StringConstant
from codemods.values.edit import Edit, splice
from codemods.values.source import Source

Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Assign | ast.AnnAssign

_KEYWORDS = re.compile(rb"(?:(?:async[ \t]+)?def|class)[ \t]+")
_REST_OF_LINE = re.compile(rb"[ \t\f]*(#[^\r\n]*)?(\r\n|\r|\n|\Z)")
_LISTS = ("body", "orelse", "finalbody")
_KINDS = (BindingKind.FUNCTION, BindingKind.CLASS, BindingKind.ASSIGNMENT, BindingKind.NONE_ASSIGNMENT)


class NotRenamedError(Exception):
    """A definition can't be renamed; the text says why, and `offset` where."""

    def __init__(self, why: str, offset: int = 0) -> None:
        super().__init__(why)
        self.why = why
        self.offset = offset


@dataclass(frozen=True, slots=True)
class RenamedDefinition:
    """The edits that rename a definition, in order; none where the old name is an alias of the new one."""

    edits: tuple[Edit, ...]
    start: int
    """The offset at which the old name stands first."""
    tells_name: bool = False
    """Whether the object itself has a name, as functions and classes do."""
    decorators: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Place:
    """A definition in its list of statements."""

    node: Definition
    siblings: Sequence[ast.stmt]
    index: int


def rename_definition(
    source: Source, tree: ast.Module, table: ScopeTable, old: str, new: str
) -> RenamedDefinition:
    """Rename what a module defines by a name; `table` is complete about both names.

    Behind each definition comes `old = new`, so that both name one object wherever the code goes. Overloads,
    which stand in a row, have one alias. Raises NotRenamedError.
    """
    bindings = table.bindings.get((0, old), ())
    if not bindings or all(_is_alias(each.assigned_chain, new) for each in bindings):
        return RenamedDefinition((), 0)
    places = [place for place in _definitions(tree) if _name(place.node) == old]
    first = bindings[0].span.start
    _check_names(table, old, new, first)
    others = [each for each in bindings if each.kind not in _KINDS]
    if others or len(places) != len(bindings):
        kinds = sorted({str(each.kind) for each in others}) or ["what is no plain definition"]
        raise NotRenamedError(f"it is also bound by {' and '.join(kinds)}", first)
    edits = [_renamed(source, place.node, old, new) for place in places]
    edits += [_alias(source, place, old, new) for place in places if not _goes_on(place, old)]
    edits += _entries(source, tree, table, old, new)
    edits.sort()
    _prove(source, edits, old, new)
    decorators = [each for place in places for each in getattr(place.node, "decorator_list", ())]
    return RenamedDefinition(
        tuple(edits),
        min(edit.start for edit in edits if edit.old),
        any(not isinstance(place.node, ast.Assign | ast.AnnAssign) for place in places),
        tuple(ast.unparse(each) for each in decorators if last_name(each) != "overload"),
    )


def _is_alias(chain: object, new: str) -> bool:
    return getattr(chain, "name", "") == new and not getattr(chain, "attrs", ())


def _check_names(table: ScopeTable, old: str, new: str, first: int) -> None:
    """Raise NotRenamedError where the new name means something else here, or the old one is written."""
    if (0, new) in table.bindings:
        raise NotRenamedError(f"`{new}` is bound there as well", table.bindings[0, new][0].span.start)
    for access in table.facts.accesses:
        if access.name == new and table.owner(access.scope, new) is None:
            raise NotRenamedError(f"the module reads another `{new}`, which it would hide", access.start)
    for declaration in table.facts.declarations:
        if declaration.name in (old, new):
            raise NotRenamedError(f"a function says `global {declaration.name}`", declaration.span.start)
    if old in table.facts.dunder_all.uneditable:
        raise NotRenamedError(f"`__all__` spells `{old}` in a way that can't be edited", first)


def _definitions(tree: ast.Module) -> Iterator[_Place]:
    """What the module itself defines, in blocks too, in the order of the source."""
    todo: list[ast.AST] = [tree]
    while todo:
        outer = todo.pop()
        bodies: Iterator[list[ast.stmt]] = (getattr(outer, name, []) for name in _LISTS)
        for body in bodies:
            for index, node in enumerate(body):
                if isinstance(node, Definition):
                    yield _Place(node, body, index)
                elif isinstance(node, ast.stmt):
                    todo.append(node)
        todo += (*getattr(outer, "handlers", ()), *getattr(outer, "cases", ()))


def _name(node: ast.AST) -> str:
    """The one name that a statement defines; empty where there is no such."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return node.name
    if isinstance(node, ast.Assign) and len(node.targets) == 1:
        target = node.targets[0]
        return target.id if isinstance(target, ast.Name) else ""
    if isinstance(node, ast.AnnAssign) and node.value is not None and isinstance(node.target, ast.Name):
        return node.target.id
    return ""


def _renamed(source: Source, node: Definition, old: str, new: str) -> Edit:
    start = source.offset(node.lineno, node.col_offset)
    if isinstance(node, ast.Assign | ast.AnnAssign):
        spelled = [each for each in ast.walk(node.value or node) if isinstance(each, ast.Constant)]
        if any(each.value == old for each in spelled):
            raise NotRenamedError("its value spells the name as text", start)
    elif (keywords := _KEYWORDS.match(source.data, start)) is not None:
        start = keywords.end()
    name = old.encode()
    if source.data[start : start + len(name)] != name:
        raise NotRenamedError("its name is not spelled plainly", start)
    return Edit(start, start + len(name), name, new.encode())


def _goes_on(place: _Place, old: str) -> bool:
    """Whether the next statement defines the name as well, as overloads do, and does not read it for that."""
    following = place.siblings[place.index + 1 : place.index + 2]
    if not following or not isinstance(place.node, ast.FunctionDef | ast.AsyncFunctionDef):
        return False
    (node,) = following
    if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) or node.name != old:
        return False
    before = (*node.decorator_list, node.args, *([node.returns] if node.returns is not None else ()))
    return not any(isinstance(each, ast.Name) and each.id == old for top in before for each in ast.walk(top))


def _alias(source: Source, place: _Place, old: str, new: str) -> Edit:
    """Put `old = new` behind a definition, as far from it as the next statement stands."""
    node = place.node
    first = min([node.lineno, *(each.lineno for each in getattr(node, "decorator_list", ()))])
    start = source.line_start(first)
    indent = source.data[start : source.offset(first, _column(node, first))]
    ending = _REST_OF_LINE.match(source.data, source.offset(node.end_lineno or 0, node.end_col_offset or 0))
    if indent.strip() or ending is None:
        raise NotRenamedError("it shares its line with other code", start)
    line = (node.end_lineno or 0) + 1
    line = _after_own_comments(source, line, indent)
    at = source.line_start(line)
    spaced = not isinstance(node, ast.Assign | ast.AnnAssign) and not source.path.endswith(".pyi")
    empty = _empty_lines(source, line, place, 1 if indent else 2) if spaced else 0
    newline = source.newline
    text = newline * empty + indent + f"{old} = {new}".encode() + newline
    if not source.data[:at].endswith((b"\n", b"\r")):
        text = newline + text.removesuffix(newline)
    return Edit(at, at, b"", text)


def _column(node: Definition, first: int) -> int:
    """Where the first line of a definition begins: at its decorator's `@`, which has no node of its own."""
    decorators = getattr(node, "decorator_list", ())
    return min(node.col_offset, *(each.col_offset for each in decorators)) if decorators else node.col_offset


def _after_own_comments(source: Source, line: int, indent: bytes) -> int:
    """The line behind the comments with which a body ends, which stand further in than the definition."""
    following = line
    while following <= source.line_count:
        text = source.line_text(following)
        if text.strip() and not re.match(re.escape(indent) + rb"[ \t]+#", text):
            break
        following += 1
        line = following if text.strip() else line
    return line


def _empty_lines(source: Source, line: int, place: _Place, usual: int) -> int:
    """How many empty lines part a definition from what follows it in its block."""
    if place.index + 1 == len(place.siblings):
        return usual
    number = 0
    while line + number <= source.line_count and not source.line_text(line + number).strip():
        number += 1
    return number


def _entries(source: Source, tree: ast.Module, table: ScopeTable, old: str, new: str) -> Iterator[Edit]:
    """Let `__all__` list the new name before the old one."""
    listed = [each for each in table.facts.strings if each.dunder_all_entry and each.value == old]
    if new in table.facts.dunder_all.included:
        return
    for entry in listed:
        assert entry.dunder_all_entry is not None
        start, end = entry.span.start, entry.span.end
        text = source.data[start:end]
        plain = text.count(old.encode()) == 1 and _is_listed(source, tree, entry)
        if entry.dunder_all_entry.alone or not plain:
            raise NotRenamedError(f"`__all__` lists `{old}` where no other name fits in", start)
        line = source.line_start(source.line_of(start))
        before = source.data[line:start]
        gap = b" " if before.strip() else source.newline + before
        yield Edit(start, start, b"", text.replace(old.encode(), new.encode()) + b"," + gap)


def _is_listed(source: Source, tree: ast.Module, entry: StringConstant) -> bool:
    """Whether an entry stands in a list, or the like, as it is."""
    displays = (each for each in ast.walk(tree) if isinstance(each, ast.List | ast.Tuple | ast.Set))
    return any(
        source.offset(each.lineno, each.col_offset) == entry.span.start
        for display in displays
        for each in display.elts
        if isinstance(each, ast.Constant)
    )


def _prove(source: Source, edits: Sequence[Edit], old: str, new: str) -> None:
    """Raise NotRenamedError unless the new text is the old program, but for the name and what was added."""
    undone = _Undone(old, new)
    try:
        before, after = (ast.parse(each) for each in (source.data, splice(source.data, edits)))
    except (SyntaxError, ValueError) as error:
        raise NotRenamedError(f"the new text does not parse: {error}") from None
    if _dump(undone.visit(after)) != _dump(undone.visit(before)):
        raise NotRenamedError("the new text could not be proved")


def _dump(tree: ast.AST | None) -> str:
    return ast.dump(tree) if tree is not None else ""


class _Undone(ast.NodeTransformer):
    """Takes a renaming back in a syntax tree: of what the module itself defines, and of `__all__`."""

    def __init__(self, old: str, new: str) -> None:
        self._old = old
        self._new = new

    def visit(self, node: ast.AST) -> ast.AST | None:
        """Give a node as it was before; None for an alias. Bodies of functions and classes are left alone."""
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            node.name = self._before(node.name)
            return node
        given = node.value if isinstance(node, ast.Assign) else None
        if isinstance(given, ast.Name) and given.id == self._new and _name(node) == self._old:
            return None
        if isinstance(node, ast.Assign | ast.AnnAssign) and _name(node) == self._new:
            for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
                assert isinstance(target, ast.Name)
                target.id = self._before(target.id)
        if isinstance(node, ast.List | ast.Tuple | ast.Set):
            node.elts = [each for each in node.elts if getattr(each, "value", None) != self._new]
        visited: ast.AST = super().generic_visit(node)
        return visited

    def _before(self, name: str) -> str:
        return self._old if name == self._new else name
