"""What tests state of the calls of a mock, or a fake, that stands in for a symbol whose calls change."""

import ast
from collections.abc import Iterator

from codemods.project.calls_in_place import adds, parameters_touched, positions_touched
from codemods.project.decision import Diagnostic, ReferenceRecord
from codemods.project.file_context import ChangeLimits
from codemods.project.fitting_rule import leading_parameters
from codemods.project.project import Project
from codemods.project.resolved_targets import resolved_targets
from codemods.semantic.dotted_names import last_name, trailing_names
from codemods.semantic.parse_source import parse
from codemods.semantic.scope_table import ScopeTable
from codemods.values import finding_texts as texts
from codemods.values.rules import SymbolRule
from codemods.values.source import Source
from codemods.values.symbol import Symbol

_Function = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
_Telling = ast.Call | ast.Subscript | _Function
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
_TELLING = (ast.Call, ast.Subscript, *_FUNCTIONS)
_STATING = frozenset(
    f"assert_{each}"
    for each in (
        *("called_with", "called_once_with", "any_call"),
        *("awaited_with", "awaited_once_with", "any_await"),
    )
)


def mock_assertions(
    edited: Project, table: ScopeTable, source: Source, limits: ChangeLimits
) -> Iterator[tuple[Diagnostic, ReferenceRecord]]:
    """What a file with a patch of such a symbol states of its arguments in the old form.

    Which mock it is about is not followed: a statement counts for each symbol that the file patches.
    """
    patched = dict.fromkeys(
        target.resolved.symbol
        for target in resolved_targets(edited, table)
        if target.resolved is not None and not target.reads and target.resolved.depth == len(target.parts)
    )
    symbols = [symbol for symbol in patched if symbol is not None]
    for node in ast.walk(parse(source)) if symbols else ():
        if isinstance(node, _TELLING):
            yield from _told(edited, symbols, node, source, limits)


def _told(
    edited: Project,
    symbols: list[Symbol],
    node: _Telling,
    source: Source,
    limits: ChangeLimits,
) -> Iterator[tuple[Diagnostic, ReferenceRecord]]:
    for symbol in symbols:
        if any(_speaks_of(rule, node) for rule in edited.rules.for_symbol(symbol)):
            start = source.offset(node.lineno, node.col_offset)
            text = texts.FAKE_TAKES_OLD if isinstance(node, _FUNCTIONS) else texts.STATED_ARGUMENTS
            why = text.fill(symbol, old=symbol.leaf)
            protected = limits.protected(start)
            if protected is not None:
                why = protected.rejection.about(symbol)
            yield Diagnostic(start, why), ReferenceRecord(start, "call", str(symbol), moves=False)
            return


def _speaks_of(rule: SymbolRule, node: _Telling) -> bool:
    """Whether a node states, looks up or takes an argument that the rule changes."""
    touched = parameters_touched(rule)
    if isinstance(node, _FUNCTIONS):
        arguments = node.args
        every = (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)
        is_test = not isinstance(node, ast.Lambda) and node.name.startswith("test")
        return not is_test and any(each.arg in touched for each in every)
    if isinstance(node, ast.Subscript):
        looked_up = node.slice.value if isinstance(node.slice, ast.Constant) else None
        return looked_up in touched and not {"call_args", "kwargs"}.isdisjoint(_names_in(node.value))
    if last_name(node.func) not in _STATING and trailing_names(node.func)[-1:] != ["call"]:
        return False
    keywords = {each.arg for each in node.keywords}
    positional = set(leading_parameters(rule)[: len(node.args)])
    stated = keywords.union(positional.intersection(positions_touched(rule)))
    added = adds(rule) and last_name(node.func) in _STATING and not keywords.issuperset(_added(rule))
    return not stated.isdisjoint(touched) or bool(positional.intersection(positions_touched(rule))) or added


def _added(rule: SymbolRule) -> set[str | None]:
    if rule.arguments is not None:
        return {name for name, _ in rule.arguments.add}
    return {each.keyword for each in rule.call.arguments if each.parameter is None} if rule.call else set()


def _names_in(node: ast.expr) -> set[str]:
    """The attributes in a chain, those below subscripts as well."""
    found: set[str] = set()
    while isinstance(node, (ast.Attribute, ast.Subscript)):
        found.update([node.attr] if isinstance(node, ast.Attribute) else ())
        node = node.value
    return found
