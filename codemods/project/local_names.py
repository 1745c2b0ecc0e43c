"""A file's local names that lead to deprecated symbols, each with all that binds and uses it."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from msgspec import Struct

from codemods.project.dotted_paths import DottedName, ResolvedPath
from codemods.semantic.access import Access
from codemods.semantic.binding import Binding, BindingKind, Import, ImportBinding


class ImportSource(Struct, frozen=True):
    """One import that binds a local name. `parts` is what the name then means, `path` what is imported.

    The two differ for `import a.b.c` alone, which binds `a`.
    """

    binding: ImportBinding
    statement: Import
    parts: DottedName
    path: DottedName
    resolved: ResolvedPath | None
    """Where `path` leads."""
    star: bool = False
    """Whether a star import brings the name; it goes on bringing whatever else it brings."""


class LocalNameAccess(Struct, frozen=True):
    """A use of a local name; `index` is its place in `Facts.accesses`."""

    index: int
    use: Access
    attrs: int = 0
    """How many of its attributes belong to the deprecated path."""
    resolutions: tuple[ResolvedPath, ...] = ()
    """Where that path leads, for each import that may bind the name; empty for one that leads to nothing."""
    members: tuple[ResolvedPath, ...] = ()
    """Where the use's object leads with each attribute that a string beside it names: each is one that the
    module defines itself."""
    unknown_beside: bool = False
    """Whether a string beside it names something else as well, or a call does of which nothing is known."""

    @property
    def is_module(self) -> bool:
        """Whether it reads a module object itself that a rule moves."""
        return bool(self.resolutions) and self.resolutions[0].module is not None

    @property
    def is_init(self) -> bool:
        """Whether `__init__` is called on what the deprecated path names."""
        return self.use.attrs[self.attrs :] == ("__init__",) and self.use.usage.call is not None


@dataclass(eq=False)
class LocalName:
    """A local name with everything that binds and uses it: it is renamed for all of them, or for none.

    `scope` owns the name. A name that a thousand branches import is asked about for each of its uses, so what
    only its bindings tell is found out once; they are complete before anything is asked.
    """

    scope: int
    name: str
    sources: list[ImportSource] = field(default_factory=list)
    others: list[Binding] = field(default_factory=list)
    """Bindings other than imports: assignments, parameters, definitions."""
    uses: list[LocalNameAccess] = field(default_factory=list)
    listed: bool = False
    """Whether nothing but star imports brings the name, and `__all__` lists it."""
    alias: Binding | None = None
    """The one assignment, `other = name`, through whose name the uses read what the imports bring."""
    read_by_expressions: bool = False
    """Whether what comes in the place of a use reads the name as well."""
    shadowed: bool = False
    """Whether a class body that binds the name as well reads it, and so may mean either (4.2.2)."""

    @cached_property
    def assigned(self) -> list[Binding]:
        """What else binds the name, `del` left out."""
        return [binding for binding in self.others if binding.kind is not BindingKind.DELETION]

    @cached_property
    def named(self) -> list[ImportSource]:
        """The imports that spell the name, and are its own to change."""
        return [source for source in self.sources if not source.star and self.alias is None]

    @cached_property
    def meanings(self) -> list[ImportSource]:
        """One import of each kind: those that bring the same by the same path in the same way are alike."""
        alike = {(each.parts, each.path, each.star, each.statement.is_from): each for each in self.sources}
        return list(alike.values())

    @cached_property
    def lazy(self) -> bool:
        """Whether an import that spells it runs when the name is first read (PEP 810)."""
        return any(source.statement.lazy for source in self.named)

    @cached_property
    def inspected_by(self) -> str | None:
        """The block around such an import of something deprecated that states, or records, what it raises."""
        known = (each.statement.inspected_by for each in self.named if each.resolved is not None)
        return next(filter(None, known), None)

    @cached_property
    def star(self) -> bool:
        """Whether nothing but star imports binds the name."""
        return not self.named and not self.others

    @property
    def impure(self) -> bool:
        """Whether a use may mean an object that the migration does not know.

        A fallback of None does not count: code that calls it would fail.
        """
        return self.shadowed or self.foreign or self.rebound

    def is_impure_at(self, access: Access) -> bool:
        """Whether this very use may mean such an object.

        What a statement of the module's own body reads before another binds the name is what was imported.
        """
        if not self.rebound or self.shadowed or self.foreign:
            return self.impure
        starts = (each.unconditional_from for each in self.assigned)
        at_top = self.scope == 0 == access.scope
        return not at_top or any(start is None or start <= access.start for start in starts)

    @cached_property
    def rebound(self) -> bool:
        """Whether something other than an import gives it an object."""
        return any(binding.kind is not BindingKind.NONE_ASSIGNMENT for binding in self.assigned)

    @cached_property
    def foreign(self) -> bool:
        """Whether another import brings something else by the name of a deprecated symbol."""
        return self.direct and any(source.resolved is None for source in self.meanings)

    @cached_property
    def direct(self) -> bool:
        """Whether the name itself means a deprecated symbol, not a module on the way to one."""
        return any(
            source.resolved is not None and source.resolved.symbol is not None and source.parts == source.path
            for source in self.meanings
        )


def what_else_binds(local: LocalName) -> str:
    """What binds a name besides deprecated imports, in words."""
    kinds = dict.fromkeys(
        "fallback" if each.kind is BindingKind.NONE_ASSIGNMENT else each.kind for each in local.assigned
    )
    kinds.update({"class body": None} if local.shadowed else {})
    spoken = [f"an {kind}" if kind[0] in "aeiou" else f"a {kind}" for kind in kinds]
    return " and ".join([*spoken, *(["another import"] if local.foreign else [])])


def modules_through(local: LocalName, beside: Collection[int] = ()) -> Iterator[DottedName]:
    """The modules, or classes, through which a name's uses reach deprecated names.

    `beside` are the indices of the uses that are such modules, beside the name of what they have.
    """
    seen: set[DottedName] = set()
    for path in _containers(local, beside):
        if path not in seen:
            seen.add(path)
            yield path


def _containers(local: LocalName, beside: Collection[int]) -> Iterator[DottedName]:
    for source in local.sources:
        if source.resolved is not None and source.resolved.module is not None:
            yield source.path
    for each in local.uses:
        is_module = each.is_module or each.index in beside
        if is_module or (each.attrs > 0 and each.resolutions):
            parts = (*local.sources[0].parts, *each.use.attrs[: each.attrs])
            yield parts if is_module else parts[:-1]
