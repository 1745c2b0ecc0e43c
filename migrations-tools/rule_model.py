"""What a derivation gives: rules in the words of a migration file, and what was left out, with the reason."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Why = Literal["cannot be said", "told only", "by choice"]
"""Why an entry is left out: it has no form, the source edits nothing either, or it is better not done."""


@dataclass(frozen=True, slots=True)
class Arguments:
    """The `[symbol.arguments]` of a rule."""

    rename: Mapping[str, str] = field(default_factory=dict)
    drop: tuple[str, ...] = ()
    add: Mapping[str, str] = field(default_factory=dict)
    keyword: tuple[str, ...] = ()
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    imports: tuple[str, ...] = ()

    @property
    def kinds(self) -> tuple[str, ...]:
        """The keys that are used."""
        return tuple(key for key in ("rename", "drop", "add", "keyword", "values") if getattr(self, key))


@dataclass(frozen=True, slots=True)
class SymbolRule:
    """One `[[symbol]]`; the keys are those of the migration file."""

    old: str
    new: str | None = None
    signature: str | None = None
    call: str | None = None
    expression: str | None = None
    imports: tuple[str, ...] = ()
    when: str | None = None
    category: tuple[str, ...] = ()
    where: Mapping[str, str] = field(default_factory=dict)
    passed: tuple[str, ...] = ()
    not_passed: tuple[str, ...] = ()
    arguments: Arguments | None = None
    remove: bool = False
    manual: str | None = None
    note: str | None = None
    told_only: bool = True
    """Of a manual rule: its source, too, only tells. Else the source edits, and this falls short of it."""

    @property
    def kind(self) -> str:
        """What the rule does, in one word of the report."""
        if self.manual is not None:
            return "manual"
        if self.remove:
            return "remove"
        if self.arguments is not None:
            return f"arguments.{self.arguments.kinds[0]}"
        if self.expression is not None:
            return "expression"
        if self.call is not None:
            return "call in place" if self.new in (None, self.old) else "call"
        member = "." in (self.new or "").rpartition(":")[2]
        old_member = "." in self.old.rpartition(":")[2]
        return "member" if old_member else "rename to a member" if member else "rename"

    @property
    def narrowed(self) -> tuple[str, ...]:
        """The keys that narrow the rule to some uses."""
        keys = [f'when = "{self.when}"'] if self.when else []
        return (*keys, *(key for key in ("where", "passed", "not_passed", "category") if getattr(self, key)))


@dataclass(frozen=True, slots=True)
class ModuleRule:
    """One `[[module]]`."""

    old: str
    new: str | None = None
    manual: str | None = None
    package: bool = False
    others: str | None = None
    import_as: str | None = None
    note: str | None = None
    told_only: bool = True

    @property
    def kind(self) -> str:
        """What the rule does, in one word of the report."""
        return "manual" if self.manual is not None else "module move"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What the source changes and the table does not."""

    what: str
    reason: str
    count: int = 1
    """How many entries of the source it is."""
    why: Why = "cannot be said"


@dataclass(frozen=True, slots=True)
class Section:
    """Rules that stand together, under a comment."""

    title: str
    rules: tuple[SymbolRule | ModuleRule, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A whole migration."""

    name: str
    summary: str
    """What it is for, in one line."""
    sources: tuple[str, ...]
    """Packages with version and licence, a line each."""
    sections: tuple[Section, ...]
    left_out: tuple[LeftOut, ...] = ()

    @property
    def rules(self) -> tuple[SymbolRule | ModuleRule, ...]:
        """All rules, in the file's order."""
        return tuple(rule for section in self.sections for rule in section.rules)
