"""What goes on importing the packages of `import a.b.c` where only they are still needed."""

from collections.abc import Iterable

from codemods.project.decision import NewImport
from codemods.project.dotted_paths import DottedName
from codemods.project.file_context import FileContext
from codemods.project.local_names import LocalName
from codemods.semantic.access import Access


def packages_alone(
    file: FileContext, local: LocalName, module: DottedName, others: Iterable[Access]
) -> tuple[NewImport, ...]:
    """The imports in the place of `import module`, for what else is read through its first name.

    Submodules that were there because the module imported them are then imported by their names. Nothing
    where that cannot be told.
    """
    around = module[:-1]
    if not around or file.project.modules.find(".".join(around), file.path) is None:
        return ()
    base = local.sources[0].parts
    read = dict.fromkeys(
        submodule
        for access in others
        if (submodule := _submodule_read(file, local, (*base, *access.attrs))) is not None
    )
    return tuple(NewImport(".".join(each)) for each in read) or (NewImport(".".join(around)),)


def _submodule_read(file: FileContext, local: LocalName, chain: DottedName) -> DottedName | None:
    """The longest submodule of the tree that a chain reads; None where an import of this file names it."""
    lengths = range(len(chain), len(local.sources[0].parts), -1)
    find = file.project.modules.find
    longest = next((chain[:n] for n in lengths if find(".".join(chain[:n]), file.path)), None)
    imported = (source.path for source in local.sources)
    known = longest is None or any(each[: len(longest)] == longest for each in imported)
    return None if known else longest
