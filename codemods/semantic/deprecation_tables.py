"""The marks in what a module's `__getattr__` gives (PEP 562): branches for names, and dicts that it reads."""

import ast
import re
from collections.abc import Iterator, Mapping, Sequence

from codemods.semantic.delegation import FUNCTIONS, Function
from codemods.semantic.deprecation_calls import is_warning, stated, text_of
from codemods.semantic.deprecation_marks import DeprecationMark, MarkKind
from codemods.semantic.deprecation_texts import NamedReplacement, named_replacements
from codemods.semantic.dotted_names import dotted_parts, last_name

_DEPRECATING = re.compile(r"deprecat|renamed|moved|legacy|obsolete|warn", re.IGNORECASE)


def table_marks(tree: ast.Module, constants: Mapping[str, str]) -> Iterator[DeprecationMark]:
    """A mark for each name that a module's `__getattr__` knows, where it is about deprecation.

    `constants` are the strings that the module binds names to.
    """
    makers = [each for each in tree.body if isinstance(each, FUNCTIONS) and each.name == "__getattr__"]
    bound = _bound(tree)
    asked: set[str] = set()
    warned: set[str] = set()
    for maker in makers:
        yield from _branches(maker, constants)
        asked |= _names(maker)
        warned |= _warned_of(maker)
    if "__getattr__" in bound:
        asked |= _names(bound["__getattr__"])
    # What `__getattr__` calls may have been given the table: `_lookup = importer(deprecated=TABLE)`.
    asked |= {name for each in asked & bound.keys() for name in _names(bound[each])}
    for name in sorted(asked & bound.keys()):
        node = bound[name]
        if isinstance(node, ast.Dict) and (name in warned or _DEPRECATING.search(name)):
            yield from _entries(node, constants)


def _bound(tree: ast.Module) -> dict[str, ast.expr]:
    """The values of a module's plain assignments, by name."""
    found: dict[str, ast.expr] = {}
    for node in tree.body:
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        value = getattr(node, "value", None)
        if isinstance(node, (ast.Assign, ast.AnnAssign)) and value is not None:
            found.update((each.id, value) for each in targets if isinstance(each, ast.Name))
    return found


def _names(node: ast.AST) -> set[str]:
    return {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}


def _warned_of(maker: Function) -> set[str]:
    """The names that a `__getattr__` reads where it warns: in each test that decides about the warning.

    Where nothing decides about it, those are all that it reads.
    """
    given = {
        target.id: _names(node.value)
        for node in ast.walk(maker)
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    found: set[str] = set()
    for tests in _tests_of_warnings(maker.body, ()):
        names = [_names(test) for test in tests] or [_names(maker)]
        for each in names:
            through = set().union(*(given.get(name, set()) for name in each))
            found |= each | through
    return found


def _tests_of_warnings(
    body: Sequence[ast.stmt], tests: tuple[ast.expr, ...]
) -> Iterator[tuple[ast.expr, ...]]:
    """The tests that decide about each warning of a body."""
    for node in body:
        value = node.value if isinstance(node, ast.Expr) else None
        if isinstance(value, ast.Call) and is_warning(value):
            yield tests
        elif isinstance(node, ast.If):
            yield from _tests_of_warnings(node.body, (*tests, node.test))
            yield from _tests_of_warnings(node.orelse, (*tests, node.test))
        else:
            for inner in ("body", "orelse", "finalbody"):
                yield from _tests_of_warnings(getattr(node, inner, []), tests)


def _branches(maker: Function, constants: Mapping[str, str]) -> Iterator[DeprecationMark]:
    """`if name == "old": warn(...); return new`."""
    argument = maker.args.args[0].arg if maker.args.args else ""
    for node in ast.walk(maker):
        test = node.test if isinstance(node, ast.If) else None
        if not isinstance(node, ast.If) or not isinstance(test, ast.Compare):
            continue
        name = text_of(test.comparators[0], constants)
        if last_name(test.left) != argument or not isinstance(test.ops[0], ast.Eq) or not name:
            continue
        calls = [each.value for each in node.body if isinstance(each, ast.Expr)]
        said = [
            stated(each, constants, name) for each in calls if isinstance(each, ast.Call) and is_warning(each)
        ]
        given = [each.value for each in node.body if isinstance(each, ast.Return) and each.value is not None]
        if said:
            code = tuple(parts for each in given if (parts := dotted_parts(each)))
            yield DeprecationMark(name, MarkKind.BRANCH, node.lineno, said[0].text, said[0].named, code)


def _entries(table: ast.Dict, constants: Mapping[str, str]) -> Iterator[DeprecationMark]:
    for key, value in zip(table.keys, table.values, strict=True):
        name = text_of(key, constants) if key is not None else None
        if name is not None and name.isidentifier():
            yield _entry(name, value, constants)


def _entry(name: str, value: ast.expr, constants: Mapping[str, str]) -> DeprecationMark:
    """A table's value: the object, a path, `(module, name)`, or one of these with a text."""
    parts = value.elts if isinstance(value, (ast.Tuple, ast.List)) else [value]
    texts = [text_of(each, constants) for each in parts]
    code = tuple(
        chain
        for each, text in zip(parts, texts, strict=True)
        if text is None and (chain := dotted_parts(each))
    )
    said = [text for text in texts if text]
    paths = [text for text in said if all(part.isidentifier() for part in text.strip(".").split("."))]
    named = [NamedReplacement(".".join(each.strip(".") for each in paths), same_thing=True)] if paths else []
    named += [each for text in said if text not in paths for each in named_replacements(text)]
    return DeprecationMark(name, MarkKind.TABLE, value.lineno, " ".join(said), tuple(named), code)
