"""A file's `__all__`: how it follows the names that go away, and which names it keeps as they are."""

from codemods.project.decision import NameChange
from codemods.project.dotted_paths import ModuleAttribute
from codemods.project.local_names import LocalName
from codemods.project.match_rules import RuleMatcher


def kept_by_listing(decider: RuleMatcher, group: LocalName) -> str:
    """Why `__all__` lets a module-level name not change; empty when it does."""
    if group.scope != 0 or (0, "__all__") not in decider.names.bindings:
        return ""
    exports, path = decider.facts.dunder_all, decider.facts.path
    listed = decider.project.exports_of(path)
    others = [other for other in listed.listers(group.name) if other != path]
    if others and not group.star:
        module = next(iter(decider.project.modules.names(others[0])), others[0])
        return f"`__all__` takes it over from `{module}`"
    entries = (text for text in decider.facts.strings if text.dunder_all_list and text.value == group.name)
    if any(decider.limits.mark(text.span.start) for text in entries):
        return "a `# repoint: ignore` keeps its entry in `__all__`"
    if group.name in exports.removed:
        return "`__all__` lists it and takes it out again"
    if group.name in exports.uneditable:
        return "`__all__` does not spell it plainly"
    return "" if listed.told else "only run time can tell whether `__all__` lists it"


def hold_taken(decider: RuleMatcher) -> None:
    """Ask the modules whose `__all__` is taken over to go on listing the names that are bound here for it."""
    if not decider.facts.dunder_all.included_from:
        return
    path = decider.facts.path
    listed = decider.project.exports_of(path)
    for name in sorted(decider.project.wanted.old):
        if (0, name) in decider.names.bindings:
            decider.hold([ModuleAttribute(other, name) for other in listed.listers(name) if other != path])


def follow_listing(decider: RuleMatcher) -> None:
    """Let `__all__` follow the names of the module's namespace that go away."""
    exported = [text for text in decider.facts.strings if text.dunder_all_list]
    present = {(text.dunder_all_list, text.value) for text in exported}
    for text in exported:
        if text.value in decider.made.renamed:
            heirs = decider.made.renamed[text.value]
            alone = text.callee.endswith((".append", ".insert", ".add"))
            fresh = tuple(name for name in heirs if (text.dunder_all_list, name) not in present)
            new = heirs[:1] if alone else fresh
            present.update((text.dunder_all_list, name) for name in new)
            decider.made.names.append(NameChange(text.span, text.value, new, exported=True))
            decider.made.note(text.span.start, "export", "", moves=True, name=text.value)
