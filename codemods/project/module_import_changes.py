"""The import that takes the place of an import of a deprecated module, and the chain that reads it."""

from collections.abc import Collection, Sequence

from codemods.project.decision import NewImport
from codemods.project.decision_builder import what_else
from codemods.project.dotted_paths import DottedName
from codemods.project.dunder_all_changes import kept_by_listing
from codemods.project.local_names import ImportSource, LocalName
from codemods.project.match_rules import RuleMatcher
from codemods.semantic.access import Access


def new_module(
    decider: RuleMatcher,
    group: LocalName,
    source: ImportSource,
    target: str,
    uses: Sequence[Access],
    leaving: Collection[int],
) -> tuple[NewImport | None, DottedName]:
    """The new import of a module; None where the old one must stay beside it.

    `uses` are those that go along, `leaving` the indices of all that leave the group's name.
    """
    alias = decider.alias_of(source)
    asname = alias.asname
    package, _, leaf = target.rpartition(".")
    if not decider.facts.imports[source.binding.statement].is_from:
        if asname:
            return NewImport(target, None, asname), (asname,)
        return _new_root(decider, group, source, target, uses, leaving)
    kept = asname if asname != leaf or alias.is_reexport else None
    plain = NewImport(package, leaf, kept) if package else NewImport(target)
    why = _why_pinned(decider, group) or decider.obstacle(group, plain.local, plain, uses)
    if asname or (not why and package):
        new = plain if package else NewImport(target, None, asname)
    elif why and group.name != leaf:
        new = NewImport(package, leaf, group.name) if package else NewImport(target, None, group.name)
        _tell_alias(decider, group, source, leaf, why)
    else:
        new = plain
    return new, (new.local,)


def _new_root(
    decider: RuleMatcher,
    group: LocalName,
    source: ImportSource,
    target: str,
    uses: Sequence[Access],
    leaving: Collection[int],
) -> tuple[NewImport | None, DottedName]:
    """What takes the place of `import a.b`, which binds `a`: that stays bound, or nothing else reads it."""
    why = _why_pinned(decider, group)
    if len(source.path) == 1 and why:
        _tell_alias(decider, group, source, target.rpartition(".")[2], why)
        return NewImport(target, None, group.name), (group.name,)
    new, moving = NewImport(target), {use.start for use in uses}
    kept = any(each.path != source.path for each in group.sources)
    alone = all(each.use.start in moving or each.index in leaving for each in group.uses)
    movable = new.local == group.name or kept or (alone and not group.assigned)
    free = movable and not decider.obstacle(group, new.local, new, uses)
    return (new if free else None), tuple(target.split("."))


def _why_pinned(decider: RuleMatcher, group: LocalName) -> str:
    """Why the local name of a module must stay; empty when it need not."""
    if group.assigned:
        return f"`{group.name}` is also bound by {what_else(group)}"
    if decider.facts.scopes[group.scope].kind == "class":
        return f"`{group.name}` is an attribute of the class"
    if decider.is_held(group):
        return f"{decider.held[group.name]} reads `{group.name}` from here"
    if decider.is_patched(group):
        return f"{decider.patched[group.name]} replaces `{group.name}` here, and cannot follow"
    return kept_by_listing(decider, group)


def _tell_alias(decider: RuleMatcher, group: LocalName, source: ImportSource, leaf: str, why: str) -> None:
    decider.remark(
        source.binding.span.start,
        "RP201",
        f"`{leaf}` comes in as `{group.name}`: {why}",
        "rename the local name by hand if you want the canonical one",
        "",
    )
