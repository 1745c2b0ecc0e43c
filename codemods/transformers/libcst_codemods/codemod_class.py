"""The class of a codemod, and the arguments that it is made with."""

import inspect
from argparse import SUPPRESS, Action, ArgumentParser
from collections.abc import Iterator, Sequence
from typing import NoReturn

from libcst.codemod import Codemod, CodemodCommand, CodemodContext, ContextAwareVisitor

from codemods.values.errors import RepointError

CodemodClass = type[Codemod]
_KINDS = "a VisitorBasedCodemodCommand, a MagicArgsCodemodCommand or a ContextAwareTransformer"
_TRUE, _FALSE = ("true", "yes", "1"), ("false", "no", "0")


def codemod_class(found: object, name: str) -> CodemodClass:
    """Give the class that a name led to, if it is a codemod that can run. Raises RepointError."""
    if not isinstance(found, type):
        raise RepointError(f"--codemod {name}: that is no class; expected {_KINDS} of LibCST")
    if not issubclass(found, Codemod):
        hint = "; a visitor changes nothing" if issubclass(found, ContextAwareVisitor) else ""
        raise RepointError(f"--codemod {name}: the class is no codemod of LibCST; expected {_KINDS}{hint}")
    if inspect.isabstract(found):
        missing = ", ".join(sorted(found.__abstractmethods__))
        raise RepointError(f"--codemod {name}: the class is abstract; it has no {missing}")
    return found


def codemod_arguments(
    command: CodemodClass, name: str, given: Sequence[tuple[str, str]]
) -> dict[str, object]:
    """Turn names and values into what the constructor takes, as LibCST's command line does.

    A command that declares its arguments has them read by its own declarations; any other class gets the
    texts. Raises RepointError for arguments that are missing, unknown or not as declared.
    """
    arguments: dict[str, object] = dict(given)
    if issubclass(command, CodemodCommand):
        arguments = _declared(command, name, given)
    try:
        command(CodemodContext(), **arguments)
    except Exception as error:
        reason = f"{type(error).__name__}: {error}"
        raise RepointError(
            f"--codemod {name}: it can't be made with {_shown(arguments)}: {reason}; "
            "give what it takes as --arg NAME=VALUE"
        ) from error
    return arguments


def _shown(arguments: dict[str, object]) -> str:
    return ", ".join(f"{key}={value!r}" for key, value in arguments.items()) or "no arguments"


def _declared(
    command: type[CodemodCommand], name: str, given: Sequence[tuple[str, str]]
) -> dict[str, object]:
    parser = _Parser(name)
    command.add_args(parser)
    actions = {each.dest: each for each in parser.declared}
    words: list[str] = []
    for key, value in given:
        if key not in actions:
            raise RepointError(f"--codemod {name}: it takes no argument {key!r}; {_takes(actions)}")
        words += _words(actions[key], value, name)
    # What stands without an option comes last, in the order in which it was declared.
    places = [each for each in parser.declared if not each.option_strings]
    values = [value for each in places for key, value in given if key == each.dest]
    return vars(parser.parse_args([*words, *(["--", *values] if values else [])]))


def _words(action: Action, value: str, name: str) -> Iterator[str]:
    """The words of a command line that give an option a value."""
    if not action.option_strings:
        return
    option = max(action.option_strings, key=len)
    if action.nargs != 0:
        yield f"{option}={value}" if option.startswith("--") else f"{option}{value}"
    elif value.lower() in _TRUE:
        yield option
    elif value.lower() not in _FALSE:
        raise RepointError(f"--codemod {name}: {action.dest} is a switch; write {action.dest}=true")


def _takes(actions: dict[str, Action]) -> str:
    return f"it takes {', '.join(actions)}" if actions else "it takes none"


class _Parser(ArgumentParser):
    """Raises RepointError instead of ending the process, and knows what was declared."""

    def __init__(self, name: str) -> None:
        super().__init__(prog=name, add_help=False, allow_abbrev=False)
        self._name = name

    @property
    def declared(self) -> list[Action]:
        """The arguments, in their order; those of groups are among them."""
        return [each for each in self._actions if each.dest != SUPPRESS]

    def error(self, message: str) -> NoReturn:
        known = {each.dest: each for each in self.declared}
        raise RepointError(f"--codemod {self._name}: {message}; {_takes(known)}, each as --arg NAME=VALUE")
