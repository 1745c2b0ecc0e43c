"""stdlib: what pyupgrade knows of the standard library, six and mock, and what Python removed."""

import importlib.metadata
from collections.abc import Iterator

import pyupgrade._data  # noqa: F401 (loads the plugins, which import each other)
import six
from pyupgrade._plugins import imports, six_calls, six_simple, unittest_aliases
from pyupgrade._plugins.exceptions import _TARGETS
from pyupgrade._plugins.typing_pep585 import PEP585_BUILTINS
from rule_model import Arguments, LeftOut, ModuleRule, Section, SymbolRule, Table

_FLOOR = (3, 10)
"""The oldest Python of the code: what moved later stays."""
_GONE_MODULES = {
    "asynchat": "3.12 has no asynchat: use asyncio",
    "asyncore": "3.12 has no asyncore: use asyncio",
    "imp": "3.12 has no imp: use importlib",
    "smtpd": "3.12 has no smtpd: use aiosmtpd",
    "distutils": "3.12 has no distutils: use setuptools, sysconfig, shutil or packaging",
    "aifc": "3.13 has no aifc",
    "audioop": "3.13 has no audioop: audioop-lts is a drop-in",
    "cgi": "3.13 has no cgi: use urllib.parse, email.message or multipart",
    "cgitb": "3.13 has no cgitb: use traceback, or legacy-cgi",
    "chunk": "3.13 has no chunk",
    "crypt": "3.13 has no crypt: use hashlib, bcrypt or argon2-cffi",
    "imghdr": "3.13 has no imghdr: use filetype, puremagic or python-magic",
    "mailcap": "3.13 has no mailcap: use mimetypes",
    "msilib": "3.13 has no msilib",
    "nis": "3.13 has no nis",
    "nntplib": "3.13 has no nntplib",
    "ossaudiodev": "3.13 has no ossaudiodev",
    "pipes": "3.13 has no pipes: use subprocess; `pipes.quote` is `shlex.quote`",
    "sndhdr": "3.13 has no sndhdr: use filetype, puremagic or python-magic",
    "spwd": "3.13 has no spwd",
    "sunau": "3.13 has no sunau",
    "telnetlib": "3.13 has no telnetlib: use telnetlib3 or Exscript",
    "uu": "3.13 has no uu: use base64, or binascii",
    "xdrlib": "3.13 has no xdrlib",
    "lib2to3": "3.13 has no lib2to3: use LibCST or parso",
}
"""Modules that Python 3.12 and 3.13 removed (PEP 594, and before)."""
_SIX_CALLS = {
    "byte2int": ("(bs)", "bs[0]"),
    "indexbytes": ("(buf, i)", "buf[i]"),
    "iteritems": ("(d)", "iter(d.items())"),
    "iterkeys": ("(d)", "iter(d.keys())"),
    "itervalues": ("(d)", "iter(d.values())"),
    "viewitems": ("(d)", "d.items()"),
    "viewkeys": ("(d)", "d.keys()"),
    "viewvalues": ("(d)", "d.values()"),
    "create_unbound_method": ("(func, cls)", "func"),
    "get_unbound_function": ("(unbound)", "unbound"),
    "get_method_function": ("(meth)", "meth.__func__"),
    "get_method_self": ("(meth)", "meth.__self__"),
    "get_function_closure": ("(func)", "func.__closure__"),
    "get_function_code": ("(func)", "func.__code__"),
    "get_function_defaults": ("(func)", "func.__defaults__"),
    "get_function_globals": ("(func)", "func.__globals__"),
    "assertCountEqual": ("(case, *args, **kwargs)", "case.assertCountEqual(*args, **kwargs)"),
    "assertRaisesRegex": ("(case, *args, **kwargs)", "case.assertRaisesRegex(*args, **kwargs)"),
    "assertRegex": ("(case, *args, **kwargs)", "case.assertRegex(*args, **kwargs)"),
    "assertNotRegex": ("(case, *args, **kwargs)", "case.assertNotRegex(*args, **kwargs)"),
    "u": ("(s)", "s"),
    "int2byte": ("(i)", "bytes((i,))"),
}
_SIX_TOLD = {
    "add_metaclass": "write `class Name(Base, metaclass=Meta)`",
    "with_metaclass": "write `class Name(Base, metaclass=Meta)`",
    "raise_from": "write `raise error from cause`",
    "reraise": "write `raise error.with_traceback(traceback)`",
    "b": "write `b'...'`, or encode as latin-1",
    "ensure_binary": "encode where text and bytes meet; bytes stay as they are",
    "ensure_str": "decode where bytes and text meet; a text stays as it is",
    "ensure_text": "decode where bytes and text meet; a text stays as it is",
    "add_move": "six is not needed: import it from where it is",
    "remove_move": "six is not needed: import it from where it is",
}
"""What pyupgrade rewrites as a statement, a class or a literal, and what has no one form."""


def derive() -> Table:
    """Read the installed pyupgrade's tables, and six's own."""
    version = importlib.metadata.version("pyupgrade")
    return Table(
        "stdlib",
        "The standard library, for code that runs on 3.10 and later: moved and removed names, six, mock.",
        (
            f"pyupgrade {version} (its tables), MIT",
            f"six {importlib.metadata.version('six')} (its table of moves), MIT",
            "the release notes of Python 3.10 to 3.14 for removed modules",
        ),
        (
            Section("unittest: the names that 3.12 removed, and older ones.", tuple(_unittest())),
            Section("datetime: naive UTC, deprecated by 3.12.", tuple(_datetime())),
            Section("Names that moved.", tuple(_moves())),
            Section("Modules that moved.", tuple(_modules())),
            Section("PEP 585, and builtins.", tuple(_builtins())),
            Section("six.", tuple(_six())),
            Section("Calls.", tuple(_calls())),
            Section(
                "Modules that are gone.",
                tuple(ModuleRule(old, manual=text, package=True) for old, text in _GONE_MODULES.items()),
            ),
        ),
        (
            LeftOut(
                "names of typing_extensions that typing has later than 3.10",
                "the oldest Python lacks them",
                _later(),
                "by choice",
            ),
            LeftOut(
                "`from __future__`, `from builtins`: imports that do nothing",
                "they change nothing: UP010 and UP029 of ruff",
                26,
                "by choice",
            ),
            LeftOut("`Optional[X]`, `Union[X, Y]` to `X | Y`", "what stands in the brackets has no name", 2),
            LeftOut("`IOError`, `EnvironmentError`, `WindowsError`", "builtins as `old`", 3),
            LeftOut("`subprocess.run(stdout=PIPE, stderr=PIPE)`", "values that are symbols", 1),
            LeftOut(
                "`NamedTuple('N', ...)`, `TypedDict('T', ...)` to classes", "an assignment to a class", 2
            ),
        ),
    )


def _unittest() -> Iterator[SymbolRule]:
    for old, new in unittest_aliases.METHOD_MAPPING.items():
        yield SymbolRule(f"unittest:TestCase.{old}", new=f"unittest:TestCase.{new}")
    for old, new in unittest_aliases.FUNCTION_MAPPING.items():
        name = "module" if "Module" in new else "testCaseClass"
        yield SymbolRule(
            f"unittest:{old}",
            signature=f"({name})",
            expression=f"{new}({name})",
            imports=("unittest:defaultTestLoader",),
        )


def _datetime() -> Iterator[SymbolRule]:
    imports = ("datetime:datetime", "datetime:timezone")
    yield SymbolRule(
        "datetime:datetime.utcnow",
        signature="()",
        expression="datetime.now(timezone.utc).replace(tzinfo=None)",
        imports=imports,
    )
    yield SymbolRule(
        "datetime:datetime.utcfromtimestamp",
        signature="(timestamp)",
        expression="datetime.fromtimestamp(timestamp, timezone.utc).replace(tzinfo=None)",
        imports=imports,
    )


def _moves() -> Iterator[SymbolRule]:
    for version, names in imports.REPLACE_EXACT.items():
        for (old, name), new in names.items():
            if version <= _FLOOR and not _is_module(old, name):
                yield SymbolRule(f"{old}:{name}", new=f"{new}:{name}")


def _is_module(old: str, name: str) -> bool:
    return old == "six.moves.urllib"


def _later() -> int:
    return sum(len(names) for version, names in imports.REPLACE_EXACT.items() if version > _FLOOR)


def _modules() -> Iterator[ModuleRule]:
    for old, new in imports.REPLACE_MODS.items():
        yield ModuleRule(old, new="winreg" if new == "_winreg" else new)
    yield ModuleRule("six.moves.urllib", new="urllib")
    yield ModuleRule("mock", new="unittest.mock", import_as="from unittest import mock")
    yield ModuleRule("mock.mock", new="unittest.mock", import_as="from unittest import mock")


def _builtins() -> Iterator[SymbolRule]:
    for name in sorted(PEP585_BUILTINS):
        yield SymbolRule(f"typing:{name}", expression=name.lower())
    yield SymbolRule("typing:Text", expression="str")
    for target in _TARGETS:
        if target.module and target.min_version <= _FLOOR:
            yield SymbolRule(f"{target.module}:{target.name}", expression=target.target)
    yield SymbolRule("io:open", expression="open")


def _six() -> Iterator[SymbolRule]:
    for name, new in six_simple.NAMES.items():
        yield SymbolRule(f"six:{name}", expression=new)
    for name in sorted({*imports.REMOVALS[(3,)]["six.moves"], "xrange"}):
        yield SymbolRule(f"six.moves:{name}", expression="range" if name == "xrange" else name)
    for name in six_calls.SIX_CALLS.keys() | {"int2byte"}:
        assert name in _SIX_CALLS, f"six.{name} is not written out"
    for name, (signature, expression) in _SIX_CALLS.items():
        yield SymbolRule(f"six:{name}", signature=signature, expression=expression)
    for name, manual in _SIX_TOLD.items():
        yield SymbolRule(f"six:{name}", manual=manual, told_only=name.endswith("_move"))
    yield SymbolRule("six:python_2_unicode_compatible", remove=True)
    yield SymbolRule("six:MAXSIZE", new="sys:maxsize")
    yield SymbolRule("six:Iterator", expression="object")
    yield from _six_moves()
    for name in ("PY2", "PY3", "PY34"):
        yield SymbolRule(f"six:{name}", expression=str(name != "PY2"))


def _six_moves() -> Iterator[SymbolRule]:
    """The names of six.moves that pyupgrade has no entry for, from where six itself takes them."""
    known = {name for names in imports.REPLACE_EXACT.values() for old, name in names if old == "six.moves"}
    known |= imports.REMOVALS[(3,)]["six.moves"] | {"xrange"}
    for move in six._moved_attributes:
        if isinstance(move, six.MovedAttribute) and move.name not in known:
            if move.mod == "builtins":
                yield SymbolRule(f"six.moves:{move.name}", expression=move.attr)
            else:
                yield SymbolRule(f"six.moves:{move.name}", new=f"{move.mod}:{move.attr}")


def _calls() -> Iterator[SymbolRule]:
    yield SymbolRule(
        "functools:lru_cache",
        signature="(maxsize=128, typed=False)",
        where={"maxsize": "None"},
        not_passed=("typed",),
        expression="cache",
        imports=("functools:cache",),
    )
    yield SymbolRule("subprocess:run", arguments=Arguments(rename={"universal_newlines": "text"}))
    yield SymbolRule("subprocess:check_output", arguments=Arguments(rename={"universal_newlines": "text"}))
    yield SymbolRule("asyncio:coroutine", manual="write `async def`", told_only=True)
    yield SymbolRule("inspect:getargspec", new="inspect:getfullargspec")
    yield SymbolRule("configparser:SafeConfigParser", new="configparser:ConfigParser")
    yield SymbolRule("configparser:RawConfigParser.readfp", new="configparser:RawConfigParser.read_file")
    yield SymbolRule("locale:format", new="locale:format_string")
    yield SymbolRule("threading:Thread.isAlive", new="threading:Thread.is_alive")
    yield SymbolRule("base64:encodestring", new="base64:encodebytes")
    yield SymbolRule("base64:decodestring", new="base64:decodebytes")
