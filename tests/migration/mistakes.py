"""Mistakes in a migration file, each with its whole message, so that a change of wording is seen."""

import re

import pytest

from codemods.migration.load import parse_migration
from codemods.values.errors import MigrationError

RULE = '[[symbol]]\nold = "p.a:f"\n'
MOVE = RULE + 'new = "p.b:g"\n'


def tables(*links: str) -> str:
    """One plain `[[symbol]]` for each `old > new`, one `[[module]]` where there is no colon."""
    made = []
    for link in links:
        old, new = link.split(" > ")
        kind = "symbol" if ":" in old else "module"
        made.append(f'[[{kind}]]\nold = "{old}"\nnew = "{new}"\n')
    return "".join(made)


def mistake(id: str, text: str, message: str) -> object:
    """A parameter for `check_mistake`; an ellipsis stands for words of the running Python's own parser."""
    return pytest.param(text, message, id=id)


def check_mistake(text: str, message: str) -> None:
    """Read a migration, which must fail with just this message after the file's name."""
    with pytest.raises(MigrationError) as caught:
        parse_migration(text, "m.toml")
    expected = ".*".join(re.escape(part) for part in f"m.toml: {message}".split("…"))
    assert re.fullmatch(expected, str(caught.value)), f"{caught.value}\nis not\n{message}"
