"""What takes the place of a whole module: one that only hands on what another one has."""

import ast
from collections.abc import Iterator

from codemods.migration.drafts import Confidence, RuleDraft, RuleKind
from codemods.plan.drafting.public_paths import is_private
from codemods.plan.drafting.tree_names import ModuleView, TreeNames, absolute_module
from codemods.semantic.deprecation_calls import is_warning
from codemods.semantic.read_deprecation_marks import deprecation_marks, own_warners
from codemods.values.errors import RepointError
from codemods.values.symbol import Symbol

_LONGEST = 400
_NOTHING = frozenset({"__future__", "typing", "warnings"})
"""Modules whose names nobody takes from another one."""


def propose_module(names: TreeNames, module: str) -> RuleDraft:
    """The draft of a `[[module]]` rule, read off the tree. Raises RepointError where there is no module."""
    view = names.view(module)
    if view is None:
        package, _, leaf = module.rpartition(".")
        outer = names.view(package) if package else None
        hint = f'; did you mean "{package}:{leaf}"?' if outer is not None and leaf in outer.bound else ""
        raise RepointError(f"--from {module}: no such module in the tree that can be read{hint}")
    marks = [mark for mark in deprecation_marks(view.tree) if not mark.name]
    evidence = [f"{view.path}:{mark.line}: {mark.kind}: {mark.text[:_LONGEST]}" for mark in marks]
    text = max((mark.text for mark in marks), key=len, default="")[:_LONGEST]
    sources = dict(_sources(view))
    if len(sources) == 1 and all(sources) and not any(is_private(Symbol(each, "")) for each in sources):
        ((new, line),) = sources.items()
        evidence.append(f"{view.path}:{line}: all that it has is imported from {new}")
        return RuleDraft(
            RuleKind.MODULE, module, new, evidence=tuple(evidence), reason=f"it only hands on what {new} has"
        )
    named = {each.path for mark in marks for each in mark.named}
    found = {other.name for each in named if (other := names.view(each, view.path)) is not None} - {view.name}
    if len(found) == 1:
        (new,) = found
        reason = "its text names it, and what the two have differs"
        return RuleDraft(
            RuleKind.MODULE, module, new, text or None, {}, tuple(evidence), Confidence.LIKELY, reason
        )
    reason = (
        "it is deprecated, and nothing names one module that takes its place"
        if marks
        else ("nothing says that it is deprecated, or what takes its place")
    )
    told = text or f"{module}: {reason}"
    return RuleDraft(RuleKind.MODULE, module, None, told, {}, tuple(evidence), Confidence.OPEN, reason)


def _sources(view: ModuleView) -> Iterator[tuple[str, int]]:
    """The modules that a module takes its names from, each with a line; empty for names of its own."""
    warners = own_warners(view.tree)
    for node in view.tree.body:
        if isinstance(node, ast.ImportFrom):
            source = absolute_module(node, view)
            if source not in _NOTHING and not source.startswith(f"{view.name}."):
                renamed = any(alias.asname not in (None, alias.name) for alias in node.names)
                yield "" if renamed else source, node.lineno
        elif not isinstance(node, ast.Import) and not _adds_nothing(node, warners):
            yield "", node.lineno


def _adds_nothing(node: ast.stmt, warners: frozenset[str]) -> bool:
    """Whether a statement is a docstring, a warning or an `__all__`."""
    if isinstance(node, ast.Expr):
        value = node.value
        return isinstance(value, ast.Constant) or (isinstance(value, ast.Call) and is_warning(value, warners))
    return isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__"
