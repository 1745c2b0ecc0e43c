"""What the text of a deprecation says to use in place of what is deprecated."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NamedReplacement:
    """One thing that a text says to use."""

    path: str
    """A name or a dotted path, as the text spells it; nobody has looked yet whether it exists."""
    with_arguments: bool = False
    """Whether the text says how to call it as well: `use load(path, strict=True)`."""
    same_thing: bool = False
    """Whether the text says that it is the same thing by another name, and not just what to use."""
    is_parameter: bool = False
    """Whether it is an argument, and not something that is called."""
    is_plain: bool = False
    """Whether it looks like any word of a sentence, so that it may be no name at all."""


_PATH = r"[^\W\d]\w*(?:\.[^\W\d]\w*)*"
_TOKEN = re.compile(
    # A role of reStructuredText, with a title or without: :func:`~shop.get`, :func:`that one <shop.get>`.
    rf":[\w:+-]+:`(?:[^`<>]*<)?[~!.]*(?P<role>{_PATH})(?P<role_call>\([^`]*\))?>?`"
    rf"|(?P<quote>``|`|\"|'|\*\*)[~.]*(?P<quoted>{_PATH})(?P<quoted_call>\([^`\"]*?\)|=[^`\"]*?)?(?P=quote)"
    rf"|(?P<bare>{_PATH}(?:'t\b)?)(?P<bare_call>\([^()]*\)|=\S+)?"
    r"|(?P<sign>[^\s\w])"
)
_FROM_IMPORT = re.compile(
    rf"\bfrom\s+[`'\"]*({_PATH})[`'\"]*\s+import\s+[`'\"]*([^\W\d]\w*)[`'\"]*", re.IGNORECASE
)
_IMPORT_FROM = re.compile(
    rf"\bimport\s+(?!it\b|this\b|them\b)[`'\"]*([^\W\d]\w*)[`'\"]*\s+from\s+[`'\"]*({_PATH})[`'\"]*",
    re.IGNORECASE,
)
_MOVED = ("renamed", "moved", "relocated")
_LEADS: tuple[tuple[str, bool], ...] = (
    *((f"{verb} {word}", True) for verb in _MOVED for word in ("to", "as", "into", "in")),
    *((f"alias {word}", True) for word in ("for", "of", "to")),
    *((f"{verb} from", True) for verb in ("import", "imported", "import it", "import this")),
    *((f"{verb} {by}", False) for verb in ("replaced", "superseded", "subsumed") for by in ("by", "with")),
    *((f"in {favor} of", False) for favor in ("favor", "favour")),
    *((f"{verb} to", False) for verb in ("switch", "migrate", "change")),
    *((f"{word} is", False) for word in ("replacement", "alternative")),
    *((word, False) for word in ("use", "using", "call", "calling", "prefer", "try", "import")),
)
"""The words before what a text names, and whether they say that it is the same thing."""
_LED_BY = sorted(((tuple(words.split()), same) for words, same in _LEADS), key=lambda each: -len(each[0]))
_PARAMETER_WORDS = "argument arguments arg kwarg parameter parameters keyword option flag setting"
_PARAMETER = frozenset(_PARAMETER_WORDS.split())
_KIND_WORDS = """
the a an its new newer more general equivalent standard public async method function class classmethod
property attribute constant module package decorator exception variable enum type helper from of directly
either only instance member built-in builtin
"""
_KIND = frozenset(_KIND_WORDS.split())
"""What may stand before a name and says nothing of which one it is."""
_NO_NAME_WORDS = """
this that these those it them your one another other any some all instead is are was be been has have will
would should can may must not no and or if when while with without for in on at by to as into than then
python version versions please see below above following same code api apis explicit explicitly appropriate
respective corresponding caution care
"""
_NO_NAME = frozenset(_NO_NAME_WORDS.split())
_NEGATIONS = frozenset({"not", "don't", "never", "longer", "without", "stop", "avoid", "of"})


@dataclass(frozen=True, slots=True)
class _Token:
    path: str
    """The name, or dotted path; empty for a sign."""
    is_marked: bool
    """Whether quotes or a role say that it is code."""
    call: str
    sign: str

    @property
    def word(self) -> str:
        return "" if self.is_marked else self.path.lower()

    @property
    def is_kind(self) -> bool:
        """Whether it says what sort of thing follows; `New` may be a class, `new` hardly is."""
        return not self.is_marked and (self.path in _KIND or self.word in _PARAMETER)

    @property
    def is_code(self) -> bool:
        bare = self.path.strip("_")
        inner = "_" in bare or "." in bare or any(each.isupper() for each in bare[1:])
        return bool(self.path) and (self.is_marked or inner or bool(self.call))

    @property
    def may_name(self) -> bool:
        return self.is_code or (bool(self.path) and self.word not in _NO_NAME and not self.is_kind)


def named_replacements(text: str) -> tuple[NamedReplacement, ...]:
    """The things that a text says to use, each once, in its order.

    Several may be alternatives or parts of one replacement: it takes a person to tell.
    """
    plain = _IMPORT_FROM.sub(r"import \2.\1", _FROM_IMPORT.sub(r"\1.\2", text))
    tokens = [_token(match) for match in _TOKEN.finditer(plain)]
    found: dict[str, NamedReplacement] = {}
    for each in _named(tokens):
        found.setdefault(each.path, each)
    return tuple(found.values())


def _token(match: re.Match[str]) -> _Token:
    role, quoted, bare = match["role"], match["quoted"], match["bare"]
    call = match["role_call"] or match["quoted_call"] or match["bare_call"] or ""
    return _Token(role or quoted or bare or "", bool(role or quoted), call, match["sign"] or "")


def _named(tokens: Sequence[_Token]) -> Iterator[NamedReplacement]:
    at = 0
    while at < len(tokens):
        length, same = _lead(tokens, at)
        if length:
            taken, at = _list(tokens, at + length)
            yield from (_replacement(tokens, each, same) for each in taken)
        elif tokens[at].is_code and _is_instead(tokens, at):
            yield _replacement(tokens, at, False)
            at += 1
        else:
            at += 1


def _lead(tokens: Sequence[_Token], at: int) -> tuple[int, bool]:
    """How many tokens lead to what is named from here on, 0 for none, and whether it is the same thing."""
    if any(token.word in _NEGATIONS for token in tokens[max(at - 2, 0) : at]):
        return 0, False
    for words, same in _LED_BY:
        if tuple(token.word for token in tokens[at : at + len(words)]) == words:
            return len(words), same
    return 0, False


def _list(tokens: Sequence[_Token], at: int) -> tuple[list[int], int]:
    """The places of the names that stand from here on, `X, Y or Z`, and the place behind them."""
    taken: list[int] = []
    while True:
        start = at
        while at < len(tokens) and (tokens[at].is_kind or tokens[at].sign == ":"):
            at += 1
        if at == len(tokens) or not tokens[at].may_name:
            return taken, max(start, at) if taken else start
        taken.append(at)
        at += 1
        joint = at
        while at < len(tokens) and (tokens[at].sign in (",", "/") or tokens[at].word in ("or", "and", "use")):
            at += 1
        if joint == at or (tokens[at - 1].sign == "," and at < len(tokens) and not tokens[at].is_code):
            return taken, at


def _is_instead(tokens: Sequence[_Token], at: int) -> bool:
    """Whether `instead`, or `should be used`, stands behind a name."""
    words = tuple(token.word for token in tokens[at + 1 : at + 5])
    passive = words[:1] in (("should",), ("must",), ("can",), ("may",)) and words[1:3] == ("be", "used")
    return words[:1] == ("instead",) or (passive and words[3:4] == ("instead",))


def _replacement(tokens: Sequence[_Token], at: int, same: bool) -> NamedReplacement:
    token = tokens[at]
    behind = tokens[at + 1].word if at + 1 < len(tokens) else ""
    before = tokens[at - 1].word if at else ""
    says_how = token.call not in ("", "()", "(...)", "(…)") or behind == "with"
    is_parameter = behind in _PARAMETER or before in _PARAMETER or token.call.startswith("=")
    return NamedReplacement(token.path, says_how, same, is_parameter, not token.is_code)
