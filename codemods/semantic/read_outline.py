"""Read one file's outline: its classes and functions, what its names stand for, and the members it names."""

import ast
import re
from collections.abc import Collection, Iterator

from codemods.semantic.dotted_names import last_name
from codemods.semantic.expression_terms import ExpressionTerms
from codemods.semantic.member_site_builder import MemberSiteBuilder
from codemods.semantic.member_sites import SiteReader
from codemods.semantic.member_strings import SiteContext
from codemods.semantic.outline import ClassOutline, FileOutline, FunctionKind, FunctionOutline
from codemods.semantic.outline_scopes import FUNCTIONS, Binds, OutlineScope
from codemods.semantic.patch_calls import patch_aliases
from codemods.semantic.read_outline_scopes import ScopeReader
from codemods.semantic.receiver_terms import (
    UNKNOWN,
    Element,
    Path,
    Promise,
    Term,
    any_of,
    many,
)
from codemods.semantic.whole_objects import whole_sites
from codemods.values.source import Source

_WORD = re.compile(r"\w+")
_PROPERTIES = frozenset({"property", "cached_property", "abstractproperty", "setter", "getter", "deleter"})
_TRANSPARENT_WORDS = """
abstractmethod cache deprecated final fixture lru_cache no_type_check overload override wraps
"""
_TRANSPARENT = frozenset(_TRANSPARENT_WORDS.split())
"""Decorators after which a function still gives what it says."""
_MANAGERS = frozenset({"contextmanager", "asynccontextmanager"})
_YIELDS = (ast.Yield, ast.YieldFrom)


def read_outline(
    tree: ast.Module,
    source: Source,
    module: str,
    is_package: bool,
    names: Collection[str],
    whole: bool = False,
) -> FileOutline:
    """The outline of a parsed file, with the places that name one of some members.

    With `whole`, the places are among them where objects are made by position, or seen with all their fields.
    Raises RecursionError where an expression is nested past what the program can follow.
    """
    parts = tuple(module.split("."))
    scopes = ScopeReader(tree, parts if is_package else parts[:-1])
    return _OutlineReader(source, scopes, names, whole).outline()


class _OutlineReader:
    def __init__(self, source: Source, scopes: ScopeReader, names: Collection[str], whole: bool) -> None:
        self._whole = whole
        self._source = source
        self._scopes = scopes
        self._terms = ExpressionTerms(scopes)
        self._names = names
        self._returned: dict[OutlineScope, list[ast.Return | ast.Yield | ast.YieldFrom]] = {}
        self._stored: dict[Path, dict[str, list[tuple[ast.expr | None, bool, OutlineScope]]]] = {}

    def outline(self) -> FileOutline:
        for node, scope in self._scopes.scopes.items():
            if isinstance(node, (ast.Return, *_YIELDS)):
                self._returned.setdefault(scope, []).append(node)
            elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
                self._store(node, scope)
        classes: dict[Path, ClassOutline] = {}
        functions: dict[Path, FunctionOutline] = {}
        for node, scope in self._scopes.inner.items():
            if isinstance(node, ast.ClassDef):
                classes[scope.parts] = self._class(node, scope)
            elif isinstance(node, FUNCTIONS):
                functions[scope.parts] = self._function(node, scope, functions.get(scope.parts))
        classes.update((parts, self._made_class(parts, call)) for parts, call in self._scopes.made.items())
        module = self._scopes.module
        builder, aliases = MemberSiteBuilder(self._source, self._scopes), patch_aliases(self._source.data)
        context = SiteContext(self._source, builder, self._scopes, self._terms, self._names, aliases)
        sites = SiteReader(context)
        found = [*sites.sites()] if self._names else []
        found += whole_sites(builder, self._scopes, self._terms) if self._whole else ()
        return FileOutline(
            self._source.path,
            classes,
            functions,
            {name: self._terms.name(name, module) for name in module.bindings},
            tuple(self._scopes.stars),
            tuple(sorted(found, key=lambda site: site.span.start)),
            frozenset(self._scopes.imported),
        )

    def _made_class(self, parts: Path, call: ast.Call) -> ClassOutline:
        """A class that a call makes of the names that its strings and keywords spell."""
        strings = (each.value for each in ast.walk(call) if isinstance(each, ast.Constant))
        words = [word for text in strings if isinstance(text, str) for word in _WORD.findall(text)]
        named = [*words[1:], *(each.arg for each in call.keywords if each.arg)]
        fields = tuple(dict.fromkeys(each for each in named if each.isidentifier()))
        base = self._terms.of(call.func, self._scopes.scopes.get(call, self._scopes.module))
        return ClassOutline(parts, (base,), frozenset(), dict.fromkeys(fields, UNKNOWN), {}, fields)

    def _store(self, node: ast.Attribute, scope: OutlineScope) -> None:
        """`self.name = value`, or `self.name: annotation`, in a method."""
        base = node.value
        owner = scope.find(base.id) if isinstance(base, ast.Name) else None
        bindings = owner.bindings[base.id] if owner is not None and isinstance(base, ast.Name) else []
        around = scope.around_class
        if around is None or not bindings or bindings[0].how not in (Binds.SELF, Binds.CLASS):
            return
        parent = self._scopes.parents.get(node)
        value: ast.expr | None = None
        annotated = isinstance(parent, ast.AnnAssign)
        if isinstance(parent, ast.AnnAssign):
            value = parent.annotation
        elif isinstance(parent, ast.Assign):
            value = parent.value
        known = self._stored.setdefault(around.parts, {}).setdefault(node.attr, [])
        known.append((value, annotated, scope))

    def _class(self, node: ast.ClassDef, scope: OutlineScope) -> ClassOutline:
        assert scope.parent is not None
        stored = self._stored.get(scope.parts, {})
        annotated = (each.target for each in node.body if isinstance(each, ast.AnnAssign))
        return ClassOutline(
            scope.parts,
            tuple(self._terms.of(base, scope.parent) for base in node.bases),
            frozenset(
                last_name(each.func if isinstance(each, ast.Call) else each) for each in node.decorator_list
            ),
            {name: self._terms.name(name, scope) for name in scope.bindings},
            {name: any_of(*(self._value(*each) for each in found)) for name, found in stored.items()},
            tuple(each.id for each in annotated if isinstance(each, ast.Name)),
        )

    def _value(self, node: ast.expr | None, annotated: bool, scope: OutlineScope) -> Term:
        if node is None:
            return UNKNOWN
        return self._terms.annotation(node, scope) if annotated else self._terms.of(node, scope)

    def _function(
        self,
        node: ast.FunctionDef | ast.AsyncFunctionDef,
        scope: OutlineScope,
        before: FunctionOutline | None,
    ) -> FunctionOutline:
        """A function; of several of one name (`overload`, a property's setter) any may be meant."""
        decorators = {
            last_name(each.func if isinstance(each, ast.Call) else each) for each in node.decorator_list
        }
        kind = FunctionKind.PLAIN
        if decorators & _PROPERTIES:
            kind = FunctionKind.PROPERTY
        elif "staticmethod" in decorators:
            kind = FunctionKind.STATIC
        elif "classmethod" in decorators:
            kind = FunctionKind.CLASS
        known = _PROPERTIES | _TRANSPARENT | _MANAGERS | {"staticmethod", "classmethod"}
        returns = self._returns(node, scope, bool(decorators & _MANAGERS)) if decorators <= known else UNKNOWN
        args = node.args
        named = [*args.posonlyargs, *args.args, *args.kwonlyargs]
        words = frozenset(
            each.id if isinstance(each, ast.Name) else each.attr
            for each in ast.walk(node)
            if isinstance(each, (ast.Name, ast.Attribute))
        )
        if before is not None and kind is FunctionKind.PROPERTY and not decorators & {"setter", "deleter"}:
            words |= before.words
        elif before is not None:
            returns = before.returns if kind is FunctionKind.PROPERTY else any_of(before.returns, returns)
            words |= before.words
        return FunctionOutline(
            scope.parts,
            kind,
            returns,
            frozenset(each.arg for each in named),
            args.kwarg is not None,
            words,
        )

    def _returns(
        self, node: ast.FunctionDef | ast.AsyncFunctionDef, scope: OutlineScope, manager: bool
    ) -> Term:
        """What calling a function gives: by its annotation, or else by what it returns."""
        assert scope.parent is not None
        if node.returns is not None:
            term = self._terms.annotation(node.returns, scope.parent)
            if manager:
                return Promise(Element(term))
            is_generator = any(isinstance(each, _YIELDS) for each in self._returned.get(scope, ()))
            return Promise(term) if isinstance(node, ast.AsyncFunctionDef) and not is_generator else term
        given = list(self._given(scope))
        yields = [term for is_yield, term in given if is_yield]
        if yields:
            return Promise(any_of(*yields)) if manager else many(any_of(*yields))
        term = any_of(*(term for _, term in given)) if given else UNKNOWN
        return Promise(term) if isinstance(node, ast.AsyncFunctionDef) else term

    def _given(self, scope: OutlineScope) -> Iterator[tuple[bool, Term]]:
        for each in self._returned.get(scope, ()):
            is_yield = isinstance(each, _YIELDS)
            if each.value is not None:
                yield (
                    is_yield,
                    UNKNOWN if isinstance(each, ast.YieldFrom) else self._terms.of(each.value, scope),
                )
