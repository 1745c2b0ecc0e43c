"""What the targets of a file name: strings, keywords and attributes that reach into a module's namespace."""

from collections.abc import Collection, Iterator

from msgspec import Struct

from codemods.project.dotted_paths import DottedName, ResolvedPath, imported_path
from codemods.project.project import Project
from codemods.semantic.access import Access
from codemods.semantic.binding import Binding, ImportBinding
from codemods.semantic.scope_table import ScopeTable
from codemods.semantic.span import Span
from codemods.semantic.string_names import PatchForm, PatchTarget, PathRoot

READING = frozenset({PatchForm.GETATTR, PatchForm.HASATTR, PatchForm.ATTRIBUTE, PatchForm.UNKNOWN_CALL})
"""The forms that read what they name; the others replace it."""


class ResolvedTarget(Struct, frozen=True):
    """One target with the absolute path that it names. `places` are those of the path's last components."""

    parts: DottedName
    places: tuple[Span, ...]
    form: PatchForm
    resolved: ResolvedPath | None
    offset: int
    use: int = -1
    """The index of the use whose last attribute it is, for an attribute that is assigned to or read."""
    mocks: bool = False
    root: str = ""
    """What a use's own name stands for, as the proof says it; empty where the target is no use."""
    whole: bool = True
    """Whether the text spells the whole path, so that another module can be written there."""

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


def resolved_targets(project: Project, names: ScopeTable, also: Collection[str] = ()) -> list[ResolvedTarget]:
    """The targets of a file that spell a deprecated name (or one of others), wherever they lead."""
    spelled = project.wanted.old.union(project.wanted.old_modules, also)
    found = [*_by_target(project, names), *_by_use(project, names)]
    return [aim for aim in found if not spelled.isdisjoint(aim.parts)]


def unresolvable_targets(project: Project, names: ScopeTable) -> Iterator[PatchTarget]:
    """The targets that spell a deprecated name below something that only run time can tell."""
    for target in names.facts.patch_targets:
        words = {word for part in target.path for word in part.split(".")}
        unknown = target.root is PathRoot.UNKNOWN and target.form is not PatchForm.UNKNOWN_CALL
        if unknown and not project.wanted.old.isdisjoint(words):
            yield target


def _by_target(project: Project, names: ScopeTable) -> Iterator[ResolvedTarget]:
    for target in names.facts.patch_targets:
        for base in _bases(names, target):
            parts = (*base, *target.path)
            resolved = project.resolve(parts, names.facts.path)
            offset = target.span.start
            yield ResolvedTarget(
                parts,
                target.components,
                target.form,
                resolved,
                offset,
                mocks=target.creates_mock,
                whole=target.root is PathRoot.ABSOLUTE,
            )


def _bases(names: ScopeTable, target: PatchTarget) -> Iterator[DottedName]:
    """The absolute paths below which a target names something."""
    if target.root is PathRoot.ABSOLUTE:
        yield ()
    elif target.root is PathRoot.OWN_MODULE:
        yield tuple(names.facts.module.split("."))
    elif target.root is PathRoot.NAMES:
        name, *attrs = target.base
        for parts in possible_modules(names, target.scope, name):
            yield (*parts, *attrs)


def _by_use(project: Project, names: ScopeTable) -> Iterator[ResolvedTarget]:
    """Attributes of modules that are assigned to, or of modules that were looked up at run time."""
    for index, use in enumerate(names.facts.accesses):
        if not use.attrs or use.embedded or not use.placed:
            continue
        for binding in names.bindings_of(use.scope, use.name):
            parts = _assigned(names, binding) if use.stored or binding.assigned_module else ()
            resolved = project.resolve((*parts, *use.attrs), names.facts.path) if parts else None
            whole = (*parts, *use.attrs)
            if resolved is not None and (binding.assigned_module or resolved.depth == len(whole)):
                spans = tuple(
                    Span(end - len(attr.encode()), end)
                    for attr, end in zip(use.attrs, use.ends[1:], strict=True)
                )
                form = PatchForm.SETATTR if use.stored else PatchForm.ATTRIBUTE
                root = ".".join(parts) if isinstance(binding, ImportBinding) else f"!{binding.kind}"
                yield ResolvedTarget(whole, spans, form, resolved, use.start, index, root=root, whole=False)


def possible_modules(names: ScopeTable, scope: int, name: str) -> Iterator[DottedName]:
    """The dotted paths of the modules that a name may stand for in a scope."""
    for binding in names.bindings_of(scope, name):
        parts = _assigned(names, binding)
        if parts:
            yield parts


def _assigned(names: ScopeTable, binding: Binding) -> DottedName:
    if isinstance(binding, ImportBinding):
        return imported_path(names.facts, binding)
    return binding.assigned_module


def targets_beside(names: ScopeTable, use: Access) -> list[PatchTarget]:
    """The targets that name an attribute of what a use stands for."""
    return [
        target
        for target in names.facts.patch_targets
        if target.base[:1] == (use.name,)
        and target.start <= use.start < max(target.span.end, target.start + 1)
    ]
