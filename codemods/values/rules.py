"""What a migration says about symbols and modules."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property

from codemods.values.category import Category
from codemods.values.import_form import ImportForm
from codemods.values.rule_forms import (
    NO_CONDITION,
    ArgumentEdits,
    Condition,
    Expression,
    NewCall,
    OldSignature,
    Stand,
    When,
)
from codemods.values.symbol import Symbol


class TableKind(StrEnum):
    """The tables of a migration file that make rules."""

    SYMBOL = "symbol"
    MODULE = "module"


@dataclass(frozen=True, slots=True)
class RuleTable:
    """A table of a migration file: its kind, and its number among those of the kind, counted from 1."""

    kind: TableKind
    number: int
    file: str = ""
    """The file, where a migration is composed of several."""

    @property
    def label(self) -> str:
        """The table as its own file has it."""
        return f"{self.kind}[{self.number}]"

    def __str__(self) -> str:
        return f"{self.label} of {self.file}" if self.file else self.label


@dataclass(frozen=True, slots=True)
class SymbolRule:
    """What becomes of one symbol, or of some of its uses.

    At most one of `manual`, `removes`, `call`, `arguments` and `expression` is set.
    """

    old: Symbol
    new: Symbol | None = None
    """Where it goes, which is `old` where the symbol stays and its calls change.

    None where `manual` or `removes` is set, and where an `expression` is all that takes its place.
    """
    when: When | Stand | None = None
    categories: tuple[str, ...] = ()
    """The categories of the files that it is for; empty for all of them."""
    condition: Condition = NO_CONDITION
    """With what arguments a call has to be written for it."""
    signature: OldSignature | None = None
    call: NewCall | None = None
    arguments: ArgumentEdits | None = None
    expression: Expression | None = None
    removes: bool = False
    """Whether a call statement, a decorator or an import of it goes without anything in its place."""
    manual: str | None = None
    note: str | None = None
    renames_definition: bool = False
    """Whether the `def`, class or assignment of `old` takes the new name, in the same module."""
    made_as: Symbol | None = None
    """Of a class of the tree that no table names, the one whose constructor makes its objects."""
    is_only_told: bool = False
    """Of such a class, whether it is not known what its own code makes of the arguments."""
    table: RuleTable = field(kw_only=True)
    """Where it comes from: a `[[symbol]]`, or the `[[module]]` that carries the symbol along."""

    @property
    def is_in_place(self) -> bool:
        """Whether the symbol itself stays what it is, and only how it is used changes."""
        return self.new == self.old or (self.new is None and self.expression is not None)

    @property
    def changes_use(self) -> bool:
        """Whether more changes than the name of what is used."""
        return not (self.call is None and self.arguments is None and self.expression is None)

    @property
    def is_about_calls(self) -> bool:
        """Whether it says how calls bind, or is for calls: then the symbol is something to call."""
        when = self.when in ("awaited", "async", "called")
        return when or not (self.signature is None and self.arguments is None)

    @property
    def imports(self) -> tuple[Symbol, ...]:
        """What its new text uses beside `new`; a symbol without a name is a module."""
        form = self.arguments or self.expression
        return form.imports if form is not None else ()

    def is_for(self, category: str) -> bool:
        """Whether it is for the files of a category."""
        return not self.categories or category in self.categories


@dataclass(frozen=True, slots=True)
class ModuleRule:
    """One `[[module]]` table: the module object itself, and every name in it without a rule.

    Exactly one of `new` and `manual` is set.
    """

    old: str
    new: str | None = None
    note: str | None = None
    manual: str | None = None
    others: str | None = None
    """What to say of names without a rule that `new` does not bind, or is not known to."""
    package: bool = False
    """Whether it is about all modules below it as well."""
    form: ImportForm | None = None
    """How `new` is to be imported where code does not say so itself."""
    table: RuleTable = field(kw_only=True)

    def names_below(self, module: str) -> bool:
        """Whether a module is this one or lies below it, and not in the module that takes its place."""
        inside = f"{module}.".startswith(f"{self.old}.")
        within_new = self.new is not None and len(self.new) > len(self.old)
        return inside and not (within_new and f"{module}.".startswith(f"{self.new}."))

    def extended(self, module: str) -> "ModuleRule":
        """What it says of a module below it."""
        new = self.new + module.removeprefix(self.old) if self.new is not None else None
        return replace(self, old=module, new=new, form=None)

    @property
    def target(self) -> str:
        """The module that takes its place, of a rule that is known to move it."""
        assert self.new is not None
        return self.new

    def rule_for(self, name: str) -> SymbolRule:
        """What it says of a name in the module that has no rule of its own."""
        symbol = Symbol(self.old, name)
        new = Symbol(self.new, name) if self.new is not None else None
        return SymbolRule(symbol, new, manual=self.manual, note=self.note, table=self.table)


@dataclass(frozen=True, slots=True)
class RetiredNames:
    """The `[retire]` table: what is to be removed once nothing refers to it."""

    modules: tuple[str, ...] = ()
    symbols: tuple[Symbol, ...] = ()
    """Names of a module's top level, not attributes of one."""

    def __bool__(self) -> bool:
        return bool(self.modules or self.symbols)

    def covers(self, symbol: str) -> bool:
        """Whether `module:name` is retired, or part of what is; of a module, whether anything in it is."""
        module, _, name = symbol.partition(":")
        owned = name.partition(".")[0]
        return module in self.modules or any(
            each.module == module and (not name or each.name == owned) for each in self.symbols
        )


def rules_by_old(rules: Iterable[SymbolRule]) -> dict[Symbol, tuple[SymbolRule, ...]]:
    """The rules of each deprecated symbol, both in their order."""
    grouped: dict[Symbol, list[SymbolRule]] = {}
    for rule in rules:
        grouped.setdefault(rule.old, []).append(rule)
    return {old: tuple(each) for old, each in grouped.items()}


def _stays(rules: Sequence[SymbolRule]) -> bool:
    """Whether a symbol with these rules stays what it is: its calls change, or some of them are told."""
    if all(rule.manual is not None and rule.condition != NO_CONDITION for rule in rules):
        return True
    stays = [rule.is_in_place and not _is_member_expression(rule) for rule in rules]
    moves = ((not rule.is_in_place and rule.manual is None) or _is_member_expression(rule) for rule in rules)
    return any(stays) and not any(moves)


def _is_member_expression(rule: SymbolRule) -> bool:
    """Whether an expression comes in the place of a member, whose uses on objects are decided with it."""
    return rule.expression is not None and "." in rule.old.name


class Compat(StrEnum):
    """What becomes of code that runs with the old name and with the new one: a table's `compat`."""

    KEEP = "keep"
    """It stays as it is."""
    COLLAPSE = "collapse"
    """Old versions are no longer supported: it moves as all other code does."""


@dataclass(frozen=True)
class Migration:
    """A whole migration, validated, with chains collapsed (a to b, b to c: a lands on c)."""

    name: str
    symbols: tuple[SymbolRule, ...] = ()
    modules: tuple[ModuleRule, ...] = ()
    exclude: tuple[str, ...] = ()
    facades: tuple[str, ...] = ()
    """Modules that go on exporting the old names, as aliases of the new ones, for users outside the tree."""
    categories: tuple[Category, ...] = ()
    """What kind of file a path is, the first that fits wins; empty where the migration does not say."""
    origin: str = ""
    """The file that it was read from, for messages."""
    retire: RetiredNames = RetiredNames()
    """What `repoint retire` removes."""
    compat: Compat = Compat.KEEP

    @cached_property
    def leaves(self) -> frozenset[str]:
        """The last components of all deprecated names: a file that spells none of them is not a candidate."""
        modules = {rule.old.rpartition(".")[2] for rule in self.modules}
        return frozenset(rule.old.leaf for rule in self.symbols) | modules

    @cached_property
    def named_modules(self) -> frozenset[str]:
        """The modules that the migration names, old and new ones."""
        symbols = {each.module for rule in self.symbols for each in (rule.old, rule.new) if each is not None}
        modules = {each for rule in self.modules for each in (rule.old, rule.new) if each is not None}
        return frozenset(symbols | modules)

    @cached_property
    def old_modules(self) -> frozenset[str]:
        """The modules that are deprecated, or have a deprecated symbol."""
        return frozenset((*(rule.old.module for rule in self.symbols), *(rule.old for rule in self.modules)))

    def rules_for(self, symbol: Symbol) -> tuple[SymbolRule, ...]:
        """The rules of one deprecated symbol, in the file's order: the first that fits wins."""
        return self._by_old.get(symbol, ())

    @cached_property
    def edited(self) -> "Migration":
        """The rules of the symbols that stay where they are, while their uses change; no modules.

        A symbol that any rule moves is not among them.
        """
        kept = {old for old, rules in self._by_old.items() if _stays(rules)}
        return replace(self, symbols=tuple(rule for rule in self.symbols if rule.old in kept), modules=())

    @cached_property
    def moving(self) -> "Migration":
        """The rules of all that goes away."""
        kept = {rule.old for rule in self.edited.symbols}
        if not kept:
            return self
        return replace(self, symbols=tuple(rule for rule in self.symbols if rule.old not in kept))

    @cached_property
    def _by_old(self) -> dict[Symbol, tuple[SymbolRule, ...]]:
        return rules_by_old(self.symbols)
