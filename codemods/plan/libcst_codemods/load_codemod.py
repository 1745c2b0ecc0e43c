"""Load the class of a codemod: of an installed module, or of the text of a file. This runs its code."""

import importlib
import sys
from collections.abc import Sequence
from contextlib import redirect_stdout
from dataclasses import dataclass
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import module_from_spec
from pathlib import PurePath
from types import ModuleType
from typing import TYPE_CHECKING

from codemods.values.codemod import CodemodChoice
from codemods.values.errors import RepointError

if TYPE_CHECKING:
    from codemods.transformers.libcst_codemods.codemod_class import CodemodClass

_MODULE = "repoint_codemod_"
"""What the module of a file is called, before the file's own name: no library has such a name."""
_RENAME = "libcst.codemod.commands.rename:RenameCommand"
_WORDS = "words"
"""The attribute of a class that names the words of the files that it is for."""


@dataclass(frozen=True, slots=True)
class LoadedCodemod:
    """A class with what its constructor takes beside the context."""

    choice: CodemodChoice
    command: "CodemodClass"
    arguments: dict[str, object]
    words: tuple[str, ...]
    """It runs over the files that spell one of these; over all files without any."""


def load_codemod(choice: CodemodChoice) -> LoadedCodemod:
    """Run the code of a codemod's module and give its class. Raises RepointError where it has none such."""
    from codemods.transformers.libcst_codemods.codemod_class import codemod_arguments, codemod_class

    with redirect_stdout(sys.stderr):
        module = _module(choice)
        found = getattr(module, choice.leaf, None)
        if found is None:
            raise RepointError(f"--codemod {choice.name}: {choice.home} has no {choice.leaf}")
        command = codemod_class(found, choice.name)
        arguments = codemod_arguments(command, choice.name, choice.arguments)
    words = choice.words or _words(command, choice) or _renamed(command, arguments)
    return LoadedCodemod(choice, command, arguments, words)


def _module(choice: CodemodChoice) -> ModuleType:
    try:
        return importlib.import_module(choice.home) if choice.text is None else _run(choice, choice.text)
    except Exception as error:
        reason = f"{type(error).__name__}: {error}"
        hint = ""
        if isinstance(error, ModuleNotFoundError) and choice.text is None:
            hint = "; a file is named by its path, as in tools/my_codemod.py:MyCommand"
        raise RepointError(f"--codemod {choice.name}: can't be loaded: {reason}{hint}") from error


def _run(choice: CodemodChoice, text: str) -> ModuleType:
    """A module of the file's text. The folder around the file is not searched for what it imports."""
    name = _MODULE + PurePath(choice.home).stem
    # Python 3.15 warns of a module without a loader when it makes a traceback.
    module = module_from_spec(ModuleSpec(name, SourceFileLoader(name, choice.home)))
    module.__file__ = choice.home
    # Dataclasses look their module up.
    sys.modules[module.__name__] = module
    exec(compile(text, choice.home, "exec", dont_inherit=True), module.__dict__)
    return module


def _words(command: "CodemodClass", choice: CodemodChoice) -> tuple[str, ...]:
    words = getattr(command, _WORDS, ())
    if not isinstance(words, Sequence) or isinstance(words, str) or not all(map(_is_word, words)):
        raise RepointError(f"--codemod {choice.name}: its `{_WORDS}` is no list of words: {words!r}")
    return tuple(words)


def _renamed(command: "CodemodClass", arguments: dict[str, object]) -> tuple[str, ...]:
    """The word that a file must spell for LibCST's own rename to change it; none for other commands.

    It compares qualified names, which files spell: in an import, as an attribute, or where they are bound.
    """
    if f"{command.__module__}:{command.__name__}" != _RENAME:
        return ()
    leaf = str(arguments.get("old_name", "")).rpartition(".")[2]
    return (leaf,) if leaf.isidentifier() else ()


def _is_word(word: object) -> bool:
    return isinstance(word, str) and bool(word)
