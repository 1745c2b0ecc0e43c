"""Check a migration against the tree before anything is rewritten: most mistakes are mistyped names."""

from codemods.migration.migration_files import is_builtin
from codemods.plan.close_names import meant_name
from codemods.project.definitions import Definitions
from codemods.project.dotted_paths import ModuleAttribute, absolute_module
from codemods.project.project import Project
from codemods.project.rule_checks import lacking_package
from codemods.values.errors import MigrationError
from codemods.values.rules import ModuleRule, RuleTable, SymbolRule
from codemods.values.symbol import Symbol
from codemods.values.tree import Tree, UnreadableError

_FILES = (".py", "/__init__.py", ".pyi", ".pyx", ".so", ".pyd")
"""What the file of a module may be called; one that git ignores is not listed."""

_COMPUTES = (b"getattr(", b"import_module(", b"startswith(", b"__dict__", b"re.")
"""What a module's `__getattr__` may have that gives out names which no file spells."""

_IN_PLACE = '; `definition = "rename"` beside it, in a migration file, renames the definition where it stands'


def check_migration(project: Project, definitions: Definitions, tree: Tree) -> None:
    """Check that what a migration names is there, as far as it should be, and takes what a rule passes.

    Raises MigrationError naming the rule and the symbol.
    """
    check = _MigrationCheck(project, definitions, tree)
    edited = project.edited.migration.symbols if project.edited is not None else ()
    for rule in (*project.migration.symbols, *edited):
        check.old(rule)
        check.imports(rule)
        if rule.new is not None and rule.old.owner not in project.held_definitions:
            check.new(rule, rule.new)
    for module in project.migration.modules:
        check.old_module(module)
        if module.new is not None:
            check.new_module(module, module.new)


class _MigrationCheck:
    def __init__(self, project: Project, definitions: Definitions, tree: Tree) -> None:
        self._project = project
        self._definitions = definitions
        self._tree = tree
        self._origin = project.migration.origin or project.migration.name

    def at(self, table: RuleTable, key: str) -> str:
        """Where a mistake stands: the file, its table, and the key with its value."""
        return f"{table.file or self._origin}: {table.label}: {key}"

    def old(self, rule: SymbolRule) -> None:
        """Refuse an `old` that is a module. One that is gone is fine: it may have been retired."""
        old, modules = rule.old, self._project.modules
        where, path = self.at(rule.table, f'old = "{old}"'), modules.find(old.module)
        if modules.find(old.dotted) is not None and not (path and self._binds_itself(path, old.name)):
            raise self._mistake(where, f'`{old.dotted}` is a module: use [[module]] old = "{old.dotted}"')

    def old_module(self, rule: ModuleRule) -> None:
        """Refuse an `old` that is a name in a module of the tree: all of its uses would lead nowhere."""
        modules = self._project.modules
        if modules.find(rule.old) is not None or modules.is_namespace(rule.old):
            return
        home, _, leaf = rule.old.rpartition(".")
        path = modules.find(home) if home else None
        if path is None or not self._project.namespaces.has(path, leaf):
            return
        # It may be a module under another name, or one that is made there; a function or a class is none.
        if self._definitions.is_known(Symbol(home, leaf)):
            message = f"`{leaf}` is a name in the module `{home}` ({path})"
            raise self._mistake(
                self.at(rule.table, f'old = "{rule.old}"'), message, f'use [[symbol]] old = "{home}:{leaf}"'
            )

    def new_module(self, rule: ModuleRule, new: str) -> None:
        """Refuse a `new` that is a module of the tree and is not there: all that moved would lead nowhere.

        Where the old one is missing in the same way, the tree is a part of what runs. Built-in rules are
        written for all versions of a library.
        """
        where = self.at(rule.table, f'new = "{new}"')
        self.module(where, new, rule.old)
        lacking = self._lacking(new)
        if lacking is None or self._lacking(rule.old) or is_builtin(rule.table.file or self._origin):
            return
        holder, missing = lacking
        package = missing.rpartition(".")[0]
        if not self._may_be_made(holder, missing) and not self._is_imported(missing):
            message = (
                f"`{package}` is in the tree ({holder}) but holds no module `{missing.rpartition('.')[2]}`"
            )
            hint = "add it first, or name the module that takes the place of the old one"
            raise self._mistake(where, message, hint)

    def _lacking(self, module: str) -> tuple[str, str] | None:
        """The file of the package that should hold a module, or one around it, and the name that it lacks."""
        modules, holder = self._project.modules, None
        parts = module.split(".")
        for number in range(1, len(parts) + 1):
            name = ".".join(parts[:number])
            found = modules.find(name)
            if found is None:
                # A package that is spread over several places may have its modules anywhere.
                return None if holder is None or modules.is_namespace(name) else (holder, name)
            if modules.is_package(found) and self._definitions.uses_dunder_path(found):
                return None
            holder = found
        return None

    def _may_be_made(self, holder: str, module: str) -> bool:
        """Whether a module may be there all the same: its package binds the name, or git ignores the file."""
        leaf = module.rpartition(".")[2]
        if self._project.namespaces.may_have(holder, leaf):
            return True
        folder = holder.rpartition("/")[0]
        return any(self._is_there(f"{folder}/{leaf}{ending}".lstrip("/")) for ending in _FILES)

    def _is_there(self, path: str) -> bool:
        """Whether the tree has a file, listed or not."""
        try:
            self._tree.read(path)
        except UnreadableError:
            return False
        return True

    def _is_imported(self, module: str) -> bool:
        """Whether a file of the tree imports a module: it is made when the program is built, then."""
        store, leaf = self._project.store, module.rpartition(".")[2]
        tables = (store.scope_table(path, (leaf,)) for path in sorted(store.files_spelling(leaf)))
        for table in filter(None, tables):
            for statement in table.facts.imports:
                base = ".".join(absolute_module(table.facts, statement)) if statement.is_from else ""
                names = [each.name for each in statement.aliases]
                paths = [base, *(f"{base}.{name}" for name in names)] if base else names
                if any(f"{each}.".startswith(f"{module}.") for each in paths):
                    return True
        return False

    def new(self, rule: SymbolRule, new: Symbol) -> None:
        """Refuse a `new` that the tree shows not to be there, or not to take the rule's call."""
        where = self.at(rule.table, f'new = "{new}"')
        self.module(where, new.module, rule.old.module)
        if not self._definitions.in_tree(new.module):
            return
        in_place = rule.old.module == new.module and "." not in rule.old.name + new.name
        self._check_bound(where, new, rule.old.name if in_place else "")
        self._attribute(where, new)
        refusal = _call_refusal(rule, self._definitions)
        if refusal is not None:
            call = self.at(rule.table, f"call = {rule.call.text if rule.call else ''!r}")
            message = f"`{new}` would refuse it: {refusal}"
            raise self._mistake(call, message, "change `call` or the definition")

    def imports(self, rule: SymbolRule) -> None:
        """Refuse what new text is to import and the tree shows not to be there."""
        for symbol in rule.imports:
            key = "arguments.imports" if rule.arguments is not None else "imports"
            where = f'{rule.table}: {key}: "{symbol}"'
            self.module(where, symbol.module, rule.old.module)
            if symbol.name and self._definitions.in_tree(symbol.module):
                self._check_bound(where, symbol)

    def module(self, where: str, module: str, old: str) -> None:
        """Refuse a module that its package in the tree does not hold, but one much like it."""
        package, _, leaf = module.rpartition(".")
        path = lacking_package(self._project, self._definitions, module)
        if path is None:
            return
        siblings = {name for name in self._project.modules.modules_beside(path) if f"{package}.{name}" != old}
        meant = meant_name(leaf, siblings)
        if meant and not self._project.attribute_readers.possible(ModuleAttribute(path, leaf)):
            message = f"`{package}` is in the tree ({path}) but holds no module `{leaf}`"
            raise self._mistake(where, message, f'did you mean "{package}.{meant}"?')

    def _check_bound(self, where: str, new: Symbol, old: str = "") -> None:
        """Refuse a name that a module of the tree does not bind; `old` is what gets it there, if anything."""
        if not self._project.namespaces.binds(new) or self._is_spelled_nowhere(new):
            path = self._project.modules.find(new.module)
            message = f"`{new.module}` is in the tree ({path}) but does not bind `{new.name}`"
            names = self._definitions.bound_names(path) if path is not None else ()
            # The old name is much like the new one as a rule, and is not what is meant.
            meant = meant_name(new.name, {name for name in names if name != old})
            hint = f'did you mean "{new.module}:{meant}"?' if meant else ""
            hint = hint or "name what it does bind, or define it first"
            raise self._mistake(where, message, hint + (_IN_PLACE if old else ""))

    def _is_spelled_nowhere(self, new: Symbol) -> bool:
        """Whether only a `__getattr__` may have a name, which it compares with names that are spelled."""
        project, top = self._project, new.name.partition(".")[0]
        path = project.modules.find(new.module) or ""
        table = project.scope_table(path, (top,)) if path else None
        if table is None or not table.facts.has_module_getattr or (0, top) in table.bindings:
            return False
        text = project.store.search.text(path)
        computes = text is None or any(each in text for each in _COMPUTES)
        by_star = any(True for _ in project.namespaces.star_paths(table, top))
        return not computes and not by_star and not project.store.files_spelling(top)

    def _attribute(self, where: str, new: Symbol) -> None:
        """Refuse an attribute that a class of the tree is known not to have."""
        owner, _, leaf = new.name.rpartition(".")
        has = self._definitions.attributes(Symbol(new.module, owner)) if owner else None
        if has is not None and leaf not in has and not leaf.startswith("__"):
            meant = meant_name(leaf, has)
            hint = f'did you mean "{new.module}:{owner}.{meant}"?' if meant else "name what it does have"
            raise self._mistake(where, f"the class `{owner}` of `{new.module}` has no `{leaf}`", hint)

    def _binds_itself(self, path: str, name: str) -> bool:
        """Whether a package's own code binds a name, or may."""
        top = name.partition(".")[0]
        table = self._project.scope_table(path, (top,))
        return table is None or table.facts.has_module_getattr or (0, top) in table.bindings

    def _mistake(self, where: str, message: str, hint: str = "") -> MigrationError:
        return MigrationError(f"{where}: {message}{'; ' if hint else ''}{hint}")


def _call_refusal(rule: SymbolRule, definitions: Definitions) -> str | None:
    """Why the definition in the tree would not take the rule's call; None when it would."""
    if rule.new is None or rule.call is None:
        return None
    parameters = definitions.parameters(rule.new)
    if parameters is None:
        return None
    positional = sum(argument.keyword is None for argument in rule.call.arguments)
    keywords = {argument.keyword for argument in rule.call.arguments if argument.keyword is not None}
    return parameters.mismatch(positional, keywords)
