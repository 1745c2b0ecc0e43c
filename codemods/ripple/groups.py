"""Group a file's references by the binding that they go through: what is renamed, is renamed together."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from codemods.resolution.lookup import UNBOUND, Names
from codemods.resolution.model import Binding, Use
from codemods.ripple.project import Parts, Project, Reach, absolute

NONE = "None"
"""How a binding is described that stands for nothing: the fallback of a failed import."""


@dataclass(frozen=True, slots=True)
class Source:
    """One import that binds a group's name. `parts` is what the name then means, `path` what is imported.

    The two differ for `import a.b.c` alone, which binds `a`.
    """

    binding: Binding
    parts: Parts
    path: Parts
    reach: Reach | None
    """Where `path` leads."""


@dataclass(frozen=True, slots=True)
class GroupUse:
    """A use of a group's name. `attrs` of its attributes belong to the deprecated path; -1 for none."""

    index: int
    use: Use
    attrs: int = -1
    reaches: tuple[Reach, ...] = ()
    member: Reach | None = None
    """Where the use's object leads with the attribute that a string beside it names."""


@dataclass(slots=True)
class Group:
    """A local name with everything that binds and uses it. `scope` owns the name."""

    scope: int
    name: str
    sources: list[Source] = field(default_factory=list)
    others: list[Binding] = field(default_factory=list)
    """Bindings that are no deprecated import: assignments, parameters, other imports."""
    uses: list[GroupUse] = field(default_factory=list)
    star: bool = False
    starred: bool = False
    """Whether a star import may bind the name as well."""
    shadowed: bool = False
    """Whether a class body that binds the name as well reads it, and so may mean either (4.2.2)."""

    @property
    def assigned(self) -> list[Binding]:
        """What else binds the name, `del` left out."""
        return [binding for binding in self.others if binding.kind != "delete"]

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


def groups_of(project: Project, names: Names) -> list[Group]:
    """The groups of a file that lead to anything deprecated, in the order of the source."""
    found: dict[tuple[int, str], Group] = {}
    for (scope, name), bindings in names.groups.items():
        group = Group(scope, name)
        for binding in bindings:
            if binding.kind == "import":
                group.sources.append(_source(project, names, binding))
            else:
                group.others.append(binding)
        if group.sources:
            group.starred = scope == 0 and any(True for _ in project.star_paths(names, name, known=True))
            found[scope, name] = group
    for index, use in enumerate(names.facts.uses):
        owner = names.owner(use.scope, use.name)
        if owner == UNBOUND:
            _add_star_use(project, names, found, index, use)
        elif (owner, use.name) in found:
            group = found[owner, use.name]
            group.uses.append(_group_use(project, names, group, index, use))
        around = names.outer(use)
        outer = found.get((around, use.name)) if around != UNBOUND else None
        if outer is not None:
            outer.shadowed = True
            outer.uses.append(_group_use(project, names, outer, index, use))
    return [group for group in found.values() if _matters(group)]


def _source(project: Project, names: Names, binding: Binding) -> Source:
    statement = names.facts.imports[binding.statement]
    alias = statement.aliases[binding.alias]
    parts = project.target_parts(names.facts, binding)
    path = parts if statement.is_from else tuple(alias.name.split("."))
    known = len(path) - 1 if statement.is_from else len(path)
    reach = project.reach(path, names.facts.path, known)
    if reach is not None and reach.depth != len(path):
        reach = None
    return Source(binding, parts, path, reach)


def _group_use(project: Project, names: Names, group: Group, index: int, use: Use) -> GroupUse:
    found: list[tuple[int, Reach]] = []
    for parts in dict.fromkeys(source.parts for source in group.sources):
        chain = (*parts, *use.attrs)
        known = max((len(s.path) for s in group.sources if chain[: len(s.path)] == s.path), default=0)
        is_from = all(names.facts.imports[s.binding.statement].is_from for s in group.sources)
        reach = project.reach(chain, names.facts.path, max(known - is_from, 0))
        if reach is not None and reach.depth >= len(parts):
            found.append((reach.depth - len(parts), reach))
    member = _member(project, names, group, use)
    if not found:
        return GroupUse(index, use, member=member)
    attrs = max(attrs for attrs, _ in found)
    reaches = tuple(reach if each == attrs else replace(reach, unsure=True) for each, reach in found)
    return GroupUse(index, use, attrs, reaches, member)


def _member(project: Project, names: Names, group: Group, use: Use) -> Reach | None:
    """Follow `module` and "name" in `patch.object(module, "name")` as if they were one path."""
    if use.member is None or not use.member.value.isidentifier():
        return None
    path = (*group.sources[0].parts, *use.attrs, use.member.value)
    reach = project.reach(path, names.facts.path)
    return reach if reach is not None and reach.depth == len(path) and reach.symbol is not None else None


def _add_star_use(
    project: Project, names: Names, found: dict[tuple[int, str], Group], index: int, use: Use
) -> None:
    """A name that nothing binds may come from any of the star imports that export it."""
    reaches: list[Reach] = []
    sources: list[Source] = []
    for number, statement in enumerate(names.facts.imports):
        module = absolute(names.facts, statement) if statement.is_star else ()
        if not module or not project.exports(".".join(module), use.name, names.facts.path):
            continue
        parts = (*module, use.name)
        reach = project.reach((*parts, *use.attrs), names.facts.path)
        if reach is None or reach.depth < len(parts):
            if project.modules.find(".".join(module), names.facts.path) is not None:
                return
            continue
        binding = Binding(use.name, 0, "import", statement.aliases[0].span, number, 0, "star import")
        sources.append(Source(binding, parts, parts, reach))
        reaches.append(replace(reach, depth=reach.depth - len(parts)))
    if not reaches:
        return
    group = found.setdefault((UNBOUND, use.name), Group(0, use.name, sources, star=True))
    attrs = reaches[-1].depth
    agreed = tuple(reach if reach.depth == attrs else replace(reach, unsure=True) for reach in reaches)
    group.uses.append(GroupUse(index, use, attrs, agreed))


def _matters(group: Group) -> bool:
    return any(source.reach is not None for source in group.sources) or any(
        use.attrs >= 0 for use in group.uses
    )


def modules_through(group: Group) -> Iterator[Parts]:
    """The containers (modules, or classes) through which a group's uses reach deprecated names."""
    seen: set[Parts] = set()
    for path in _containers(group):
        if path not in seen:
            seen.add(path)
            yield path


def _containers(group: Group) -> Iterator[Parts]:
    for source in group.sources:
        if source.reach is not None and source.reach.module is not None:
            yield source.path
    for each in group.uses:
        if each.attrs > 0 or (each.attrs == 0 and each.reaches[0].module is not None):
            parts = (*group.sources[0].parts, *each.use.attrs[: each.attrs])
            yield parts if each.reaches[0].module is not None else parts[:-1]
