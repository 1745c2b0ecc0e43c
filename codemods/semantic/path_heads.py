"""Strings that are only the beginning of longer paths: a look at a text's bytes that takes no syntax tree."""

import re

from codemods.semantic.source_words import word_offsets

_GIVEN = re.compile(rb"(?:^|[;:])[ \t]*([A-Za-z_]\w*)[ \t]*=[ \t]*\Z", re.MULTILINE)
"""What gives a string a name, up to the string."""


def is_path_head(data: bytes, start: int) -> bool:
    """Whether the string at an offset is given a name, and that is only put before a dot and more of a path.

    `f"{name}.more"`, `name + ".more"`, `"%s.%s" % (name, more)`, `".".join((name, more))`: what the string
    itself names is not what the path does.
    """
    given = _GIVEN.search(data, data.rfind(b"\n", 0, start) + 1, start)
    if given is None:
        return False
    name = re.escape(given.group(1))
    is_head = re.compile(
        rb"\{" + name + rb"\}\.|(?<![\w.])" + name + rb"[ \t]*\+[ \t]*[fF]?[\"']\."
        rb"|[\"']%s\.[^\"'\n]*[\"'][ \t]*%[ \t]*\(?\s*" + name + rb"(?=[ \t]*[,)\n])"
        rb"|[\"']\.[\"']\.join\(\s*[(\[]\s*" + name + rb"(?=[ \t]*,)"
    )
    bound = re.compile(rb"^[ \t]*" + name + rb"[ \t]*=(?!=)", re.MULTILINE)
    places = sum(1 for _ in word_offsets(data, given.group(1)))
    heads, bindings = (sum(1 for _ in each.finditer(data)) for each in (is_head, bound))
    return heads > 0 and places == heads + bindings
