"""The forms of calls and expressions that name an attribute by a string: what their parameters name."""

from enum import StrEnum

from msgspec import Struct


class PatchForm(StrEnum):
    """How a place names an attribute; the values of calls are how these are spelled.

    The forms are those of `unittest.mock` (also as pytest-mock's `mocker`), of pytest's `monkeypatch`, and
    of the built-ins around `getattr`.
    """

    PATCH = "patch"
    PATCH_DICT = "patch.dict"
    PATCH_OBJECT = "patch.object"
    PATCH_MULTIPLE = "patch.multiple"
    SETATTR = "setattr"
    DELATTR = "delattr"
    GETATTR = "getattr"
    HASATTR = "hasattr"
    SPY = "spy"
    HELPER = "helper"
    """A helper of the project's own that by its name replaces the attribute of an object."""
    UNKNOWN_CALL = "call"
    """An unknown callable that takes an object and a name."""
    MODULE_LOOKUP = "module"
    """A module looked up by its name: `importlib.import_module("a.b")`."""
    ATTRIBUTE = "attribute"
    """An attribute read from a module that is looked up by its name."""
    WARNING_FILTER = "warning filter"
    """The class in a filter of warnings: `"ignore::a.b.Category"`."""


class PatchParameters(Struct, frozen=True):
    """How a callable takes the name of an attribute: as a dotted path, or beside the object that has it."""

    owner: str
    """The parameter that takes the object, or the whole path."""
    member: str = ""
    """The parameter that takes the attribute's name."""
    keywords_name_members: bool = False
    """Whether every other keyword names an attribute: `patch.multiple(module, name=...)`."""
    takes_path: bool = True
    """Whether a string in the owner's place is a dotted path."""
    replacement: int = 0
    """The 0-based position of what replaces the attribute; without it, the call makes a mock of its own."""


PATCH_PARAMETERS = {
    PatchForm.PATCH: PatchParameters("target", replacement=1),
    PatchForm.PATCH_DICT: PatchParameters("in_dict"),
    PatchForm.PATCH_OBJECT: PatchParameters("target", "attribute", takes_path=False, replacement=2),
    PatchForm.PATCH_MULTIPLE: PatchParameters("target", keywords_name_members=True),
    PatchForm.SETATTR: PatchParameters("target", "name"),
    PatchForm.DELATTR: PatchParameters("target", "name"),
    PatchForm.GETATTR: PatchParameters("target", "name", takes_path=False),
    PatchForm.HASATTR: PatchParameters("target", "name", takes_path=False),
    PatchForm.SPY: PatchParameters("obj", "name", takes_path=False),
    PatchForm.HELPER: PatchParameters("", "", takes_path=False),
    PatchForm.UNKNOWN_CALL: PatchParameters("", "", takes_path=False),
}
