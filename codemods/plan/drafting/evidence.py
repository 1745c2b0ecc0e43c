"""What speaks for a rule: everything that the tree says of one deprecated name."""

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from codemods.migration.drafts import Value
from codemods.plan.drafting.handovers import Handover, handed_over
from codemods.plan.drafting.tree_names import ModuleView, Target, TreeNames
from codemods.semantic.delegation import FUNCTIONS, delegated
from codemods.semantic.deprecation_marks import DeprecationMark, MarkKind
from codemods.semantic.deprecation_texts import NamedReplacement
from codemods.semantic.dotted_names import dotted_parts, last_name
from codemods.semantic.read_deprecation_marks import deprecation_marks, own_warners
from codemods.values.symbol import Symbol

_HARMLESS_WORDS = """
staticmethod classmethod property override overload final no_type_check abstractmethod moved_function
moved_method
"""
_HARMLESS = frozenset(_HARMLESS_WORDS.split())
"""Decorators that mark, say how a method is bound, or are for type checkers."""


@dataclass(frozen=True, slots=True)
class Equivalent:
    """Something that the code shows to be the same as the old name."""

    how: str
    """In words: `the same object`, `its body gives new(a)`."""
    line: int
    target: Target | None
    keys: Mapping[str, Value] = field(default_factory=dict)
    is_expression: bool = False
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class NamedTarget:
    """Something that a text names, found in the tree."""

    said: NamedReplacement
    target: Target
    spelled: Symbol | None = None
    """The absolute path by which the text names it, if it is one."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that is known of one name."""

    old: Symbol
    view: ModuleView
    """The module that defines it."""
    target: Target | None
    """Its definition; None for a name that only a table has."""
    marks: Sequence[DeprecationMark]
    equivalents: Sequence[Equivalent]
    named: Sequence[NamedTarget]
    missing: Sequence[str]
    """What texts name and nobody finds."""

    @property
    def text(self) -> str:
        """What its author says: the longest of the texts."""
        texts = [mark.text for mark in self.marks if mark.kind is not MarkKind.DELEGATION and mark.is_stated]
        return max(texts, key=len, default="")

    @property
    def is_deprecated(self) -> bool:
        """Whether somebody says that it is deprecated, and not just one of its parameters."""
        return any(mark.is_stated and mark.kind is not MarkKind.PARAMETER for mark in self.marks)


def gather(names: TreeNames, old: Symbol, view: ModuleView, target: Target | None) -> Evidence:
    """What the tree says of `old`, whose definition is `target` in the module `view`."""
    name = target.symbol.name if target is not None else old.name
    marks = [mark for mark in deprecation_marks(view.tree) if mark.name == name]
    said = [named for mark in marks for named in mark.named if not named.is_parameter]
    found: dict[Symbol, NamedTarget] = {}
    missing: list[str] = []
    for each in said:
        named, spelled = _named(names, each, view, target, name)
        if named is None:
            own = each.path in (name, name.rpartition(".")[2])
            missing += [each.path] if not own and not each.is_plain else []
        elif target is None or named.symbol != target.symbol:
            symbol = names.ultimate(named).symbol
            known = found.get(symbol)
            same = each.same_thing or (known is not None and known.said.same_thing)
            how = each.with_arguments or (known is not None and known.said.with_arguments)
            first = known.said if known is not None else each
            spelled = spelled or (known.spelled if known is not None else None)
            found[symbol] = NamedTarget(replace(first, same_thing=same, with_arguments=how), named, spelled)
    equivalents = list(_equivalents(names, view, target, marks))
    return Evidence(old, view, target, marks, equivalents, list(found.values()), list(dict.fromkeys(missing)))


def _named(
    names: TreeNames, said: NamedReplacement, view: ModuleView, target: Target | None, name: str
) -> tuple[Target | None, Symbol | None]:
    """What a text means, and the absolute path by which it says so, if that is one.

    It is a member of the same class, a name of the module, a path, or one in a package around.
    """
    parts = tuple(said.path.split("."))
    owner = target.owner if target is not None else None
    ways: list[tuple[Target | None, tuple[str, ...]]] = []
    if owner is not None and len(parts) == 1:
        ways.append((names.member(owner, parts[0]), ()))
    if owner is not None and parts[0] in ("self", "cls"):
        ways.append((names.resolve(parts, view, owner=owner), ()))
    ways += [(names.resolve(parts, view), ()), (names.by_path(parts, view.path), parts)]
    package = view.name
    while package := package.rpartition(".")[0]:
        path = (*package.split("."), *parts)
        ways.append((names.by_path(path, view.path), path))
    for found, path in ways:
        is_word = found is not None and found.symbol.module == "builtins" and len(parts) == 1
        if found is None or (is_word and not said.same_thing):
            continue
        if found.is_module and "." not in name:
            inside = names.view(found.symbol.module, view.path)
            found = names.resolve((name,), inside) if inside is not None else None
            path = (*path, name) if path else ()
        if found is not None:
            return found, _spelled(names, found, path)
    return None, None


def _spelled(names: TreeNames, found: Target, path: tuple[str, ...]) -> Symbol | None:
    """A dotted path as a symbol: what it names has as many names behind its module as at home."""
    depth = len(path) - found.symbol.name.count(".") - 1
    if not path or depth < 1 or not found.symbol.name:
        return None
    symbol = Symbol(".".join(path[:depth]), ".".join(path[depth:]))
    return symbol if names.spelled(symbol, found) else None


def _equivalents(
    names: TreeNames, view: ModuleView, target: Target | None, marks: Sequence[DeprecationMark]
) -> Iterator[Equivalent]:
    owner = target.owner if target is not None else None
    for mark in marks:
        if mark.kind not in (MarkKind.ALIAS, MarkKind.WRAPPER, MarkKind.TABLE, MarkKind.BRANCH):
            continue
        # A name that is bound elsewhere as well is not just this alias.
        bound = mark.kind in (MarkKind.ALIAS, MarkKind.WRAPPER) and mark.name in view.bound
        if bound and (target is None or target.node is None or target.node.lineno != mark.line):
            continue
        for parts in mark.code[:1]:
            member = names.member(owner, parts[0]) if owner is not None and len(parts) == 1 else None
            found = member or names.resolve(parts, view)
            if found is not None:
                how = "the same object" if mark.kind is MarkKind.ALIAS else "it gives the same object"
                yield Equivalent(f"{how}, {'.'.join(parts)}", mark.line, found)
        if mark.kind is MarkKind.TABLE and not mark.code:
            for said in mark.named[:1]:
                found = _of_table(names, said, view, mark.name)
                if found is not None and found.in_tree:
                    yield Equivalent(f"the table gives {said.path}", mark.line, found)
    if target is None or target.node is None:
        return
    if isinstance(target.node, ast.ClassDef):
        yield from _only_base(names, view, target.node)
        return
    body = handed_over(names, target, view, own_warners(view.tree))
    if body is not None and (not body.is_own or _is_spelled(body.text, marks)):
        yield _of_body(body, target)


def _of_table(names: TreeNames, said: NamedReplacement, view: ModuleView, name: str) -> Target | None:
    """The object of a table's path: that of the same name in a module, or what the path names."""
    parts = tuple(said.path.split("."))
    packages = [(), tuple(view.name.split(".")), tuple(view.name.split(".")[:-1])]
    for package in packages:
        for path in ((*package, *parts, name), (*package, *parts)):
            found = names.by_path(path, view.path)
            if found is not None and found.symbol.name:
                return found
    return None


def _of_body(body: Handover, target: Target) -> Equivalent:
    node = target.node
    decorators = getattr(node, "decorator_list", ())
    others = [each for each in decorators if not _is_harmless(each)]
    doubt = body.doubt or (f"it is decorated with {ast.unparse(others[0])}" if others else "")
    return Equivalent(
        f"its body gives {body.text}", body.line, body.target, body.keys, body.is_expression, doubt
    )


def _is_spelled(text: str, marks: Sequence[DeprecationMark]) -> bool:
    """Whether code that hands over to nothing is a replacement, and not just what the function does.

    That is so where the author's text spells it, and where it gives back an argument as it is.
    """
    if text.isidentifier():
        return any(mark.is_stated for mark in marks)
    whole = re.compile(rf"(?<!\w){re.escape(text)}(?!\w)")
    return any(whole.search(mark.text) for mark in marks)


def _is_harmless(decorator: ast.expr) -> bool:
    """Whether a decorator only marks, or says how a method is bound."""
    name = last_name(decorator.func if isinstance(decorator, ast.Call) else decorator)
    return name in _HARMLESS or "deprecat" in name.lower()


def _only_base(names: TreeNames, view: ModuleView, node: ast.ClassDef) -> Iterator[Equivalent]:
    """A class that adds nothing to its one base but a warning."""
    if len(node.bases) != 1 or node.keywords:
        return
    parts = dotted_parts(node.bases[0])
    base = names.resolve(parts, view) if parts else None
    if base is None:
        return
    if not all(_adds_nothing(each, own_warners(view.tree)) for each in node.body):
        return
    doubt = "" if all(map(_is_harmless, node.decorator_list)) else "it is decorated"
    spelled = ast.unparse(node.bases[0])
    yield Equivalent(f"a class that only derives from {spelled}", node.lineno, base, doubt=doubt)


def _adds_nothing(node: ast.stmt, warners: frozenset[str]) -> bool:
    if isinstance(node, ast.Pass) or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)):
        return True
    if not isinstance(node, FUNCTIONS) or node.name not in ("__init__", "__new__", "__init_subclass__"):
        return False
    value = delegated(node, warners)
    callee = value.func if isinstance(value, ast.Call) else None
    if not isinstance(callee, ast.Attribute) or callee.attr != node.name or not isinstance(value, ast.Call):
        return False
    # The same arguments, handed on as they are.
    args = node.args
    mine = [each.arg for each in (*args.posonlyargs, *args.args)][1:]
    passed = [ast.unparse(each) for each in (*value.args, *value.keywords)]
    first = passed[:1] if passed[:1] in (["self"], ["cls"]) else []
    expected = [
        *mine,
        *([f"*{args.vararg.arg}"] if args.vararg else []),
        *(f"{each.arg}={each.arg}" for each in args.kwonlyargs),
    ]
    expected += [f"**{args.kwarg.arg}"] if args.kwarg else []
    return passed[len(first) :] == expected and (not mine or bool(args.vararg and args.kwarg))
