"""Decide, for one file, what every reference to a deprecated symbol becomes."""

from codemods.project.deciding import Deciding
from codemods.project.decision import Decision
from codemods.project.dunder_all_changes import follow_dunder_all, hold_listed_submodules, need_included_lists
from codemods.project.edited_uses import EditedUses
from codemods.project.expressions_in_place import ExpressionsInPlace
from codemods.project.facades import is_facade, keep_through_stars
from codemods.project.file_context import FileContext
from codemods.project.lazy_module_changes import follow_lazy_modules
from codemods.project.local_names import LocalName
from codemods.project.member_edits import MemberEdits
from codemods.project.member_references import decide_members
from codemods.project.module_references import ModuleReferences
from codemods.project.own_uses import OwnUses
from codemods.project.path_imports import hold_path_imports
from codemods.project.pytest_names import hold_starred_fixtures
from codemods.project.resolve_local_names import local_names_of
from codemods.project.star_moves import hold_starred_names, move_star_imports
from codemods.project.symbol_references import SymbolReferences
from codemods.semantic.binding import BindingKind
from codemods.values import finding_texts as texts

_DEFINITIONS = (BindingKind.FUNCTION, BindingKind.CLASS, BindingKind.ASSIGNMENT)


def decide_file(file: FileContext) -> Decision:
    """Decide one file, local name by local name. Raises UntrackedNameError."""
    deciding = Deciding(file)
    move_star_imports(deciding)
    need_included_lists(file, deciding.made)
    keep_through_stars(deciding)
    hold_starred_fixtures(deciding)
    hold_starred_names(deciding)
    hold_path_imports(deciding)
    brought: set[str] = set()
    for local in local_names_of(file.project, file.names):
        brought.update([local.name] if local.scope == 0 else [])
        followed: set[int] = set()
        reexported = False
        if local.listed and not local.uses and is_facade(file):
            pass
        elif local.direct:
            reexported = SymbolReferences(deciding, local).decide()
        else:
            followed = ModuleReferences(deciding, local).decide()
        _note_reads(deciding, local, followed, reexported)
    OwnUses(deciding, brought).decide()
    if file.project.members is not None:
        decide_members(deciding, file.project.members)
    for local, names in deciding.made.brought:
        deciding.brought.bring(local, names)
    if file.project.edited is not None:
        EditedUses(deciding, file.project.edited).decide()
        if file.project.edited.members is not None:
            MemberEdits(deciding, file.project.edited).decide()
        ExpressionsInPlace(deciding, file.project.edited).decide()
    deciding.expressions.keep_read()
    _report_definitions(deciding)
    follow_dunder_all(file, deciding.made)
    hold_listed_submodules(file, deciding.made)
    follow_lazy_modules(file, deciding.made)
    return deciding.made.decision()


def _note_reads(deciding: Deciding, local: LocalName, followed: set[int], reexported: bool) -> None:
    """Write down through which names of other modules the references go, and when.

    `followed` are the indices of the uses that go on being read through a module that hands them on;
    `reexported` says whether the import itself goes on being made from there.
    """
    made = deciding.made
    if local.scope == 0 and local.direct and local.name not in deciding.file.project.rules.leaves:
        made.effects.hand_on(local)
    for source in local.sources:
        # An import in a function looks the name up each time that it runs, one in the module once; a lazy one
        # does so when the name is first read.
        late = bool(local.scope) or source.statement.lazy
        through = source.resolved.through if source.resolved is not None else ()
        made.effects.read(through, late and not reexported)
    for access in local.uses:
        through = tuple(attribute for resolved in access.resolutions for attribute in resolved.through)
        made.effects.read(through, late=access.attrs > 0 and access.index not in followed)


def _report_definitions(deciding: Deciding) -> None:
    """Deprecated definitions stay until they are retired."""
    file = deciding.file
    for (scope, name), bindings in file.names.bindings.items():
        if scope == 0 and name in file.own_symbols:
            for binding in bindings:
                if binding.kind in _DEFINITIONS:
                    symbol = _symbol_defined(file, name)
                    defined = texts.DEFINED_HERE.fill(symbol, name=symbol.partition(":")[2] or name)
                    deciding.made.reports.report(binding.span.start, defined)


def _symbol_defined(file: FileContext, name: str) -> str:
    for rule in file.project.migration.symbols:
        here = file.project.modules.find(rule.old.module) == file.path
        if here and rule.old.name.partition(".")[0] == name:
            return str(rule.old)
    return ""
