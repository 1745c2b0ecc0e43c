"""The migration that `--from` and `--to` say, in place of a file."""

from collections.abc import Sequence

import typer

from codemods.migration.drafts import MigrationDraft, RuleDraft, RuleKind, draft_text
from codemods.migration.load import parse_migration
from codemods.values.errors import MigrationError
from codemods.values.rules import Migration

ORIGIN = "--from/--to"


def one_rule(names: Sequence[str] | None, old: str | None, new: str | None) -> Migration:
    """The migration of the one rule of `--from` and `--to`, where `--migration` names none.

    Raises typer.BadParameter where they are given by halves, or both are; MigrationError for no rule.
    """
    if names:
        raise typer.BadParameter("--from and --to are a migration of their own; drop --migration")
    if old is None or new is None:
        raise typer.BadParameter("--from and --to go together; `repoint init --from` proposes what --to is")
    draft = MigrationDraft((rule_between(old, new),), name=rule_name(old, new))
    return parse_migration(draft_text(draft), ORIGIN)


def rule_between(old: str, new: str) -> RuleDraft:
    """The rule of two symbols, `module:name`, or of two modules. Raises MigrationError for one of each."""
    if (":" in old) != (":" in new):
        symbol, module = (old, new) if ":" in old else (new, old)
        problem = f'"{symbol}" is a symbol, and "{module}" a module'
        raise MigrationError(f"{ORIGIN}: {problem}; write two symbols, module:name, or two modules")
    return RuleDraft(RuleKind.SYMBOL if ":" in old else RuleKind.MODULE, old, new)


def rule_name(old: str, new: str) -> str:
    """What a migration of one rule is called: `create_basket-to-get_basket`."""
    leaves = [path.rpartition(":")[2].rpartition(".")[2] for path in (old, new)]
    return "-to-".join(leaves if leaves[0] != leaves[1] else [old, new])
