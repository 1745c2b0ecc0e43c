"""The import that takes the place of an import of a deprecated module, and the chain that reads it."""

from collections.abc import Collection, Sequence

from msgspec.structs import replace

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
    if deciding.file.project.submodules.hidden_by_names(target):
        return None, ()
    alias = deciding.file.alias_of(source)
    asname = alias.asname
    package, _, leaf = target.rpartition(".")
    form = form_of(source, target)
    if not source.statement.is_from:
        if asname:
            return (replace(form, asname=asname) if alias.is_reexport else named(form, asname)), (asname,)
        return _new_root(deciding, local, source, form, moving, leaving)
    kept = asname if asname != leaf or alias.is_reexport else None
    plain = NewImport(package, leaf, kept) if package else form
    why = why_module_stays(deciding.file, local)
    why = why or deciding.new_names.obstacle(local, plain.local, plain, moving)
    if asname or (not why and package):
        new = plain if package else named(form, asname)
    elif why and local.name != plain.local:
        new = named(plain, local.name)
        deciding.made.reports.comes_in_as(source, leaf, local.name, why)
    else:
        new = plain
    return new, (new.local,)


def form_of(source: ImportSource, target: str) -> NewImport:
    """How a module comes in where a plain `import` brought the old one: as its rule says, if it does."""
    rule = source.resolved.module if source.resolved is not None else None
    if rule is None or rule.form is None or rule.new != target:
        return NewImport(target)
    return NewImport(rule.form.module, rule.form.name, rule.form.asname)


def named(form: NewImport, name: str | None) -> NewImport:
    """The same import under a name of its own."""
    return replace(form, asname=name if name != form.name else None)


def _new_root(
    deciding: Deciding,
    local: LocalName,
    source: ImportSource,
    form: NewImport,
    moving: Sequence[Access],
    leaving: Collection[int | None],
) -> tuple[NewImport | None, DottedName]:
    """What takes the place of `import a.b`, which binds `a`: that stays bound, or nothing else reads it."""
    why = why_module_stays(deciding.file, local)
    package, _, leaf = form.module.rpartition(".")
    if form == NewImport(form.module) and package and source.path == (leaf,) == (local.name,):
        # `import mock` becomes `from unittest import mock`: what reads the name goes on as it is.
        form = NewImport(package, leaf)
    if len(source.path) == 1 and why:
        if form.prefix != (local.name,):
            deciding.made.reports.comes_in_as(source, form.prefix[-1], local.name, why)
        return named(form, local.name), (local.name,)
    target = ".".join((form.module, *([form.name] if form.name else [])))
    starts = {access.start for access in moving}
    kept = any(other.path != source.path for other in local.sources)
    alone = all(each.use.start in starts or each.index in leaving for each in local.uses)
    gone = kept or (alone and not local.assigned)
    plain = NewImport(target)
    for new in dict.fromkeys((form, plain)):
        same = new.local == local.name and (new == plain or (len(source.path) == 1 and not kept))
        if (same or gone) and not deciding.new_names.obstacle(local, new.local, new, moving):
            return new, new.prefix
    package, _, leaf = target.rpartition(".")
    below = NewImport(package, leaf)
    if gone and package and not deciding.new_names.obstacle(local, leaf, below, moving):
        return below, (leaf,)
    return None, ()
