"""The tests that a migration file holds: what code is to become, and what to find in it."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FileInTest:
    """One file of a test: its text, what it is to become, and the codes of its findings."""

    path: str
    before: str
    after: str
    """The same as `before` where it stays."""
    codes: tuple[str, ...]
    """Of all findings that it is to have, each once, sorted."""
    number: int
    """Its table among those of the test, counted from 1; 0 where the test is itself the table."""


@dataclass(frozen=True, slots=True)
class MigrationTest:
    """One `[[test]]`: a small tree."""

    number: int
    """Of its table, counted from 1."""
    name: str
    """Empty where it has none."""
    files: tuple[FileInTest, ...]
    given: Mapping[str, str]
    """The texts of files that are there as well, by path; what becomes of them is not looked at."""

    @property
    def label(self) -> str:
        """What messages call it."""
        return f'test[{self.number}] "{self.name}"' if self.name else f"test[{self.number}]"


@dataclass(frozen=True, slots=True)
class FileOutcome:
    """What came out of one file of a test."""

    expected: FileInTest
    after: str
    codes: Mapping[str, str]
    """The codes of its findings, each with the first message and its line: `line 3: ...`."""
    again: str
    """What a second run made of it: the same text, if all is well."""

    @property
    def passed(self) -> bool:
        """Whether it came out as the test says."""
        same = self.after == self.expected.after and self.again == self.after
        return same and tuple(sorted(self.codes)) == self.expected.codes


@dataclass(frozen=True, slots=True)
class MigrationTestOutcome:
    """What came out of a test."""

    test: MigrationTest
    files: tuple[FileOutcome, ...]

    @property
    def passed(self) -> bool:
        """Whether all files came out as the test says."""
        return all(each.passed for each in self.files)
