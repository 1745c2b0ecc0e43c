"""Short questions about one source: what its facts say of a name, in words that read well in a table."""

import re
import textwrap
from collections.abc import Iterable

from msgspec.structs import replace

from codemods.semantic.access import Access
from codemods.semantic.facts import Facts
from codemods.semantic.read_facts import read_facts
from codemods.semantic.scope_table import ScopeTable
from codemods.semantic.span import Span
from codemods.semantic.tracked_names import WantedNames
from codemods.values.source import Source

MODULE = "pkg.mod"


def read(text: str | bytes, old: str = "old", **wanted: str) -> Facts:
    """The facts of a source; names are given as words in one string."""
    data = text if isinstance(text, bytes) else textwrap.dedent(text).encode()
    sets = {kind: frozenset(names.split()) for kind, names in wanted.items()}
    wanted_names = replace(WantedNames(frozenset(old.split())), **sets)
    return read_facts(Source("mod.py", data), MODULE, False, wanted_names)


def reads(text: str, old: str = "old", **wanted: str) -> dict[int, str]:
    """For each line that reads a tracked name: where the lines are that bind it, as `1`, `2 5` or `-`.

    What a class body may read from outside stands behind a slash.
    """
    source = Source("mod.py", textwrap.dedent(text).encode())
    names = ScopeTable(read(text, old, **wanted))
    return {access.line: _meaning(source, names, access) for access in names.facts.accesses}


def _meaning(source: Source, names: ScopeTable, access: Access) -> str:
    inner = _lines(source, names, names.owner(access.scope, access.name), access.name)
    outer = _lines(source, names, names.global_alternative(access), access.name)
    return f"{inner}/{outer}" if outer != "-" else inner


def _lines(source: Source, names: ScopeTable, scope: int | None, name: str) -> str:
    if scope is None:
        return "-"
    bindings = names.bindings[scope, name]
    return " ".join(str(source.line_of(each.span.start)) for each in bindings)


def spelled(text: str, spans: Iterable[Span]) -> list[str]:
    """What a source says at some places."""
    data = textwrap.dedent(text).encode()
    return [data[span.start : span.end].decode() for span in spans]


def chains(text: str, old: str = "old", **wanted: str) -> list[str]:
    """The accesses as the source spells them; `?` before one whose place is not known."""
    data = textwrap.dedent(text).encode()
    return [
        data[access.start : access.ends[-1]].decode()
        if access.placed
        else "?" + ".".join((access.name, *access.attrs))
        for access in read(text, old, **wanted).accesses
    ]


def only(facts: Facts) -> Access:
    """The only access of a file."""
    (access,) = facts.accesses
    return access


def identifiers(text: str) -> list[str]:
    """Every word of a source that could be a name, sorted."""
    return sorted(set(re.findall(r"[^\W\d]\w*", text)))
