"""What a name of a module's namespace is once everything is decided, star imports followed."""

from collections.abc import Mapping

from codemods.project.decision import BindingOutcome, Decision
from codemods.project.dotted_paths import ModuleAttribute
from codemods.project.namespaces import Namespaces
from codemods.values.symbol import Symbol


def outcome_of(
    namespaces: Namespaces,
    decisions: Mapping[str, Decision],
    attribute: ModuleAttribute,
    seen: frozenset[ModuleAttribute] = frozenset(),
) -> BindingOutcome | None:
    """What became of a name; None where its module, or the one that has it by a star, is not decided."""
    decision = decisions.get(attribute.path)
    changed = decision.namespace if decision is not None else None
    own = changed is not None and (
        attribute.name in changed.replacements or attribute.name in changed.renamed
    )
    source = None if own or attribute in seen else namespaces.star_source(attribute)
    if changed is not None and source is not None and source.path in changed.stars:
        return BindingOutcome(None, {attribute.name: Symbol(changed.stars[source.path], attribute.name)})
    found = outcome_of(namespaces, decisions, source, seen | {attribute}) if source is not None else None
    if found is not None and source is not None:
        return found if _is_passed_on(namespaces, decisions, source) else None
    return changed.outcome(attribute.name) if changed is not None else None


def _is_passed_on(
    namespaces: Namespaces, decisions: Mapping[str, Decision], attribute: ModuleAttribute
) -> bool:
    """Whether the entry of a name in `__all__` becomes that of its new names, if there is one.

    A list that another module gives (`__all__ = [*core.__all__]`) does so only with that one's own entry.
    """
    listing = namespaces.dunder_all(attribute.path).modules_listing(attribute.name)
    return not listing or any(
        path == attribute.path or (path in decisions and attribute.name in decisions[path].namespace.renamed)
        for path in listing
    )
