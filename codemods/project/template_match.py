"""Whether code has the form of a rule's expression already, so that a second run leaves it."""

import ast
from collections.abc import Callable, Mapping, Sequence
from inspect import Parameter

from codemods.project.expression_template import RECEIVER
from codemods.semantic.dotted_names import dotted_parts
from codemods.semantic.nodes import nodes_in
from codemods.semantic.parse_source import parse
from codemods.semantic.span import Span
from codemods.values.rules import SymbolRule
from codemods.values.source import Source
from codemods.values.symbol import Symbol

Means = Callable[[tuple[str, ...]], frozenset[str]]
"""The dotted paths that a chain of names may stand for at the place."""


class CodeTree:
    """One file's syntax tree, in which a use is found by its span."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.nodes = list(nodes_in(parse(source)))
        self._parents = {id(child): node for node in self.nodes for child in ast.iter_child_nodes(node)}

    def around(self, span: Span) -> list[ast.AST]:
        """The expression at a span, and the nodes around it, from the inside."""
        for node in self.nodes:
            if isinstance(node, ast.expr):
                start = self.source.offset(node.lineno, node.col_offset)
                end = self.source.offset(node.end_lineno or node.lineno, node.end_col_offset or 0)
                if (start, end) == (span.start, span.end):
                    found: list[ast.AST] = []
                    above: ast.AST | None = node
                    while above is not None:
                        found.append(above)
                        above = self._parents.get(id(above))
                    return found
        return []


def reads_itself(rule: SymbolRule) -> bool:
    """Whether what comes in the place of a symbol's use reads the symbol."""
    return bool(_own_places(rule))


def is_settled(rule: SymbolRule, around: Sequence[ast.AST], means: Means) -> bool:
    """Whether a use, with the nodes around it, stands in the rule's expression where that has the symbol."""
    for path in _own_places(rule):
        own = path[1] if len(path) > 1 and isinstance(path[1], ast.Call) and path[1].func is path[0] else None
        if len(around) >= len(path) and _Match(rule, means, own).run(path[-1], around[len(path) - 1]):
            return True
    return False


def _own_places(rule: SymbolRule) -> list[list[ast.AST]]:
    """Where an expression reads its own symbol: the node, and those around it up to the whole."""
    assert rule.expression is not None
    tree = ast.parse(f"({rule.expression.text})", mode="eval").body
    parents = {id(child): node for node in nodes_in(tree) for child in ast.iter_child_nodes(node)}
    found: list[list[ast.AST]] = []
    for node in nodes_in(tree):
        if isinstance(node, (ast.Name, ast.Attribute)) and _symbol(rule, node) == rule.old.dotted:
            path: list[ast.AST] = []
            above: ast.AST | None = node
            while above is not None:
                path.append(above)
                above = parents.get(id(above))
            found.append(path)
    return found


def _symbol(rule: SymbolRule, node: ast.AST) -> str:
    """The dotted path of an import, with what follows it, that a node of an expression reads."""
    chain = dotted_parts(node) if isinstance(node, ast.expr) else ()
    for each in rule.imports:
        own = (each.name,) if each.name else tuple(each.module.split("."))
        if chain[: len(own)] == own:
            return ".".join((*_dotted(each), *chain[len(own) :]))
    return ""


def _dotted(symbol: Symbol) -> tuple[str, ...]:
    return (*symbol.module.split("."), *(symbol.name.split(".") if symbol.name else ()))


class _Match:
    """Compares an expression with code; what stands for one parameter must be the same everywhere."""

    def __init__(self, rule: SymbolRule, means: Means, own: ast.Call | None) -> None:
        self._rule = rule
        self._means = means
        self._own = own
        """The call of the symbol itself, whose arguments may be passed in another way, or left out."""
        parameters: Mapping[str, Parameter] = rule.signature.parameters.parameters if rule.signature else {}
        self._holes = {*parameters, RECEIVER} - {each.name or each.module for each in rule.imports}
        variadic = (Parameter.VAR_POSITIONAL, Parameter.VAR_KEYWORD)
        self._spread = {each.name for each in parameters.values() if each.kind in variadic}
        self._filled: dict[str, str] = {}

    def run(self, wanted: object, found: object) -> bool:
        """Whether code is an expression with something in each of its holes."""
        if isinstance(wanted, ast.Name) and wanted.id in self._holes:
            text = ast.dump(found) if isinstance(found, ast.AST) else ""
            return bool(text) and self._filled.setdefault(wanted.id, text) == text
        if isinstance(wanted, (ast.Name, ast.Attribute)) and (path := _symbol(self._rule, wanted)):
            chain = dotted_parts(found) if isinstance(found, ast.expr) else ()
            return bool(chain) and path in self._means(chain)
        if wanted is self._own and isinstance(wanted, ast.Call) and isinstance(found, ast.Call):
            return self.run(wanted.func, found.func) and self._passes(wanted, found)
        if isinstance(wanted, ast.AST):
            return type(wanted) is type(found) and self._fields(wanted, found)
        if isinstance(wanted, list):
            return isinstance(found, list) and self._lists(wanted, found)
        return type(wanted) is type(found) and wanted == found

    def _fields(self, wanted: ast.AST, found: object) -> bool:
        return all(
            self.run(getattr(wanted, name, None), getattr(found, name, None))
            for name in wanted._fields
            if name not in ("ctx", "kind")
        )

    def _passes(self, wanted: ast.Call, found: ast.Call) -> bool:
        """Whether a call passes what the expression makes of an argument, wherever it makes more of one."""
        if self._fields(wanted, found):
            return True
        passed, given = (self._bound(each) for each in (wanted, found))
        made = {name: each for name, each in passed.items() if not _is_name(each, name)}
        return bool(made) and all(
            name in given and self.run(each, given[name]) for name, each in made.items()
        )

    def _bound(self, call: ast.Call) -> dict[str, ast.expr]:
        """The arguments of a call by the parameters that take them; none where that can't be told."""
        args = [each for each in call.args if not self._collects(each)]
        named = [each for each in call.keywords if not self._collects(each)]
        keywords = {each.arg: each.value for each in named if each.arg is not None}
        starred = any(isinstance(each, ast.Starred) for each in args)
        if self._rule.signature is None or starred or len(keywords) < len(named):
            return {}
        try:
            bound = self._rule.signature.parameters.bind(*args, **keywords).arguments
        except TypeError:
            return {}
        return {name: value for name, value in bound.items() if isinstance(value, ast.expr)}

    def _lists(self, wanted: list[object], found: list[object]) -> bool:
        """Compare arguments, or other nodes in a row; a parameter that collects some takes any number."""
        at = next((index for index, each in enumerate(wanted) if self._collects(each)), None)
        if at is None:
            return len(wanted) == len(found) and all(map(self.run, wanted, found))
        behind = len(wanted) - at - 1
        if len(found) < at + behind:
            return False
        ends = found[len(found) - behind :] if behind else []
        return all(map(self.run, [*wanted[:at], *wanted[at + 1 :]], [*found[:at], *ends]))

    def _collects(self, node: object) -> bool:
        value = node.value if isinstance(node, (ast.Starred, ast.keyword)) else None
        named = isinstance(node, ast.keyword) and node.arg is not None
        return isinstance(value, ast.Name) and value.id in self._spread and not named


def _is_name(node: ast.expr, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name
