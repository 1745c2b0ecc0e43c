"""`--batch-by` as the user writes it: `owner`, `dir[:DEPTH]`, `category`, `size:N` or `one`."""

import re
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal

from codemods.values.errors import RepointError

By = Literal["owner", "dir", "category", "size", "one"]
"""What the files of a batch have in common."""

_FORMS: dict[By, str] = {
    "owner": "owner",
    "dir": "dir[:DEPTH]",
    "category": "category",
    "size": "size:N",
    "one": "one",
}
_NUMBERED = ("dir", "size")
# Longer ones are no number of files, and Python refuses to read those of thousands of digits.
_NUMBER = re.compile(r"0*[1-9][0-9]{0,8}")


@dataclass(frozen=True, slots=True)
class BatchBy:
    """How a plan is cut into batches."""

    kind: By
    number: int = 0
    """For `dir`, how many folders deep; for `size`, how many files at most; else 0."""

    def __str__(self) -> str:
        return f"{self.kind}:{self.number}" if self.number else self.kind


def parse_batch_by(text: str) -> BatchBy:
    """Read what `--batch-by` was given; `dir` alone is `dir:1`.

    Raises RepointError that says what was expected, and what was likely meant.
    """
    word, colon, number = text.partition(":")
    kind = next((known for known in _FORMS if known == word), None)
    if kind is None:
        expected = f"expected one of {', '.join(_FORMS.values())}"
        raise _mistake(text, f'"{word}" is no way to batch', expected, _meant(word, number))
    if kind not in _NUMBERED:
        if colon:
            raise _mistake(text, f'"{kind}" takes no number', f'write "{kind}"')
        return BatchBy(kind)
    if kind == "dir" and not colon:
        return BatchBy(kind, 1)
    if not _NUMBER.fullmatch(number):
        problem = f'"{number}" is no number from 1 to 999999999' if number else "the number is missing"
        counted = "how many folders deep" if kind == "dir" else "how many files a batch has at most"
        raise _mistake(text, problem, f"expected {_FORMS[kind]}, {counted}")
    return BatchBy(kind, int(number))


def _meant(word: str, number: str) -> str:
    close = get_close_matches(word.lower(), _FORMS, n=1)
    kind = next((known for known in _FORMS if known in close), None)
    if kind is None:
        return ""
    fits = kind in _NUMBERED and _NUMBER.fullmatch(number)
    return f'did you mean "{kind}:{number}"?' if fits else f'did you mean "{_FORMS[kind]}"?'


def _mistake(text: str, *said: str) -> RepointError:
    return RepointError(f'--batch-by "{text}": {"; ".join(part for part in said if part)}')
