"""An answer that was remembered is the answer that was worked out, for every case that there is."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from codemods.cli.plan_cache import cached_plan, cached_survey, cached_survey_and_homes
from codemods.cli.request import PlanJob
from codemods.migration.target_settings import TargetSettings
from codemods.plan.documents.fold_plan import Documents
from codemods.plan.program import Program
from codemods.tree.cache_keys import cache_key
from codemods.tree.open_tree import open_tree
from tests.support import Case, all_cases


class InMemory:
    """A cache that loses nothing, and counts what it is given."""

    enabled = True

    def __init__(self) -> None:
        self.known: dict[bytes, bytes] = {}
        self.told = 0

    def key(self, *parts: bytes) -> bytes:
        """The key that a store gives."""
        return cache_key(*parts)

    def read(self, keys: Collection[bytes]) -> Mapping[bytes, bytes]:
        """What is known."""
        return {name: self.known[name] for name in keys if name in self.known}

    def write(self, results: Mapping[bytes, bytes]) -> None:
        """Take results in."""
        self.known.update(results)
        self.told += len(results)

    def discard(self) -> None:
        """Hear what must not happen."""
        pytest.fail("nothing is damaged here")


def job(case: Case, memory: InMemory, stamp: bytes) -> PlanJob:
    """What a command is given for a case; without a stamp no answer is remembered, only facts are."""
    root = case.folder / "before"
    tree = replace(open_tree(root), stamp=stamp)
    settings, documents = TargetSettings(), Documents({})
    return PlanJob(Path(root), settings, case.migration, case.selection, tree, documents, 1, memory)


CASES = [case for case in all_cases() if case.runs_here]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_facts_that_are_remembered_lead_to_the_same_plan(case: Case) -> None:
    memory = InMemory()
    first = cached_plan(job(case, memory, b""))
    told = memory.told
    assert cached_plan(job(case, memory, b"")) == first
    assert cached_survey(job(case, memory, b""), None) == cached_survey(job(case, InMemory(), b""), None)
    again = {"members/own-module-moves-too": 1}
    # There a survey asks the module of a class for fewer names at once than the plan did.
    assert memory.told - told == again.get(case.name, 0), "nothing was read again"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_answers_are_remembered_as_they_were(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    memory = InMemory()
    asked = job(case, memory, b"stamp")
    paths = asked.tree.paths[:3]
    cold = (
        cached_plan(asked),
        cached_survey(asked, None),
        cached_survey(asked, paths),
        cached_survey_and_homes(asked),
    )
    monkeypatch.setattr(Program, "__init__", lambda *_: pytest.fail("it was worked out again"))
    warm = (
        cached_plan(asked),
        cached_survey(asked, None),
        cached_survey(asked, paths),
        cached_survey_and_homes(asked),
    )
    assert warm == cold
