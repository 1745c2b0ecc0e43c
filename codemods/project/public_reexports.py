"""The public module from which a name is imported, where its canonical home is private to another package."""

from codemods.project.deciding import Deciding
from codemods.project.decision import NewImport
from codemods.project.dotted_paths import DottedName
from codemods.project.local_names import LocalName
from codemods.values.symbol import Symbol


def public_import(deciding: Deciding, local: LocalName, target: Symbol) -> NewImport | None:
    """The import of a canonical symbol from where the old one came, if that hands it on; None: from its home.

    Who imports from a package what that package keeps in a module with a leading underscore goes on doing so.
    """
    if len(local.sources) != 1 or local.star or local.others or "." in target.name:
        return None
    (source,) = local.sources
    through = source.resolved.through if source.resolved is not None else ()
    if not source.statement.is_from or source.star or not through or through[0].name != source.path[-1]:
        return None
    file, (*module, _) = deciding.file, source.path
    if through[0].path in file.project.rules.facades or _private_at(tuple(module)) is not None:
        return None
    if not _is_private_to(tuple(target.module.split(".")), tuple(file.facts.module.split("."))):
        return None
    outcome = deciding.made.effects.outcome(through[0])
    path = outcome.path_of(through[0].name, target) if outcome is not None else ()
    return NewImport(".".join(module), path[0]) if len(path) == 1 else None


def _private_at(module: DottedName) -> int | None:
    """At which part a module's path becomes private; None where it is public."""
    names = (n for n, part in enumerate(module) if part.startswith("_") and not part.endswith("__"))
    return next(names, None)


def _is_private_to(module: DottedName, reader: DottedName) -> bool:
    """Whether a module is private to a package that a reader is not in."""
    at = _private_at(module)
    owner = module[: max(at, 1)] if at is not None else reader
    return reader[: len(owner)] != owner
