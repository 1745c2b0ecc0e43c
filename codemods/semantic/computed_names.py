"""Whether a text names attributes of modules in a way that only run time can tell: a look at its bytes.

It is asked of files that spell a deprecated name by itself, in a string or as a keyword, and may join it to
a module's name somewhere else: in a loop, a helper, a format. It may say yes too often: that costs an alias.
"""

import re

_NAME = rb"[A-Za-z_][\w.]*\s*[^\"'\w\s]"
_JOINED = rb"[rR]?[\"'][^\"'\n]*[\"']\s*[%.+]|[rRfF]{1,2}[\"']"
_BESIDE = rb"\(\s*(?:\*|[^,()\"']+,\s*(?:\*|[A-Za-z_]\w*\s*[^\"'\w\s=]|" + _JOINED + rb"))"
_NAMESPACE = rb"__dict__|__globals__"
_WRITES = re.compile(
    b"|".join(
        (
            _NAMESPACE,
            rb"\b(?:patch|MonkeyPatch|stub_out)\(\s*(?:\*|" + _NAME + rb"|" + _JOINED + rb")",
            rb"\b(?:setattr|delattr)\(\s*(?:\*|" + _JOINED + rb")",
            rb"\b(?:patch\.object|patch\.multiple|setattr|delattr)" + _BESIDE,
        )
    )
)
_READS = re.compile(rb"\bvars\(|\blocals\(|\battrgetter\(|\b(?:getattr|hasattr)" + _BESIDE)


def may_write_computed(data: bytes) -> bool:
    """Whether a text may replace an attribute whose name, or module, it computes."""
    return _WRITES.search(data) is not None


def may_name_computed(data: bytes) -> bool:
    """Whether a text may replace or read such an attribute."""
    return may_write_computed(data) or _READS.search(data) is not None


_FUNCTION = re.compile(rb"^([ \t]*)(?:async[ \t]+)?def[ \t]+([^\s(\[:]+)", re.MULTILINE)
_REPLACES_MODULES = re.compile(
    rb"(?:patch\.dict|setitem)\(\s*[\"']?(?:\w+\.)*modules\b|\bmodules\[[^\]\n]*\]\s*=[^=]"
    rb"|\bmodules\.(?:update|setdefault)\("
)
_KEY = rb"\s*[\"'][\w.]+[\"']\s*"
_PLAIN_ITEM = _KEY + rb":[^\"'{}*]*"
_PLAIN_KEYS = re.compile(
    rb"modules[\"']?,\s*\{(?:" + _PLAIN_ITEM + rb",)*(?:" + _PLAIN_ITEM + rb")?\s*\}\s*[,)]"
    rb"|setitem\(\s*(?:\w+\.)*modules," + _KEY + rb","
    rb"|modules\[" + _KEY + rb"\]|modules\.setdefault\(" + _KEY + rb","
    rb"|modules\.update\(\s*\{(?:" + _PLAIN_ITEM + rb",)*(?:" + _PLAIN_ITEM + rb")?\s*\}\s*\)"
)
"""Where what is put into `sys.modules` has keys that are plain strings."""


def replaces_modules(data: bytes) -> bool:
    """Whether a text puts modules of its own into `sys.modules`."""
    return b"sys.modules" in data and _REPLACES_MODULES.search(data) is not None


def replaces_computed(data: bytes) -> bool:
    """Whether a text puts modules into `sys.modules` under keys that only run time can tell."""
    for match in _REPLACES_MODULES.finditer(data):
        start = data.find(b"modules", match.start())
        before = max(start - 40, match.start())
        plain = _PLAIN_KEYS.search(data, before)
        if plain is None or plain.start() > start:
            return True
    return False


def functions_writing_computed(data: bytes) -> frozenset[str]:
    """The functions of a text that may replace an attribute whose name, or module, they are given."""
    found: set[str] = set()
    for match in _FUNCTION.finditer(data) if may_write_computed(data) else ():
        after = re.compile(rb"^[ \t]{0,%d}[^\s#)]" % len(match.group(1)), re.MULTILINE)
        end = after.search(data, match.end())
        if may_write_computed(data[match.start() : end.start() if end is not None else len(data)]):
            found.add(match.group(2).decode("utf-8", "replace"))
    return frozenset(found)
