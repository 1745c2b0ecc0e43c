"""Cut ripple groups into batches. A group is never split: between its files the tree would not be whole."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from codemods.plan.batching.batch_option import BatchBy, BatchKind
from codemods.plan.codeowners import owner_key
from codemods.plan.path_keys import folder_of
from codemods.tree.codeowners_file import OWNERS_FILES
from codemods.values.batch import Batch
from codemods.values.category import Category, category_key
from codemods.values.errors import RepointError
from codemods.values.plan import RippleGroup

ALL = "all"
"""The name of the single batch of `one`."""


def make_batches(
    groups: Sequence[RippleGroup],
    by: BatchBy,
    *,
    categories: Sequence[Category] = (),
    owners_text: str | None = None,
    below: str = "",
) -> tuple[Batch, ...]:
    """Cut a plan's ripple groups into batches, ordered by name; the same ones whatever the groups' order.

    A group goes where the file that its others follow, its `name`, belongs. `categories` are looked at for
    `category` only (none: the default ones), `owners_text`, the text of CODEOWNERS, for `owner` only, as is
    `below`: what stands before the paths in the repository (`backend/`). Raises RepointError when there is no
    such text, and for a category's glob that is not valid.
    """
    if by.kind is BatchKind.SIZE:
        return _numbered(_packed(groups, by.number or 1))
    key = _key(by, categories, owners_text, below)
    parts: defaultdict[str, list[RippleGroup]] = defaultdict(list)
    for group in groups:
        parts[key(group.name)].append(group)
    return tuple(_batch(name, parts[name]) for name in sorted(parts))


def _key(
    by: BatchBy, categories: Sequence[Category], owners_text: str | None, below: str
) -> Callable[[str], str]:
    """What gives the name of a file's batch."""
    match by.kind:
        case BatchKind.OWNER:
            if owners_text is None:
                raise _no_owners()
            owner = owner_key(owners_text)
            return lambda path: owner(below + path)
        case BatchKind.CATEGORY:
            return category_key(categories)
        case BatchKind.FOLDER:
            return lambda path: folder_of(path, by.number or 1)
        case _:
            return lambda path: ALL


def _packed(groups: Iterable[RippleGroup], size: int) -> list[list[RippleGroup]]:
    """Neighbours by path together, at most so many files, unless a single group has more."""
    packed: list[list[RippleGroup]] = []
    room = 0
    for group in sorted(groups, key=lambda group: group.name.split("/")):
        if not packed or len(group.paths) > room:
            packed.append([])
            room = size
        packed[-1].append(group)
        room -= len(group.paths)
    return packed


def _numbered(parts: Sequence[Sequence[RippleGroup]]) -> tuple[Batch, ...]:
    """Batches called 1, 2, ..., with zeros before, so that they sort."""
    width = len(str(len(parts)))
    return tuple(_batch(f"{number:0{width}}", part) for number, part in enumerate(parts, start=1))


def _batch(name: str, groups: Iterable[RippleGroup]) -> Batch:
    return Batch(name, tuple(sorted(path for group in groups for path in group.paths)))


def _no_owners() -> RepointError:
    looked = f"looked for {', '.join(OWNERS_FILES[:-1])} and {OWNERS_FILES[-1]} at the top of the tree"
    return RepointError(
        f"--batch-by owner: there is no CODEOWNERS file; {looked}, and one over 3 MB does not count; "
        "write one, or batch by dir, category or size:N"
    )
