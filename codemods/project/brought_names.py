"""Let a file read names that its new text needs: by an import that it has, or by one more of its style."""

from collections.abc import Iterable, Iterator, Sequence

from codemods.project.decision import NewImport, SpelledName
from codemods.project.decision_builder import DecisionBuilder
from codemods.project.dotted_paths import DottedName, absolute_module, imported_path
from codemods.project.file_context import FileContext
from codemods.project.local_names import ImportSource, LocalName
from codemods.project.new_names import BUILTINS, NewNames
from codemods.semantic.access import Access
from codemods.semantic.binding import Alias, Binding, Import, ImportBinding, ScopeKind
from codemods.values.symbol import Symbol


class BroughtNames:
    """Finds spellings for one file, and writes down the imports that these need."""

    def __init__(self, file: FileContext, new_names: NewNames, made: DecisionBuilder) -> None:
        self._file = file
        self._facts = file.facts
        self._names = file.names
        self._new_names = new_names
        self._made = made
        self.going: frozenset[tuple[int, str]] = frozenset()
        """The names, by scope, whose imports go, so that other things can be read under them."""

    def spell(self, symbol: Symbol, local: LocalName, access: Access) -> SpelledName | str:
        """How a place can read a symbol (one without a name is a module), or why it cannot, in words.

        The place is where `access` stands, which reads `local`: a new import stands beside the imports of
        that. Raises UntrackedNameError.
        """
        if symbol.module == BUILTINS and symbol.name:
            self._file.require(symbol.name)
            if not self._is_builtin(symbol.name, access.scope):
                return f"`{symbol.name}` is not the built-in there"
            return SpelledName(symbol, (symbol.name,), frozenset({f"?{symbol.name}"}))
        if symbol.name and self._new_names.is_own(LocalName(0, symbol.name), symbol):
            return self._own(symbol, access)
        found = next(self._present(symbol, local, access), None)
        return found or self._new(symbol, local, access)

    def bring(self, local: LocalName, spelled: Iterable[SpelledName]) -> None:
        """Write the imports down that some spellings need, beside those of a local name."""
        new = tuple(dict.fromkeys(each.new for each in spelled if each.new is not None))
        for source in self._anchors(local) if new else ():
            self._made.change_alias(source, self._made.keeps(source), new)

    def _is_builtin(self, name: str, scope: int) -> bool:
        """Whether a name means the built-in where it is read in a scope, once imports that go are gone."""
        owner = self._names.owner(scope, name)
        around = self._names.scopes_between(owner, None) if owner is not None else ()
        if any((each, name) in self._names.bindings and (each, name) not in self.going for each in around):
            return False
        return not self._new_names.starred(name, NewImport(BUILTINS, name))

    # What the file has already --------------------------------------------------------------------

    def _own(self, symbol: Symbol, access: Access) -> SpelledName | str:
        """A name of the file's own module."""
        top = symbol.name.partition(".")[0]
        self._file.require(top)
        if self._names.owner(access.scope, top) == 0:
            chain = tuple(symbol.name.split("."))
            rest = "".join(f".{each}" for each in chain[1:])
            kinds = (each.kind for each in self._names.bindings[0, top])
            return SpelledName(symbol, chain, frozenset(f"!{kind}{rest}" for kind in kinds))
        return f"`{top}` is not this module's own there"

    def _present(self, symbol: Symbol, local: LocalName, access: Access) -> Iterator[SpelledName]:
        """The spellings by imports that stand in the file."""
        gone = {(each.statement, each.alias) for each in self._made.aliases if not each.keep}
        for number, statement in enumerate(self._facts.imports):
            for place, alias in enumerate(statement.aliases if not statement.is_star else ()):
                chain = self._chain(statement, alias, symbol) if (number, place) not in gone else ()
                if chain:
                    # Of a name that is not tracked, the bindings are not among the facts.
                    self._file.require(alias.local)
                    binding = self._binding(number, place)
                    if binding is not None and self._reads(binding, symbol, local, access):
                        yield SpelledName(symbol, chain, self._meaning(binding, chain, access))

    def _meaning(self, binding: ImportBinding, chain: DottedName, access: Access) -> frozenset[str]:
        group = self._names.bindings_of(access.scope, binding.name)
        paths = (imported_path(self._facts, each) for each in group if isinstance(each, ImportBinding))
        return frozenset(".".join((*path, *chain[1:])) for path in paths)

    def _binding(self, statement: int, alias: int) -> ImportBinding | None:
        bound = (each for each in self._facts.bindings if isinstance(each, ImportBinding))
        return next((each for each in bound if (each.statement, each.alias) == (statement, alias)), None)

    def _chain(self, statement: Import, alias: Alias, symbol: Symbol) -> DottedName:
        """How a symbol is read by what one name of an import binds; empty where it is not."""
        module, inside = tuple(symbol.module.split(".")), _inside(symbol)
        if not statement.is_from:
            if alias.asname is not None:
                return (alias.asname, *inside) if alias.name == symbol.module else ()
            loads = f"{alias.name}.".startswith(f"{symbol.module}.")
            return (*module, *inside) if loads else ()
        path = (*absolute_module(self._facts, statement), alias.name)
        if path == module:
            return (alias.local, *inside)
        top = (*module, *inside[:1])
        return (alias.local, *inside[1:]) if inside and self._is_like(path, top) else ()

    def _is_like(self, path: DottedName, top: DottedName) -> bool:
        """Whether a path leads to the top of a symbol, from its own module or through another one."""
        if path == top:
            return True
        origin, own = self._file.project.namespaces.origin, self._file.path
        return path[-1] == top[-1] and origin(path, own) == origin(top, own)

    def _reads(self, binding: ImportBinding, symbol: Symbol, local: LocalName, access: Access) -> bool:
        """Whether the name that an import binds is read at a place, and surely means what it brings."""
        owner = self._names.owner(access.scope, binding.name)
        group: Sequence[Binding] = self._names.bindings_of(access.scope, binding.name)
        if owner is None or binding not in group:
            return False
        statement = self._facts.imports[binding.statement]
        if not all(self._is_same(each, binding, symbol) for each in group):
            return False
        beside = any(each.statement.position.list_id == statement.position.list_id for each in local.named)
        if statement.position.may_not_run and not beside:
            return False
        return statement.span.start < access.start or (beside and self._runs_late(access, owner))

    def _is_same(self, other: Binding, binding: ImportBinding, symbol: Symbol) -> bool:
        """Whether another binding of the name brings the symbol as well, or the package around its module."""
        if not isinstance(other, ImportBinding):
            return False
        statement = self._facts.imports[other.statement]
        alias = statement.aliases[other.alias]
        own = self._facts.imports[binding.statement]
        if not own.is_from and own.aliases[binding.alias].asname is None:
            # `import a` and `import a.b` bind one package.
            return not statement.is_from and alias.asname is None
        chain = self._chain(own, own.aliases[binding.alias], symbol)
        return self._chain(statement, alias, symbol) == chain

    def _runs_late(self, access: Access, owner: int) -> bool:
        """Whether a place runs when a function is called, not when the scope that has the name does."""
        around = self._names.scopes_between(access.scope, owner)
        kinds = (self._facts.scopes[each].kind for each in around)
        return any(kind in (ScopeKind.FUNCTION, ScopeKind.LAMBDA) for kind in kinds)

    # What comes in ----------------------------------------------------------------------------------

    def _new(self, symbol: Symbol, local: LocalName, access: Access) -> SpelledName | str:
        anchors = self._anchors(local)
        if not anchors:
            return f"no import stands here beside which that of `{symbol.leaf}` could stand"
        for source in anchors:
            if self._file.limits.protected(source.binding.span.start) is not None:
                return "the import beside which it would come in may not change"
        trouble = ""
        for new in self._forms(symbol, anchors):
            if self._is_taken(local, new):
                trouble = trouble or f"`{local.name}` is what the import beside it brings"
                continue
            found = self._new_names.obstacle(_at(anchors, local), new.local, new, [access])
            if not found:
                path = ".".join((*symbol.module.split("."), *_inside(symbol)))
                return SpelledName(symbol, _chain_by(new, symbol), frozenset({path}), new)
            trouble = trouble or found
        return trouble

    def _is_taken(self, local: LocalName, new: NewImport) -> bool:
        """Whether the imports of a local name go on binding it to another thing than a new import does."""
        if new.local != local.name or not new.binds_itself or (local.scope, local.name) in self.going:
            return False
        olds = {each.resolved.symbol for each in local.sources if each.resolved is not None}
        rules = self._file.project.rules
        becomes = {rule.new for old in olds if old is not None for rule in rules.for_symbol(old)}
        return bool(local.sources) and Symbol(new.module, new.name or "") not in becomes

    def _forms(self, symbol: Symbol, anchors: Sequence[ImportSource]) -> Iterator[NewImport]:
        """The imports that bring a symbol in, the best first."""
        whole = NewImport(symbol.module)
        leaf = symbol.module.rpartition(".")[2]
        if not symbol.name:
            yield whole
            yield NewImport(symbol.module, None, symbol.module.replace(".", "_") + "_")
            return
        top = symbol.name.partition(".")[0]
        if not any(each.statement.is_from for each in anchors):
            yield whole
        yield NewImport(symbol.module, top)
        yield NewImport(symbol.module, top, f"{leaf}_{top}")

    def _anchors(self, local: LocalName) -> list[ImportSource]:
        """The imports of a local name; of one that the module defines itself, its first import."""
        if local.sources:
            direct = [each for each in local.sources if each.resolved is not None]
            return direct or local.sources
        for binding in self._facts.bindings:
            if isinstance(binding, ImportBinding) and binding.scope == 0:
                statement = self._facts.imports[binding.statement]
                if _is_plain(statement):
                    path = imported_path(self._facts, binding)
                    return [ImportSource(binding, statement, path, path, None)]
        return []


def _inside(symbol: Symbol) -> tuple[str, ...]:
    return tuple(symbol.name.split(".")) if symbol.name else ()


def _chain_by(new: NewImport, symbol: Symbol) -> tuple[str, ...]:
    if symbol.name:
        return new.chain_to(symbol)
    return (new.asname,) if new.asname else tuple(new.module.split("."))


def _at(anchors: Sequence[ImportSource], local: LocalName) -> LocalName:
    """The local name beside whose imports something comes in."""
    return local if local.sources else LocalName(0, anchors[0].binding.name, list(anchors))


def _is_plain(statement: Import) -> bool:
    """Whether a statement stands by itself at the top of a module, and is no star import."""
    return not (statement.position.nested or statement.is_star or statement.lazy or statement.scope)
