"""What the targets of a file name: strings, keywords and attributes that reach into a module's namespace."""

import re
from collections.abc import Collection, Iterator

from msgspec import Struct

from codemods.project.dotted_paths import DottedName, ResolvedPath
from codemods.project.project import Project
from codemods.project.target_paths import READING, bound_modules, target_paths
from codemods.semantic.access import Access
from codemods.semantic.binding import ImportBinding
from codemods.semantic.module_lookups import MODULE_OF_OBJECT
from codemods.semantic.patch_forms import PatchForm
from codemods.semantic.scope_table import ScopeTable
from codemods.semantic.span import Span
from codemods.semantic.string_names import PatchTarget, PathRoot
from codemods.values.symbol import Symbol

_VARIABLE = re.compile(rb"[\w.]+")


class TargetAccess(Struct, frozen=True):
    """An access whose last attribute is a target: one that is assigned to, or of a module looked up."""

    index: int
    """Its index in the file's accesses."""
    root: str
    """What its name stands for, as the proof says it."""


class ResolvedTarget(Struct, frozen=True):
    """One target with the absolute path that it names."""

    parts: DottedName
    components: tuple[Span, ...]
    """Where the path's last components stand, as many as are spelled plainly."""
    form: PatchForm
    resolved: ResolvedPath | None
    offset: int
    """Where the target starts, in bytes."""
    access: TargetAccess | None = None
    """The access that it is; None for a string or a keyword."""
    creates_mock: bool = False
    """Whether the call makes a mock of its own, shaped by what it replaces."""
    is_absolute: bool = True
    """Whether the text spells the whole path, so that another module can be written there."""
    named: int = 1
    """How many attributes of one object its call names."""
    owner: tuple[Span, ...] = ()
    """Where the components of a module's path stand that is spelled apart from the attribute's name."""
    loads: bool = True
    """Whether the module that it looks up is imported by that."""
    replaces: bool = False
    """Whether it is a key of `sys.modules` under which another module is put."""
    beside: int | None = None
    """The access, by index, that reads the object of `patch.object(module, "name")`."""

    @property
    def text(self) -> str:
        """The path as code spells it."""
        return ".".join(self.parts)

    @property
    def is_known_call(self) -> bool:
        """Whether it is of a form that names what it says, not of an unknown callable that only may."""
        return self.form is not PatchForm.UNKNOWN_CALL

    @property
    def reads(self) -> bool:
        """Whether it reads what it names, and replaces nothing."""
        return self.form in READING

    @property
    def module(self) -> str | None:
        """The deprecated module that it names as a whole; None for all others."""
        resolved = self.resolved
        whole = resolved is not None and not resolved.through and resolved.depth == len(self.parts)
        return resolved.module.old if resolved is not None and whole and resolved.module else None

    @property
    def symbol_at_home(self) -> Symbol | None:
        """The symbol that it names in the namespace of the module that defines it; None for all others."""
        resolved = self.resolved
        exact = resolved is not None and resolved.at_home and resolved.depth == len(self.parts)
        return resolved.symbol if resolved is not None and exact else None

    @property
    def symbol_above(self) -> Symbol | None:
        """The symbol of which it names an attribute, in the module that defines it; None for all others."""
        resolved = self.resolved
        below = resolved is not None and resolved.at_home and resolved.depth < len(self.parts)
        return resolved.symbol if resolved is not None and below else None


def resolved_targets(project: Project, table: ScopeTable, also: Collection[str] = ()) -> list[ResolvedTarget]:
    """The targets of a file that spell a deprecated name (or one of others), wherever they lead."""
    spelled = project.wanted.old.union(project.wanted.old_modules, also)
    found = [*_by_string(project, table), *_by_access(project, table)]
    return [target for target in found if not spelled.isdisjoint(target.parts)]


def unresolvable_targets(project: Project, table: ScopeTable) -> Iterator[PatchTarget]:
    """The targets that spell a deprecated name below something that only run time can tell.

    Where it is the name of a module that is put together, any string of the file may be a part of it.
    """
    told: set[str] = set()
    for target in table.facts.patch_targets:
        words = {word for part in target.path for word in part.split(".")}
        unknown = target.root is PathRoot.UNKNOWN and target.form is not PatchForm.UNKNOWN_CALL
        computed = unknown and target.form is PatchForm.MODULE_LOOKUP
        modules = [each.old for each in project.migration.modules if computed and each.old not in told]
        modules = [each for each in modules if may_be_computed(project, table, target, each)]
        told.update(modules)
        if modules or (unknown and not project.wanted.old.isdisjoint(words)):
            yield target


def may_be_computed(project: Project, table: ScopeTable, target: PatchTarget, module: str) -> bool:
    """Whether a name that is put together at run time may be a module's, by the strings of the file."""
    if target.path == (MODULE_OF_OBJECT,):
        # The object may be one that the file imports from there.
        imports = re.compile(rb"\bfrom\s+[\w.]*\b" + re.escape(_leaf(module).encode()) + rb"\s+import\b")
        return module == table.facts.module or project.store.has_pattern(table.facts.path, imports)
    strings = {each.value for each in table.facts.strings if each.dunder_all_entry is None}
    package, _, leaf = module.rpartition(".")
    text = target.text.replace(":", ".")
    spelled = [part for part in text.split(".") if part.isidentifier()]
    names = strings | {relative_module(each) for each in strings}
    if module in strings or f".{module}." in f".{text}.":
        return True
    if leaf not in names and leaf not in spelled:
        return False
    if _leaf(package) in spelled or set(spelled) == {leaf}:
        return True
    if spelled or not package or not spells_package(project, table.facts.path, table.facts.module, package):
        return False
    # What spells nothing of a name may begin with the name of the module that it stands in, or with one that
    # is a string elsewhere in the file. A mere variable has a whole name, or a relative one.
    name = (project.store.search.text(table.facts.path) or b"")[target.span.start : target.span.end]
    in_package = f"{table.facts.module}.".startswith(f"{package}.")
    return in_package or not _VARIABLE.fullmatch(name) or leaf in names - strings


def relative_module(text: str) -> str:
    """The module in a package that a string names by dots: `"core"`, for `".core"` and `".core:make"`."""
    return text.lstrip(".").partition(":")[0] if text.startswith(".") else text


def _leaf(module: str) -> str:
    return module.rpartition(".")[2]


def spells_package(project: Project, path: str, module: str, package: str) -> bool:
    """Whether a file may put the name of a module in a package together: it lies there, or names it."""
    if f"{module}.".startswith(f"{package}."):
        return True
    quoted = re.compile(rb"[\"']" + re.escape(package.encode()) + rb"\.?[\"'%{]")
    named = re.compile(rb"\b" + re.escape(_leaf(package).encode()) + rb"\.__(?:name|package)__")
    return project.store.has_pattern(path, quoted) or project.store.has_pattern(path, named)


def targets_beside(table: ScopeTable, access: Access) -> list[PatchTarget]:
    """The targets that name an attribute of what an access reads: `patch.object(module, "name")`."""
    return table.targets_around(access.name, access.start)


def _by_string(project: Project, table: ScopeTable) -> Iterator[ResolvedTarget]:
    """The targets by strings and keywords: one for each module that an object's name may stand for."""
    starts = {access.start: index for index, access in enumerate(table.facts.accesses)}
    for target, parts in target_paths(table):
        yield ResolvedTarget(
            parts,
            target.components,
            target.form,
            project.resolve(parts, table.facts.path),
            target.span.start,
            creates_mock=target.creates_mock,
            is_absolute=target.root is PathRoot.ABSOLUTE,
            named=target.named,
            owner=target.owner,
            loads=target.loads,
            replaces=target.replaces,
            beside=starts.get(target.start) if target.root is PathRoot.NAMES else None,
        )


def _by_access(project: Project, table: ScopeTable) -> Iterator[ResolvedTarget]:
    """Attributes of modules that are assigned to, or of modules that were looked up at run time."""
    for index, access in enumerate(table.facts.accesses):
        if not access.attrs or access.embedded or not access.placed:
            continue
        for binding in table.meanings_of(access.scope, access.name):
            looked_up = bool(binding.assigned_module)
            for module in bound_modules(table, binding) if access.stored or looked_up else ():
                parts = (*module, *access.attrs)
                resolved = project.resolve(parts, table.facts.path)
                if resolved is None or not (looked_up or resolved.depth == len(parts)):
                    continue
                ends = zip(access.attrs, access.ends[1:], strict=True)
                components = tuple(Span(end - len(attr.encode()), end) for attr, end in ends)
                form = PatchForm.SETATTR if access.stored else PatchForm.ATTRIBUTE
                root = ".".join(module) if isinstance(binding, ImportBinding) else f"!{binding.kind}"
                target = TargetAccess(index, root)
                yield ResolvedTarget(
                    parts, components, form, resolved, access.start, target, is_absolute=False
                )
