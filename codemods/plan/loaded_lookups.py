"""Imports that a plan would take away though `sys.modules["a.b"]` finds their module by them alone."""

from collections.abc import Iterator, Mapping
from itertools import pairwise

from codemods.plan.program import Program
from codemods.plan.rewrite_file import RewrittenFile
from codemods.plan.risky_imports import RiskyImport
from codemods.project.decision import Decision, Diagnostic
from codemods.project.dotted_paths import modules_of
from codemods.project.import_graph import ImportGraph
from codemods.semantic.facts import Facts
from codemods.semantic.patch_forms import PatchForm
from codemods.semantic.scope_table import ScopeTable
from codemods.semantic.string_names import PathRoot
from codemods.values import finding_texts as texts


def unloaded_lookups(
    program: Program,
    rewritten: Mapping[str, RewrittenFile],
    tables: Mapping[str, ScopeTable],
    decisions: Mapping[str, Decision],
    after: ImportGraph,
) -> Iterator[RiskyImport]:
    """The imports by which a file, or one that it imports, loads a module that it looks up among the loaded.

    Nothing else on the file's way loads it. What other files import before is not known, and was not before.
    """
    for path, table in sorted(tables.items()):
        new = rewritten.get(path)
        for name in _looked_up(new.facts if new is not None else table.facts):
            module = program.modules.find(name, path)
            if module is None or after.path_between(path, module) is not None:
                continue
            before = program.imports.path_between(path, module)
            for one, other in pairwise(before or (path, module)):
                if one in rewritten and not any(_loading(program, rewritten[one].facts, other)):
                    yield from _lost(program, tables[one].facts, decisions[one], other, name, path)


def _looked_up(facts: Facts) -> Iterator[str]:
    """The modules that a file finds in `sys.modules` by their whole names."""
    for target in facts.patch_targets:
        by_name = target.form is PatchForm.MODULE_LOOKUP and target.root is PathRoot.ABSOLUTE
        if by_name and not target.loads and not target.replaces:
            yield target.text


def _loading(program: Program, facts: Facts, module: str) -> Iterator[int]:
    """The import statements of a file, by index, that load a module of the tree."""
    for index, statement in enumerate(facts.imports):
        if any(program.modules.find(name, facts.path) == module for name in modules_of(facts, statement)):
            yield index


def _lost(
    program: Program, facts: Facts, decision: Decision, module: str, name: str, reader: str
) -> Iterator[RiskyImport]:
    gone = {change.statement for change in decision.aliases if not change.keep}
    for index in gone.intersection(_loading(program, facts, module)):
        span = facts.imports[index].span
        why = texts.LOOKED_UP_LOADED.fill(module=name, reader=reader)
        yield RiskyImport(facts.path, span, Diagnostic(span.start, why), breaks=True)
