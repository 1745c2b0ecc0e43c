"""Whether a file's new text, edited by hand, can be taken: it parses, and all that it names is there."""

import builtins
import re
from collections.abc import Iterable
from dataclasses import replace

from codemods.discovery.reading import decode_source
from codemods.planning.carry import Carried
from codemods.planning.plan import Planner
from codemods.planning.whole import unproved_files
from codemods.resolution.lookup import UNBOUND, Names
from codemods.resolution.read import Unparsable, Wanted, read_facts
from codemods.values.plan import FileChange
from codemods.values.source import Source
from codemods.values.tree import Unreadable

_IDENTIFIER = re.compile(r"[^\W\d]\w*")
_KNOWN = frozenset(dir(builtins)) | {"__file__", "__name__", "__doc__", "__package__", "__spec__", "__path__"}


def refusal(planner: Planner, path: str, after: bytes) -> str:
    """Why these bytes cannot become the file's, next to the rest of the plan; empty when they can."""
    old = planner.workspace.source(path)
    assert old is not None
    try:
        new = decode_source(path, after)
        missing = sorted(_unbound(planner, new) - _unbound(planner, old))
        facts = _read(planner, new, planner.project.wanted)
    except Unreadable as error:
        return error.reason
    except Unparsable as error:
        return f"line {error.line}: {error.reason}" if error.line else error.reason
    if missing:
        return f"nothing binds {' or '.join(f'`{name}`' for name in missing)}"
    change = FileChange(path, old.to_file(old.data), after, (), 0)
    rewritten = {**planner.carried, path: Carried(change, new, facts.facts)}
    linking = sorted({*planner.linking(), path})
    return next((failure.reason for failure in unproved_files(planner.project, rewritten, linking)), "")


def _unbound(planner: Planner, source: Source) -> set[str]:
    """The names that a text reads and nothing binds."""
    spelled = frozenset(_IDENTIFIER.findall(source.data.decode()))
    names = _read(planner, source, replace(planner.project.wanted, new=spelled))
    if any(statement.is_star for statement in names.facts.imports):
        return set()
    return set(_free(names)) - _KNOWN


def _free(names: Names) -> Iterable[str]:
    return (use.name for use in names.facts.uses if names.owner(use.scope, use.name) == UNBOUND)


def _read(planner: Planner, source: Source, wanted: Wanted) -> Names:
    module = planner.workspace.module(source.path)
    return Names(read_facts(source, module, planner.project.modules.is_package(source.path), wanted))
