"""Calls that name an attribute: which form they are, and what they name."""

import ast

import pytest

from codemods.semantic.patch_calls import form_of, namespace_item_in, patch_aliases, patch_call_in
from codemods.semantic.patch_forms import PatchForm

CALLS = {
    "patch": ("patch('a.b')", PatchForm.PATCH, "'a.b'", [], True),
    "patch with a replacement": ("mock.patch('a.b', c)", PatchForm.PATCH, "'a.b'", [], False),
    "patch with a replacement by keyword": ("patch('a.b', new=c)", PatchForm.PATCH, "'a.b'", [], False),
    "patch with unknown arguments": ("patch('a.b', **c)", PatchForm.PATCH, "'a.b'", [], False),
    "patch by keyword": ("patch(target='a.b')", PatchForm.PATCH, "'a.b'", [], True),
    "patch.object": ("mocker.patch.object(a, 'b')", PatchForm.PATCH_OBJECT, "a", ["'b'"], True),
    "patch.object replacing": (
        "patch.object(a, 'b', c)",
        PatchForm.PATCH_OBJECT,
        "a",
        ["'b'"],
        False,
    ),
    "patch.object by a constant": ("patch.object(a, B)", PatchForm.PATCH_OBJECT, "a", ["B"], True),
    "patch.multiple": (
        "patch.multiple('a', b=1, spec=c, **{'d': 2})",
        PatchForm.PATCH_MULTIPLE,
        "'a'",
        ["b=1", "'d'"],
        False,
    ),
    "patch.multiple with DEFAULT": (
        "patch.multiple(a, b=DEFAULT)",
        PatchForm.PATCH_MULTIPLE,
        "a",
        ["b=DEFAULT"],
        True,
    ),
    "patch.dict of a namespace": (
        "patch.dict(a.__dict__, {'b': 1}, clear=True, c=2)",
        PatchForm.PATCH_DICT,
        "a",
        ["'b'", "c=2"],
        False,
    ),
    "patch.dict of a namespace's path": (
        "patch.dict('a.__dict__', b=1)",
        PatchForm.PATCH_DICT,
        "'a.__dict__'",
        ["b=1"],
        False,
    ),
    "patch.dict of another": ("patch.dict('a.b', c=1)", PatchForm.PATCH_DICT, "'a.b'", [], False),
    "monkeypatch by path": ("monkeypatch.setattr('a.b', c)", PatchForm.SETATTR, "'a.b'", [], False),
    "monkeypatch beside the module": ("monkeypatch.delattr(a, 'b')", PatchForm.DELATTR, "a", ["'b'"], False),
    "getattr": ("getattr(a, 'b', None)", PatchForm.GETATTR, "a", ["'b'"], False),
    "spy": ("mocker.spy(a, name='b')", PatchForm.SPY, "a", ["'b'"], False),
    "a helper": ("self.stub_out(a.b, 'c', 1)", PatchForm.HELPER, "a.b", ["'c'"], False),
    "a helper called patch": ("self.patch(a.b, 'c', 1)", PatchForm.HELPER, "a.b", ["'c'"], False),
    "patch with a spec": ("self.patch('a.b', 'c', 1)", PatchForm.PATCH, "'a.b'", [], False),
    "a helper by path": ("self.stub_out('a.b', c)", PatchForm.PATCH, "'a.b'", [], False),
    "a class of a helper by path": ("fixtures.MonkeyPatch('a.b', c)", PatchForm.PATCH, "'a.b'", [], False),
    "a fixture around patch": ("fixtures.MockPatch('a.b')", PatchForm.PATCH, "'a.b'", [], True),
    "a fixture around patch.object": (
        "fixtures.MockPatchObject(a, 'b')",
        PatchForm.PATCH_OBJECT,
        "a",
        ["'b'"],
        True,
    ),
    "an unknown call": ("note(a.b, 'c', 1)", PatchForm.UNKNOWN_CALL, "a.b", ["'c'"], False),
    "an alias": ("p('a.b')", PatchForm.PATCH, "'a.b'", [], True),
}
OTHERS = {
    "no arguments": "patch()",
    "a starred argument": "patch(*a)",
    "an object without a name": "patch.object(a)",
    "a name that only run time tells": "getattr(a, b())",
    "a helper that replaces in a text": "name.replace('a.b', 'c.d')",
    "a helper with a path alone": "self.stub_out('a.b')",
    "a helper with a file's name": "self.stub_out('a/b.py', c)",
    "an event with a dotted name": "dispatch('a.b', c)",
    "a helper with a sentence": "log(a, 'a sentence')",
    "a helper on a string": "join('a', 'b')",
    "a helper with a constant": "replace(a, B)",
}


def call_of(text: str) -> ast.Call:
    node = ast.parse(text, mode="eval").body
    assert isinstance(node, ast.Call)
    return node


@pytest.mark.parametrize(("text", "form", "owner", "members", "creates_mock"), CALLS.values(), ids=CALLS)
def test_a_call_names(text: str, form: PatchForm, owner: str, members: list[str], creates_mock: bool) -> None:
    found = patch_call_in(call_of(text), {"p": "patch"})

    assert found is not None
    assert (found.form, ast.unparse(found.owner), found.creates_mock) == (form, owner, creates_mock)
    assert [
        f"{each.arg}={ast.unparse(each.value)}" if isinstance(each, ast.keyword) else ast.unparse(each)
        for each in found.members
    ] == members


@pytest.mark.parametrize("text", OTHERS.values(), ids=OTHERS)
def test_a_call_names_nothing(text: str) -> None:
    assert patch_call_in(call_of(text), {}) is None


@pytest.mark.parametrize(
    ("function", "form"),
    [
        pytest.param("a.b().patch", PatchForm.PATCH, id="of any object"),
        pytest.param("patch.dict", PatchForm.PATCH_DICT, id="two names"),
        pytest.param("a.object", PatchForm.UNKNOWN_CALL, id="half of two names"),
        pytest.param("p.object", PatchForm.PATCH_OBJECT, id="of an alias"),
        pytest.param("po", PatchForm.PATCH_OBJECT, id="an alias of two names"),
    ],
)
def test_the_form_of_a_function(function: str, form: PatchForm) -> None:
    aliases = {"p": "patch", "po": "patch.object"}
    assert form_of(ast.parse(function, mode="eval").body, aliases) is form


@pytest.mark.parametrize(
    ("text", "aliases"),
    [
        pytest.param("from mock import patch as p", {"p": "patch"}, id="an import"),
        pytest.param(
            "from importlib import (\n  import_module as\tload,\n)", {"load": "import_module"}, id="in a list"
        ),
        pytest.param("from sys import modules as loaded", {"loaded": "modules"}, id="sys.modules"),
        pytest.param("p = mock.patch.object\n", {"p": "patch.object"}, id="an assignment"),
        pytest.param("with patch as p: 0", {"p": "patch"}, id="anything bound to it"),
        pytest.param("x = f(patch\n)", {}, id="an argument"),
        pytest.param("patch('a') ; b as c", {}, id="nothing of the kind"),
    ],
)
def test_a_file_s_own_names(text: str, aliases: dict[str, str]) -> None:
    assert patch_aliases(text.encode()) == aliases


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        pytest.param("a.__dict__['b']", "a", id="an item of a namespace"),
        pytest.param("vars(a)['b']", "a", id="by the built-in"),
        pytest.param("a.__dict__[b]", None, id="whose name only run time tells"),
        pytest.param("a['b']", None, id="an item of another object"),
    ],
)
def test_an_item_of_a_namespace(text: str, owner: str | None) -> None:
    node = ast.parse(text, mode="eval").body
    assert isinstance(node, ast.Subscript)
    found = namespace_item_in(node)

    assert (ast.unparse(found.owner) if found is not None else None) == owner
