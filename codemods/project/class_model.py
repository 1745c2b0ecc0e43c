"""Evaluate terms across the files of a tree: which classes there are, and what their attributes give."""

import builtins
from collections.abc import Callable, Collection, Iterable, Iterator

from codemods.project.dotted_paths import Modules
from codemods.project.external_objects import (
    ENUMS,
    PLAIN_MODULES,
    may_derive,
)
from codemods.project.inner_classes import classes_by_name, inherited_by_name
from codemods.project.namespaces import Namespaces
from codemods.project.object_values import ANYTHING, NOTHING, ClassRef, Value, ValueKind, Values
from codemods.project.value_steps import STEPS, result_of_method
from codemods.semantic import receiver_terms as terms
from codemods.semantic.outline import ClassOutline, FileOutline, FunctionKind, FunctionOutline
from codemods.semantic.receiver_terms import Path, Term
from codemods.values.symbol import Symbol


class ClassModel:
    """The classes of one tree, worked out on demand; `outline` gives a file's, if it can be read."""

    def __init__(
        self,
        modules: Modules,
        namespaces: Namespaces,
        outline: Callable[[str], FileOutline | None],
        inner: Collection[Symbol] = (),
    ) -> None:
        """`inner` are the classes inside of classes, such as `BaseModel.Config`, that rules speak of."""
        self._modules = modules
        self._namespaces = namespaces
        self._outline = outline
        self._known: dict[tuple[str, Term], Values] = {}
        self._open: set[object] = set()
        self._orders: dict[ClassRef, tuple[tuple[ClassRef, ...], bool]] = {}
        self._inner = inner

    # Terms ----------------------------------------------------------------------------------------

    def values(self, path: str, term: Term) -> Values:
        """All that a term of a file may give."""
        key = path, term
        if key in self._known:
            return self._known[key]
        if key in self._open or len(self._open) > 60:
            return frozenset({ANYTHING})
        self._open.add(key)
        try:
            found = frozenset(self._evaluated(path, term)) or frozenset({ANYTHING})
        finally:
            self._open.discard(key)
        self._known[key] = found
        return found

    def _evaluated(self, path: str, term: Term) -> Iterator[Value]:
        if isinstance(term, terms.AnyOf):
            for each in term.terms:
                yield from self.values(path, each)
        elif isinstance(term, terms.Plain):
            yield Value(ValueKind.PLAIN, parts=(term.name,))
        elif isinstance(term, terms.Own):
            yield from self._own(path, term.parts)
        elif isinstance(term, terms.Imported):
            yield from self._imported(path, term.parts)
        elif isinstance(term, terms.Free):
            yield from self._free(path, term.name)
        elif isinstance(term, (terms.Many, terms.Promise, terms.Returning)):
            yield Value(ValueKind.TERM, path, term=term)
        elif isinstance(term, terms.Result) and isinstance(term.of, terms.Attribute):
            yield from result_of_method(self, path, term.of)
        elif isinstance(term, terms.Attribute):
            for value in self.values(path, term.of):
                yield from self.attribute(value, term.name)
        elif not isinstance(term, terms.Unknown):
            step = STEPS[type(term)]
            for value in self.values(path, term.of):
                yield from step(self, value)
        else:
            yield ANYTHING

    def _own(self, path: str, parts: Path) -> Iterator[Value]:
        outline = self._outline(path)
        if outline is not None and parts in outline.classes:
            yield Value(ValueKind.CLASS, path, parts)
        if outline is not None and parts in outline.functions:
            yield Value(ValueKind.FUNCTION, path, parts)

    def _free(self, path: str, name: str) -> Iterator[Value]:
        outline = self._outline(path)
        for star in reversed(outline.stars) if outline is not None else ():
            module = self._modules.find(".".join(star), path)
            if module is None:
                yield ANYTHING
                return
            found = self.global_name(module, name)
            if found is not None:
                yield from found
                return
        known = hasattr(builtins, name)
        yield Value(ValueKind.EXTERNAL, parts=("builtins", name)) if known else ANYTHING

    def global_name(self, path: str, name: str) -> Values | None:
        """What a module of the tree binds at its top level; None where it does not bind a name."""
        outline = self._outline(path)
        if outline is None:
            return frozenset({ANYTHING})
        if name in outline.names:
            return self.values(path, outline.names[name])
        for star in reversed(outline.stars):
            module = self._modules.find(".".join(star), path)
            key = ("star", path, module, name)
            if module is not None and key not in self._open:
                self._open.add(key)
                try:
                    found = self.global_name(module, name)
                finally:
                    self._open.discard(key)
                if found is not None:
                    return found
        return None

    def _imported(self, importer: str, parts: Path) -> Iterator[Value]:
        """What an absolute dotted path means."""
        path, depth = self._namespaces.module_prefix(parts, importer, 0)
        if path is None:
            found: Values = frozenset({Value(ValueKind.EXTERNAL, parts=parts)})
        else:
            found = frozenset({Value(ValueKind.MODULE, path)})
            for name in parts[depth:]:
                found = frozenset(each for value in found for each in self.attribute(value, name))
        yield from found

    # Attributes -----------------------------------------------------------------------------------

    def attribute(self, value: Value, name: str) -> Iterator[Value]:
        """What an attribute of a value gives."""
        kind = value.kind
        if kind is ValueKind.MODULE:
            yield from self._of_module(value.path, name)
        elif kind is ValueKind.PLAIN and value != NOTHING:
            yield value
        elif kind is ValueKind.EXTERNAL:
            plain = value.parts[0] in PLAIN_MODULES
            known = plain or name[:1].isupper()
            yield Value(ValueKind.EXTERNAL, parts=(*value.parts, name)) if known else ANYTHING
        elif kind in (ValueKind.CLASS, ValueKind.INSTANCE, ValueKind.SUPER):
            yield from self._member(value, name)
        elif value != NOTHING:
            yield ANYTHING

    def _of_module(self, path: str, name: str) -> Iterator[Value]:
        found = self.global_name(path, name)
        if found is not None:
            yield from found
            return
        module = next(iter(self._modules.names(path)), "")
        inside = self._modules.find(f"{module}.{name}", path) if module else None
        yield Value(ValueKind.MODULE, inside) if inside is not None else ANYTHING

    def _member(self, value: Value, name: str) -> Iterator[Value]:
        order, _ = self.order(value.ref)
        on_class = value.kind is ValueKind.CLASS
        for ref in order[1:] if value.kind is ValueKind.SUPER else order:
            outline = self.outline(ref)
            if outline is None:
                continue
            given = outline.instance.get(name) if not on_class and name not in outline.annotated else None
            if name in outline.body:
                if on_class and self.is_enum(ref) and name not in outline.annotated:
                    members = self._enum_member(ref, outline, name)
                    yield from members
                    return
                for each in self.values(ref.path, outline.body[name]):
                    yield from self._bound(each, on_class)
            if given is not None:
                yield from self.values(ref.path, given)
            if name in outline.body or given is not None:
                return
        inherited = inherited_by_name(self, self._inner, order, name) if self._inner else ()
        yield from inherited or (ANYTHING,)

    def _enum_member(self, ref: ClassRef, outline: ClassOutline, name: str) -> Iterator[Value]:
        found = self.values(ref.path, outline.body[name])
        if any(each.kind in (ValueKind.FUNCTION, ValueKind.CLASS) for each in found):
            yield from found
        else:
            yield Value(ValueKind.INSTANCE, ref.path, ref.parts)

    def _bound(self, value: Value, on_class: bool) -> Iterator[Value]:
        """What a class's own name gives on an object: of a property, what it returns."""
        function = self.function(value)
        if function is not None and function.kind is FunctionKind.PROPERTY:
            if on_class:
                yield ANYTHING
            else:
                yield from self.values(value.path, function.returns)
        else:
            yield value

    def function(self, value: Value) -> FunctionOutline | None:
        """The outline of a function of the tree."""
        outline = self._outline(value.path) if value.kind is ValueKind.FUNCTION else None
        return outline.functions.get(value.parts) if outline is not None else None

    # Classes --------------------------------------------------------------------------------------

    def outline(self, ref: ClassRef) -> ClassOutline | None:
        """The outline of a class of the tree."""
        outline = self._outline(ref.path) if ref.path else None
        return outline.classes.get(ref.parts) if outline is not None else None

    def order(self, ref: ClassRef) -> tuple[tuple[ClassRef, ...], bool]:
        """A class and those that it derives from, as attributes are looked up, and whether these are all.

        The order is that of the reference (C3) for all but contrived diamonds: of a class that stands in it
        more than once, the last place counts.
        """
        if ref in self._orders:
            return self._orders[ref]
        self._orders[ref] = ((ref,), True)
        outline = self.outline(ref)
        found, complete = [ref], outline is not None or not ref.path
        for base in outline.bases if outline is not None else ():
            for value in self.values(ref.path, base):
                if value.kind not in (ValueKind.CLASS, ValueKind.EXTERNAL):
                    complete = False
                    continue
                behind, known = self.order(value.ref)
                found += behind
                complete = complete and known
        if self._inner and outline is not None:
            bases, known = classes_by_name(self, self._inner, ref)
            found += bases
            complete = complete and known
        last = tuple(each for index, each in enumerate(found) if each not in found[index + 1 :])
        self._orders[ref] = (last, complete)
        return self._orders[ref]

    def derives(self, ref: ClassRef, base: ClassRef) -> bool:
        """Whether a class is another one, or derives from it."""
        return self.any_derives(self.order(ref)[0], base)

    def any_derives(self, classes: Iterable[ClassRef], base: ClassRef) -> bool:
        """Whether one of some classes is another one, or derives from it outside the tree."""
        return any(
            each == base or (not each.path and not base.path and may_derive(each.parts, base.parts) is True)
            for each in classes
        )

    def is_enum(self, ref: ClassRef) -> bool:
        """Whether a class is an enumeration."""
        return any(not each.path and each.parts[-1] in ENUMS for each in self.order(ref)[0])
