"""What the tree's formatters make of a plan's new texts takes their place, where it is the same program."""

import ast
import re
from collections.abc import Iterator
from dataclasses import replace
from difflib import SequenceMatcher
from pathlib import PurePosixPath

from codemods.plan.edited_neighbourhood import EditedLines
from codemods.plan.process_pool import failure_of
from codemods.project.decision import Decision, NamespaceChanges, OtherModules, SymbolMoves
from codemods.semantic.parse_source import ParseError, parse
from codemods.semantic.read_facts import facts_of_tree
from codemods.semantic.scope_table import ScopeTable
from codemods.semantic.tracked_names import WantedNames
from codemods.tree.decoding import decode_source
from codemods.values import finding_texts as texts
from codemods.values.edit import Edit
from codemods.values.formatting import AskFormatters
from codemods.values.plan import FileChange, Plan
from codemods.values.rejection import Rejection
from codemods.values.source import NOTEBOOK_SUFFIX, Source
from codemods.values.tree import UnreadableError

_IDENTIFIER = re.compile(r"[^\W\d]\w*")
_AS_IT_IS = Decision(
    path="",
    aliases=(),
    uses=(),
    names=(),
    diagnostics=(),
    references=(),
    namespace=NamespaceChanges({}, {}, frozenset(), frozenset(), frozenset(), {}),
    symbols=SymbolMoves({}, frozenset(), {}),
    others=OtherModules(frozenset(), frozenset(), frozenset(), {}),
)
"""The decision that nothing is to change."""


def format_plan(plan: Plan, ask: AskFormatters) -> Plan:
    """The plan with its new texts as the formatters have them; a finding says why one can't be taken."""
    if not plan.files:
        return plan
    # Formatters write all of a notebook anew, its outputs with it.
    formatted = ask(tuple(each for each in plan.files if not each.path.endswith(NOTEBOOK_SUFFIX)))
    files, findings = [], [*plan.findings, *formatted.findings]
    for change in plan.files:
        text = formatted.texts.get(change.path, change.after)
        taken = change if text == change.after else _taken(change, text)
        if isinstance(taken, Rejection):
            findings.append(taken.at(change.path))
            taken = change
        files.append(taken)
    return replace(plan, files=tuple(files), findings=tuple(sorted(findings)))


def _taken(change: FileChange, text: bytes) -> FileChange | Rejection:
    """The change with a formatted text, or why it can't have that."""
    try:
        before, after, new = (
            decode_source(change.path, data) for data in (change.before, change.after, text)
        )
        if new.to_file(b"") != before.to_file(b"") or new.encoding != before.encoding:
            return texts.FORMATTER_MADE_ANOTHER.fill(reason="its encoding would be another")
        return _proved(change, before, after, new)
    except UnreadableError as error:
        return texts.FORMATTER_MADE_ANOTHER.fill(reason=error)
    except ParseError as error:
        return texts.FORMATTER_MADE_ANOTHER.fill(reason=error.reason)
    except Exception as error:
        return texts.FORMATTER_MADE_ANOTHER.fill(reason=failure_of(error))


def _proved(change: FileChange, before: Source, after: Source, new: Source) -> FileChange | Rejection:
    tree, formatted = parse(after), parse(new)
    reason = _other_program(after, tree, new, formatted)
    if reason is not None:
        return texts.FORMATTER_MADE_ANOTHER.fill(reason=reason)
    near = EditedLines(after, tree, change.edits)
    for first, end, *_ in _differences(after.data, new.data):
        if not near.hold(first, end):
            return texts.FORMATTER_WENT_FAR.fill(line=first + 1)
    return replace(change, after=new.to_file(new.data), edits=tuple(_edits(before, new)))


def _other_program(before: Source, tree: ast.Module, after: Source, formatted: ast.Module) -> str | None:
    """Why a text is not the same program as another; None where every name means the same, node by node."""
    from codemods.transformers.proof.prove_file import prove
    from codemods.transformers.proof.same_shape import compare_shape

    path = PurePosixPath(before.path)
    module, is_package = ".".join(path.with_suffix("").parts), path.stem == "__init__"
    wanted = WantedNames(frozenset(), frozenset(_IDENTIFIER.findall(before.data.decode())))
    facts = facts_of_tree(tree, before, module, is_package, wanted)
    other = facts_of_tree(formatted, after, module, is_package, wanted)
    failure = prove(ScopeTable(facts), _AS_IT_IS, ScopeTable(other))
    failure = failure or compare_shape(before, facts, _AS_IT_IS, (), after, formatted)
    if failure is not None:
        return failure.rejection.message
    if _binding_orders(tree) != _binding_orders(formatted):
        return "imports of one name, or around `import *`, would come in another order"
    return None


def _binding_orders(tree: ast.Module) -> dict[str, list[tuple[str, ...]]]:
    """What imports bind each name to, in order, and which come before each `import *`."""
    orders: dict[str, list[tuple[str, ...]]] = {}
    before: set[str] = set()
    nodes = [node for node in ast.walk(tree) if isinstance(node, (ast.Import, ast.ImportFrom))]
    for node in sorted(nodes, key=lambda each: (each.lineno, each.col_offset)):
        module = "." * node.level + (node.module or "") if isinstance(node, ast.ImportFrom) else ""
        for alias in node.names:
            if alias.name == "*":
                orders.setdefault("*", []).append((module, *sorted(before)))
                continue
            local = alias.asname or alias.name.partition(".")[0]
            bound = (module, alias.name if alias.asname or module else local)
            before.add(f"{local}={module}:{bound[1]}")
            known = orders.setdefault(local, [])
            if not known or known[-1] != bound:
                known.append(bound)
    return orders


def _differences(before: bytes, after: bytes) -> Iterator[tuple[int, int, int, int]]:
    """The ranges of lines, counted from 0 and half-open, that differ: of the first text and the second."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    for tag, start, end, new_start, new_end in SequenceMatcher(None, old, new).get_opcodes():
        if tag != "equal":
            yield start, end, new_start, new_end


def _edits(before: Source, after: Source) -> Iterator[Edit]:
    """The edits, of whole lines, that make one text of another."""
    for start, end, new_start, new_end in _differences(before.data, after.data):
        first, last = before.line_start(start + 1), before.line_start(end + 1)
        new = after.data[after.line_start(new_start + 1) : after.line_start(new_end + 1)]
        yield Edit(first, last, before.data[first:last], new)
