"""Resolve a file's local names: which imports bind them, what each use of them reaches."""

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from codemods.project.dotted_paths import DottedName, ResolvedPath, absolute_module, imported_path
from codemods.project.local_names import ImportSource, LocalName, LocalNameAccess
from codemods.project.project import Project
from codemods.project.resolved_targets import targets_beside
from codemods.semantic.access import Access
from codemods.semantic.binding import Binding, BindingKind, ImportBinding
from codemods.semantic.scope_table import ScopeTable
from codemods.values.symbol import Symbol


def local_names_of(project: Project, names: ScopeTable) -> list[LocalName]:
    """The local names of a file that lead to anything deprecated, in the order of the source."""
    resolver = _Resolver(project, names)
    resolver.bind()
    resolver.use()
    resolver.list_exports()
    return [each for each in resolver.found.values() if each.sources and _leads_anywhere(each)]


class _Resolver:
    """The local names of one file, by scope and name; those that only stars bring have no scope."""

    def __init__(self, project: Project, names: ScopeTable) -> None:
        self._project = project
        self._names = names
        self._path = names.facts.path
        self.found: dict[tuple[int | None, str], LocalName] = {}
        stars = [(n, each) for n, each in enumerate(names.facts.imports) if each.is_star and each.scope == 0]
        self._stars = sorted(stars, key=lambda pair: pair[1].span.start, reverse=True)
        """The module's own star imports with their numbers, the last first."""

    def bind(self) -> None:
        """Find the names that imports bind, and what else binds them."""
        for (scope, name), bindings in self._names.bindings.items():
            local = LocalName(scope, name)
            for binding in bindings:
                if isinstance(binding, ImportBinding):
                    local.sources.append(self._source(binding))
                else:
                    local.others.append(binding)
            if scope == 0:
                stars = self._star_sources(name)
                local.sources += [star for star in stars if not self._is_overruled(star, bindings)]
            if local.sources:
                self.found[scope, name] = local
        for (scope, name), bindings in self._names.bindings.items():
            alias = self._alias(*bindings) if len(bindings) == 1 else None
            if alias is not None:
                self.found[scope, name] = alias

    def _alias(self, binding: Binding) -> LocalName | None:
        """What imports bring, under the name that an assignment gives it."""
        chain = self._names.imported_chain(binding)
        if chain is None:
            return None
        imports, attrs = chain
        owner = self._names.owner(imports[0].scope, imports[0].name)
        base = self.found.get((owner, imports[0].name))
        if owner is None or base is None or base.others or base.direct:
            return None
        if not all(self._project.means_module((*each.parts, *attrs), self._path) for each in base.sources):
            return None
        sources = [replace(each, parts=(*each.parts, *attrs), resolved=None) for each in base.sources]
        return LocalName(owner, base.name, sources, alias=binding)

    def use(self) -> None:
        """Find what each access of these names reaches."""
        for index, access in enumerate(self._names.facts.accesses):
            owner = self._names.owner(access.scope, access.name)
            around = self._names.global_alternative(access)
            if owner is None:
                self._from_stars(access.name)
            # A class body reads the module's name until it binds its own (4.2.2), so it uses both.
            for scope in (owner,) if around is None else (owner, around):
                local = self.found.get((scope, access.name))
                if local is not None and local.sources:
                    local.shadowed = local.shadowed or around is not None
                    local.uses.append(self._access(local, index, access))

    def list_exports(self) -> None:
        """Find the names that `__all__` lists and nothing but star imports brings."""
        for name in sorted(self._names.facts.dunder_all.included & self._project.wanted.old):
            if (0, name) not in self._names.bindings:
                self._from_stars(name).listed = True

    def _from_stars(self, name: str) -> LocalName:
        """A name that nothing in the file binds by itself."""
        key = None, name
        if key not in self.found:
            self.found[key] = LocalName(0, name, self._star_sources(name))
        return self.found[key]

    # Imports ------------------------------------------------------------------------------------

    def _source(self, binding: ImportBinding) -> ImportSource:
        statement = self._names.facts.imports[binding.statement]
        alias = statement.aliases[binding.alias]
        parts = imported_path(self._names.facts, binding)
        path = parts if statement.is_from else tuple(alias.name.split("."))
        known = len(path) - 1 if statement.is_from else len(path)
        resolved = self._project.resolve(path, self._path, known)
        if resolved is not None and (
            resolved.depth != len(path) or self._project.rules.is_internal(resolved, self._path)
        ):
            resolved = None
        return ImportSource(binding, statement, parts, path, resolved)

    def _star_sources(self, name: str) -> list[ImportSource]:
        """The star imports of the module that may bring a name in, as far as the tree or a rule tells.

        The last one that surely brings it decides, so the search goes backwards and stops there.
        """
        sources: list[ImportSource] = []
        for number, statement in self._stars:
            module = absolute_module(self._names.facts, statement)
            if self._moves_as_a_star(module, name):
                continue
            if not self._project.namespaces.star_exports(".".join(module), name, self._path):
                continue
            parts = (*module, name)
            resolved = self._project.resolve(parts, self._path)
            in_tree = self._project.modules.find(".".join(module), self._path) is not None
            if resolved is not None or in_tree:
                span = statement.aliases[0].span
                binding = ImportBinding(name, 0, BindingKind.STAR_IMPORT, span, statement=number, alias=0)
                sources.insert(0, ImportSource(binding, statement, parts, parts, resolved, star=True))
                told = self._project.namespaces.knows_star_exports(".".join(module), self._path)
                if (
                    told
                    and not statement.position.may_not_run
                    and not self._is_read_before(name, statement.span.end)
                ):
                    break
        return sources

    def _moves_as_a_star(self, module: DottedName, name: str) -> bool:
        """Whether a module rule moves the star import itself, so that the name stays as it is."""
        resolved = self._project.resolve(module, self._path, len(module))
        rule = resolved.module if resolved is not None else None
        return rule is not None and not self._project.rules.has_own(Symbol(rule.old, name))

    def _is_overruled(self, star: ImportSource, bindings: Sequence[Binding]) -> bool:
        """Whether another binding takes a name over after a star import, before anything reads it."""
        statement = self._names.facts.imports[star.binding.statement]
        start = statement.span.start
        starts = (binding.unconditional_from for binding in bindings)
        sure = [each for each in starts if each is not None and each > start]
        for binding in bindings:
            if not isinstance(binding, ImportBinding):
                continue
            own = self._names.facts.imports[binding.statement]
            if own.position.list_id == statement.position.list_id and own.span.start > start:
                sure.append(own.span.end)
        if not sure:
            return False
        first, reads = min(sure), self._names.reads.get(star.binding.name, ())
        return not any(start < access.start < first for access in reads)

    def _is_read_before(self, name: str, offset: int) -> bool:
        return any(access.start < offset for access in self._names.reads.get(name, ()))

    # Accesses -----------------------------------------------------------------------------------

    def _access(self, local: LocalName, index: int, access: Access) -> LocalNameAccess:
        found: list[tuple[int, ResolvedPath]] = []
        is_from = all(each.statement.is_from for each in local.meanings)
        for parts in dict.fromkeys(each.parts for each in local.meanings):
            chain = (*parts, *access.attrs)
            paths = (each.path for each in local.meanings)
            known = max((len(path) for path in paths if chain[: len(path)] == path), default=0)
            resolved = self._project.resolve(chain, self._path, max(known - is_from, 0))
            own = resolved is not None and self._project.rules.is_internal(resolved, self._path)
            if resolved is not None and resolved.depth >= len(parts) and not own:
                found.append((resolved.depth - len(parts), resolved))
        if access.stored and found and max(attrs for attrs, _ in found) == len(access.attrs):
            return self._stored(local, index, access, found[0][1])
        named = tuple(self._members(local, access))
        members = tuple(each for each in named if each is not None)
        unknown = len(members) < len(named)
        if not found:
            members = () if unknown else members
            attrs = len(access.attrs) - (access.attrs[-1:] == ("__dict__",)) if members else 0
            return LocalNameAccess(index, access, attrs, members=members)
        deepest = max(attrs for attrs, _ in found)
        if local.alias is not None and not deepest and found[0][1].module is not None:
            # A module that moves does so where it is given the other name.
            return LocalNameAccess(index, access)
        resolutions = tuple(
            resolved if each == deepest else replace(resolved, unsure=True) for each, resolved in found
        )
        return LocalNameAccess(index, access, deepest, resolutions, members, unknown)

    def _stored(
        self, local: LocalName, index: int, access: Access, resolved: ResolvedPath
    ) -> LocalNameAccess:
        """An attribute that is assigned to: it moves as its reads do, in the module that defines it.

        Where a rule moves the whole module, the module's rule moves names too that it does not have yet.
        """
        if resolved.symbol is None or not resolved.at_home:
            return LocalNameAccess(index, access)
        if self._project.rules.has_own(resolved.symbol) or resolved.through:
            return LocalNameAccess(index, access, len(access.attrs), (resolved,))
        parts = (*local.sources[0].parts, *access.attrs[:-1])
        whole = self._project.resolve(parts, self._path, len(parts))
        if whole is None or whole.module is None or whole.depth != len(parts):
            return LocalNameAccess(index, access)
        return LocalNameAccess(index, access, len(access.attrs) - 1, (whole,))

    def _members(self, local: LocalName, access: Access) -> Iterator[ResolvedPath | None]:
        """Follow `module` and "name" in `patch.object(module, "name")` as if they were one path.

        None stands for a name that is no symbol which the module defines, or of which nothing is known.
        """
        for target in targets_beside(self._names, access):
            path = (*local.sources[0].parts, *target.base[1:], *target.path)
            resolved = self._project.resolve(path, self._path)
            exact = resolved is not None and resolved.depth == len(path) and resolved.at_home
            own = exact and resolved is not None and resolved.symbol is not None
            named = access.attrs[:-1] if access.attrs[-1:] == ("__dict__",) else access.attrs
            yield resolved if own and target.base[1:] == named else None
            yield from [None] * (target.named > len(targets_beside(self._names, access)))


def _leads_anywhere(local: LocalName) -> bool:
    return any(source.resolved is not None for source in local.sources) or any(
        use.resolutions or use.members for use in local.uses
    )
