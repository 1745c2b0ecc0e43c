"""Whether a text may hold a patch target of a name: a look at its bytes that takes no syntax tree."""

from typing import NamedTuple

from codemods.semantic.source_words import word_offsets

_NEAR = 8
"""How many bytes behind a keyword's name its `=` is looked for."""
_LOOK_UP = (b"import_module", b"__import__", b"modules")
_FILTERS = (b"error:", b"ignore:", b"always:", b"default:", b"module:", b"once:", b"all:")
"""How a filter of warnings begins."""
_TAKE_PATHS = (b"patch", b"setattr", b"delattr", *_LOOK_UP, *_FILTERS)
"""One of these is spelled wherever a target has a path or a keyword; aliases are imported by these names."""


def may_hold_target(data: bytes, name: str) -> bool:
    """Whether a text may hold a patch target of a name; True may be wrong, False is not.

    The name is then a string of its own, or the end of one, the name of a keyword, or an attribute of a
    module that is looked up by its name.
    """
    word = name.encode()
    if not name.isascii() or b'"%b"' % word in data or b"'%b'" % word in data:
        return True
    if not any(each in data for each in _TAKE_PATHS):
        return False
    text = _Text(data, b"patch" in data, any(each in data for each in (*_LOOK_UP, *_FILTERS)))
    return any(text.may_name(start, start + len(word)) for start in word_offsets(data, word))


class _Text(NamedTuple):
    """A text, with whether it may name attributes by keywords, and whether it may look modules up."""

    data: bytes
    patches: bool
    looks_up: bool

    def may_name(self, start: int, end: int) -> bool:
        """Whether a word may be the end of a path, an attribute of what is looked up, or a keyword."""
        following = self.data[end : end + _NEAR].lstrip(b" \t")
        if following.startswith(b"=") and not following.startswith(b"=="):
            return self.patches
        # An attribute may stand on a line of its own, after a line that ends in `.` or a backslash.
        line = self.data.rfind(b"\n", 0, start) + 1
        before = self.data[line:start].rstrip(b" \t")
        if not before:
            return self.data[:line].rstrip(b" \t\r\n").endswith((b"\\", b"."))
        return before.endswith((b".", b":", b"}")) and (self.looks_up or b'"' in before or b"'" in before)
