"""`from old_module import *` follows its module's rule: as a star, name by name, or not at all."""

import builtins

from codemods.project.deciding import Deciding
from codemods.project.decision import AliasChange, NewImport
from codemods.project.dotted_paths import ModuleAttribute, absolute_module
from codemods.project.facades import stars_with
from codemods.project.file_context import FileContext
from codemods.project.pytest_names import is_collected
from codemods.project.submodule_names import has_submodule
from codemods.semantic.binding import Import
from codemods.semantic.source_words import word_offsets
from codemods.values import finding_texts as texts
from codemods.values.rejection import Rejection
from codemods.values.rules import ModuleRule
from codemods.values.symbol import Symbol

MANY = 10
"""A star that stands for more names than this is not written out."""


def move_star_imports(deciding: Deciding) -> None:
    """Move the star imports from deprecated modules, if all that they bring stays what it is."""
    file, made = deciding.file, deciding.made
    for index, statement in enumerate(file.facts.imports):
        start = statement.span.start
        if not statement.is_star or file.limits.rejection is not None or file.limits.protected(start):
            continue
        resolved = file.project.resolve(absolute_module(file.facts, statement), file.path)
        if resolved is None or resolved.module is None:
            continue
        rule = resolved.module
        found = _imports_in_place(file, statement, rule)
        if isinstance(found, Rejection):
            made.reports.report(start, found)
        else:
            made.aliases.append(AliasChange(index, 0, False, found))
            old = file.project.modules.find(rule.old, file.path)
            made.effects.stars.update({old: rule.target} if old is not None and not statement.scope else {})
        made.reports.refer(start, "import", rule.old, moves=not isinstance(found, Rejection))


def hold_starred_names(deciding: Deciding) -> None:
    """Say that a file reads a name by a string, and nothing but a star import brings it."""
    file = deciding.file
    stars = file.facts.reads_names and any(statement.is_star for statement in file.facts.imports)
    spelled = {each.value for each in file.facts.strings if each.dunder_all_entry is None} if stars else ()
    for symbol in dict.fromkeys(rule.old for rule in file.project.migration.symbols):
        for index in stars_with(file, symbol) if symbol.name in spelled else ():
            start = file.facts.imports[index].span.start
            deciding.made.reports.refer(start, "import", symbol, moves=False)
            deciding.made.reports.report(start, texts.STAR_READ_BY_STRING.fill(symbol, name=symbol.name))


def _imports_in_place(
    file: FileContext, statement: Import, rule: ModuleRule
) -> tuple[NewImport, ...] | Rejection:
    """What takes the place of a star import, or why nothing does."""
    both = file.versions.keeps_module(rule, statement.span.start)
    if both is not None:
        return both
    if rule.new is None:
        return texts.NO_CANONICAL_FORM.fill(rule.old, old=rule.old, manual=rule.manual)
    if rule.others is not None and file.project.modules.find(rule.new) is None:
        return texts.NO_CANONICAL_FORM.fill(rule.old, old=rule.old, manual=rule.others)
    lost = file.definitions.lost_names(rule.old, rule.new)
    if lost:
        return texts.STAR_WOULD_LOSE.fill(rule.old, module=rule.new, names=_spoken(lost))
    gained = file.definitions.gained_names(rule.old, rule.new)
    found = (name for name in gained if is_collected(file, Symbol(rule.new, name)))
    harmful = list(
        dict.fromkeys((*(name for name in gained if _means_another(file, statement, name)), *found))
    )
    if not harmful:
        return (NewImport(rule.new, "*"),)
    names = file.definitions.star_names(rule.old)
    if names is not None and 0 < len(names) <= MANY and not file.facts.in_doctest(statement.scope):
        own = (name for name in names if file.project.rules.has_own(Symbol(rule.old, name)))
        if not any(True for _ in own):
            return tuple(NewImport(rule.new, name) for name in sorted(names))
    return texts.STAR_WOULD_BRING.fill(rule.old, module=rule.new, names=_spoken(harmful))


def _means_another(file: FileContext, statement: Import, name: str) -> bool:
    """Whether a name that a star would bring anew may mean something else here, or to its readers."""
    project = file.project
    if name == "*" or hasattr(builtins, name) or has_submodule(project.modules, file.path, name):
        return True
    text = project.store.search.text(file.path)
    if text is None or any(True for _ in word_offsets(text, name.encode())):
        return True
    starred = len(project.star_importers.with_importers(file.path)) > 1
    return starred or project.attribute_readers.is_read(ModuleAttribute(file.path, name))


def _spoken(names: list[str]) -> str:
    return ", ".join(f"`{name}`" for name in names[:3])
