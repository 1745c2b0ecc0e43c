"""The strings of one file that name a member: keys, paths, listings and examples in docstrings."""

import ast
import re
from collections.abc import Collection, Iterator
from itertools import pairwise
from typing import NamedTuple

from codemods.semantic.dotted_names import last_name
from codemods.semantic.embedded_code import content_span
from codemods.semantic.expression_terms import ExpressionTerms
from codemods.semantic.member_site_builder import MemberSiteBuilder
from codemods.semantic.module_lookups import Aliases, namespace_owner
from codemods.semantic.outline import MemberSite, SiteKind
from codemods.semantic.outline_scopes import FUNCTIONS, OutlineScope
from codemods.semantic.patch_calls import patch_call_in
from codemods.semantic.read_outline_scopes import ScopeReader
from codemods.semantic.receiver_terms import UNKNOWN, Imported, Term
from codemods.semantic.span import Span
from codemods.values.source import Source

_LISTINGS = frozenset({"__slots__", "__match_args__", "__all__"})
OF_MOCKS = re.compile(r"return_value|side_effect|called|call_\w+|await_\w+|mock_calls|assert_\w+|reset_mock")
"""What is asked of a mock in a method's place."""
_KEY_METHODS = frozenset({"get", "pop", "setdefault"})
_GETTERS = frozenset({"attrgetter", "methodcaller"})
_DOTTED = re.compile(r"[A-Za-z_]\w*(?:[.:][A-Za-z_]\w*)+")


class SiteContext(NamedTuple):
    """A file in which places are looked for; `aliases` is what `patch_calls.patch_aliases` gives."""

    source: Source
    builder: MemberSiteBuilder
    scopes: ScopeReader
    terms: ExpressionTerms
    names: Collection[str]
    aliases: Aliases


class StringSites:
    """Finds what a string of one file names."""

    def __init__(self, context: SiteContext) -> None:
        self._source, self._builder, self._scopes, self._terms, self._names, self._aliases = context
        names = self._names
        word = "|".join(map(re.escape, sorted(names)))
        self._in_doctest = re.compile(rf"(?:>>>|\.\.\.).*\b(?:{word})\b")
        self._in_field = re.compile(rf"\{{[^{{}}]*\.({word})(?!\w)")
        self._in_list = re.compile(rf"(?<![\w.])({word})(?![\w.])")

    def sites(self, node: ast.Constant, value: str, scope: OutlineScope) -> Iterator[MemberSite]:
        """The places that one string is, if it names a member."""
        parent = self._scopes.parents.get(node)
        if isinstance(parent, ast.Expr):
            yield from self._doctest(node, value, scope)
        elif value in self._names:
            listing = self._listing(node)
            if listing is None:
                yield self._keyed(node, value, parent, scope)
            elif listing != "__all__" and scope.is_class:
                yield self._builder.site(node, value, SiteKind.OVERRIDE, None, UNKNOWN, scope, writes=True)
        elif _DOTTED.fullmatch(value) and (parts := re.split("[.:]", value))[-1] in self._names:
            getter = isinstance(parent, ast.Call) and last_name(parent.func) in _GETTERS
            if getter:
                yield self._builder.site(node, parts[-1], SiteKind.TEXT, None, UNKNOWN, scope)
            else:
                yield self._path(node, parts, parent, scope)
        elif (mocked := self._mocked(value, parent)) is not None:
            yield self._builder.site(node, mocked, SiteKind.STAND_IN, None, UNKNOWN, scope, writes=True)
        else:
            for name in self._among_others(value, parent):
                yield self._builder.site(node, name, SiteKind.TEXT, None, UNKNOWN, scope)

    def _mocked(self, value: str, parent: ast.AST | None) -> str | None:
        """The member whose stand-in a key prepares: `Mock(**{"total.return_value": 1})`."""
        parts = value.split(".") if isinstance(parent, ast.Dict) else []
        for name, after in pairwise(parts):
            if name in self._names and OF_MOCKS.fullmatch(after) is not None:
                return name
        return None

    def _among_others(self, value: str, parent: ast.AST | None) -> list[str]:
        """The members that a format reads, `"{0.total}".format(small)`, or that stand in a list of names."""
        method = parent.attr if isinstance(parent, ast.Attribute) else ""
        if method == "split":
            return self._in_list.findall(value)
        return self._in_field.findall(value) if method in ("format", "format_map") else []

    def _doctest(self, node: ast.Constant, value: str, scope: OutlineScope) -> Iterator[MemberSite]:
        for index, line in enumerate(value.split("\n")) if ">>>" in value else ():
            found = self._in_doctest.search(line)
            if found is not None:
                name = next(each for each in self._names if re.search(rf"\b{re.escape(each)}\b", line))
                start = self._source.line_start(min(node.lineno + index, node.end_lineno or node.lineno))
                place = Span(start, start)
                yield self._builder.site(node, name, SiteKind.TEXT, place, UNKNOWN, scope)

    def _listing(self, node: ast.AST) -> str | None:
        """The `__slots__` or the like that a string is an entry of."""
        parent = self._scopes.parents.get(node)
        while isinstance(parent, (ast.Tuple, ast.List, ast.Set, ast.Dict)):
            parent = self._scopes.parents.get(parent)
        targets = parent.targets if isinstance(parent, ast.Assign) else ()
        names = (each.id for each in targets if isinstance(each, ast.Name))
        return next((name for name in names if name in _LISTINGS), None)

    def _keyed(
        self, node: ast.Constant, name: str, parent: ast.AST | None, scope: OutlineScope
    ) -> MemberSite:
        """A string that is just the name: a key of something, or only text."""
        owner: ast.expr | None = None
        writes, kind = False, SiteKind.ITEM
        receiver: Term | None = None
        if isinstance(parent, ast.Subscript) and parent.slice is node:
            owner = parent.value
            writes = not isinstance(parent.ctx, ast.Load)
        elif isinstance(parent, ast.Call) and parent.args[:1] == [node]:
            method = parent.func if isinstance(parent.func, ast.Attribute) else None
            owner = method.value if method is not None and method.attr in _KEY_METHODS else None
        elif isinstance(parent, ast.Compare) and parent.left is node and isinstance(parent.ops[0], ast.In):
            owner = parent.comparators[0]
        elif isinstance(parent, ast.Dict) and node in parent.keys:
            writes, receiver = True, self._expected(parent, scope)
        if owner is not None and (space := namespace_owner(owner)) is not None:
            owner, kind = space, SiteKind.STRING
        elif isinstance(owner, ast.Attribute) and owner.attr == "__members__":
            owner = owner.value
        if owner is not None:
            receiver = self._terms.of(owner, scope)
        span = content_span(self._source.data, whole, name) if (whole := self._builder.place(node)) else None
        if receiver is None:
            return self._builder.site(node, name, SiteKind.TEXT, span, UNKNOWN, scope, writes)
        return self._builder.site(node, name, kind, span, receiver, scope, writes)

    def _expected(self, node: ast.Dict, scope: OutlineScope) -> Term | None:
        """What a dict display is annotated to be; None where nothing says so."""
        parent = self._scopes.parents.get(node)
        if isinstance(parent, ast.AnnAssign):
            return self._terms.annotation(parent.annotation, scope)
        if isinstance(parent, ast.Call) and node in parent.args:
            return self._terms.of(parent, scope)
        if isinstance(parent, ast.Return):
            around = self._scopes.parents.get(parent)
            while around is not None and not isinstance(around, FUNCTIONS):
                around = self._scopes.parents.get(around)
            if isinstance(around, FUNCTIONS) and around.returns is not None:
                return self._terms.annotation(around.returns, scope)
        return None

    def _path(
        self, node: ast.Constant, parts: list[str], parent: ast.AST | None, scope: OutlineScope
    ) -> MemberSite:
        """A string that spells a dotted path: `patch("shop.Small.total")`."""
        whole = self._builder.place(node)
        content = content_span(self._source.data, whole, str(node.value)) if whole is not None else None
        span = Span(content.end - len(parts[-1].encode()), content.end) if content is not None else None
        call = patch_call_in(parent, self._aliases) if isinstance(parent, ast.Call) else None
        writes = call is not None and not call.members and call.owner is node
        owner = tuple(parts[:-1])
        return self._builder.site(
            node, parts[-1], SiteKind.STRING, span, Imported(owner), scope, writes, chains=(owner,)
        )
