"""The drafts for all that a package marks as deprecated."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from codemods.migration.drafts import Confidence, RuleDraft, RuleKind
from codemods.plan.drafting.module_shims import propose_module
from codemods.plan.drafting.propose import propose
from codemods.plan.drafting.public_paths import is_private
from codemods.plan.drafting.tree_names import ModuleView, TreeNames
from codemods.semantic.deprecation_marks import DeprecationMark, MarkKind
from codemods.semantic.read_deprecation_marks import deprecation_marks
from codemods.values.symbol import Symbol

_REMARK = re.compile(r"#.*(?:deprecat|backward|legacy|compat|obsolete|renamed)", re.IGNORECASE)


def package_drafts(names: TreeNames, modules: Iterable[str]) -> list[RuleDraft]:
    """A draft for each deprecated name and module, in the order of the modules.

    A symbol that packages around its module hand on has a rule for each of these paths. A comment may say of
    an alias that it is deprecated; other aliases are left out.
    """
    found: dict[tuple[RuleKind, str], RuleDraft] = {}
    for module in modules:
        view = names.view(module)
        for draft in _of_module(names, view) if view is not None else ():
            found.setdefault((draft.kind, draft.old), draft)
    return list(found.values())


def _of_module(names: TreeNames, view: ModuleView) -> Iterator[RuleDraft]:
    marks = deprecation_marks(view.tree)
    if any(not mark.name for mark in marks) and not is_private(Symbol(view.name, "")):
        whole = propose_module(names, view.name)
        yield whole
        if whole.confidence is Confidence.SURE:
            return
    lines = view.text.splitlines()
    marked = dict.fromkeys(mark.name for mark in marks if mark.name and _counts(mark, lines))
    for name in marked:
        paths = list(_public(names, Symbol(view.name, name)))
        draft = propose(names, paths[0]) if paths else None
        if draft is not None:
            yield from (replace(draft, old=str(path)) for path in paths if str(path) != draft.new)


def _counts(mark: DeprecationMark, lines: list[str]) -> bool:
    if mark.kind is not MarkKind.ALIAS:
        return mark.is_stated
    own, before = lines[mark.line - 1], lines[mark.line - 2] if mark.line > 1 else ""
    return any(_REMARK.search(line) for line in (own, before if before.lstrip().startswith("#") else ""))


def _public(names: TreeNames, symbol: Symbol) -> Iterator[Symbol]:
    """The paths by which others may import a symbol: its home, and packages around it that have it."""
    if not is_private(symbol):
        yield symbol
    home = names.find(symbol)
    package = symbol.module
    while home is not None and (package := package.rpartition(".")[0]):
        outer = Symbol(package, symbol.name)
        found = names.find(outer) if not is_private(outer) else None
        if found is not None and found.symbol == home.symbol:
            yield outer
