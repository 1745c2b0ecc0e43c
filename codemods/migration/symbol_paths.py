"""Dotted paths as a migration spells them: `module:qualified.name` and `module`."""

from keyword import iskeyword

from codemods.migration.mistakes import TablePlace
from codemods.values.symbol import Symbol


def parse_symbol(text: str, place: TablePlace) -> Symbol:
    """Read `module:qualified.name`. Raises MigrationError, with the path that was likely meant."""
    module, colon, name = text.partition(":")
    expected = "expected module:name, with a colon where the module ends"
    if not colon:
        raise place.error(f'"{text}" does not say where its module ends: {expected}', _suggestion(text))
    if ":" in name:
        raise place.error(f'"{text}" has more than one colon: {expected}')
    for dotted in (module, name):
        _check_parts(dotted, text, place)
    return Symbol(module, name)


def parse_module(text: str, place: TablePlace) -> str:
    """Read a module's dotted path. Raises MigrationError."""
    if ":" in text:
        hint = "for one name in it, write a [[symbol]] table"
        raise place.error(f'"{text}" names a symbol: a [[module]] takes a module, with no colon', hint)
    _check_parts(text, text, place, _dots_for_slashes(text))
    return text


def _check_parts(dotted: str, text: str, place: TablePlace, hint: str = "") -> None:
    for part in dotted.split("."):
        if reason := why_not_name(part):
            raise place.error(f'"{text}" is not a path: {reason}', hint)


def why_not_name(part: str) -> str | None:
    """Why a component cannot be a name in Python; None when it can."""
    if not part:
        return "one of its parts is empty"
    if not part.isidentifier():
        return f'"{part}" is not a Python name'
    return f'"{part}" is a keyword' if iskeyword(part) else None


def _suggestion(text: str) -> str:
    """Guess where the colon belongs: before the first capitalised part, else before the last part."""
    parts = text.removesuffix(".py").replace("/", ".").split(".")
    if len(parts) < 2 or any(map(why_not_name, parts)):
        return ""
    classes = (index for index, part in enumerate(parts) if index and part[0].isupper())
    split = next(classes, len(parts) - 1)
    return f'did you mean "{".".join(parts[:split])}:{".".join(parts[split:])}"?'


def _dots_for_slashes(text: str) -> str:
    dotted = text.removesuffix(".py").replace("/", ".")
    if dotted == text or any(map(why_not_name, dotted.split("."))):
        return ""
    return f'did you mean "{dotted}"?'
