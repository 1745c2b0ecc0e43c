"""What a call that marks a deprecation says: `@deprecated("use x")`, `warn("use x", DeprecationWarning)`."""

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from codemods.semantic.deprecation_texts import NamedReplacement, named_replacements
from codemods.semantic.dotted_names import dotted_parts, last_name

_MARKING = re.compile(
    r"deprecat|renamed?_?(?:param|arg|kw)|renamed|replaced_by|moved_(?:to|function|class|method|property|read)|obsolete",
    re.IGNORECASE,
)
"""What the names of decorators and helpers that mark a deprecation have in them."""
_CATEGORY = re.compile(r"deprecat|FutureWarning|RemovedIn|RemovedFrom", re.IGNORECASE)
"""What the names of the categories of such warnings have in them."""
_WARN = frozenset({"warn", "warn_explicit", "warn_external", "warn_once", "warning"})
_OF_PARAMETERS = re.compile(r"kwarg|argument|param|keyword", re.IGNORECASE)
_REPLACEMENT_WORDS = """
alternative alternative_import replacement replaced_by replace_with instead use_instead new new_name newname
new_func new_function new_path in_favor_of in_favour_of favor substitute preferred moved_to to alternate
"""
_REPLACEMENTS = frozenset(_REPLACEMENT_WORDS.split())
"""The keywords that are given what takes the place."""
_NEW_PARAMETERS = frozenset({"new", "new_name", "new_arg_name", "new_arg", "new_argument", "new_kwarg"})
_OLD_PARAMETERS = frozenset(
    {"old", "old_name", "old_arg_name", "old_arg", "old_argument", "old_kwarg", "deprecated_name"}
)
_TEXTS = re.compile(
    r"message|msg|reason|details?|extra|text|doc|addendum|instruct|hint|why|note", re.IGNORECASE
)
_PATH = re.compile(r"[^\W\d]\w*(?:\.[^\W\d]\w*)*(?:\(\))?")


@dataclass(frozen=True, slots=True)
class StatedDeprecation:
    """What the arguments of a marking call say."""

    text: str
    """All that they say in words; `…` stands for what only the run tells."""
    named: tuple[NamedReplacement, ...] = ()
    code: tuple[tuple[str, ...], ...] = ()
    """The objects that they pass, as dotted names of the module."""
    renamed: tuple[tuple[str, str], ...] = ()
    """Parameters, old and new, where the call is about parameters."""


def is_warning(call: ast.Call, own_warners: frozenset[str] = frozenset()) -> bool:
    """Whether a call warns of a deprecation; `own_warners` are what else does so in the module."""
    if last_name(call.func) in own_warners:
        return True
    if last_name(call.func) in _WARN:
        passed = (*call.args, *(each.value for each in call.keywords))
        names = (last_name(each.func if isinstance(each, ast.Call) else each) for each in passed)
        return any(name in own_warners or _CATEGORY.search(name) for name in names)
    return is_marking(call)


def is_marking(node: ast.expr) -> bool:
    """Whether a decorator, or a helper that is called, marks a deprecation, going by its name."""
    while isinstance(node, ast.Call):
        node = node.func
    return bool(_MARKING.search(last_name(node)))


def is_of_parameters(node: ast.expr) -> bool:
    """Whether a marking call is about parameters, and not about the whole function, going by its name."""
    return any(_OF_PARAMETERS.search(last_name(each.func)) for each in _calls(node))


def stated(call: ast.expr, constants: Mapping[str, str], own_name: str = "") -> StatedDeprecation:
    """What a marking call says of `own_name`; `constants` are the strings that the module binds names to."""
    calls = list(_calls(call))
    own = own_name.rpartition(".")[2]
    texts: list[str] = []
    paths: list[str] = []
    by_position: list[str] = []
    code: list[tuple[str, ...]] = []
    for key, value in (pair for each in calls for pair in _passed(each)):
        text = text_of(value, constants)
        path = text if text is not None and _PATH.fullmatch(text) else ""
        if text is None:
            code += [parts] if (parts := _object(key, value)) else []
        elif key in _REPLACEMENTS:
            paths += [path] if path else []
            texts += [] if path else [f"use {text}"]
        elif key is None and path:
            by_position += [path] if path != own else []
        elif key is None or _TEXTS.search(key):
            texts.append(text)
    if is_of_parameters(call):
        renamed = tuple(pair for each in calls for pair in _renamed(each, constants))
        return StatedDeprecation(" ".join(texts), renamed=renamed)
    # Before the new name may stand the value of a constant, or the old name with its class.
    paths += by_position[-1:]
    stated_first = [NamedReplacement(each.removesuffix("()")) for each in paths]
    named = {each.path: each for each in (*named_replacements(" ".join(texts)), *stated_first)}
    said = " ".join((*texts, *(f"use {each}" for each in paths)))
    return StatedDeprecation(said, tuple(named.values()), tuple(dict.fromkeys(code)))


def text_of(node: ast.expr, constants: Mapping[str, str]) -> str | None:
    """The text that an expression gives; None for one that gives none, or none of which anything is known."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else None
    if isinstance(node, ast.Name):
        return constants.get(node.id)
    if isinstance(node, ast.JoinedStr):
        parts = (_field(each, constants) for each in node.values)
        return "".join(parts)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        left, right = text_of(node.left, constants), text_of(node.right, constants)
        return None if left is None and right is None else f"{left or '…'}{right or '…'}"
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod):
        return _formatted(text_of(node.left, constants), node.right, constants)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        inner = text_of(node.func.value, constants)
        if node.func.attr == "format" and inner is not None:
            return re.sub(r"\{[^{}]*\}", "…", inner)
        return inner if node.func.attr in ("strip", "dedent", "join") else None
    return None


def _field(node: ast.expr, constants: Mapping[str, str]) -> str:
    if isinstance(node, ast.FormattedValue):
        return text_of(node.value, constants) or "…"
    return text_of(node, constants) or ""


def _formatted(pattern: str | None, value: ast.expr, constants: Mapping[str, str]) -> str | None:
    """`"%s is deprecated" % name`."""
    if pattern is None:
        return None
    values = list(value.elts) if isinstance(value, ast.Tuple) else [value]
    texts = iter(text_of(each, constants) or "…" for each in values)
    return re.sub(r"%(?:\(\w+\))?[-#0 +\d.]*[a-zA-Z]", lambda _: next(texts, "…"), pattern)


def _calls(node: ast.expr) -> Iterator[ast.Call]:
    """A call, and those whose results it calls: `deprecated("use x")(f)`."""
    while isinstance(node, ast.Call):
        yield node
        node = node.func


def _passed(call: ast.Call) -> Iterator[tuple[str | None, ast.expr]]:
    for each in call.args:
        if isinstance(each, ast.Call) and _CATEGORY.search(last_name(each.func)):
            yield from _passed(each)
        elif not isinstance(each, ast.Starred):
            yield None, each
    yield from ((each.arg, each.value) for each in call.keywords if each.arg is not None)


def _object(key: str | None, value: ast.expr) -> tuple[str, ...]:
    """The object that is passed as what takes the place; () for categories and other settings."""
    if key is not None and key not in _REPLACEMENTS and key not in ("func", "obj", "value"):
        return ()
    parts = dotted_parts(value.body if isinstance(value, ast.Lambda) else value)
    return () if not parts or _CATEGORY.search(parts[-1]) or parts[-1] in ("__name__", "__doc__") else parts


def _renamed(call: ast.Call, constants: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The parameters that a call says were renamed, by position, by keyword, or in a dict."""
    keywords = {each.arg: each.value for each in call.keywords if each.arg}
    old = next((keywords[key] for key in keywords if key in _OLD_PARAMETERS), None)
    new = next((keywords[key] for key in keywords if key in _NEW_PARAMETERS), None)
    by_position = [each for each in call.args if _identifiers(each, constants)]
    for value in (old, new):
        if value is not None:
            by_position.append(value)
    if len(by_position) == 2:
        olds, news = (_identifiers(each, constants) for each in by_position)
        yield from zip(olds, news, strict=False) if len(olds) == len(news) else ()
    for each in (*call.args, *keywords.values()):
        if isinstance(each, ast.Dict):
            yield from _pairs(each.keys, each.values, constants)


def _pairs(
    keys: Sequence[ast.expr | None], values: Sequence[ast.expr], constants: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    for key, value in zip(keys, values, strict=True):
        olds = _identifiers(key, constants) if key is not None else []
        news = _identifiers(value, constants)
        if len(olds) == len(news) == 1:
            yield olds[0], news[0]


def _identifiers(node: ast.expr, constants: Mapping[str, str]) -> list[str]:
    """The parameters that a string, or a list of strings, names."""
    each = node.elts if isinstance(node, (ast.List, ast.Tuple)) else [node]
    texts = [text_of(one, constants) for one in each]
    return [text for text in texts if text and text.isidentifier()] if all(texts) else []
