"""Why a local name must stay, whatever it comes to mean."""

from enum import Enum

from msgspec import Struct

from codemods.project.dunder_all_changes import kept_by_dunder_all
from codemods.project.facades import is_facade
from codemods.project.file_context import FileContext
from codemods.project.local_names import LocalName, what_else_binds
from codemods.project.pytest_names import found_by_pytest
from codemods.project.string_readers import found_by_string, found_in_own_namespace, string_reader
from codemods.project.submodule_names import has_submodule
from codemods.semantic.binding import Alias, BindingKind, ScopeKind


class PinKind(Enum):
    """What keeps a local name."""

    ALIAS = "alias"
    """Its author chose it: `import old as make`."""
    FACADE = "facade"
    """The module keeps it for users outside the tree."""
    OTHER = "other"
    """Something else reads or binds it."""


class Pin(Struct, frozen=True):
    """Why a local name must stay."""

    kind: PinKind
    why: str
    """The reason, as messages give it."""


def pin_of_symbol(file: FileContext, local: LocalName) -> Pin | None:
    """Why the local name of a symbol must stay; None when it may change."""
    if not local.star and local.named:
        given = [_given_name(file.alias_of(source)) for source in local.named]
        own = [name for name, source in zip(given, local.named, strict=True) if source.resolved is not None]
        if all(own):
            return Pin(PinKind.ALIAS, "its author chose the name")
        if any(given):
            return Pin(PinKind.OTHER, "one of its imports gives it that name")
    why = kept_by_dunder_all(file, local) if local.star else _why_symbol_stays(file, local)
    if why:
        return Pin(PinKind.OTHER, why)
    if not local.star and local.scope == 0 and is_facade(file):
        return Pin(PinKind.FACADE, "this module keeps the old name for users outside the tree")
    if file.keeps_names and not local.star:
        return Pin(PinKind.OTHER, "under its own name, it could not be proved to be right")
    if not local.star and (why := _why_namespace_keeps(file, local)):
        return Pin(PinKind.OTHER, why)
    return None


def _given_name(alias: Alias) -> str | None:
    """The name that an import's author chose; `name as name` only marks a re-export (PEP 484)."""
    return None if alias.is_reexport else alias.asname


def why_module_stays(file: FileContext, local: LocalName) -> str:
    """Why the local name of a module must stay; empty when it may change."""
    if why := _why_scope_keeps(file, local) or _read_otherwise(file, local):
        return why
    if file.is_needed(local):
        return f"{file.must_stay[local.name]} reads `{local.name}` from here"
    if why := _replacer(file, local) or kept_by_dunder_all(file, local):
        return why
    reader = string_reader(file.project, file.attribute(local)) if local.scope == 0 else ""
    return f"{reader} may find `{local.name}` here by a string" if reader else ""


def _why_symbol_stays(file: FileContext, local: LocalName) -> str:
    if local.assigned:
        return _other_binding(local)
    if why := _read_otherwise(file, local):
        return why
    if any(source.resolved is None for source in local.sources):
        return f"`{local.name}` is also imported from elsewhere"
    if listed := kept_by_dunder_all(file, local):
        return listed
    if _is_for_getattr(file, local):
        return f"`__getattr__` of this module may give `{local.name}` where its import does not run"
    if found_by_string(file.facts, local.name) or (
        local.scope != 0 and found_in_own_namespace(file.project, file.path, local.name)
    ):
        return f"this file spells `{local.name}` as a string to find it in a namespace"
    if any(text.value.endswith(f"{local.name}=") for text in file.facts.strings):
        return f"a field of a string shows `{local.name}` by its name"
    if local.shadowed:
        return f"a class body that binds `{local.name}` itself may read it"
    return _class_attribute(file, local)


def _is_for_getattr(file: FileContext, local: LocalName) -> bool:
    """Whether no import of a name surely runs, say for type checkers alone, and the module computes names."""
    if local.scope != 0 or not file.facts.has_module_getattr or not local.named:
        return False
    return all(source.statement.position.nested for source in local.named)


def _why_scope_keeps(file: FileContext, local: LocalName) -> str:
    return _other_binding(local) if local.assigned else _class_attribute(file, local)


def _read_otherwise(file: FileContext, local: LocalName) -> str:
    """What of a notebook that is not Python may read a name."""
    is_read = local.scope == 0 and local.name in file.facts.read_otherwise
    return f"a magic, or a cell that does not parse, spells `{local.name}`" if is_read else ""


def _other_binding(local: LocalName) -> str:
    return f"`{local.name}` is also bound by {what_else_binds(local)}"


def _class_attribute(file: FileContext, local: LocalName) -> str:
    in_class = file.facts.scopes[local.scope].kind is ScopeKind.CLASS
    return f"`{local.name}` is an attribute of the class" if in_class else ""


def _why_namespace_keeps(file: FileContext, local: LocalName) -> str:
    if replacer := _replacer(file, local):
        return replacer
    if why := found_by_pytest(file, local):
        return why
    if reader := string_reader(file.project, file.attribute(local)) if local.scope == 0 else "":
        return f"{reader} may find `{local.name}` here by a string"
    if _has_attribute_of(file, local):
        return f"a class here has an attribute `{local.name}`, which may find the import by its name"
    if local.scope == 0 and has_submodule(file.project.modules, file.path, local.name):
        return f"the package has a submodule `{local.name}`, which would show in its place"
    if local.scope == 0 and local.name in file.own_symbols:
        return f"this module is a home of `{local.name}`; it exports the old name as an alias"
    return ""


def _has_attribute_of(file: FileContext, local: LocalName) -> bool:
    """Whether nothing uses an import, and a class gives an attribute its name: descriptors know theirs."""
    if local.scope != 0 or local.uses:
        return False
    return any(
        name == local.name
        and file.facts.scopes[scope].kind is ScopeKind.CLASS
        and any(each.kind is BindingKind.ASSIGNMENT for each in bindings)
        for (scope, name), bindings in file.names.bindings.items()
    )


def _replacer(file: FileContext, local: LocalName) -> str:
    naming = file.project.computed_targets.file_naming(file.attribute(local)) if local.scope == 0 else None
    if naming is not None:
        return f"{naming} spells `{local.name}`, and may name it here by a target that only run time can tell"
    if file.is_replaced(local):
        return f"{file.replaced[local.name]} replaces `{local.name}` here, and cannot follow"
    return ""
