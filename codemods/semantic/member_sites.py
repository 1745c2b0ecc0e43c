"""The places of one file that name a member: attributes, keywords, patterns, strings and definitions."""

import ast
import re
from collections.abc import Collection, Iterator

from codemods.semantic.ancestors import Parents
from codemods.semantic.dotted_names import dotted_parts, last_name
from codemods.semantic.embedded_code import content_span, is_same_code, offsets_from, parse_expression
from codemods.semantic.expression_terms import COPIERS, COPYING_METHODS, MOCKS, ExpressionTerms
from codemods.semantic.fstring_fields import field_spans, fields_of
from codemods.semantic.module_lookups import Aliases, namespace_owner
from codemods.semantic.nodes import PlaceToOffset, span_of
from codemods.semantic.outline import AttributeUse, MemberSite, SiteKind
from codemods.semantic.outline_scopes import FUNCTIONS, MAKERS, Binds, OutlineScope, ScopeReader
from codemods.semantic.patch_calls import patch_call_in
from codemods.semantic.patch_forms import PatchForm
from codemods.semantic.receiver_terms import UNKNOWN, Imported, Path, Term
from codemods.semantic.span import Span
from codemods.semantic.usage import UsageReader
from codemods.semantic.visit_accesses import PLACES_FIELDS
from codemods.values.source import Source

_READING = frozenset({PatchForm.GETATTR, PatchForm.HASATTR})
_OF_MOCKS = re.compile(r"return_value|side_effect|called|call_\w+|await_\w+|mock_calls|assert_\w+|reset_mock")
"""What is asked of a mock in a method's place."""
_STAND_INS = MOCKS | {"SimpleNamespace", "Namespace", "configure_mock"}
_LISTINGS = frozenset({"__slots__", "__match_args__", "__all__"})
_KEY_METHODS = frozenset({"get", "pop", "setdefault"})
_GETTERS = frozenset({"attrgetter", "methodcaller"})
_DOTTED = re.compile(r"[A-Za-z_]\w*(?:[.:][A-Za-z_]\w*)+")


class SiteReader:
    """Finds the places of one file that name one of some members."""

    def __init__(
        self,
        source: Source,
        scopes: ScopeReader,
        terms: ExpressionTerms,
        names: Collection[str],
        aliases: Aliases,
    ) -> None:
        self._source = source
        self._scopes = scopes
        self._terms = terms
        self._names = names
        self._aliases = aliases
        word = "|".join(map(re.escape, sorted(names)))
        self._in_doctest = re.compile(rf"(?:>>>|\.\.\.).*\b(?:{word})\b")
        self._usages = UsageReader(source.offset, source)
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
                yield from self._string(node, node.value, scope)
            elif scope.is_class and isinstance(node, (*FUNCTIONS, ast.ClassDef)) and node.name in self._names:
                yield self._definition(node, node.name, scope)
            elif scope.is_class and isinstance(node, ast.Name) and node.id in self._names:
                yield self._class_name(node, scope)

    # Places ---------------------------------------------------------------------------------------

    def site(
        self,
        node: ast.AST,
        name: str,
        kind: SiteKind,
        span: Span | None,
        receiver: Term,
        scope: OutlineScope,
        writes: bool = False,
        called: bool = False,
        awaited: bool = False,
        chains: tuple[Path, ...] = (),
        arguments: int = 0,
        use: AttributeUse | None = None,
    ) -> MemberSite:
        """A place; without a span it is the start of the node's line."""
        around = list(self._functions_around(node))
        owner = scope.around_class
        line: int = getattr(node, "lineno", 1)
        place = span if span is not None else Span(start := self._source.line_start(line), start)
        text = self._source.data[place.start : place.end]
        placed = span is not None and text == name.encode()
        return MemberSite(
            name,
            kind,
            place,
            self._source.line_of(place.start),
            receiver,
            placed,
            writes,
            called,
            awaited,
            chains,
            tuple(around),
            arguments,
            owner.parts if owner is not None else (),
            use,
        )

    def _functions_around(self, node: ast.AST) -> Iterator[str]:
        parent = self._scopes.parents.get(node)
        while parent is not None:
            if isinstance(parent, FUNCTIONS):
                yield parent.name
            parent = self._scopes.parents.get(parent)

    def _place(self, node: ast.expr | ast.keyword | ast.pattern) -> Span | None:
        """Where a node stands; None where an f-string's parser does not say."""
        top: ast.AST | None = node
        field: ast.AST | None = None
        while top is not None and not isinstance(top, (ast.JoinedStr, ast.stmt)):
            field, top = (
                (top if isinstance(top, ast.FormattedValue) else field),
                self._scopes.parents.get(top),
            )
        if PLACES_FIELDS or not isinstance(top, ast.JoinedStr) or not isinstance(field, ast.FormattedValue):
            return span_of(node, self._source.offset)
        return self._place_in_field(node, field, top)

    def _place_in_field(self, node: ast.AST, field: ast.FormattedValue, whole: ast.JoinedStr) -> Span | None:
        """The place of a node in an f-string's field, which is parsed again where it stands."""
        fields, data = list(fields_of(whole)), self._source.data
        spans = field_spans(data, span_of(whole, self._source.offset))
        if len(fields) != len(spans) or field not in fields:
            return None
        span = spans[fields.index(field)]
        text = data[span.start : span.end].decode()
        again = parse_expression(text)
        if again is None or not is_same_code(again, field.value):
            return None
        to_offset: PlaceToOffset = offsets_from(span.start, text)
        for old, new in zip(ast.walk(field.value), ast.walk(again), strict=False):
            if old is node and isinstance(new, (ast.expr, ast.keyword)):
                return span_of(new, to_offset)
        return None

    # Attributes and definitions -------------------------------------------------------------------

    def _attribute(self, node: ast.Attribute, scope: OutlineScope) -> MemberSite:
        whole, parent = self._place(node), self._scopes.parents.get(node)
        span = Span(whole.end - len(node.attr.encode()), whole.end) if whole is not None else None
        called = isinstance(parent, ast.Call) and parent.func is node
        above = self._scopes.parents.get(parent) if parent is not None else None
        mocked = isinstance(parent, ast.Attribute) and _OF_MOCKS.fullmatch(parent.attr) is not None
        return self.site(
            node,
            node.attr,
            SiteKind.ATTRIBUTE,
            span,
            self._terms.of(node.value, scope),
            scope,
            writes=mocked or not isinstance(node.ctx, ast.Load),
            called=called,
            awaited=called and isinstance(above, ast.Await),
            chains=tuple(self._chains(node.value, scope)),
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

    def _chains(self, node: ast.expr, scope: OutlineScope) -> Iterator[Path]:
        """The dotted paths of a chain on a name that is imported, or that the file does not bind."""
        parts = dotted_parts(node)
        owner = scope.find(parts[0]) if parts else None
        if parts and owner is None:
            yield from ((*star, *parts) for star in self._scopes.stars)
        for binding in owner.bindings[parts[0]] if owner is not None else ():
            if binding.how is Binds.IMPORT:
                yield (*binding.path, *parts[1:])

    def _definition(
        self, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef, name: str, scope: OutlineScope
    ) -> MemberSite:
        start = self._source.offset(node.lineno, node.col_offset)
        found = re.compile(rb"(?:async\s+)?(?:def|class)\s+(\w+)").match(self._source.data, start)
        span = Span(*found.span(1)) if found is not None else None
        return self.site(node, name, SiteKind.OVERRIDE, span, UNKNOWN, scope, writes=True)

    def _class_keywords(self, node: ast.ClassDef, scope: OutlineScope) -> Iterator[MemberSite]:
        own = ast.Name(node.name, ast.Load())
        for keyword in node.keywords:
            if keyword.arg in self._names:
                name, start = str(keyword.arg), span_of(keyword, self._source.offset).start
                span = Span(start, start + len(name.encode()))
                receiver = self._terms.of(own, scope)
                yield self.site(keyword, name, SiteKind.CLASS_KEYWORD, span, receiver, scope)

    def _class_name(self, node: ast.Name, scope: OutlineScope) -> MemberSite:
        """A bare name in a class body: one that is read there makes the definition one of several parts."""
        stored = isinstance(node.ctx, ast.Store)
        span = self._place(node) if stored else None
        above = self._scopes.parents.get(node)
        of_property = isinstance(above, ast.Attribute) and above.attr in ("setter", "getter", "deleter")
        kind = SiteKind.OVERRIDE if stored or of_property else SiteKind.NAME
        return self.site(node, node.id, kind, span, UNKNOWN, scope, writes=kind is SiteKind.OVERRIDE)

    def _pattern(self, node: ast.MatchClass, scope: OutlineScope) -> Iterator[MemberSite]:
        """`case User(name=n)`; the tree does not say where the keyword stands."""
        for name, pattern in zip(node.kwd_attrs, node.kwd_patterns, strict=True):
            if name in self._names:
                before = self._source.data[: span_of(pattern, self._source.offset).start].rstrip()
                before = before.removesuffix(b"=").rstrip()
                span = Span(len(before) - len(name.encode()), len(before))
                receiver = self._terms.of(node.cls, scope)
                yield self.site(pattern, name, SiteKind.PATTERN, span, receiver, scope)

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
                yield self.site(node, "", SiteKind.UNPACKED, None, self._made(node, scope), scope, True)
            elif keyword.arg in self._names:
                kind = SiteKind.STAND_IN if called in _STAND_INS else SiteKind.KEYWORD
                whole, name = self._place(keyword), keyword.arg
                span = Span(whole.start, whole.start + len(name.encode())) if whole is not None else None
                yield self.site(keyword, name, kind, span, self._made(node, scope), scope, True)

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
        whole = self._place(member)
        span: Span | None = None
        if whole is not None and isinstance(member, ast.keyword):
            span = Span(whole.start, whole.start + len(name.encode()))
        elif whole is not None:
            span = content_span(self._source.data, whole, name)
        receiver, chains = self._terms.of(owner, scope), tuple(self._chains(owner, scope))
        return self.site(member, name, SiteKind.STRING, span, receiver, scope, writes, chains=chains)

    # Strings --------------------------------------------------------------------------------------

    def _string(self, node: ast.Constant, value: str, scope: OutlineScope) -> Iterator[MemberSite]:
        parent = self._scopes.parents.get(node)
        if isinstance(parent, ast.Expr):
            yield from self._doctest(node, value, scope)
        elif value in self._names:
            listing = self._listing(node)
            if listing is None:
                yield self._keyed(node, value, parent, scope)
            elif listing != "__all__" and scope.is_class:
                yield self.site(node, value, SiteKind.OVERRIDE, None, UNKNOWN, scope, writes=True)
        elif _DOTTED.fullmatch(value) and (parts := re.split("[.:]", value))[-1] in self._names:
            getter = isinstance(parent, ast.Call) and last_name(parent.func) in _GETTERS
            if getter:
                yield self.site(node, parts[-1], SiteKind.TEXT, None, UNKNOWN, scope)
            else:
                yield self._path(node, parts, parent, scope)

    def _doctest(self, node: ast.Constant, value: str, scope: OutlineScope) -> Iterator[MemberSite]:
        for index, line in enumerate(value.split("\n")) if ">>>" in value else ():
            found = self._in_doctest.search(line)
            if found is not None:
                name = next(each for each in self._names if re.search(rf"\b{re.escape(each)}\b", line))
                start = self._source.line_start(min(node.lineno + index, node.end_lineno or node.lineno))
                place = Span(start, start)
                yield self.site(node, name, SiteKind.TEXT, place, UNKNOWN, scope)

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
            space = namespace_owner(parent.value)
            owner, kind = (parent.value, kind) if space is None else (space, SiteKind.STRING)
            writes = not isinstance(parent.ctx, ast.Load)
        elif isinstance(parent, ast.Call) and parent.args[:1] == [node]:
            method = parent.func if isinstance(parent.func, ast.Attribute) else None
            owner = method.value if method is not None and method.attr in _KEY_METHODS else None
        elif isinstance(parent, ast.Compare) and parent.left is node and isinstance(parent.ops[0], ast.In):
            owner = parent.comparators[0]
        elif isinstance(parent, ast.Dict) and node in parent.keys:
            writes, receiver = True, self._expected(parent, scope)
        if owner is not None:
            receiver = self._terms.of(owner, scope)
        span = content_span(self._source.data, whole, name) if (whole := self._place(node)) else None
        if receiver is None:
            return self.site(node, name, SiteKind.TEXT, span, UNKNOWN, scope, writes)
        return self.site(node, name, kind, span, receiver, scope, writes)

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
        whole = self._place(node)
        content = content_span(self._source.data, whole, str(node.value)) if whole is not None else None
        span = Span(content.end - len(parts[-1].encode()), content.end) if content is not None else None
        call = patch_call_in(parent, self._aliases) if isinstance(parent, ast.Call) else None
        writes = call is not None and not call.members and call.owner is node
        owner = tuple(parts[:-1])
        return self.site(
            node, parts[-1], SiteKind.STRING, span, Imported(owner), scope, writes, chains=(owner,)
        )
