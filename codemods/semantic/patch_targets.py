"""Places that name something in a module's namespace by a string, an argument's name or at run time."""

import ast
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from codemods.semantic.binding import ScopeKind
from codemods.semantic.constant_strings import FoldedString, fold_string, without_colon
from codemods.semantic.dotted_names import dotted_parts
from codemods.semantic.embedded_code import content_span
from codemods.semantic.facts_builder import FactsBuilder
from codemods.semantic.module_lookups import (
    FUNCTION_NAMESPACE,
    GIVE_NAMES,
    MODULE_OF_OBJECT,
    found_name_argument,
    gives_top_package,
    is_loaded_module,
    is_module_import,
    module_name_argument,
    module_of_object,
    package_argument,
    passed_importer,
    replaced_keys,
    replaces_module,
    resolved_name_argument,
)
from codemods.semantic.node_walk import NodeVisit, NodeWalk
from codemods.semantic.nodes import PlaceToOffset, span_of
from codemods.semantic.patch_calls import PatchCall, namespace_item_in, patch_call_in
from codemods.semantic.patch_forms import PatchForm
from codemods.semantic.source_words import spells_any
from codemods.semantic.span import Span
from codemods.semantic.string_names import AskedName, PatchTarget, PathRoot
from codemods.semantic.usage import is_handed_on


def call_targets(walk: NodeWalk, visit: NodeVisit) -> Iterator[PatchTarget]:
    """The targets of a call that names attributes, or of an item of a module's namespace."""
    assert isinstance(visit.node, (ast.Call, ast.Subscript))
    if isinstance(visit.node, ast.Call):
        call = patch_call_in(visit.node, walk.builder.patch_aliases)
    else:
        call = namespace_item_in(visit.node)
    if call is None or not _may_spell_tracked(walk, visit.node):
        return
    owner = _folded_owner(walk, call)
    if not call.members:
        yield _target(walk, visit.scope, call, owner, owner.text, owner.components)
    for name, components in _members(walk, call):
        if name in walk.builder.tracked:
            path = f"{owner.text}.{name}" if owner.text else name
            yield _target(walk, visit.scope, call, owner, path, components, _is_handed_on(visit))
        elif top := _top_package_in(call.owner):
            walk.builder.asked_names.append(AskedName(span_of(top, walk.to_offset).start, name))
        elif call.asks and owner.root is PathRoot.NAMES:
            asked = AskedName(span_of(call.owner, walk.to_offset).start, name)
            walk.builder.asked_names.append(asked)


def _top_package_in(owner: ast.expr) -> ast.expr | None:
    """The module's name in `__import__("a.b")`, which gives `a`; None for any other expression."""
    return module_name_argument(owner, {}) if gives_top_package(owner) else None


def module_targets(walk: NodeWalk, visit: NodeVisit) -> Iterator[PatchTarget]:
    """The name of a module by which an expression looks the module up, or puts another one in its place."""
    for key in replaced_keys(visit.node, walk.builder.patch_aliases):
        if _may_spell_tracked(walk, key):
            path = fold_string(key, walk.builder, walk.to_offset)
            lookup = PatchCall(PatchForm.MODULE_LOOKUP, key)
            target = _target(walk, visit.scope, lookup, path, path.text, path.components)
            yield replace(target, replaces=True)
    importer = passed_importer(visit.node)
    object_in = module_of_object(visit.node, walk.builder.patch_aliases)
    if (owner := object_in or importer) is not None:
        unknown = FoldedString("" if object_in is None else MODULE_OF_OBJECT, PathRoot.UNKNOWN)
        lookup = PatchCall(PatchForm.MODULE_LOOKUP, owner)
        yield _target(walk, visit.scope, lookup, unknown, unknown.text, (), handed_on=True)
        if object_in is not None:
            return
    by_path = resolved_name_argument(visit.node)
    found = found_name_argument(visit.node)
    name = by_path or found or module_name_argument(visit.node, walk.builder.patch_aliases)
    if name is None or not isinstance(visit.node, ast.expr):
        return
    path = _module_path(visit.node, name, walk.builder, walk.to_offset)
    imports = by_path is not None or is_module_import(visit.node, walk.builder.patch_aliases)
    if by_path is not None and not (isinstance(by_path, ast.Constant) and path.text.isidentifier()):
        # A plain path says by itself what it names; of any other, it is told that something is looked up.
        if isinstance(by_path, ast.Constant):
            return
        path = FoldedString(path.text, PathRoot.UNKNOWN)
    computed = imports and path.root is PathRoot.UNKNOWN
    if computed or _may_spell_tracked(walk, visit.node):
        lookup = PatchCall(PatchForm.MODULE_LOOKUP, name)
        # What is read from what `resolve_name` gives is not followed.
        handed_on = _is_handed_on(visit, followed=by_path is None) and not _is_followed(walk, visit)
        # `__import__("a.b")` gives `a`: where that is used, the name cannot change without its attributes.
        used = visit.parents is None or not isinstance(visit.parents[0], ast.Expr)
        held = "." in path.text and used and gives_top_package(visit.node)
        components = () if held else path.components
        handed_on = (handed_on and found is None) or held or _hands_namespace_on(visit)
        target = _target(walk, visit.scope, lookup, path, path.text, components, handed_on, visit.node)
        yield replace(target, replaces=replaces_module(visit.node))


def chain_targets(
    walk: NodeWalk, base: ast.expr, chain: Sequence[ast.Attribute], scope: int
) -> Iterator[PatchTarget]:
    """The attributes of a module that an expression looks up by its name."""
    module = looked_up_module(base, walk.builder, walk.to_offset)
    if module is not None and not walk.builder.tracked.isdisjoint(each.attr for each in chain):
        ends = [(each.attr, span_of(each, walk.to_offset).end) for each in chain]
        components = tuple(Span(end - len(name.encode()), end) for name, end in ends)
        path = ".".join((module.text, *(name for name, _ in ends)))
        stored = not isinstance(chain[-1].ctx, ast.Load)
        access = PatchCall(PatchForm.SETATTR if stored else PatchForm.ATTRIBUTE, base)
        yield _target(walk, scope, access, module, path, components)


def looked_up_module(node: ast.AST, builder: FactsBuilder, to_offset: PlaceToOffset) -> FoldedString | None:
    """The module that an expression looks up by its name; None for any other expression."""
    name = module_name_argument(node, builder.patch_aliases)
    path = _module_path(node, name, builder, to_offset) if name is not None else None
    if path is None or path.root is PathRoot.UNKNOWN:
        return None
    if gives_top_package(node) and "." in path.text:
        return replace(path, text=path.text.partition(".")[0], components=())
    return path


def _module_path(
    node: ast.AST, name: ast.expr, builder: FactsBuilder, to_offset: PlaceToOffset
) -> FoldedString:
    """The name of the module that an expression looks up, a relative one with its package before it."""
    path = fold_string(name, builder, to_offset)
    if path.root is not PathRoot.ABSOLUTE or not path.text.startswith("."):
        return path
    given, relative = package_argument(node), path.text.lstrip(".")
    package = fold_string(given, builder, to_offset) if given is not None else None
    up = len(path.text) - len(relative) - 1
    parts = package.text.split(".") if package is not None and package.text else []
    if package is None or package.root in (PathRoot.UNKNOWN, PathRoot.NAMES) or (up and len(parts) <= up):
        return FoldedString(path.text, PathRoot.UNKNOWN)
    text = ".".join((*parts[: len(parts) - up], relative)).rstrip(".")
    # What stands before the name, in the package or as dots, cannot change here.
    places = path.components[-relative.count(".") - 1 :] if path.components else ()
    return FoldedString(text, package.root, components=places)


def _is_handed_on(visit: NodeVisit, followed: bool = False) -> bool:
    """Whether the value of a visited expression goes on from there."""
    assert isinstance(visit.node, ast.expr)
    if visit.parents is None:
        return False
    # What is read from it is followed where a module is looked up by its whole name, and nowhere else.
    read = isinstance(visit.parents[0], ast.Attribute) and not followed
    return read or is_handed_on(visit.node, visit.parents[0])


def _hands_namespace_on(visit: NodeVisit) -> bool:
    """Whether the names of the module that is looked up go on: `.__dict__` with anything but one name."""
    if visit.parents is None:
        return False
    parent, above = visit.parents
    if not isinstance(parent, ast.Attribute) or parent.attr not in GIVE_NAMES:
        return False
    return not (above is not None and isinstance(above[0], ast.Subscript) and above[0].value is parent)


def _is_followed(walk: NodeWalk, visit: NodeVisit) -> bool:
    """Whether a module goes only to where an attribute of it is named, or to names that the walk tracks."""
    parent = visit.parents[0] if visit.parents is not None else None
    if isinstance(parent, ast.Call):
        call = patch_call_in(parent, walk.builder.patch_aliases)
        return call is not None and call.owner is visit.node and bool(call.members)
    if not isinstance(parent, (ast.Assign, ast.AnnAssign, ast.NamedExpr)):
        return False
    targets = parent.targets if isinstance(parent, ast.Assign) else [parent.target]
    names = [each.id for each in targets if isinstance(each, ast.Name)]
    in_class = walk.builder.scopes[visit.scope].kind is ScopeKind.CLASS
    return not in_class and len(names) == len(targets) and walk.builder.tracked.issuperset(names)


def _folded_owner(walk: NodeWalk, call: PatchCall) -> FoldedString:
    """What a call reaches into: a chain of names, a module that it looks up, or a path."""
    chain = dotted_parts(call.owner)
    if chain[-1:] == (FUNCTION_NAMESPACE,):
        return FoldedString("", PathRoot.UNKNOWN)
    if chain and call.members and chain[0] not in walk.builder.constants:
        return FoldedString("", PathRoot.NAMES, chain)
    owner = looked_up_module(call.owner, walk.builder, walk.to_offset)
    owner = owner or without_colon(fold_string(call.owner, walk.builder, walk.to_offset))
    return replace(owner, text=owner.text.removesuffix(".__dict__")) if call.members else owner


def _members(walk: NodeWalk, call: PatchCall) -> Iterator[tuple[str, tuple[Span, ...]]]:
    """The attributes that a call names, each with the place of the name where that is spelled plainly."""
    for member in call.members:
        span = span_of(member, walk.to_offset)
        if isinstance(member, ast.keyword):
            yield member.arg or "", (Span(span.start, span.start + len((member.arg or "").encode())),)
        elif isinstance(member, ast.Name) and member.id in walk.builder.constants:
            # Other code may use the constant for other ends: the place is reported, not edited.
            yield str(walk.builder.constants[member.id].value), ()
        elif isinstance(member, ast.Constant) and isinstance(member.value, str):
            content = content_span(walk.builder.source.data, span, member.value)
            yield member.value, (content,) if content is not None else ()


def _target(
    walk: NodeWalk,
    scope: int,
    call: PatchCall,
    owner: FoldedString,
    path: str,
    components: tuple[Span, ...],
    handed_on: bool = False,
    node: ast.expr | None = None,
) -> PatchTarget:
    """Make a target, and keep the strings of a known form from counting as constants as well.

    One in an example of a docstring is not edited: no component of it has a place.
    """
    whole = span_of(call.owner, walk.to_offset)
    lookup = call.owner if node is None else node
    span = Span(components[0].start, components[-1].end) if call.members and components else whole
    if call.form is not PatchForm.UNKNOWN_CALL and owner.root is not PathRoot.UNKNOWN:
        walk.builder.interpreted_strings.update(_strings_of(walk, call.owner))
    return PatchTarget(
        form=call.form,
        path=tuple(path.lstrip(".").split(".")),
        span=span,
        components=components if walk.embedded is None else (),
        line=walk.builder.source.line_of(span.start),
        root=owner.root,
        base=owner.base,
        scope=scope,
        start=whole.start,
        creates_mock=call.creates_mock,
        named=max(len(call.members), 1),
        owner=()
        if walk.embedded is not None
        else owner.components
        if call.members or call.form is PatchForm.ATTRIBUTE
        else owner.module,
        handed_on=handed_on,
        loads=not is_loaded_module(lookup, walk.builder.patch_aliases),
    )


def _strings_of(walk: NodeWalk, owner: ast.expr) -> Iterator[Span]:
    """The strings that an owner is made of, those of constants too."""
    for part in ast.walk(owner):
        if isinstance(part, ast.Constant):
            yield span_of(part, walk.to_offset)
        elif isinstance(part, ast.Name) and part.id in walk.builder.constants:
            yield span_of(walk.builder.constants[part.id], walk.builder.source.offset)


def _may_spell_tracked(walk: NodeWalk, node: ast.expr) -> bool:
    """Whether a tracked name is spelled in an expression, or may be in a constant that it uses.

    An example of a docstring may stand elsewhere than its text: it spells one somewhere.
    """
    if walk.embedded is not None:
        return True
    span = span_of(node, walk.to_offset)
    if spells_any(walk.builder.source.data[span.start : span.end], walk.builder.tracked):
        return True
    names = {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}
    return not names.isdisjoint(walk.builder.constants)
