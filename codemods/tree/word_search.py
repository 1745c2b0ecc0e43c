"""Search bytes for whole identifiers, many at once: as patterns for git and as a function for Python.

A search may find too much, never too little: a word that is not ASCII has another spelling in each encoding
(and in each Unicode normal form), so only its longest ASCII part is searched for.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, takewhile
from unicodedata import normalize

_IDENTIFIER = re.compile(r"\w+", re.ASCII)
_NOT_ASCII = r"[\x80-\xff]"
_FEW_INITIALS = 6
"""With up to this many first letters PCRE skips ahead faster than it goes from identifier to identifier."""
FEW_WORDS = 24
"""Up to this many words a plain search for each is faster than one regular expression for all."""
OTHER_SPELLINGS = (
    r"\xF0(?:\x9D[\x90-\x9F]|\x9C\xB3[\xB0-\xB9]|\x9F\xAF[\xB0-\xB9]|\x90\x9E\xA5)",  # mathematical ones
    r"\xEF(?:\xBC[\x90-\xBF]|\xBD[\x81-\x9A]|\xAC[\x80-\x86]|\xB8[\xB3\xB4]|\xB9[\x8D-\x8F])"  # full width
    r"|\xEA\x9F[\xB1-\xB4]",
    r"\xE2(?:\x84[\x82\x8A-\x95\x99-\x9D\xA4\xA8-\xB9]|\x85[\x85-\xBF]"  # letter-like
    r"|\x81[\xB1\xBF]|\x82[\x90-\x9C]|\xB1[\xBC\xBD])"  # above and below the line
    r"|\xE1(?:\xB4[\xAC-\xBF]|\xB5[\x80-\xA5]|\xB6[\x9C-\xBB])",
    r"\xC2[\xAA\xBA]|\xC4[\xB2\xB3]",
    r"\xC5\xBF|\xC7[\x87-\xB3]",
    r"\xCA[\xB0-\xB8]|\xCB[\xA1-\xA3]",
)
"""Match, in UTF-8, each character that stands for ASCII letters, digits or underscores in an identifier.

Python takes names by their compatibility decomposition (NFKC): `ｍａｋｅ` is `make` (language reference 2.3).
PCRE skips to the next of two first bytes at once; one pattern with all of them takes four times as long.
"""
OTHER_ENCODINGS = r"coding[:=][ \t]*+(?!(?i:utf[-_]?8|ascii|us-ascii)\b)[-_.a-zA-Z0-9]++"
"""Matches where an encoding may be declared in which such characters have other bytes (PEP 263).

That it is a comment of the first two lines is for Python to see: it is faster to find too many of them.
"""
_WORDS_PER_PATTERN = 500
"""PCRE compiles no more than 64 kB."""
_FIRST_LINES = 400
"""How many bytes are looked at for a declaration of the encoding."""
_ASCII_OR_UTF_8 = ("", "utf-8", "utf8", "utf-8-sig", "ascii", "us-ascii")

_IN_WORDS = frozenset(bytes([each]) for each in range(256) if _IDENTIFIER.match(chr(each)))
"""The bytes that an ASCII identifier may hold."""
_WORDS_ALONE = bytes(each if bytes([each]) in _IN_WORDS else 32 for each in range(256))
"""Turns each byte that is none to a blank."""
_OTHER_SPELLINGS = re.compile("|".join(OTHER_SPELLINGS).encode())
_DECLARED = re.compile(rb"(?:[ \t\f]*(?:#.*)?\r?\n)?[ \t\f]*#.*?coding[:=][ \t]*([-_.a-zA-Z0-9]+)")
"""The declaration of an encoding, on the first line or the second."""
_STARTS = tuple(
    (bytes.fromhex(start[:2]), bytes.fromhex(start))
    for start in [
        "f09cb3",
        "f09d",
        "f09faf",
        "f0909e",
        "efbc",
        "efbd",
        "efac",
        "efb8b3",
        "efb8b4",
        "efb9",
        "e284",
        "e285",
        "e281b1",
        "e281bf",
        "e282",
        "e2b1",
        "e1b4",
        "e1b5",
        "e1b6",
        "ea9f",
        "c2aa",
        "c2ba",
        "c4b2",
        "c4b3",
        "c5bf",
        "c7",
        "ca",
        "cb",
    ]
)
"""What each of these characters begins with: the first byte, and more of them."""
_LEADS = b"".join({lead for lead, _ in _STARTS})
_OTHER_BYTES = bytes(each for each in range(256) if each not in _LEADS)


@dataclass(frozen=True, slots=True)
class SearchWords:
    """What to search for; false where that is nothing."""

    identifiers: tuple[str, ...] = ()
    """ASCII identifiers, sorted, which are searched for as whole words."""
    patterns: tuple[str, ...] = ()
    """Regular expressions for everything else."""
    before: str = ""
    """A regular expression for what must not follow an identifier."""

    def __bool__(self) -> bool:
        return bool(self.identifiers or self.patterns)

    @property
    def end(self) -> str:
        """A regular expression for what an identifier ends with."""
        return rf"\b(?!{self.before})" if self.before else r"\b"


STARS = SearchWords(patterns=(r"\bimport[ \t\f]*[*\\]",))
"""Matches each star import, also one whose star stands on the next line."""
FINDERS = SearchWords(("__getattr__",))
"""Matches where a module finds the names that it is asked for (PEP 562)."""


def search_words(words: Iterable[str], before: str = "") -> SearchWords:
    """Sort words into identifiers and the rest; a text that is not an identifier is searched for as it is.

    `before` is a regular expression for what must not follow an identifier.
    """
    known = {normalize("NFKC", word) for word in words} - {""}
    identifiers = {word for word in known if _IDENTIFIER.fullmatch(word)}
    patterns = tuple(sorted(map(_pattern_for, known - identifiers)))
    return SearchWords(tuple(sorted(identifiers)), patterns, before)


def _pattern_for(word: str) -> str:
    if word.isascii():
        start = r"\b" if _IDENTIFIER.match(word[0]) else ""
        end = r"\b" if _IDENTIFIER.match(word[-1]) else ""
        return start + re.escape(word) + end
    longest = max(re.findall(r"[\x00-\x7f]+", word), key=len, default="")
    return re.escape(longest) or _NOT_ASCII


def git_patterns(words: SearchWords) -> list[str]:
    """Patterns for `git grep -P` in the C locale, at least one of which matches where a word stands.

    They match the words themselves where `are_told` says so.
    """
    if are_told(words):
        groups = _alike(words.identifiers)
        return [*(rf"\b{prefix_tree(group)}{words.end}" for group in groups), *words.patterns]
    patterns = [_git_pattern(chunk, words.end) for chunk in _chunks(words.identifiers)]
    return patterns + (["|".join(words.patterns)] if words.patterns else [])


def are_told(words: SearchWords) -> bool:
    """Whether the patterns for git match the words themselves: with a few groups of words that begin alike.

    Each group has a pattern of its own, and PCRE skips to its first letters faster than anything else finds
    a word; what they take together grows with their number.
    """
    few = len(words.identifiers) <= _WORDS_PER_PATTERN
    return few and len(_alike(words.identifiers)) <= FEW_WORDS


def _alike(words: Sequence[str]) -> list[list[str]]:
    """Sorted words in groups that begin with the same two letters."""
    return [list(group) for _, group in groupby(words, lambda word: word[:2])]


def _git_pattern(words: Sequence[str], end: str) -> str:
    """One pattern for many words.

    With many first letters PCRE would start a match at nearly every byte. Walking over the text from one
    identifier to the next in a single match, which either ends at a hit or fails for good, halves the time.
    """
    tree = prefix_tree(words)
    if len({word[0] for word in words}) <= _FEW_INITIALS:
        return rf"\b{tree}{end}"
    shortest = min(map(len, words))
    return rf"(*COMMIT)(?:(?!(?=\w{{{shortest}}}){tree}{end})\w*+\W*+)*+\K\w"


def _chunks(words: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(words), _WORDS_PER_PATTERN):
        yield words[start : start + _WORDS_PER_PATTERN]


def prefix_tree(words: Sequence[str]) -> str:
    """A regular expression for sorted identifiers in which each common prefix stands once."""
    shared = takewhile(lambda pair: pair[0] == pair[1], zip(words[0], words[-1], strict=False))
    prefix = "".join(letter for letter, _ in shared)
    rests = [word[len(prefix) :] for word in words]
    branches = [prefix_tree(list(group)) for _, group in groupby(filter(None, rests), lambda rest: rest[0])]
    if not branches:
        return prefix
    return f"{prefix}(?:{'|'.join(branches)}){'' if rests[0] else '?'}"


def words_in(words: Collection[str]) -> Callable[[bytes], set[str]]:
    """A function that tells which of some ASCII identifiers a file's bytes hold."""
    if len(words) > FEW_WORDS:
        # To cut a text into its words takes half the time of one expression for many of them.
        wanted = {word.encode(): word for word in words}
        return lambda data: {wanted[each] for each in wanted.keys() & data.translate(_WORDS_ALONE).split()}
    plain = [(word, word.encode()) for word in words]
    return lambda data: {word for word, each in plain if _holds(data, each)}


def _holds(data: bytes, word: bytes) -> bool:
    """Whether a text holds an ASCII identifier as a whole word."""
    start = data.find(word)
    while start != -1:
        end = start + len(word)
        if data[start - 1 : start] not in _IN_WORDS and data[end : end + 1] not in _IN_WORDS:
            return True
        start = data.find(word, end)
    return False


def word_counter(words: SearchWords) -> Callable[[bytes], int]:
    """A function that tells how many times a file's bytes hold one of the words."""
    pattern, holds = _pattern(words), word_finder(words)
    return lambda data: sum(1 for _ in pattern.finditer(data)) if holds(data) else 0


def _pattern(words: SearchWords) -> re.Pattern[bytes]:
    parts = [rf"\b{prefix_tree(words.identifiers)}{words.end}"] if words.identifiers else []
    return re.compile("|".join([*parts, *words.patterns]).encode())


def word_finder(words: SearchWords) -> Callable[[bytes], bool]:
    """A function that tells whether a file's bytes hold one of the words."""
    pattern = _pattern(words)
    if words.patterns or len(words.identifiers) > FEW_WORDS:
        return lambda data: pattern.search(data) is not None
    plain = [word.encode() for word in words.identifiers]
    return lambda data: any(word in data for word in plain) and pattern.search(data) is not None


def name_finder(words: SearchWords) -> Callable[[bytes], bool]:
    """A function that tells whether Python reads one of the words in a file's bytes, in any spelling."""
    holds = word_finder(words)
    return lambda data: holds(data) or (has_other_spellings(data) and holds(usual_spelling(data)))


def has_other_spellings(data: bytes) -> bool:
    """Whether a text may spell an ASCII name with other characters (NFKC), or with other bytes."""
    if _declared(data) != "utf-8":
        return True
    if data.isascii():
        return False
    # Plain searches are some twenty times faster than the expression, and hardly ever find anything.
    leads = data.translate(None, _OTHER_BYTES)
    begun = any(lead in leads and start in data for lead, start in _STARTS)
    return begun and _OTHER_SPELLINGS.search(data) is not None


def usual_spelling(data: bytes) -> bytes:
    """A text in UTF-8, whatever encoding it declares, with the names in it as Python takes them."""
    try:
        text = data.decode(_declared(data), "replace")
    except (LookupError, ValueError):
        text = data.decode("utf-8", "replace")
    return normalize("NFKC", text).encode("utf-8", "replace")


def _declared(data: bytes) -> str:
    """The encoding that a text declares, UTF-8 for all its names."""
    start = data[:_FIRST_LINES]
    found = _DECLARED.match(start) if b"coding" in start else None
    name = found[1].decode().lower().replace("_", "-") if found is not None else ""
    return "utf-8" if name in _ASCII_OR_UTF_8 else name
