"""`--batch-by` as the user writes it: `owner`, `dir[:DEPTH]`, `category`, `size:N` or `one`."""

import re
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum

from codemods.values.errors import RepointError


class BatchKind(StrEnum):
    """What the files of a batch have in common."""

    OWNER = "owner"
    FOLDER = "dir"
    CATEGORY = "category"
    SIZE = "size"
    ONE = "one"

    @property
    def form(self) -> str:
        """How it is written, with its number."""
        return {BatchKind.FOLDER: "dir[:DEPTH]", BatchKind.SIZE: "size:N"}.get(self, str(self))

    @property
    def takes_number(self) -> bool:
        """Whether a number belongs to it: how deep the folders are, or how large the batches."""
        return self in (BatchKind.FOLDER, BatchKind.SIZE)


_FORMS = ", ".join(kind.form for kind in BatchKind)
# More digits would not count files, and Python refuses to read a number of thousands of them.
_NUMBER = re.compile(r"0*[1-9][0-9]{0,8}")


@dataclass(frozen=True, slots=True)
class BatchBy:
    """How a plan is cut into batches."""

    kind: BatchKind
    number: int | None = None
    """For `dir`, how many folders deep; for `size`, how many files at most."""

    def __str__(self) -> str:
        return f"{self.kind}:{self.number}" if self.number is not None else self.kind


def parse_batch_by(text: str) -> BatchBy:
    """Read what `--batch-by` was given; `dir` alone is `dir:1`.

    Raises RepointError that says what was expected, and what was likely meant.
    """
    word, colon, number = text.partition(":")
    kind = next((kind for kind in BatchKind if kind == word), None)
    if kind is None:
        said = f'"{word}" is not a way to batch'
        raise _mistake(text, said, f"expected one of {_FORMS}", _meant(word, number))
    if not kind.takes_number:
        if colon:
            raise _mistake(text, f'"{kind}" takes no number', f'write "{kind}"')
        return BatchBy(kind)
    if kind is BatchKind.FOLDER and not colon:
        return BatchBy(kind, 1)
    if not _NUMBER.fullmatch(number):
        problem = f'"{number}" is not a number from 1 to 999999999' if number else "the number is missing"
        folders = kind is BatchKind.FOLDER
        counted = "how many folders deep" if folders else "how many files a batch has at most"
        raise _mistake(text, problem, f"expected {kind.form}, {counted}")
    return BatchBy(kind, int(number))


def _meant(word: str, number: str) -> str:
    close = get_close_matches(word.lower(), list(BatchKind), n=1)
    kind = next((kind for kind in BatchKind if kind in close), None)
    if kind is None:
        return ""
    fits = kind.takes_number and _NUMBER.fullmatch(number)
    return f'did you mean "{kind}:{number}"?' if fits else f'did you mean "{kind.form}"?'


def _mistake(text: str, *said: str) -> RepointError:
    return RepointError(f'--batch-by "{text}": {"; ".join(part for part in said if part)}')
