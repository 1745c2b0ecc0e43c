"""The names of one text, whatever a migration is about: what it binds, reads, lists and imports."""

import ast
import builtins
import re
from collections import Counter
from collections.abc import Sequence

from msgspec.structs import replace

from codemods.project.dotted_paths import DottedName, absolute_module, imported_path
from codemods.semantic.binding import ImportBinding
from codemods.semantic.read_facts import read_facts
from codemods.semantic.scope_table import ScopeTable
from codemods.semantic.tracked_names import WantedNames
from codemods.values.edit import Edit
from codemods.values.source import Source

_IDENTIFIER = re.compile(r"[^\W\d]\w*")
_NOTHING = WantedNames(frozenset())
_SCOPES = re.compile(rb"\b(?:async|class|def|for|global|lambda|nonlocal)\b")
_BUILTINS = frozenset(
    [*dir(builtins), "__file__", "__name__", "__doc__", "__package__", "__spec__", "__path__"]
)


def all_names(source: Source, module: str, is_package: bool, wanted: WantedNames = _NOTHING) -> ScopeTable:
    """A text's scopes, complete about all names that it spells. Raises ParseError."""
    return names_of(source, module, is_package, identifiers(source.data), wanted)


def names_of(
    source: Source,
    module: str,
    is_package: bool,
    names: frozenset[str],
    wanted: WantedNames = _NOTHING,
) -> ScopeTable:
    """The same, complete about some names. Raises ParseError."""
    return ScopeTable(read_facts(source, module, is_package, replace(wanted, new=names)))


def identifiers(data: bytes) -> frozenset[str]:
    """Whatever in a text may be a name."""
    return frozenset(_IDENTIFIER.findall(data.decode()))


def affected_names(before: bytes, edits: Sequence[Edit]) -> frozenset[str]:
    """The names of a text that edits may bind anew, or leave unbound.

    Whatever binds or reads a name spells it, but a star import; and what makes a scope decides about the
    names in it.
    """
    old, new = (b"\n".join(each) for each in ([each.old for each in edits], [each.new for each in edits]))
    names = identifiers(old) | identifiers(new)
    if (b"*" in old + new and b"import" in old + new) or _counted(old) != _counted(new):
        return names | identifiers(before)
    return names


def _counted(data: bytes) -> Counter[bytes]:
    return Counter(_SCOPES.findall(data))


def unbound_names(table: ScopeTable) -> set[str]:
    """The names that a text reads and nothing binds; none where a star import may bring any."""
    return set() if has_star(table) else _without_owner(table)


def names_lost(before: ScopeTable, after: ScopeTable) -> list[str]:
    """The names that a new text reads or lists in `__all__`, and no longer binds.

    A star import may bring what is new in the text; not what the text bound itself until now.
    """
    lost = _without_owner(after) - _without_owner(before)
    if has_star(after):
        lost &= {each.name for each in before.facts.accesses}
    return sorted(lost | (_listed_in_vain(after) - _listed_in_vain(before)))


def left_to_handlers(before: ast.Module, after: ast.Module) -> list[str]:
    """The names that a `try` has bound, and only its `except` binds now, which no longer runs for them."""
    backed, alone = _bound_by_tries(before)[0], _bound_by_tries(after)[1]
    return sorted(backed & alone)


def _bound_by_tries(tree: ast.Module) -> tuple[set[str], set[str]]:
    """The names that both a `try` and its handlers bind, and those that only handlers of one bind."""
    backed: set[str] = set()
    alone: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, (ast.Try, ast.TryStar)):
            inside = _bound_in([*node.body, *node.orelse, *node.finalbody])
            handled = _bound_in([each for handler in node.handlers for each in handler.body])
            backed |= handled & inside
            alone |= handled - inside
    return backed, alone - backed


def _bound_in(statements: Sequence[ast.stmt]) -> set[str]:
    """The names that statements bind where they stand."""
    found: set[str] = set()
    todo: list[ast.AST] = [*statements]
    while todo:
        node = todo.pop()
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            found.add(node.name)
            continue
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            found.update(each.asname or each.name.partition(".")[0] for each in node.names)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
        todo += ast.iter_child_nodes(node)
    return found


def has_star(table: ScopeTable) -> bool:
    """Whether a text has a star import."""
    return any(statement.is_star for statement in table.facts.imports)


def named_paths(table: ScopeTable) -> set[DottedName]:
    """The dotted paths that a text's imports, and attributes of what it imports, spell."""
    facts = table.facts
    found: set[DottedName] = set()
    for statement in facts.imports:
        module = absolute_module(facts, statement) if statement.is_from else ()
        found.update((*module, *alias.name.split(".")) for alias in statement.aliases)
        found.add(module)
    for access in facts.accesses:
        for binding in table.meanings_of(access.scope, access.name) if access.attrs else ():
            if isinstance(binding, ImportBinding):
                found.add((*imported_path(facts, binding), *access.attrs))
    return found


def _without_owner(table: ScopeTable) -> set[str]:
    accesses = table.facts.accesses
    return {each.name for each in accesses if table.owner(each.scope, each.name) is None} - _BUILTINS


def _listed_in_vain(table: ScopeTable) -> set[str]:
    """The names in `__all__` that the module does not bind."""
    if has_star(table) or table.facts.has_module_getattr:
        return set()
    return {name for name in table.facts.dunder_all.included if (0, name) not in table.bindings}
