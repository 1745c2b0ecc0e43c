"""Parse a file with the running Python, or say why that is not possible."""

import ast
import warnings
from functools import lru_cache

from codemods.semantic.newer_syntax import newer_syntax
from codemods.values import finding_texts as texts
from codemods.values.rejection import Rejection
from codemods.values.source import Source


class ParseError(Exception):
    """The running Python cannot parse a file; `line` is 1-based, 0 where none is known."""

    def __init__(self, rejection: Rejection, line: int = 0) -> None:
        super().__init__(rejection, line)
        self.rejection = rejection
        self.line = line

    @property
    def reason(self) -> str:
        """What the parser says."""
        return self.rejection.message


def parse(source: Source) -> ast.Module:
    """Parse a source with the running Python. Raises ParseError."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(source.data.decode("utf-8"), source.path)
    except SyntaxError as error:
        raise ParseError(_rejection(source, error), error.lineno or 0) from None
    except ValueError as error:
        raise ParseError(texts.DOES_NOT_PARSE.fill(reason=error)) from None
    except (RecursionError, MemoryError) as error:
        raise ParseError(texts.NESTED_TOO_DEEPLY.fill(reason=type(error).__name__)) from None


@lru_cache(maxsize=1)
def shared_tree(source: Source) -> ast.Module:
    """The tree of a source that is asked for several times in a row; nobody changes it. Raises ParseError."""
    return parse(source)


def _rejection(source: Source, error: SyntaxError) -> Rejection:
    reason = error.msg or "invalid syntax"
    if _is_limit(error):
        return texts.NESTED_TOO_DEEPLY.fill(reason=reason)
    newer = newer_syntax(source, error.lineno or 0)
    if newer is None:
        return texts.DOES_NOT_PARSE.fill(reason=reason)
    return texts.NEWER_SYNTAX.fill(reason=reason, what=newer.what, python=newer.python)


def _is_limit(error: SyntaxError) -> bool:
    """Whether the parser rejects how deep a text is nested, and not what it says."""
    return (error.msg or "").startswith(("too many nested", "too many levels"))
