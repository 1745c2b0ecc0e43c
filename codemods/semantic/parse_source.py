"""Parse a file with the running Python, or say why that is not possible."""

import ast
import warnings

from codemods.values.source import Source


class ParseError(Exception):
    """The running Python cannot parse a file; `code` is the finding's (RP001 or RP002)."""

    def __init__(self, code: str, reason: str, line: int = 0) -> None:
        super().__init__(code, reason, line)
        self.code = code
        self.reason = reason
        self.line = line


def parse(source: Source) -> ast.Module:
    """Parse a source with the running Python. Raises ParseError."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(source.data.decode("utf-8"), source.path)
    except SyntaxError as error:
        code = "RP002" if _is_limit(error) else "RP001"
        raise ParseError(code, error.msg or "invalid syntax", error.lineno or 0) from None
    except ValueError as error:
        raise ParseError("RP001", str(error)) from None
    except (RecursionError, MemoryError) as error:
        raise ParseError("RP002", f"nested too deeply for Python's parser ({type(error).__name__})") from None


def _is_limit(error: SyntaxError) -> bool:
    """Whether the parser refuses not what stands there, but how deep it is nested."""
    return (error.msg or "").startswith(("too many nested", "too many levels"))
