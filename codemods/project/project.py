"""Follow a dotted path through the modules of the tree to the symbol that it means."""

from functools import cached_property

from msgspec.structs import replace

from codemods.project.dotted_paths import DottedName, ModuleAttribute, ResolvedPath, known_parts, target_parts
from codemods.project.namespaces import Namespaces


class Project(Namespaces):
    """The tree seen through a migration."""

    @cached_property
    def homes(self) -> dict[str, frozenset[str]]:
        """For each file that a rule's `old` names as home, the top-level names it defines there."""
        found: dict[str, set[str]] = {}
        for rule in self.migration.symbols:
            path = self.modules.find(rule.old.module)
            if path is not None:
                found.setdefault(path, set()).add(rule.old.name.partition(".")[0])
        return {path: frozenset(names) for path, names in found.items()}

    @cached_property
    def facades(self) -> frozenset[str]:
        """The files of the modules that keep the old names for users outside the tree."""
        return frozenset(filter(None, map(self.modules.find, self.migration.facades)))

    def reach(
        self, parts: DottedName, importer: str, known: int = 0, seen: frozenset[ModuleAttribute] = frozenset()
    ) -> ResolvedPath | None:
        """Follow a dotted path, as a file spells it, to a deprecated symbol or module.

        The first `known` parts are known to be a module, since an import statement says so.
        """
        for depth in range(len(parts), 1, -1):
            symbol = self.spelled(parts[:depth])
            if symbol is not None:
                return ResolvedPath(depth, symbol=symbol)
        path, depth = self.module_prefix(parts, importer, known, seen)
        if path is None:
            return self.outside(parts, known)
        return self._in_module(parts, path, depth, seen) or self.outside(parts, known)

    def _in_module(
        self, parts: DottedName, path: str, depth: int, seen: frozenset[ModuleAttribute]
    ) -> ResolvedPath | None:
        for name in self.modules.names(path):
            spelled = (*name.split("."), *parts[depth:])
            for length in range(len(spelled), len(name.split(".")), -1):
                symbol = self.spelled(spelled[:length])
                if symbol is not None:
                    return ResolvedPath(length - len(spelled) + len(parts), symbol=symbol)
        rule = self.module_rule(path)
        if rule is not None:
            return self.by_module(parts, depth, rule)
        hop = ModuleAttribute(path, parts[depth]) if depth < len(parts) else None
        if hop is None or hop in seen:
            return None
        return self._through(parts, depth, hop, seen | {hop})

    def _through(
        self, parts: DottedName, depth: int, hop: ModuleAttribute, seen: frozenset[ModuleAttribute]
    ) -> ResolvedPath | None:
        """Follow a name of a module's namespace to where the module has it from.

        Whatever binds a deprecated symbol spells it, or an alias that was noticed: other names lead nowhere.
        """
        rest = parts[depth + 1 :]
        spelled = self.wanted.old | self.wanted.old_modules
        if hop.name not in spelled and spelled.isdisjoint(rest):
            return None
        names = self.names(hop.path, (hop.name,))
        if names is None:
            return None
        bindings = names.bindings.get((0, hop.name), ())
        imports = [binding for binding in bindings if binding.kind == "import"]
        ways = {target_parts(names.facts, b): known_parts(names.facts, b) for b in imports}
        if not bindings:
            ways = {way: len(way) - 1 for way in list(self.star_paths(names, hop.name))[:1]}
        reached = [self.reach((*way, *rest), hop.path, known, seen) for way, known in ways.items()]
        found = [(way, reach) for way, reach in zip(ways, reached, strict=True) if reach]
        if not found:
            return None
        way, first = found[0]
        differ = len(found) < len(reached) or len({(r.symbol, r.depth - len(w)) for w, r in found}) > 1
        return replace(
            first,
            depth=first.depth - len(way) + depth + 1,
            hops=(hop, *first.hops),
            unsure=first.unsure or differ or any(b.kind == "assign" for b in bindings),
        )
