"""The text of an editor's buffer, as the bytes that saving it would write."""

import io
import tokenize
from collections.abc import Mapping
from pathlib import Path


def buffer_bytes(text: str) -> bytes:
    """Encode a buffer's text as the text itself declares (PEP 263), else as UTF-8."""
    data = text.encode("utf-8", "surrogatepass")
    if not any("coding" in line for line in text.split("\n", 2)[:2]):
        return data
    try:
        declared, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
        return text.encode(declared)
    except (SyntaxError, UnicodeError, LookupError):
        # The reader of the file says what is wrong with its declaration.
        return data


def below(root: Path, buffers: Mapping[Path, str]) -> dict[str, bytes]:
    """Those of some buffers (by absolute path) that are Python files below a root, by their path there."""
    return {
        path.relative_to(root).as_posix(): buffer_bytes(text)
        for path, text in buffers.items()
        if path.suffix in (".py", ".pyi") and path.is_relative_to(root)
    }
