"""A file's `__all__`: how it follows the names that go away, and which names it keeps as they are."""

from codemods.project.decision import NameChange
from codemods.project.decision_builder import DecisionBuilder
from codemods.project.dotted_paths import ModuleAttribute, module_name
from codemods.project.file_context import FileContext
from codemods.project.local_names import LocalName
from codemods.values import finding_texts as texts


def kept_by_dunder_all(file: FileContext, local: LocalName) -> str:
    """Why `__all__` lets a module-level name not change; empty when it does."""
    if local.scope != 0 or (0, "__all__") not in file.names.bindings:
        return ""
    exports = file.facts.dunder_all
    listed = file.project.namespaces.dunder_all(file.path)
    others = [other for other in listed.modules_listing(local.name) if other != file.path]
    if others and not local.star:
        module = module_name(file.project.modules, others[0]) or others[0]
        return f"`__all__` takes it over from `{module}`"
    entries = (text for text in file.facts.strings if text.dunder_all_entry and text.value == local.name)
    if any(file.limits.protected(text.span.start) for text in entries):
        return "a `# repoint: ignore` keeps its entry in `__all__`"
    if local.name in exports.removed:
        return "`__all__` lists it and takes it out again"
    if local.name in exports.uneditable:
        return "`__all__` does not spell it plainly"
    return "" if listed.complete else "only run time can tell whether `__all__` lists it"


def need_included_lists(file: FileContext, made: DecisionBuilder) -> None:
    """Ask the modules whose `__all__` this one includes to go on listing the names that are bound here."""
    if not file.facts.dunder_all.included_from:
        return
    listed = file.project.namespaces.dunder_all(file.path)
    for name in sorted(file.project.wanted.old):
        if (0, name) in file.names.bindings:
            made.effects.need(
                ModuleAttribute(other, name) for other in listed.modules_listing(name) if other != file.path
            )


def follow_dunder_all(file: FileContext, made: DecisionBuilder) -> None:
    """Let the entries of `__all__` follow the names of the module's namespace that go away."""
    entries = [(text, text.dunder_all_entry) for text in file.facts.strings if text.dunder_all_entry]
    present = {(entry.list_id, text.value) for text, entry in entries}
    for text, entry in entries:
        if text.value in made.effects.renamed:
            names = made.effects.renamed[text.value]
            # `.append("name")` takes one entry, and takes it even where the list has it already.
            fresh = tuple(name for name in names if (entry.list_id, name) not in present)
            new = names[:1] if entry.alone else fresh
            present.update((entry.list_id, name) for name in new)
            made.change_entry(NameChange(text.span, text.value, new, exported=True))


def hold_listed_submodules(file: FileContext, made: DecisionBuilder) -> None:
    """Say where `__all__` lists a deprecated submodule that nothing binds: star imports load it by that."""
    for text in file.facts.strings if file.facts.is_package else ():
        if text.dunder_all_entry is None or (0, text.value) in file.names.bindings:
            continue
        resolved = file.project.resolve((*file.facts.module.split("."), text.value), file.path)
        rule = resolved.module if resolved is not None and resolved.symbol is None else None
        if rule is not None and file.project.modules.find(rule.old, file.path) is not None:
            made.reports.refer(text.span.start, "export", rule.old, moves=False)
            made.reports.report(text.span.start, texts.SUBMODULE_LISTED.fill(rule.old, name=text.value))
