"""Whether a file's new text, edited by hand, can be taken: it parses, and all that it names is there."""

import builtins
import re
from collections.abc import Iterator

from msgspec.structs import replace

from codemods.plan.planner import Planner
from codemods.plan.program import Program
from codemods.plan.prove_program import project_after, unproved_files
from codemods.plan.rewrite_file import RewrittenFile
from codemods.project.dotted_paths import absolute_module
from codemods.project.project import Project
from codemods.semantic.parse_source import ParseError
from codemods.semantic.scope_table import ScopeTable
from codemods.transformers.proof.prove_links import Link, links_of
from codemods.tree.decoding import decode_source
from codemods.values.plan import FileChange
from codemods.values.source import Source
from codemods.values.tree import UnreadableError

_IDENTIFIER = re.compile(r"[^\W\d]\w*")
_BUILTINS = frozenset(
    [*dir(builtins), "__file__", "__name__", "__doc__", "__package__", "__spec__", "__path__"]
)


def refusal(planner: Planner, path: str, after: bytes) -> str | None:
    """Why these bytes cannot become the file's, next to the rest of the plan; None when they can."""
    from codemods.plan.rewrite_program import possible_readers

    program = planner.program
    source = program.source(path)
    try:
        edited = decode_source(path, after)
        table, known = _all_names(program, edited), _all_names(program, source)
        facts = program.workspace.facts_of_text(edited, program.project.store.wanted)
    except UnreadableError as error:
        return str(error)
    except ParseError as error:
        return f"line {error.line}: {error.reason}" if error.line else error.reason
    missing = sorted(_unbound(table) - _unbound(known))
    if missing:
        return f"nothing binds {' or '.join(f'`{name}`' for name in missing)}"
    change = FileChange(path, source.to_file(source.data), after, (), 0)
    rewritten = {**planner.rewritten, path: RewrittenFile(change, edited, facts)}
    readers = sorted({*possible_readers(planner.decided), path})
    failure = next(unproved_files(program.project, rewritten, readers), None)
    if failure is not None:
        return failure.rejection.message
    return _dangling(project_after(program.project, rewritten), table, known, edited)


def _dangling(project: Project, table: ScopeTable, before: ScopeTable, source: Source) -> str | None:
    """What a text names in a module of the tree that is not there, and was not named before."""
    known = {(link.target, link.name) for link in _links(project, before)}
    for link in _links(project, table):
        if (link.target, link.name) not in known and not project.namespaces.has(link.target, link.name):
            return f"line {source.line_of(link.offset)}: {link.target} has no `{link.name}`"
    return None


def _links(project: Project, table: ScopeTable) -> Iterator[Link]:
    """What a text names of the tree's modules, the modules of its imports with it."""
    yield from links_of(project, table)
    facts = table.facts
    for statement in facts.imports:
        plain = [tuple(alias.name.split(".")) for alias in statement.aliases]
        for parts in [absolute_module(facts, statement)] if statement.is_from else plain:
            target, depth = project.namespaces.module_prefix(parts, facts.path, 0)
            if target is not None and depth < len(parts):
                yield Link(target, parts[depth], facts.path, statement.span.start)


def _all_names(program: Program, source: Source) -> ScopeTable:
    """A text's scopes, complete about all names that it spells."""
    spelled = frozenset(_IDENTIFIER.findall(source.data.decode()))
    wanted = replace(program.project.store.wanted, new=spelled)
    return ScopeTable(program.workspace.facts_of_text(source, wanted))


def _unbound(table: ScopeTable) -> set[str]:
    """The names that a text reads and nothing binds."""
    if any(statement.is_star for statement in table.facts.imports):
        return set()
    accesses = table.facts.accesses
    return {each.name for each in accesses if table.owner(each.scope, each.name) is None} - _BUILTINS
