"""The text of a function's body where its calls stand: what it reads is imported there, or was passed."""

import ast
from collections.abc import Collection, Sequence
from copy import deepcopy
from dataclasses import dataclass

from codemods.plan.drafting.public_paths import is_private
from codemods.plan.drafting.tree_names import ModuleView, Statement, Target, TreeNames
from codemods.semantic.dotted_names import dotted_parts
from codemods.values.symbol import Symbol

_LONGEST = 120
"""How many characters an expression may have that is put in the place of calls."""
_OWN_NAMES = (ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp, ast.Await, ast.Yield)


@dataclass(frozen=True, slots=True)
class InlinedText:
    """An expression, and what it has to have imported."""

    text: str
    imports: tuple[Symbol, ...]
    only_passed: bool
    """Whether all that it reads is what callers pass: it is the code itself, and hands over to nothing."""


def inlined(
    names: TreeNames,
    view: ModuleView,
    value: ast.expr,
    parameters: Collection[str],
    owner: Target | None,
    local: Sequence[Statement],
) -> InlinedText | str:
    """A body's expression as it reads elsewhere; a text says why that cannot be said.

    `parameters` are the names that callers pass, `owner` is the class whose method it is, and `local` are the
    imports of the function.
    """
    if any(isinstance(each, _OWN_NAMES) for each in ast.walk(value)):
        return "its body binds names of its own, or awaits"
    reader = _Reader(names, view, frozenset(parameters), owner, local)
    node = reader.visit(deepcopy(value))
    if reader.problem:
        return reader.problem
    text = ast.unparse(node)
    if len(text) > _LONGEST:
        return "its body is long"
    if not (reader.imports or reader.reads_passed or reader.reads_self):
        return "its body uses nothing that callers pass"
    return InlinedText(
        text, tuple(dict.fromkeys(reader.imports)), not reader.imports and not reader.reads_self
    )


class _Reader(ast.NodeTransformer):
    """Replaces each chain of names by one that an import gives."""

    def __init__(
        self,
        names: TreeNames,
        view: ModuleView,
        parameters: frozenset[str],
        owner: Target | None,
        local: Sequence[Statement],
    ) -> None:
        self._names = names
        self._view = view
        self._parameters = parameters
        self._owner = owner
        self._local = local
        self.imports: list[Symbol] = []
        self.reads_passed = False
        self.reads_self = False
        self.problem = ""

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        """A chain as a whole, or the expression that it begins with."""
        if node.attr.startswith("_"):
            self.problem = f"its body reads `{node.attr}`, which is private"
        parts = dotted_parts(node)
        return self._chain(node, parts) if parts else self.generic_visit(node)

    def visit_Name(self, node: ast.Name) -> ast.AST:
        """A name that stands alone."""
        return self._chain(node, (node.id,))

    def _chain(self, node: ast.expr, parts: Sequence[str]) -> ast.expr:
        head = parts[0]
        if head in self._parameters:
            self.reads_passed = True
            return node
        if head == "self" and self._owner is not None:
            self.reads_self = True
            return node
        for length in range(len(parts), 0, -1):
            found = self._names.resolve(parts[:length], self._view, self._local)
            if found is not None:
                return self._spelled(found, parts[length:], node)
        self.problem = self.problem or f"its body reads `{'.'.join(parts)}`, and nobody can tell what that is"
        return node

    def _spelled(self, found: Target, rest: Sequence[str], node: ast.expr) -> ast.expr:
        symbol = found.symbol
        if symbol.module == "builtins":
            return node
        top = Symbol(symbol.module, symbol.name.partition(".")[0])
        if is_private(symbol) or top.name in self._parameters or not symbol.name:
            self.problem = self.problem or f"its body reads `{symbol}`, which cannot be spelled elsewhere"
            return node
        self.imports.append(top)
        return ast.parse(".".join((symbol.name, *rest)), mode="eval").body
