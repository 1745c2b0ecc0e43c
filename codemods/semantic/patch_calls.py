"""Calls that name an attribute by a string: `patch`, `patch.object`, `monkeypatch.setattr`, `getattr`, …

The forms are those of `unittest.mock` (also as pytest-mock's `mocker`), of pytest's `monkeypatch`, and the
built-ins around `getattr`; and the ways to look a module up by its name.
"""

import ast
import re
from collections.abc import Iterator
from itertools import pairwise

from msgspec import Struct

from codemods.semantic.dotted_names import dotted_parts, trailing_names
from codemods.semantic.module_lookups import Aliases, namespace_owner

_NAME = re.compile(rb" *(\w+)")
_ALIASED = (b"patch", b"import_module", b"modules")
_ASSIGNED = re.compile(rb"(patch(?:\.(?:object|multiple|dict))?)[ \t]*$", re.MULTILINE)
_BEFORE = re.compile(rb"[ \t]*(\w+)[ \t]*=[ \t]*(?:\w+\.)*")


class PatchForm(Struct, frozen=True):
    """A callable that names an attribute: by a dotted path, or beside the object that has it."""

    owner: str
    """The parameter that takes the object, or the whole path."""
    member: str = ""
    """The parameter that takes the attribute's name."""
    keywords: bool = False
    """Whether every other keyword names an attribute: `patch.multiple(module, name=…)`."""
    paths: bool = True
    """Whether a string in the owner's place is a dotted path."""
    replacement: int = 0
    """The position of what replaces the attribute; without it, the call makes a mock of its own."""


PATCH_FORMS = {
    "patch": PatchForm("target", replacement=1),
    "patch.dict": PatchForm("in_dict"),
    "patch.object": PatchForm("target", "attribute", paths=False, replacement=2),
    "patch.multiple": PatchForm("target", keywords=True),
    "setattr": PatchForm("target", "name"),
    "delattr": PatchForm("target", "name"),
    "getattr": PatchForm("target", "name", paths=False),
    "hasattr": PatchForm("target", "name", paths=False),
    "spy": PatchForm("obj", "name", paths=False),
}
_UNKNOWN = PatchForm("", "", paths=False)
_REPLACES = frozenset({"new", "new_callable", "spec", "spec_set"})
_OPTIONS = frozenset({"spec", "create", "spec_set", "autospec", "new_callable"})
"""The keywords of `patch.multiple` that name no attribute."""


class PatchCall(Struct, frozen=True):
    """A call as one of the forms. Without members, the owner is a string that spells the whole path."""

    form: str
    """A key of FORMS; empty for an unknown callable that takes a module and a name."""
    owner: ast.expr
    members: tuple[ast.expr | ast.keyword, ...] = ()
    mocks: bool = False


def patch_call_in(call: ast.Call, aliases: Aliases) -> PatchCall | None:
    """Read a call as one of the forms; None for a call that names nothing."""
    name = form_of(call.func, aliases)
    form = PATCH_FORMS.get(name, _UNKNOWN)
    owner = _argument(call, form.owner, 0)
    if owner is None:
        return None
    space = namespace_owner(owner)
    if name == "patch.dict" and (space is not None or str(getattr(owner, "value", "")).endswith(".__dict__")):
        return PatchCall(name, space or owner, tuple(_dict_members(call, form)))
    if form.keywords:
        members = tuple(_keyword_members(call, form))
        return PatchCall(name, owner, members, any(_is_default(each) for each in members))
    member = _argument(call, form.member, 1)
    if form.paths and (not form.member or _is_text(owner)):
        return PatchCall(name, owner, (), _mocks(call, form))
    if member is None or not (_is_text(member) or (name and isinstance(member, ast.Name))):
        return None
    if not name and not (dotted_parts(owner) and str(getattr(member, "value", "")).isidentifier()):
        return None
    return PatchCall(name, owner, (member,), _mocks(call, form))


def form_of(function: ast.expr, aliases: Aliases) -> str:
    """Which of the forms a called expression is, by its last names; empty for none."""
    names = [aliases.get(name, name) for name in trailing_names(function)[-2:]]
    for spelled in (".".join(names), *names[-1:]):
        if spelled in PATCH_FORMS:
            return spelled
    return ""


def patch_aliases(data: bytes) -> dict[str, str]:
    """The local names that a source gives `patch` and its kin, `import_module` or `modules`."""
    found: dict[bytes, bytes] = {}
    for left, right in pairwise(data.replace(b"\t", b" ").split(b" as ")):
        given, name = left.rstrip(b" "), _NAME.match(right)
        if given.endswith(_ALIASED) and name is not None:
            found[name.group(1)] = next(each for each in _ALIASED if given.endswith(each))
    for match in _ASSIGNED.finditer(data):
        line = max(data.rfind(b"\n", 0, match.start()), data.rfind(b"\r", 0, match.start())) + 1
        before = _BEFORE.fullmatch(data, line, match.start())
        if before is not None:
            found[before.group(1)] = match.group(1)
    return {alias.decode("utf-8", "replace"): name.decode() for alias, name in found.items()}


def namespace_item_in(node: ast.Subscript) -> PatchCall | None:
    """Read `module.__dict__["name"]` or `vars(module)["name"]` as naming an attribute."""
    owner = namespace_owner(node.value)
    return PatchCall("getattr", owner, (node.slice,)) if owner is not None and _is_text(node.slice) else None


def _keyword_members(call: ast.Call, form: PatchForm) -> Iterator[ast.expr | ast.keyword]:
    for keyword in call.keywords:
        if keyword.arg is None and isinstance(keyword.value, ast.Dict):
            yield from (key for key in keyword.value.keys if key is not None and _is_text(key))
        elif keyword.arg is not None and keyword.arg != form.owner and keyword.arg not in _OPTIONS:
            yield keyword


def _dict_members(call: ast.Call, form: PatchForm) -> Iterator[ast.expr | ast.keyword]:
    """What `patch.dict(module.__dict__, …)` names: keywords, and the keys of a dict."""
    values = _argument(call, "values", 1)
    if isinstance(values, ast.Dict):
        yield from (key for key in values.keys if key is not None and _is_text(key))
    for keyword in call.keywords:
        if keyword.arg not in (None, form.owner, "values", "clear"):
            yield keyword


def _is_default(member: ast.expr | ast.keyword) -> bool:
    """Whether an attribute is replaced by mock's own `DEFAULT`."""
    return isinstance(member, ast.keyword) and trailing_names(member.value)[-1:] == ["DEFAULT"]


def _mocks(call: ast.Call, form: PatchForm) -> bool:
    given = {keyword.arg for keyword in call.keywords}
    plain = not any(isinstance(argument, ast.Starred) for argument in call.args)
    short = plain and len(call.args) <= form.replacement
    return bool(form.replacement) and short and given.isdisjoint(_REPLACES) and None not in given


def _argument(call: ast.Call, name: str, position: int) -> ast.expr | None:
    """What a call passes for a parameter, by position or by keyword."""
    before = call.args[: position + 1]
    if len(before) > position and not any(isinstance(each, ast.Starred) for each in before):
        return before[position]
    return next((each.value for each in call.keywords if name and each.arg == name), None)


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))
