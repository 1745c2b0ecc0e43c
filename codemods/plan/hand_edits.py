"""Whether a file's new text, edited by hand, can be taken: it parses, and all that it names is there."""

import builtins
import re
from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from codemods.plan.planner import Planner
from codemods.plan.prove_program import project_after, unproved_files
from codemods.plan.rewrite_file import RewrittenFile
from codemods.project.dotted_paths import absolute_module
from codemods.project.project import Project
from codemods.semantic.parse_source import ParseError
from codemods.semantic.read_facts import read_facts
from codemods.semantic.scope_table import ScopeTable
from codemods.semantic.tracked_names import WantedNames
from codemods.transformers.proof.prove_links import Link, links_of
from codemods.tree.decoding import decode_source
from codemods.values.plan import FileChange
from codemods.values.source import Source
from codemods.values.tree import UnreadableError

_IDENTIFIER = re.compile(r"[^\W\d]\w*")
_KNOWN = frozenset(dir(builtins)) | {"__file__", "__name__", "__doc__", "__package__", "__spec__", "__path__"}


def refusal(planner: Planner, path: str, after: bytes) -> str:
    """Why these bytes cannot become the file's, next to the rest of the plan; empty when they can."""
    old = planner.workspace.source(path)
    assert old is not None
    try:
        new = decode_source(path, after)
        told, known = _all_names(planner, new), _all_names(planner, old)
        missing = sorted(_unbound(told) - _unbound(known))
        facts = _read(planner, new, planner.project.wanted)
    except UnreadableError as error:
        return str(error)
    except ParseError as error:
        return f"line {error.line}: {error.reason}" if error.line else error.reason
    if missing:
        return f"nothing binds {' or '.join(f'`{name}`' for name in missing)}"
    change = FileChange(path, old.to_file(old.data), after, (), 0)
    rewritten = {**planner.carried, path: RewrittenFile(change, new, facts.facts)}
    linking = sorted({*planner.linking(), path})
    failures = (failure.rejection.message for failure in unproved_files(planner.project, rewritten, linking))
    return next(failures, "") or _dangling(project_after(planner.project, rewritten), told, known, new)


def _dangling(project: Project, names: ScopeTable, before: ScopeTable, source: Source) -> str:
    """What a text names in a module of the tree that is not there, and was not named before."""
    known = {(link.home, link.name) for link in _links(project, before)}
    for link in _links(project, names):
        if (link.home, link.name) not in known and not project.namespaces.has(link.home, link.name):
            return f"line {source.line_of(link.offset)}: {link.home} has no `{link.name}`"
    return ""


def _links(project: Project, names: ScopeTable) -> Iterator[Link]:
    yield from links_of(project, names)
    facts = names.facts
    for statement in facts.imports:
        plain = [tuple(alias.name.split(".")) for alias in statement.aliases]
        for parts in [absolute_module(facts, statement)] if statement.is_from else plain:
            home, depth = project.namespaces.module_prefix(parts, facts.path, 0)
            if home is not None and depth < len(parts):
                yield Link(home, parts[depth], facts.path, statement.span.start)


def _all_names(planner: Planner, source: Source) -> ScopeTable:
    """A text's facts, on all names that it spells."""
    spelled = frozenset(_IDENTIFIER.findall(source.data.decode()))
    return _read(planner, source, replace(planner.project.wanted, new=spelled))


def _unbound(names: ScopeTable) -> set[str]:
    """The names that a text reads and nothing binds."""
    if any(statement.is_star for statement in names.facts.imports):
        return set()
    return set(_free(names)) - _KNOWN


def _free(names: ScopeTable) -> Iterable[str]:
    return (use.name for use in names.facts.accesses if names.owner(use.scope, use.name) is None)


def _read(planner: Planner, source: Source, wanted: WantedNames) -> ScopeTable:
    module = planner.workspace.module(source.path)
    return ScopeTable(read_facts(source, module, planner.project.modules.is_package(source.path), wanted))
