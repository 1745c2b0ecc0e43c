"""The parameters of the forms are those that mock, pytest and the built-ins have."""

import builtins
import inspect
from collections.abc import Callable
from unittest import mock

import pytest

from codemods.semantic.patch_forms import PATCH_PARAMETERS, PatchForm

CALLABLES: dict[PatchForm, Callable[..., object]] = {
    PatchForm.PATCH: mock.patch,
    PatchForm.PATCH_DICT: mock.patch.dict,
    PatchForm.PATCH_OBJECT: mock.patch.object,
    PatchForm.PATCH_MULTIPLE: mock.patch.multiple,
    PatchForm.SETATTR: pytest.MonkeyPatch.setattr,
    PatchForm.DELATTR: pytest.MonkeyPatch.delattr,
}


@pytest.mark.parametrize(("form", "function"), CALLABLES.items(), ids=CALLABLES)
def test_parameters_are_called_so(form: PatchForm, function: Callable[..., object]) -> None:
    names = [name for name in inspect.signature(function).parameters if name != "self"]
    parameters = PATCH_PARAMETERS[form]

    assert names[0] == parameters.owner
    assert names[1] == parameters.member or not parameters.member
    assert not parameters.replacement or names[parameters.replacement] == "new"


@pytest.mark.parametrize("form", [PatchForm.SETATTR, PatchForm.DELATTR, PatchForm.GETATTR, PatchForm.HASATTR])
def test_forms_are_called_like_the_built_ins(form: PatchForm) -> None:
    assert hasattr(builtins, form)
