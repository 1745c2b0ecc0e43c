"""Batches: the parts of a plan that land one after another."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Batch:
    """Files of a plan that land together, as one commit; the tree is whole after it."""

    name: str
    """What they have in common: an owner, a folder, a category, a number."""
    paths: tuple[str, ...]
    """Sorted."""
