"""What is known of functions and classes outside the tree: whether they may give an object of the program."""

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
    if module in PLAIN_MODULES:
        return PLAIN
    # By convention (PEP 8) a class is written in capitals and small letters, a function in small ones.
    is_class = name[:1].isupper() and not name.isupper() and module not in OPEN_MODULES
    return Value(ValueKind.INSTANCE, parts=parts) if is_class else ANYTHING
