"""The walk over one parsed text: iterative, and only into nodes that span a line that matters.

The walk keeps its own stack, so that a chain of 5,000 operators costs no recursion, and skips every
node that spans no hit line: whatever binds or uses a name spells it. Statements are visited in the
order of the source.
"""

import ast
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from codemods.semantic.ancestors import Parents
from codemods.semantic.binding import StatementPosition
from codemods.semantic.facts_builder import FactsBuilder, Quoted
from codemods.semantic.matching_lines import MatchingLines
from codemods.semantic.nodes import PlaceToOffset
from codemods.semantic.unaffected_statements import unaffected_runs
from codemods.semantic.usage import UsageReader

_IMPORTS = (ast.Import, ast.ImportFrom)


class Visit(NamedTuple):
    """A node to look at: the scope it belongs to, its parents, and where it stands as a statement."""

    node: ast.AST
    scope: int
    link: Parents | None = None
    block: StatementPosition | None = None

    @property
    def inside(self) -> Parents:
        """The link for the node's own children."""
        return (self.node, self.link)


Visitors = Mapping[type[ast.AST], Callable[["NodeWalk", Visit], None]]
"""What to do at nodes of a type; all other nodes only lead to their children."""


class NodeWalk:
    """One walk over one parsed text; `place` turns the text's positions into the file's offsets.

    `lines` None skips nothing; other lines are those of the file itself. `embedded` says in what kind of
    string or comment the text stands.
    """

    def __init__(
        self,
        found: FactsBuilder,
        place: PlaceToOffset,
        lines: MatchingLines | None,
        visitors: Visitors,
        embedded: str = "",
    ) -> None:
        self.found = found
        self.place = place
        self.embedded = embedded
        self.usages = UsageReader(place, found.source if lines is not None else None)
        self._lines = lines
        self._visitors = visitors
        self._stack: list[Visit] = []

    def run(self, tree: ast.AST, scope: int, link: Parents | None = None) -> None:
        """Collect everything below a tree, whose top belongs to the scope."""
        self._stack.append(Visit(tree, scope, link))
        while self._stack:
            visit = self._stack.pop()
            handler = self._visitors.get(type(visit.node))
            if handler is not None:
                handler(self, visit)
            else:
                self.children(visit)

    def part(self, place: PlaceToOffset) -> "NodeWalk":
        """A walk over a part of the text that has places of its own; it skips nothing."""
        return NodeWalk(self.found, place, None, self._visitors, self.embedded)

    def push(
        self, node: ast.AST | None, scope: int, link: Parents, block: StatementPosition | None = None
    ) -> None:
        """Visit a node later, unless it is absent or no hit line lies in it."""
        if node is not None and (self._lines is None or self._lines.touch(node)):
            self._stack.append(Visit(node, scope, link, block))

    def push_all(self, nodes: Iterable[ast.AST | None], scope: int, link: Parents) -> None:
        """Visit several nodes later; None stands for one that is absent."""
        for node in nodes:
            self.push(node, scope, link)

    def push_body(self, body: Sequence[ast.stmt], scope: int, link: Parents, guarded: bool = False) -> None:
        """Visit a list of statements, at least one, remembering who stands where in it."""
        owner, size, last = self.found.next_block(), len(body), body[-1]
        end = self.place(last.end_lineno or last.lineno, last.end_col_offset or 0)
        touched = range(size) if self._lines is None else self._lines.touched(body)
        others, counted, visits = 0, 0, list[Visit]()
        for index in touched:
            others += sum(type(statement) not in _IMPORTS for statement in body[counted:index])
            counted = index
            block = StatementPosition(owner, index, size, end, others, guarded)
            visits.append(Visit(body[index], scope, link, block))
        self._stack += reversed(visits)
        if len(touched) < size:
            self.found.quiet += unaffected_runs(
                body, touched, self.found.source, isinstance(link[0], ast.Module)
            )

    def children(self, visit: Visit) -> None:
        """Visit whatever stands below a node, in the same scope."""
        inner = visit.inside
        for field in reversed(visit.node._fields):
            value = getattr(visit.node, field, None)
            if isinstance(value, ast.AST):
                self.push(value, visit.scope, inner)
            elif isinstance(value, list) and value:
                if isinstance(value[0], ast.stmt):
                    self.push_body(value, visit.scope, inner, guarded=True)
                else:
                    for item in reversed(value):
                        if isinstance(item, ast.AST):
                            self.push(item, visit.scope, inner, visit.block)

    def quote(self, strings: Iterable[ast.Constant], scope: int) -> None:
        """Read strings as annotations later, in a scope."""
        self.found.quoted += [Quoted(string, scope, self.place) for string in strings]
