"""Outlines of many files, read on a pool of processes."""

from collections.abc import Collection, Mapping, Sequence

import pytest

from codemods.plan import read_members
from codemods.plan.facts_cache import FactsCache
from codemods.plan.process_pool import MANY, Workers
from codemods.plan.read_members import OutlineJob, OutlineReader, outline_of
from codemods.plan.workspace import Workspace
from codemods.values.cache import NoCache
from codemods.values.source import Source
from tests.in_memory import TextTree, symbol

TEXT = b"""\
from shop import Box

class Small(Box):
    size: int = 1

    def volume(self, *, half=False) -> "list[Box]":
        return [super().volume(), *self.boxes.values()]

async def go(b: Box | None = None):
    async with b as c:
        print(f"{c.volume()}", getattr(b, "volume"), Small(size=2), await b.volume(1, *[2], x=3))
"""


def job(number: int, text: bytes = TEXT) -> OutlineJob:
    return OutlineJob(Source(f"m{number}.py", text), f"m{number}", False, frozenset({"volume", "size"}), True)


def test_outlines_are_the_same_from_other_processes() -> None:
    jobs = [job(number) for number in range(2 * MANY)]
    outlines = Workers(2).map(outline_of, jobs)
    assert outlines == [outline_of(each) for each in jobs]
    assert len({len(each.sites) for each in outlines if each is not None}) == 1


def test_a_file_that_does_not_parse_has_no_outline_and_a_finding() -> None:
    assert outline_of(job(0, b"def (")) is None
    rule = symbol("shop:Box.volume", "shop:Box.capacity")
    shop = "class Box:\n    def volume(self): ...\n    def capacity(self): ...\n"
    broken = "class Small(Box):\n    def volume(:\n"
    tree = TextTree({"shop.py": shop, "app.py": broken}, rule, homes={})
    assert "RP001" in tree.codes("app.py")


class _Kept(NoCache):
    """A cache in memory."""

    enabled = True

    def __init__(self) -> None:
        self.results: dict[bytes, bytes] = {}

    def key(self, *parts: bytes) -> bytes:
        return b"|".join(parts)

    def read(self, keys: Collection[bytes]) -> Mapping[bytes, bytes]:
        return {key: self.results[key] for key in keys if key in self.results}

    def write(self, results: Mapping[bytes, bytes]) -> None:
        self.results.update(results)

    def discard(self) -> None:
        self.results.clear()


def test_outlines_are_kept_for_later_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    cache, tree = _Kept(), TextTree({"m1.py": TEXT}, homes={})

    def read(names: Collection[str]) -> Sequence[object]:
        facts = FactsCache(cache)
        reader = OutlineReader(tree.project, Workspace(tree.tree, tree.project.modules, facts), Workers)
        found = reader.read(["m1.py"], names, True)
        facts.close()
        return found

    first = read(["volume", "size"])
    assert first == [outline_of(job(1))]
    with monkeypatch.context() as patched:
        patched.setattr(read_members, "outline_of", lambda _job: None)
        assert read(["size", "volume"]) == first
        assert read(["other"]) == [None]
    cache.results = dict.fromkeys(cache.results, b"?")
    assert read(["volume", "size"]) == first
