"""The places of one file that name a member: attributes, keywords, patterns, calls and definitions."""

import ast
import re
from collections.abc import Iterator

from codemods.semantic.ancestors import Parents
from codemods.semantic.dotted_names import dotted_parts, last_name
from codemods.semantic.embedded_code import content_span
from codemods.semantic.expression_terms import COPIERS, COPYING_METHODS, MOCKS
from codemods.semantic.member_strings import OF_MOCKS, SiteContext, StringSites
from codemods.semantic.nodes import span_of
from codemods.semantic.outline import AttributeUse, MemberSite, SiteKind
from codemods.semantic.outline_scopes import FUNCTIONS, MAKERS, OutlineScope
from codemods.semantic.patch_calls import patch_call_in
from codemods.semantic.patch_forms import PatchForm
from codemods.semantic.receiver_terms import UNKNOWN, Term
from codemods.semantic.span import Span
from codemods.semantic.usage import UsageReader
from codemods.semantic.visit_accesses import PLACES_FIELDS

_READING = frozenset({PatchForm.GETATTR, PatchForm.HASATTR})
_STAND_INS = MOCKS | {"SimpleNamespace", "Namespace", "configure_mock"}


class SiteReader:
    """Finds the places of one file that name one of some members."""

    def __init__(self, context: SiteContext) -> None:
        self._source, self._builder, self._scopes, self._terms, self._names, self._aliases = context
        self._strings = StringSites(context)
        self._usages = UsageReader(context.source.offset, context.source)
        self._taken: set[ast.AST] = set()
        """The nodes that were read with a call around them."""

    def sites(self) -> Iterator[MemberSite]:
        """The places, in no fixed order."""
        nodes = list(self._scopes.scopes.items())
        for node, scope in nodes:
            if isinstance(node, ast.Call):
                yield from self._call(node, scope)
        for node, scope in nodes:
            if node in self._taken:
                continue
            if isinstance(node, ast.ClassDef):
                yield from self._class_keywords(node, scope)
            if isinstance(node, ast.Attribute) and node.attr in self._names:
                yield self._attribute(node, scope)
            elif isinstance(node, ast.MatchClass):
                yield from self._pattern(node, scope)
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield from self._strings.sites(node, node.value, scope)
            elif scope.is_class and isinstance(node, (*FUNCTIONS, ast.ClassDef)) and node.name in self._names:
                yield self._definition(node, node.name, scope)
            elif scope.is_class and isinstance(node, ast.Name) and node.id in self._names:
                yield self._class_name(node, scope)

    # Attributes and definitions -------------------------------------------------------------------

    def _attribute(self, node: ast.Attribute, scope: OutlineScope) -> MemberSite:
        whole, parent = self._builder.place(node), self._scopes.parents.get(node)
        span = Span(whole.end - len(node.attr.encode()), whole.end) if whole is not None else None
        called = isinstance(parent, ast.Call) and parent.func is node
        above = self._scopes.parents.get(parent) if parent is not None else None
        mocked = isinstance(parent, ast.Attribute) and OF_MOCKS.fullmatch(parent.attr) is not None
        return self._builder.site(
            node,
            node.attr,
            SiteKind.ATTRIBUTE,
            span,
            self._terms.of(node.value, scope),
            scope,
            writes=mocked or not isinstance(node.ctx, ast.Load),
            called=called,
            awaited=called and isinstance(above, ast.Await),
            chains=tuple(self._builder.chains(node.value, scope)),
            use=self._use_of(node),
        )

    def _use_of(self, node: ast.Attribute) -> AttributeUse | None:
        """How an attribute is used; None in an f-string whose places the parser does not tell."""
        around: list[ast.AST] = []
        parent = self._scopes.parents.get(node)
        while parent is not None:
            around.append(parent)
            parent = self._scopes.parents.get(parent)
        in_string = any(isinstance(each, ast.JoinedStr) for each in around)
        if in_string and not PLACES_FIELDS:
            return None
        parents: Parents | None = None
        for each in reversed(around):
            parents = each, parents
        whole, receiver = (span_of(each, self._source.offset) for each in (node, node.value))
        usage = self._usages.of(node, parents)
        return AttributeUse(whole, receiver, bool(dotted_parts(node.value)), usage, in_string)

    def _definition(
        self, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef, name: str, scope: OutlineScope
    ) -> MemberSite:
        start = self._source.offset(node.lineno, node.col_offset)
        found = re.compile(rb"(?:async\s+)?(?:def|class)\s+(\w+)").match(self._source.data, start)
        span = Span(*found.span(1)) if found is not None else None
        return self._builder.site(node, name, SiteKind.OVERRIDE, span, UNKNOWN, scope, writes=True)

    def _class_keywords(self, node: ast.ClassDef, scope: OutlineScope) -> Iterator[MemberSite]:
        own = ast.Name(node.name, ast.Load())
        for keyword in node.keywords:
            if keyword.arg in self._names:
                name, start = str(keyword.arg), span_of(keyword, self._source.offset).start
                span = Span(start, start + len(name.encode()))
                receiver = self._terms.of(own, scope)
                yield self._builder.site(keyword, name, SiteKind.CLASS_KEYWORD, span, receiver, scope)

    def _class_name(self, node: ast.Name, scope: OutlineScope) -> MemberSite:
        """A bare name in a class body: one that is read there makes the definition one of several parts."""
        stored = isinstance(node.ctx, ast.Store)
        span = self._builder.place(node) if stored else None
        above = self._scopes.parents.get(node)
        of_property = isinstance(above, ast.Attribute) and above.attr in ("setter", "getter", "deleter")
        kind = SiteKind.OVERRIDE if stored or of_property else SiteKind.NAME
        return self._builder.site(node, node.id, kind, span, UNKNOWN, scope, writes=kind is SiteKind.OVERRIDE)

    def _pattern(self, node: ast.MatchClass, scope: OutlineScope) -> Iterator[MemberSite]:
        """`case User(name=n)`; the tree does not say where the keyword stands."""
        for name, pattern in zip(node.kwd_attrs, node.kwd_patterns, strict=True):
            if name in self._names:
                before = self._source.data[: span_of(pattern, self._source.offset).start].rstrip()
                before = before.removesuffix(b"=").rstrip()
                span = Span(len(before) - len(name.encode()), len(before))
                receiver = self._terms.of(node.cls, scope)
                yield self._builder.site(pattern, name, SiteKind.PATTERN, span, receiver, scope)

    # Calls ----------------------------------------------------------------------------------------

    def _call(self, node: ast.Call, scope: OutlineScope) -> Iterator[MemberSite]:
        called = last_name(node.func)
        if called in MAKERS:
            self._taken.update(ast.walk(node))
            return
        patched = patch_call_in(node, self._aliases)
        for member in patched.members if patched is not None else ():
            name = member.arg if isinstance(member, ast.keyword) else getattr(member, "value", None)
            if patched is not None and name in self._names and patched.form is not PatchForm.UNKNOWN_CALL:
                self._taken.add(member)
                yield self._named(member, str(name), patched.owner, patched.form not in _READING, scope)
        for keyword in node.keywords:
            if keyword in self._taken:
                continue
            if keyword.arg is None:
                yield self._builder.site(
                    node, "", SiteKind.UNPACKED, None, self._made(node, scope), scope, True
                )
            elif keyword.arg in self._names:
                kind = SiteKind.STAND_IN if called in _STAND_INS else SiteKind.KEYWORD
                whole, name = self._builder.place(keyword), keyword.arg
                span = Span(whole.start, whole.start + len(name.encode())) if whole is not None else None
                yield self._builder.site(keyword, name, kind, span, self._made(node, scope), scope, True)

    def _made(self, node: ast.Call, scope: OutlineScope) -> Term:
        """What a call makes, or copies: a class, or an object of one."""
        name = last_name(node.func)
        if name in COPIERS and node.args:
            return self._terms.of(node.args[0], scope)
        if name in COPYING_METHODS and isinstance(node.func, ast.Attribute):
            return self._terms.of(node.func.value, scope)
        return self._terms.of(node.func, scope)

    def _named(
        self, member: ast.expr | ast.keyword, name: str, owner: ast.expr, writes: bool, scope: OutlineScope
    ) -> MemberSite:
        """A member that a call names by a string, or by a keyword, beside the object that has it."""
        whole = self._builder.place(member)
        span: Span | None = None
        if whole is not None and isinstance(member, ast.keyword):
            span = Span(whole.start, whole.start + len(name.encode()))
        elif whole is not None:
            span = content_span(self._source.data, whole, name)
        receiver, chains = self._terms.of(owner, scope), tuple(self._builder.chains(owner, scope))
        return self._builder.site(member, name, SiteKind.STRING, span, receiver, scope, writes, chains=chains)
