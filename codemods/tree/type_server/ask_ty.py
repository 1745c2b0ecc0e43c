"""Ask ty of which classes objects are: a server for each round of questions, and each question once."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from codemods.tree.type_server.find_ty import find_environment, find_ty
from codemods.tree.type_server.ty_session import TySession
from codemods.values.type_answers import TypeAnswer, TypeQuestion

_NOT_KNOWN = TypeAnswer()


class AskTy:
    """Answers questions about one tree, with the environment that its program runs in."""

    def __init__(self, root: Path, python: Path | None, inform: Callable[[str], None]) -> None:
        """Look for ty and the environment. Raises RepointError where one of them is missing."""
        self._ty = find_ty()
        self._root = root.resolve()
        self._python = find_environment(self._root, python)
        self._inform = inform
        self._known: dict[TypeQuestion, TypeAnswer] = {}

    def __call__(self, questions: Sequence[TypeQuestion]) -> Mapping[TypeQuestion, TypeAnswer]:
        """Give the answers. Raises RepointError where ty fails, or does not know a member's class."""
        fresh = [each for each in dict.fromkeys(questions) if each not in self._known]
        if fresh:
            self._ask(fresh)
        return {each: self._known[each] for each in questions}

    def _ask(self, questions: Sequence[TypeQuestion]) -> None:
        session = TySession(self._ty, self._root, self._python)
        try:
            session.learn([each.symbol for each in questions])
            for each in questions:
                same = _digest(self._root / each.path) == each.digest
                # ty reads the files on disk; of another text it would tell of other places.
                self._known[each] = session.answer(each) if same else _NOT_KNOWN
        finally:
            session.close()
        known = sum(bool(self._known[each].definitions) for each in questions)
        self._inform(f"ty was asked about {len(questions)} places, with {self._python}; it knows {known}")


@lru_cache(maxsize=4096)
def _digest(file: Path) -> bytes:
    """The SHA-1 of a file that is plain UTF-8 text, lines ending as ty and Python both count them."""
    try:
        data = file.read_bytes()
    except OSError:
        return b""
    odd = data.startswith(b"\xef\xbb\xbf") or b"\r" in data.replace(b"\r\n", b"") or b"\f" in data
    return b"" if odd else hashlib.sha1(data).digest()
