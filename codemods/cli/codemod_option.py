"""The codemod that `--codemod` names, with its arguments: what is read before anything runs."""

from collections.abc import Sequence
from pathlib import Path

from codemods.cli.terminal.stderr import inform
from codemods.values.codemod import CodemodChoice
from codemods.values.errors import RepointError
from codemods.values.named_files import read_named_file
from codemods.values.printable import printable

_FORM = "expected MODULE:CLASS or FILE:CLASS, as in tools/my_codemod.py:MyCommand"


def read_codemod(name: str, arguments: Sequence[str], words: Sequence[str]) -> CodemodChoice:
    """Read the options of a codemod, and say that its code is going to run.

    Raises RepointError for a name or an argument without its form, and for a file that can't be read.
    """
    home, colon, leaf = name.rpartition(":")
    if not (colon and home and leaf.isidentifier()):
        raise RepointError(f"--codemod {name}: {_FORM}")
    text = _text(name, home) if home.endswith(".py") else None
    if text is None and not all(part.isidentifier() for part in home.split(".")):
        raise RepointError(f"--codemod {name}: {home} is no name of a module; {_FORM}")
    choice = CodemodChoice(name, text, tuple(map(_argument, arguments)), tuple(words))
    inform(f"running the code of the codemod {printable(name)}; nothing of the tree is run")
    return choice


def _argument(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name.isidentifier():
        raise RepointError(f"--arg {text}: expected NAME=VALUE, as in --arg old_name=pkg.old.make")
    return name, value


def _text(name: str, file: str) -> str:
    try:
        return read_named_file(Path(file)).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise RepointError(f"--codemod {name}: {file} is not UTF-8") from None
    except OSError as error:
        raise RepointError(f"--codemod {name}: {file} can't be read: {error.strerror or error}") from None
