"""Whether a text names attributes of modules in a way that only run time can tell: a look at its bytes.

It is asked of files that spell a deprecated name by itself, in a string or as a keyword, and may join it to
a module's name somewhere else: in a loop, a helper, a format. It may say yes too often: that costs an alias.
"""

import re
from collections.abc import Mapping

_WORD = re.compile(rb"\w")
_NAME = rb"[A-Za-z_][\w.]*\s*[^\"'\w\s]"
_JOINED = rb"[rR]?[\"'][^\"'\n]*[\"']\s*[%.+]|[rRfF]{1,2}[\"']"
_BESIDE = rb"\(\s*(?:\*|[^,()\"']+,\s*(?:\*|[A-Za-z_]\w*\s*[^\"'\w\s=]|" + _JOINED + rb"))"
_NAMESPACE = (b"__dict__", b"__globals__")
_WRITES = {
    **dict.fromkeys(
        [b"patch", b"MonkeyPatch", b"stub_out"], re.compile(rb"\(\s*(?:\*|" + _NAME + rb"|" + _JOINED + rb")")
    ),
    **dict.fromkeys([b"setattr", b"delattr"], re.compile(rb"\(\s*(?:\*|" + _JOINED + rb")|" + _BESIDE)),
    **dict.fromkeys([b"patch.object", b"patch.multiple"], re.compile(_BESIDE)),
}
"""What may name an attribute to replace, each with what follows it then."""
_READS = {
    **dict.fromkeys([b"vars", b"locals", b"attrgetter"], re.compile(rb"\(")),
    **dict.fromkeys([b"getattr", b"hasattr"], re.compile(_BESIDE)),
}


def may_write_computed(data: bytes) -> bool:
    """Whether a text may replace an attribute whose name, or module, it computes."""
    return any(each in data for each in _NAMESPACE) or _calls_any(data, _WRITES)


def may_name_computed(data: bytes) -> bool:
    """Whether a text may replace or read such an attribute."""
    return may_write_computed(data) or _calls_any(data, _READS)


def _calls_any(data: bytes, calls: Mapping[bytes, re.Pattern[bytes]]) -> bool:
    """Whether one of some names stands in a text with what may follow it: plain searches for the names."""
    for name, following in calls.items():
        start = data.find(name)
        while start != -1:
            end = start + len(name)
            if following.match(data, end) is not None and not _WORD.match(data[start - 1 : start]):
                return True
            start = data.find(name, end)
    return False


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
