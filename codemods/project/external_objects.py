"""What is known of functions and classes outside the tree: what they give, and what they derive from."""

import sys

from codemods.project.object_values import ANYTHING, PLAIN, Value, ValueKind
from codemods.semantic.receiver_terms import Path

_PLAIN_WORDS = """
ast base64 binascii bz2 calendar csv datetime decimal difflib email errno fnmatch fractions getpass glob
gzip hashlib html http io ipaddress keyword locale logging lzma math os pathlib platform re secrets
shutil signal socket sqlite3 ssl stat string struct subprocess sys tarfile tempfile textwrap time
tokenize urllib uuid zipfile zlib
"""
PLAIN_MODULES = frozenset(_PLAIN_WORDS.split())
"""Modules of the standard library whose functions and objects hold no object of a program."""
OPEN_MODULES = frozenset(
    {"abc", "collections", "functools", "numbers", "types", "typing", "typing_extensions", "unittest"}
)
"""Modules whose classes may stand for any object: abstract ones, mocks, proxies."""
_HANDING_WORDS = """
dict enumerate eval exec filter frozenset getattr globals iter list locals map max min next object
property reversed set sorted sum super tuple type vars zip __import__
"""
_HANDING_ON = frozenset(_HANDING_WORDS.split())
"""Built-ins that may give what they are given."""
_KNOWN_RESULTS = {("logging", "getLogger"): ("logging", "Logger")}
"""Functions of the standard library that give an object of a class that others derive from, too."""
_MODEL_WORDS = """
construct from_orm model_construct model_validate model_validate_json parse_file parse_obj parse_raw
"""
MAKERS = {"BaseModel": frozenset(_MODEL_WORDS.split())}
"""Class methods that make an object of the class that they are called on, by the last name of their class."""
ENUMS = frozenset({"Enum", "IntEnum", "StrEnum", "Flag", "IntFlag"})


def external_result(parts: Path) -> Value:
    """What a call of something outside the tree gives, by its dotted path."""
    module, name = parts[0], parts[-1]
    if module == "builtins":
        is_error = name.endswith(("Error", "Exception"))
        known = Value(ValueKind.INSTANCE, parts=parts) if is_error else PLAIN
        return ANYTHING if name in _HANDING_ON else known
    if name in ("namedtuple", "NamedTuple", "TypedDict", "make_dataclass"):
        return Value(ValueKind.EXTERNAL, parts=parts)
    if parts in _KNOWN_RESULTS:
        return Value(ValueKind.INSTANCE, parts=_KNOWN_RESULTS[parts])
    if module in PLAIN_MODULES:
        return Value(ValueKind.PLAIN, parts=parts)
    # By convention (PEP 8) a class is written in capitals and small letters, a function in small ones.
    is_class = name[:1].isupper() and not name.isupper() and module not in OPEN_MODULES
    return Value(ValueKind.INSTANCE, parts=parts) if is_class else ANYTHING


_PLAIN_BASES = frozenset({"object", "ABC", "Generic", "Protocol", "NamedTuple", "TypedDict", "namedtuple"})
_BY_NAME = {("unittest", "TestCase"): "TestCase"}
"""Classes that others derive from which end in a name: the `TestCase` of each test library is unittest's."""


def may_derive(parts: Path, base: Path) -> bool | None:
    """Whether a class outside the tree derives from another one there, by their dotted paths; None if it may.

    The standard library derives from nothing else. What a third package does is not known.
    """
    if parts == base:
        return True
    if base[: len(parts)] == parts:
        # It is the class around.
        return False
    ending = _BY_NAME.get((base[0], base[-1]))
    if ending is not None and parts[-1].endswith(ending):
        return True
    if parts[-1] in _PLAIN_BASES or parts[-1] in ENUMS or parts[0] == "builtins":
        return False
    if parts[0] in sys.stdlib_module_names and parts[0] != base[0]:
        return False
    return None
