"""The import that takes the place of an import of a deprecated module, and the chain that reads it."""

from collections.abc import Collection, Sequence

from codemods.project.deciding import Deciding
from codemods.project.decision import NewImport
from codemods.project.dotted_paths import DottedName
from codemods.project.local_names import ImportSource, LocalName
from codemods.project.pinned_names import why_module_stays
from codemods.semantic.access import Access


def new_module_import(
    deciding: Deciding,
    local: LocalName,
    source: ImportSource,
    target: str,
    moving: Sequence[Access],
    leaving: Collection[int | None],
) -> tuple[NewImport | None, DottedName]:
    """The new import of a module; None where the old one must stay beside it.

    `moving` are the accesses that go along, `leaving` the indices of all that leave the local name.
    """
    alias = deciding.file.alias_of(source)
    asname = alias.asname
    package, _, leaf = target.rpartition(".")
    if not source.statement.is_from:
        if asname:
            return NewImport(target, None, asname), (asname,)
        return _new_root(deciding, local, source, target, moving, leaving)
    kept = asname if asname != leaf or alias.is_reexport else None
    plain = NewImport(package, leaf, kept) if package else NewImport(target)
    why = why_module_stays(deciding.file, local)
    why = why or deciding.new_names.obstacle(local, plain.local, plain, moving)
    if asname or (not why and package):
        new = plain if package else NewImport(target, None, asname)
    elif why and local.name != leaf:
        new = NewImport(package, leaf, local.name) if package else NewImport(target, None, local.name)
        deciding.made.comes_in_as(source, leaf, local.name, why)
    else:
        new = plain
    return new, (new.local,)


def _new_root(
    deciding: Deciding,
    local: LocalName,
    source: ImportSource,
    target: str,
    moving: Sequence[Access],
    leaving: Collection[int | None],
) -> tuple[NewImport | None, DottedName]:
    """What takes the place of `import a.b`, which binds `a`: that stays bound, or nothing else reads it."""
    why = why_module_stays(deciding.file, local)
    if len(source.path) == 1 and why:
        deciding.made.comes_in_as(source, target.rpartition(".")[2], local.name, why)
        return NewImport(target, None, local.name), (local.name,)
    new, starts = NewImport(target), {access.start for access in moving}
    kept = any(other.path != source.path for other in local.sources)
    alone = all(each.use.start in starts or each.index in leaving for each in local.uses)
    gone = kept or (alone and not local.assigned)
    movable = new.local == local.name or gone
    free = movable and not deciding.new_names.obstacle(local, new.local, new, moving)
    if free:
        return new, tuple(target.split("."))
    package, _, leaf = target.rpartition(".")
    below = NewImport(package, leaf)
    if gone and package and not deciding.new_names.obstacle(local, leaf, below, moving):
        return below, (leaf,)
    return None, ()
