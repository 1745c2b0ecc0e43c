"""`repoint apply --interactive`: a plan, and what is left of it after a review in the terminal."""

from codemods.apply.place import Place
from codemods.review.ports import Planning
from codemods.values.plan import Plan


def reviewed(place: Place, plan: Plan, planning: Planning) -> tuple[Plan, dict[str, bytes]]:
    """Have a plan reviewed; gives what was taken of it, and the texts that were edited, by path."""
    raise NotImplementedError
