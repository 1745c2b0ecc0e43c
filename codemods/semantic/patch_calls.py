"""Calls that name an attribute by a string: `patch`, `patch.object`, `monkeypatch.setattr`, `getattr`, ..."""

import ast
import re
from collections.abc import Iterator
from itertools import pairwise

from msgspec import Struct

from codemods.semantic.dotted_names import dotted_parts, trailing_names
from codemods.semantic.module_lookups import Aliases, namespace_owner
from codemods.semantic.patch_forms import PATCH_PARAMETERS, PatchForm, PatchParameters

_ALIASED = (b"patch", b"import_module", b"modules")
_ALIAS = re.compile(rb" *(\w+)")
_ASSIGNED = re.compile(rb"(patch(?:\.(?:object|multiple|dict))?)[ \t]*$", re.MULTILINE)
"""`patch` or the like at a line's end, as in `p = mock.patch`; searched first, because `patch` is rare."""
_ASSIGNED_LOOKUPS = (
    re.compile(rb"(modules)(?<=\bsys\.modules)[ \t]*$", re.MULTILINE),
    re.compile(rb"(import_module)[ \t]*$", re.MULTILINE),
)
"""The same for `loaded = sys.modules` and `load = importlib.import_module`."""
_TARGET = re.compile(rb"[ \t]*(\w+)[ \t]*=[ \t]*(?:\w+\.)*")
"""What stands before it on its line: the name that it is assigned to."""


_UNSPELLED = (PatchForm.HELPER, PatchForm.UNKNOWN_CALL)
_FORMS_BY_NAME = {str(form): form for form in PATCH_PARAMETERS if form not in _UNSPELLED}
_FORMS_BY_NAME |= {
    "MockPatch": PatchForm.PATCH,
    "MockPatchObject": PatchForm.PATCH_OBJECT,
    "MockPatchMultiple": PatchForm.PATCH_MULTIPLE,
}
"""The classes of the fixtures library around mock's own functions, which take the same."""
_HELPER = re.compile(r"patch|stub|swap|setattr|replace|override|fake|mock", re.IGNORECASE)
"""What the name of a helper spells that replaces attributes, such as `stub_out` or `_patch_object`."""
_PATH_HELPER = re.compile(r"(?<!dis)patch|stub|swap", re.IGNORECASE)
"""What the name of one spells that takes a whole dotted path: `stub_out`, or `MonkeyPatch` of fixtures."""
_PATH = re.compile(r"[^\W\d]\w*(?:\.[^\W\d]\w*)+")
_REPLACES = frozenset({"new", "new_callable", "spec", "spec_set"})
_OPTIONS = frozenset({"spec", "create", "spec_set", "autospec", "new_callable"})
"""The keywords of `patch.multiple` that do not name an attribute."""


class PatchCall(Struct, frozen=True):
    """A call that names attributes. Without members, the owner is a string that spells the whole path."""

    form: PatchForm
    owner: ast.expr
    members: tuple[ast.expr | ast.keyword, ...] = ()
    creates_mock: bool = False
    """Whether it replaces what it names by a mock of its own."""
    asks: bool = False
    """Whether it asks if the attribute is there, or has something for the case that it is not."""


def patch_call_in(call: ast.Call, aliases: Aliases) -> PatchCall | None:
    """Read a call as one that names attributes; None for any other call.

    An unknown callable counts only where it takes a plain dotted name and then a string that could be an
    attribute of it: it may be a helper of the project's own around `setattr`.
    """
    form = PatchForm.HELPER if _is_own_method(call) else form_of(call.func, aliases)
    parameters = PATCH_PARAMETERS[form]
    owner = _argument(call, parameters.owner, 0)
    if owner is None:
        return None
    if form is PatchForm.HELPER and _is_replaced_by_path(call, owner):
        return PatchCall(PatchForm.PATCH, owner)
    space = namespace_owner(owner)
    is_space = space is not None or str(getattr(owner, "value", "")).endswith(".__dict__")
    if form is PatchForm.PATCH_DICT and is_space:
        return PatchCall(form, space or owner, tuple(_dict_members(call, parameters)))
    if parameters.keywords_name_members:
        members = tuple(_keyword_members(call, parameters))
        return PatchCall(form, owner, members, any(_is_default(each) for each in members))
    creates_mock = _creates_mock(call, parameters)
    # The whole path is one string: `patch("a.b.name")`, pytest's `monkeypatch.setattr("a.b.name", value)`.
    if parameters.takes_path and (not parameters.member or _is_string(owner)):
        return PatchCall(form, owner, (), creates_mock)
    member = _argument(call, parameters.member, 1)
    if form in _UNSPELLED:
        named = member is not None and _is_string(member) and dotted_parts(owner)
        fits = named and str(getattr(member, "value", "")).isidentifier()
    else:
        fits = member is not None and (_is_string(member) or isinstance(member, ast.Name))
    if member is None or not fits:
        return None
    asks = form is PatchForm.HASATTR or (form is PatchForm.GETATTR and len(call.args) > 2)
    return PatchCall(form, owner, (member,), creates_mock, asks)


def _is_own_method(call: ast.Call) -> bool:
    """Whether it is `self.patch(module, "name", value)`, as twisted.trial has it: not mock's `patch`."""
    receiver = call.func.value if isinstance(call.func, ast.Attribute) and call.func.attr == "patch" else None
    by_name = len(call.args) == 3 and not _is_string(call.args[0]) and _is_string(call.args[1])
    return by_name and isinstance(receiver, ast.Name) and receiver.id in ("self", "cls")


def _is_replaced_by_path(call: ast.Call, owner: ast.expr) -> bool:
    """Whether a helper takes a whole dotted path and, beside it, what replaces the attribute."""
    given = len(call.args) + len(call.keywords)
    path = owner.value if isinstance(owner, ast.Constant) and isinstance(owner.value, str) else ""
    spelled = "".join(trailing_names(call.func)[-1:])
    return given > 1 and _PATH.fullmatch(path) is not None and _PATH_HELPER.search(spelled) is not None


def form_of(function: ast.expr, aliases: Aliases) -> PatchForm:
    """Which of the known forms a called expression is, by its last names: whatever owns `patch` has it."""
    names = [aliases.get(name, name) for name in trailing_names(function)[-2:]]
    spelled = (".".join(names), *names[-1:])
    known = next((_FORMS_BY_NAME[each] for each in spelled if each in _FORMS_BY_NAME), None)
    helper = PatchForm.HELPER if _HELPER.search("".join(names[-1:])) else PatchForm.UNKNOWN_CALL
    return known or helper


def patch_aliases(data: bytes) -> dict[str, str]:
    """The local names that a source gives `patch` and its kin, `import_module` or `modules`.

    It goes by the text, which is read for every file: `patch as p`, and `p = mock.patch.object` on one line.
    """
    found: dict[bytes, bytes] = {}
    for left, right in pairwise(data.replace(b"\t", b" ").split(b" as ")):
        given, name = left.rstrip(b" "), _ALIAS.match(right)
        if given.endswith(_ALIASED) and name is not None:
            found[name.group(1)] = next(each for each in _ALIASED if given.endswith(each))
    for match in (each for pattern in (_ASSIGNED, *_ASSIGNED_LOOKUPS) for each in pattern.finditer(data)):
        line = max(data.rfind(b"\n", 0, match.start()), data.rfind(b"\r", 0, match.start())) + 1
        before = _TARGET.fullmatch(data, line, match.start())
        if before is not None:
            found[before.group(1)] = match.group(1)
    return {alias.decode("utf-8", "replace"): name.decode() for alias, name in found.items()}


def namespace_item_in(node: ast.Subscript) -> PatchCall | None:
    """Read `module.__dict__["name"]` or `vars(module)["name"]` as naming an attribute."""
    owner = namespace_owner(node.value)
    named = owner is not None and _is_string(node.slice)
    return PatchCall(PatchForm.GETATTR, owner, (node.slice,)) if owner is not None and named else None


def _keyword_members(call: ast.Call, parameters: PatchParameters) -> Iterator[ast.expr | ast.keyword]:
    for keyword in call.keywords:
        if keyword.arg is None and isinstance(keyword.value, ast.Dict):
            yield from (key for key in keyword.value.keys if key is not None and _is_string(key))
        elif keyword.arg is not None and keyword.arg != parameters.owner and keyword.arg not in _OPTIONS:
            yield keyword


def _dict_members(call: ast.Call, parameters: PatchParameters) -> Iterator[ast.expr | ast.keyword]:
    """What `patch.dict(module.__dict__, ...)` names: keywords, and the keys of a dict."""
    values = _argument(call, "values", 1)
    if isinstance(values, ast.Dict):
        yield from (key for key in values.keys if key is not None and _is_string(key))
    for keyword in call.keywords:
        if keyword.arg not in (None, parameters.owner, "values", "clear"):
            yield keyword


def _is_default(member: ast.expr | ast.keyword) -> bool:
    """Whether an attribute is replaced by mock's own `DEFAULT`."""
    return isinstance(member, ast.keyword) and trailing_names(member.value)[-1:] == ["DEFAULT"]


def _creates_mock(call: ast.Call, parameters: PatchParameters) -> bool:
    given = {keyword.arg for keyword in call.keywords}
    no_star = not any(isinstance(argument, ast.Starred) for argument in call.args)
    short = no_star and len(call.args) <= parameters.replacement
    return bool(parameters.replacement) and short and given.isdisjoint(_REPLACES) and None not in given


def _argument(call: ast.Call, name: str, position: int) -> ast.expr | None:
    """What a call passes for a parameter, by position or by keyword."""
    before = call.args[: position + 1]
    if len(before) > position and not any(isinstance(each, ast.Starred) for each in before):
        return before[position]
    return next((each.value for each in call.keywords if name and each.arg == name), None)


def _is_string(node: ast.expr) -> bool:
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))
