"""Imports of deprecated names that only `sys.path` leads to when code runs: from beside a script, say."""

import re
from collections.abc import Iterator
from posixpath import dirname

from codemods.project.deciding import Deciding
from codemods.project.dotted_paths import DottedName, imported_path
from codemods.semantic.binding import ImportBinding
from codemods.values import finding_texts as texts
from codemods.values.symbol import Symbol

_CHANGES_PATH = re.compile(rb"\bsys\.path\b")


def hold_path_imports(deciding: Deciding) -> None:
    """Say where a file takes something deprecated from a module of the tree by a shorter path than its own.

    The module is found beside the file, or wherever the file lets `sys.path` lead.
    """
    file, made = deciding.file, deciding.made
    for start, module, name in _named(deciding):
        old = _deprecated(deciding, module, name)
        if old is not None and file.project.modules.find(module[0], file.path) is None:
            whole = old.module if isinstance(old, Symbol) else old
            made.reports.refer(start, "import", old, moves=False)
            made.reports.report(start, texts.FOUND_BY_PATH.fill(old, module=".".join(module), old=whole))


def _named(deciding: Deciding) -> Iterator[tuple[int, DottedName, str]]:
    """The modules that a file names by absolute imports, what it takes from each, and where."""
    facts, names = deciding.file.facts, deciding.file.names
    for binding in facts.bindings:
        statement = facts.imports[binding.statement] if isinstance(binding, ImportBinding) else None
        if isinstance(binding, ImportBinding) and statement is not None and not statement.level:
            parts = imported_path(facts, binding)
            if statement.is_from:
                yield binding.span.start, parts[:-1], parts[-1]
                continue
            yield binding.span.start, tuple(statement.aliases[binding.alias].name.split(".")), ""
            for access in facts.accesses:
                is_read = access.attrs and access.name == binding.name
                if is_read and binding in names.bindings_of(access.scope, access.name):
                    yield access.start, parts, access.attrs[0]


def _deprecated(deciding: Deciding, module: DottedName, name: str) -> Symbol | str | None:
    """What a name of a module, or the module, stands for, if that is deprecated and only a path finds it."""
    migration, rules = deciding.file.project.migration, deciding.file.project.rules
    for symbol in (each.old for each in migration.symbols) if name in rules.leaves else ():
        if name == symbol.name.partition(".")[0] and _is_found(deciding, module, symbol.module):
            return symbol
    if module[-1] not in deciding.file.project.wanted.old_modules:
        return None
    return next((each.old for each in migration.modules if _is_found(deciding, module, each.old)), None)


def _is_found(deciding: Deciding, parts: DottedName, whole: str) -> bool:
    """Whether a path may lead to a module of the tree that has a longer name."""
    file, module = deciding.file, ".".join(parts)
    home = file.project.modules.find(whole, file.path) if whole.endswith(f".{module}") else None
    if home is None:
        return False
    beside = f"{dirname(file.path)}/{module.replace('.', '/')}".lstrip("/")
    is_beside = home in (f"{beside}.py", f"{beside}/__init__.py")
    return is_beside or file.project.store.has_pattern(file.path, _CHANGES_PATH)
