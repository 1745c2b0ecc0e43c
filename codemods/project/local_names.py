"""Group a file's references by the binding that they go through: what is renamed, is renamed together."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from msgspec import Struct
from msgspec.structs import replace

from codemods.project.dotted_paths import DottedName, ResolvedPath, absolute, target_parts
from codemods.project.project import Project
from codemods.project.resolved_targets import beside
from codemods.semantic.access import Access
from codemods.semantic.binding import Binding
from codemods.semantic.scope_table import UNBOUND, ScopeTable
from codemods.values.rules import Symbol

NONE = "None"
"""How a binding is described that stands for nothing: the fallback of a failed import."""


class ImportSource(Struct, frozen=True):
    """One import that binds a group's name. `parts` is what the name then means, `path` what is imported.

    The two differ for `import a.b.c` alone, which binds `a`.
    """

    binding: Binding
    parts: DottedName
    path: DottedName
    reach: ResolvedPath | None
    """Where `path` leads."""
    star: bool = False
    """Whether a star import brings the name; it goes on bringing whatever else it brings."""


class LocalNameAccess(Struct, frozen=True):
    """A use of a group's name. `attrs` of its attributes belong to the deprecated path; -1 for none."""

    index: int
    use: Access
    attrs: int = -1
    reaches: tuple[ResolvedPath, ...] = ()
    member: ResolvedPath | None = None
    """Where the use's object leads with the attribute that a string beside it names."""

    @property
    def is_module(self) -> bool:
        """Whether it reads a module object itself that a rule moves."""
        return self.attrs >= 0 and self.reaches[0].module is not None


@dataclass(slots=True)
class LocalName:
    """A local name with everything that binds and uses it. `scope` owns the name."""

    scope: int
    name: str
    sources: list[ImportSource] = field(default_factory=list)
    others: list[Binding] = field(default_factory=list)
    """Bindings that are no deprecated import: assignments, parameters, other imports."""
    uses: list[LocalNameAccess] = field(default_factory=list)
    listed: bool = False
    """Whether nothing but star imports brings the name, and `__all__` lists it."""
    shadowed: bool = False
    """Whether a class body that binds the name as well reads it, and so may mean either (4.2.2)."""

    @property
    def assigned(self) -> list[Binding]:
        """What else binds the name, `del` left out."""
        return [binding for binding in self.others if binding.kind != "delete"]

    @property
    def named(self) -> list[ImportSource]:
        """The imports that spell the name."""
        return [source for source in self.sources if not source.star]

    @property
    def star(self) -> bool:
        """Whether nothing but star imports binds the name."""
        return not self.named and not self.others

    @property
    def impure(self) -> bool:
        """Whether a use may mean an object that the migration does not know; None has no uses."""
        foreign = self.direct and any(source.reach is None for source in self.sources)
        return self.shadowed or foreign or any(binding.what != NONE for binding in self.assigned)

    @property
    def direct(self) -> bool:
        """Whether the name itself means a deprecated symbol, not a module on the way to one."""
        return any(
            source.reach is not None and source.reach.symbol is not None and source.parts == source.path
            for source in self.sources
        )


def what_else_binds(local: LocalName) -> str:
    """What binds a name besides deprecated imports, in words."""
    kinds = dict.fromkeys("fallback" if binding.what == NONE else binding.what for binding in local.assigned)
    kinds.update({"class body": None} if local.shadowed else {})
    spoken = [f"an {kind}" if kind[0] in "aeiou" else f"a {kind}" for kind in kinds]
    foreign = local.direct and any(source.reach is None for source in local.sources)
    return " and ".join([*spoken, *(["another import"] if foreign else [])])


def local_names_of(project: Project, names: ScopeTable) -> list[LocalName]:
    """The groups of a file that lead to anything deprecated, in the order of the source."""
    found: dict[tuple[int, str], LocalName] = {}
    for (scope, name), bindings in names.bindings.items():
        group = LocalName(scope, name)
        for binding in bindings:
            if binding.kind == "import":
                group.sources.append(_source(project, names, binding))
            else:
                group.others.append(binding)
        if scope == 0:
            stars = _star_sources(project, names, name)
            group.sources += [star for star in stars if not _overruled(names, star, bindings)]
        if group.sources:
            found[scope, name] = group
    for index, use in enumerate(names.facts.accesses):
        owner, around = names.owner(use.scope, use.name), names.global_alternative(use)
        if owner == UNBOUND and (owner, use.name) not in found:
            found[owner, use.name] = LocalName(0, use.name, _star_sources(project, names, use.name))
        for scope in (owner,) if around == UNBOUND else (owner, around):
            reading = found.get((scope, use.name))
            if reading is not None and reading.sources:
                reading.shadowed = reading.shadowed or around != UNBOUND
                reading.uses.append(_group_use(project, names, reading, index, use))
    for name in sorted(names.facts.dunder_all.included & project.wanted.old):
        if (0, name) not in names.bindings:
            if (UNBOUND, name) not in found:
                found[UNBOUND, name] = LocalName(0, name, _star_sources(project, names, name))
            found[UNBOUND, name].listed = True
    return [group for group in found.values() if group.sources and _matters(group)]


def _source(project: Project, names: ScopeTable, binding: Binding) -> ImportSource:
    statement = names.facts.imports[binding.statement]
    alias = statement.aliases[binding.alias]
    parts = target_parts(names.facts, binding)
    path = parts if statement.is_from else tuple(alias.name.split("."))
    known = len(path) - 1 if statement.is_from else len(path)
    reach = project.reach(path, names.facts.path, known)
    if reach is not None and (reach.depth != len(path) or project.is_own(reach, names.facts.path)):
        reach = None
    return ImportSource(binding, parts, path, reach)


def _group_use(
    project: Project, names: ScopeTable, group: LocalName, index: int, use: Access
) -> LocalNameAccess:
    found: list[tuple[int, ResolvedPath]] = []
    for parts in dict.fromkeys(source.parts for source in group.sources):
        chain = (*parts, *use.attrs)
        known = max((len(s.path) for s in group.sources if chain[: len(s.path)] == s.path), default=0)
        is_from = all(names.facts.imports[s.binding.statement].is_from for s in group.sources)
        reach = project.reach(chain, names.facts.path, max(known - is_from, 0))
        own = reach is not None and project.is_own(reach, names.facts.path)
        if reach is not None and reach.depth >= len(parts) and not own:
            found.append((reach.depth - len(parts), reach))
    member = _member(project, names, group, use)
    if use.stored and found and max(attrs for attrs, _ in found) == len(use.attrs):
        return _stored(project, names, group, index, use, found[0][1])
    if not found:
        return LocalNameAccess(index, use, member=member)
    attrs = max(attrs for attrs, _ in found)
    reaches = tuple(reach if each == attrs else replace(reach, unsure=True) for each, reach in found)
    return LocalNameAccess(index, use, attrs, reaches, member)


def _stored(
    project: Project, names: ScopeTable, group: LocalName, index: int, use: Access, reach: ResolvedPath
) -> LocalNameAccess:
    """An attribute that is assigned to: it goes where its module goes, if the module's rule moves it."""
    if reach.symbol is None or project.has_rule(reach.symbol) or reach.hops:
        return LocalNameAccess(index, use)
    parts = (*group.sources[0].parts, *use.attrs[:-1])
    whole = project.reach(parts, names.facts.path, len(parts))
    if whole is None or whole.module is None or whole.depth != len(parts):
        return LocalNameAccess(index, use)
    return LocalNameAccess(index, use, len(use.attrs) - 1, (whole,))


def _member(project: Project, names: ScopeTable, group: LocalName, use: Access) -> ResolvedPath | None:
    """Follow `module` and "name" in `patch.object(module, "name")` as if they were one path."""
    for target in beside(names, use):
        path = (*group.sources[0].parts, *target.base[1:], *target.path)
        reach = project.reach(path, names.facts.path)
        if reach is not None and reach.depth == len(path) and reach.symbol is not None:
            return reach
    return None


def _overruled(names: ScopeTable, star: ImportSource, bindings: Sequence[Binding]) -> bool:
    """Whether another binding takes a name over after a star import, before anything reads it."""
    statement = names.facts.imports[star.binding.statement]
    start = statement.span.start
    sure = [binding.unconditional_from for binding in bindings if binding.unconditional_from > start]
    for binding in bindings:
        own = names.facts.imports[binding.statement] if binding.kind == "import" else statement
        if own.position.list_id == statement.position.list_id and own.span.start > start:
            sure.append(own.span.end)
    return bool(sure) and not any(
        use.name == star.binding.name and start < use.start < min(sure) for use in names.facts.accesses
    )


def _star_sources(project: Project, names: ScopeTable, name: str) -> list[ImportSource]:
    """The star imports of the module that may bring a name in, as far as the tree or a rule tells."""
    sources: list[ImportSource] = []
    statements = sorted(enumerate(names.facts.imports), key=lambda pair: pair[1].span.start, reverse=True)
    for number, statement in statements:
        if not statement.is_star or statement.scope != 0:
            continue
        module = absolute(names.facts, statement)
        if _moves_as_a_star(project, names, module, name):
            continue
        if not project.exports(".".join(module), name, names.facts.path):
            continue
        parts = (*module, name)
        reach = project.reach(parts, names.facts.path)
        in_tree = project.modules.find(".".join(module), names.facts.path) is not None
        if reach is not None or in_tree:
            binding = Binding(name, 0, "import", statement.aliases[0].span, number, 0, "star import")
            sources.insert(0, ImportSource(binding, parts, parts, reach, star=True))
            sure = project.tells_exports(".".join(module), names.facts.path) and not statement.position.nested
            if sure and not _read_before(names, name, statement.span.end):
                break
    return sources


def _moves_as_a_star(project: Project, names: ScopeTable, module: DottedName, name: str) -> bool:
    """Whether a module rule moves the star import itself, so that the name stays as it is."""
    reach = project.reach(module, names.facts.path, len(module))
    rule = reach.module if reach is not None else None
    return rule is not None and not project.has_rule(Symbol(rule.old, name))


def _read_before(names: ScopeTable, name: str, offset: int) -> bool:
    return any(use.name == name and use.start < offset for use in names.facts.accesses)


def _matters(group: LocalName) -> bool:
    return any(source.reach is not None for source in group.sources) or any(
        use.attrs >= 0 for use in group.uses
    )


def modules_through(group: LocalName) -> Iterator[DottedName]:
    """The containers (modules, or classes) through which a group's uses reach deprecated names."""
    seen: set[DottedName] = set()
    for path in _containers(group):
        if path not in seen:
            seen.add(path)
            yield path


def _containers(group: LocalName) -> Iterator[DottedName]:
    for source in group.sources:
        if source.reach is not None and source.reach.module is not None:
            yield source.path
    for each in group.uses:
        if each.attrs > 0 or (each.attrs == 0 and each.reaches[0].module is not None):
            parts = (*group.sources[0].parts, *each.use.attrs[: each.attrs])
            yield parts if each.reaches[0].module is not None else parts[:-1]
