"""What a name of a module's namespace is once everything is decided, star imports followed."""

from collections.abc import Mapping

from codemods.project.decision import BindingOutcome, Decision
from codemods.project.dotted_paths import ModuleAttribute
from codemods.project.namespaces import Namespaces


def outcome_of(
    tree: Namespaces,
    decisions: Mapping[str, Decision],
    hop: ModuleAttribute,
    seen: frozenset[ModuleAttribute] = frozenset(),
) -> BindingOutcome | None:
    """What became of a name; None where nobody decided about its module, or the one that it has it from."""
    decision = decisions.get(hop.path)
    changed = decision.namespace if decision is not None else None
    own = changed is not None and (hop.name in changed.replacements or hop.name in changed.renamed)
    source = None if own or hop in seen else star_source(tree, hop)
    found = outcome_of(tree, decisions, source, seen | {hop}) if source is not None else None
    if found is not None:
        return found
    return changed.outcome(hop.name) if changed is not None else None


def star_source(tree: Namespaces, hop: ModuleAttribute) -> ModuleAttribute | None:
    """The name from which a module has one by a star import alone; None where it binds the name itself."""
    names = tree.names(hop.path, (hop.name,))
    if names is None or (0, hop.name) in names.bindings:
        return None
    for parts in tree.star_paths(names, hop.name, known=True):
        path = tree.modules.find(".".join(parts[:-1]), hop.path)
        return ModuleAttribute(path, hop.name) if path is not None else None
    return None
