"""What makes a plan of a tree: the engine of a migration, or a codemod that somebody wrote with LibCST."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Protocol

from codemods.values.batch import Batch
from codemods.values.inventory import DeprecatedModule
from codemods.values.plan import Plan, Survey
from codemods.values.tree import ProtectedFile

if TYPE_CHECKING:
    from codemods.plan.batching.whole_batches import CutGroups


class PlanMaker(Protocol):
    """Plans one tree, as often as it is asked to; nothing is written."""

    def is_spelled_in(self, contents: Iterable[bytes]) -> bool:
        """Whether a plan may depend on one of these texts."""

    def plan(self, protected: Sequence[ProtectedFile] = ()) -> Plan:
        """Plan the tree, with some files or lines left as they are."""

    def survey(self, paths: Sequence[str] | None = None) -> Survey:
        """Find what a plan would be about, in the tree or in some of its files."""

    def deprecated_modules(self) -> tuple[DeprecatedModule, ...]:
        """The modules that deprecated symbols come from."""

    def batches(self, plan: Plan, cut: "CutGroups") -> tuple[tuple[Batch, ...], Plan]:
        """Cut the last plan into batches, the tree whole after each; gives the plan with its groups then."""

    def refusal(self, path: str, after: bytes) -> str | None:
        """Why a file of the last plan cannot have other new bytes; None when it can."""
