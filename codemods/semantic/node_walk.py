"""The walk over one parsed text: iterative, and only into nodes that span a line that matters.

It keeps a stack of its own, so that a chain of 5,000 operators costs no recursion. It leaves out every node
without a matching line, which is sound because whatever binds or uses a name spells it. Statements are
visited in the order of the source.
"""

import ast
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from codemods.semantic.access import Embedding
from codemods.semantic.ancestors import Parents
from codemods.semantic.binding import StatementPosition
from codemods.semantic.facts_builder import FactsBuilder, QuotedAnnotation
from codemods.semantic.matching_lines import MatchingLines
from codemods.semantic.nodes import PlaceToOffset
from codemods.semantic.program_parts import parts_of
from codemods.semantic.unaffected_statements import unaffected_runs
from codemods.semantic.usage import UsageReader

_IMPORTS = (ast.Import, ast.ImportFrom)


class NodeVisit(NamedTuple):
    """A node to visit: the scope it belongs to, its parents, and for a statement where it stands."""

    node: ast.AST
    scope: int
    parents: Parents | None = None
    position: StatementPosition | None = None

    @property
    def child_parents(self) -> Parents:
        """The chain of parents of the node's own children."""
        return (self.node, self.parents)


Visitors = Mapping[type[ast.AST], Callable[["NodeWalk", NodeVisit], None]]
"""What to do at nodes of a type; at all other nodes the walk goes on to the children."""


class NodeWalk:
    """One walk over one parsed text; `to_offset` turns the text's positions into the file's offsets.

    With `lines` None it leaves nothing out; else they are lines of the file itself, which the text then is.
    `embedded` says in what kind of string or comment the text stands.
    """

    def __init__(
        self,
        builder: FactsBuilder,
        to_offset: PlaceToOffset,
        lines: MatchingLines | None,
        visitors: Visitors,
        embedded: Embedding | None = None,
    ) -> None:
        self.builder = builder
        self.to_offset = to_offset
        self.embedded = embedded
        self.usage_reader = UsageReader(to_offset, builder.source if lines is not None else None)
        self._lines = lines
        self._visitors = visitors
        self._stack: list[NodeVisit] = []

    def run(self, tree: ast.AST, scope: int, parents: Parents | None = None) -> None:
        """Collect from a tree and all below it; its top belongs to the scope."""
        self._stack.append(NodeVisit(tree, scope, parents))
        while self._stack:
            visit = self._stack.pop()
            visitor = self._visitors.get(type(visit.node))
            if visitor is not None:
                visitor(self, visit)
            else:
                self.visit_children(visit)

    @property
    def is_code(self) -> bool:
        """Whether it walks over statements that run, in the file or in the examples of a docstring."""
        return self.embedded in (None, Embedding.DOCTEST)

    def over_part(self, to_offset: PlaceToOffset) -> "NodeWalk":
        """A walk over a part of the text that is parsed on its own; it leaves nothing out."""
        return NodeWalk(self.builder, to_offset, None, self._visitors, self.embedded)

    def push(
        self, node: ast.AST | None, scope: int, parents: Parents, position: StatementPosition | None = None
    ) -> None:
        """Put a node on the stack, unless it is absent or without a matching line."""
        if node is not None and (self._lines is None or self._lines.lie_in(node)):
            self._stack.append(NodeVisit(node, scope, parents, position))

    def push_all(self, nodes: Iterable[ast.AST | None], scope: int, parents: Parents) -> None:
        """Put several nodes on the stack; None stands for one that is absent."""
        for node in nodes:
            self.push(node, scope, parents)

    def push_body(self, body: Sequence[ast.stmt], scope: int, parents: Parents, nested: bool = False) -> None:
        """Put a list of statements, at least one, on the stack, each with its position in the list.

        What is left out of it is noted as unaffected: the proof need not look at these statements either.
        """
        if isinstance(parents[0], ast.Module) and self.builder.source.is_notebook:
            # What is put on the stack last is visited first.
            for part in reversed(parts_of(body)):
                self._push_list(part, scope, parents, nested, in_part=True)
        else:
            self._push_list(body, scope, parents, nested)

    def _push_list(
        self, body: Sequence[ast.stmt], scope: int, parents: Parents, nested: bool, in_part: bool = False
    ) -> None:
        list_id, size, last = self.builder.new_list_id(), len(body), body[-1]
        end = self.to_offset(last.end_lineno or last.lineno, last.end_col_offset or 0)
        matching = range(size) if self._lines is None else self._lines.statements_with(body)
        non_imports, counted, visits = 0, 0, list[NodeVisit]()
        for index in matching:
            # Most statements of a large module are left out, so that each is looked at once, for its type.
            non_imports += sum(type(statement) not in _IMPORTS for statement in body[counted:index])
            counted = index
            position = StatementPosition(list_id, index, size, end, non_imports, nested, in_part)
            visits.append(NodeVisit(body[index], scope, parents, position))
        # The stack gives back last what was put on it first: reversed, the first statement comes first.
        self._stack += reversed(visits)
        if len(matching) < size:
            in_module = isinstance(parents[0], ast.Module)
            self.builder.unaffected += unaffected_runs(body, matching, self.builder.source, in_module)

    def visit_children(self, visit: NodeVisit) -> None:
        """Put whatever stands below a node on the stack, in the same scope."""
        parents = visit.child_parents
        for field in reversed(visit.node._fields):
            value = getattr(visit.node, field, None)
            if isinstance(value, ast.AST):
                self.push(value, visit.scope, parents)
            elif isinstance(value, list) and value:
                if isinstance(value[0], ast.stmt):
                    # Functions, classes and modules have visitors: this is the body of an `if` or the like.
                    self.push_body(value, visit.scope, parents, nested=True)
                else:
                    for item in reversed(value):
                        if isinstance(item, ast.AST):
                            self.push(item, visit.scope, parents, visit.position)

    def read_annotations_later(self, strings: Iterable[ast.Constant], scope: int) -> None:
        """Have strings read as annotations in a scope, once the walk knows what the file binds."""
        for string in strings:
            self.builder.quoted_annotations.append(QuotedAnnotation(string, scope, self.to_offset))
