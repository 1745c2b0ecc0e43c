"""The facts of a file are those that it had in an earlier run, as long as nothing they rest on is another."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from codemods.plan.facts_cache import FactsCache, FactsJob, encoded_facts_of, facts_of
from codemods.semantic.facts import Facts
from codemods.semantic.parse_source import ParseError
from codemods.semantic.tracked_names import WantedNames
from codemods.values.source import Source
from tests.tree.cache_folder import CacheFolder

TEXT = b"from acme.old import make\nmake()\n"
JOB = FactsJob(Source("app.py", TEXT), "app", False, WantedNames(frozenset({"make"})))


@pytest.fixture
def folder(tmp_path: Path) -> CacheFolder:
    """A folder whose cache holds the facts of the job."""
    cache = CacheFolder(tmp_path / "repoint")
    facts = FactsCache(cache.open())
    facts.add(JOB, encoded(JOB))
    assert facts.read([JOB]) == {}
    facts.close()
    return cache


def test_a_later_run_has_the_facts(folder: CacheFolder) -> None:
    cache = FactsCache(folder.open())
    known = cache.read([JOB])
    assert known == {"app.py": encoded(JOB)}
    assert cache.decoded(JOB, known["app.py"]) == facts_of(JOB)


@pytest.mark.parametrize(
    "job",
    [
        pytest.param(replace(JOB, source=Source("app.py", TEXT + b"\n")), id="the text"),
        pytest.param(replace(JOB, source=Source("b.py", TEXT)), id="the path"),
        pytest.param(replace(JOB, module="lib.app"), id="the module"),
        pytest.param(replace(JOB, is_package=True), id="a package"),
        pytest.param(replace(JOB, wanted=WantedNames(frozenset({"make", "b"}))), id="the wanted names"),
    ],
)
def test_facts_of_something_else_are_none_of_its_own(folder: CacheFolder, job: FactsJob) -> None:
    assert FactsCache(folder.open()).read([job]) == {}


def test_damaged_facts_are_read_anew_and_the_cache_goes(folder: CacheFolder) -> None:
    assert FactsCache(folder.open()).decoded(JOB, encoded(JOB)[:-1]) == facts_of(JOB)
    assert FactsCache(folder.open()).read([JOB]) == {}


def test_facts_that_cannot_be_encoded_are_given_as_they_are() -> None:
    job = replace(JOB, source=Source("app.py", b'from acme.old import make\nx = "make.\\ud800"\n'))
    assert isinstance(encoded_facts_of(job), Facts)
    assert encoded_facts_of(job) == facts_of(job)


def test_a_file_without_facts_says_why() -> None:
    found = encoded_facts_of(replace(JOB, source=Source("app.py", b"make(\n")))
    assert isinstance(found, ParseError)
    assert (found.rejection.code, found.line) == ("RP001", 1)


def encoded(job: FactsJob) -> bytes:
    """The facts of a file that has some, encoded."""
    found = encoded_facts_of(job)
    assert isinstance(found, bytes)
    return found
