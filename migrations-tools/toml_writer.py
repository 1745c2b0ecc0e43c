"""A table as the text of a migration file."""

import json
from collections.abc import Iterable, Iterator, Mapping
from textwrap import wrap

from rule_model import Arguments, ModuleRule, SymbolRule, Table

_BARE = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-")


def table_text(table: Table) -> str:
    """The migration file, with its sources, and what is left out, in comments at the top."""
    lines = [f"# {table.summary}", "#"]
    lines += [f"# Derived by migrations-tools/derive.py from {source}" for source in table.sources]
    lines += ["# Facts only; the words are repoint's own."]
    if table.left_out:
        lines += ["#", "# Left out:"]
        for each in table.left_out:
            lines += _comment(f"- {each.what}: {each.reason} ({each.why})")
    lines += ["", f"name = {_text(table.name)}"]
    for section in table.sections:
        lines += ["", *_comment(section.title)]
        for rule in section.rules:
            lines += ["", *(_symbol(rule) if isinstance(rule, SymbolRule) else _module(rule))]
    return "\n".join(lines) + "\n"


def _comment(text: str) -> list[str]:
    return [f"# {line}" for line in wrap(text, 110, break_long_words=False, break_on_hyphens=False)]


def _symbol(rule: SymbolRule) -> Iterator[str]:
    yield "[[symbol]]"
    yield f"old = {_text(rule.old)}"
    yield from _texts(
        ("signature", rule.signature), ("new", rule.new), ("when", rule.when), ("call", rule.call)
    )
    if rule.category:
        yield f"category = {_list(rule.category)}"
    if rule.where:
        yield f"where = {_mapping(rule.where)}"
    if rule.passed:
        yield f"passed = {_list(rule.passed)}"
    if rule.not_passed:
        yield f"not_passed = {_list(rule.not_passed)}"
    yield from _texts(("expression", rule.expression))
    if rule.imports:
        yield f"imports = {_list(rule.imports)}"
    if rule.remove:
        yield "remove = true"
    yield from _texts(("manual", rule.manual), ("note", rule.note))
    if rule.arguments is not None:
        yield from _arguments(rule.arguments)


def _arguments(arguments: Arguments) -> Iterator[str]:
    yield "[symbol.arguments]"
    if arguments.rename:
        yield f"rename = {_mapping(arguments.rename)}"
    if arguments.drop:
        yield f"drop = {_list(arguments.drop)}"
    if arguments.add:
        yield f"add = {_mapping(arguments.add)}"
    if arguments.keyword:
        yield f"keyword = {_list(arguments.keyword)}"
    if arguments.values:
        inner = (f"{_key(name)} = {_mapping(values)}" for name, values in arguments.values.items())
        yield f"values = {{ {', '.join(inner)} }}"
    if arguments.imports:
        yield f"imports = {_list(arguments.imports)}"


def _module(rule: ModuleRule) -> Iterator[str]:
    yield "[[module]]"
    yield f"old = {_text(rule.old)}"
    yield from _texts(("new", rule.new))
    if rule.package:
        yield "package = true"
    yield from _texts(
        ("others", rule.others), ("import", rule.import_as), ("manual", rule.manual), ("note", rule.note)
    )


def _texts(*pairs: tuple[str, str | None]) -> Iterator[str]:
    return (f"{key} = {_text(value)}" for key, value in pairs if value is not None)


def _list(values: Iterable[str]) -> str:
    return f"[{', '.join(map(_text, values))}]"


def _mapping(values: Mapping[str, str]) -> str:
    return f"{{ {', '.join(f'{_key(key)} = {_text(value)}' for key, value in values.items())} }}"


def _key(name: str) -> str:
    return name if name and _BARE.issuperset(name) else _text(name)


def _text(value: str) -> str:
    """A literal string for what holds double quotes, else a basic one; JSON's escapes are TOML's."""
    if '"' in value and "'" not in value and "\n" not in value:
        return f"'{value}'"
    return json.dumps(value, ensure_ascii=False)
