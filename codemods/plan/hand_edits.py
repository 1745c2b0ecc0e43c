"""Whether a file's new text, edited by hand, can be taken: it parses, and all that it names is there."""

from codemods.plan.planner import Planner
from codemods.plan.program import Program
from codemods.plan.prove_program import project_after, unproved_files
from codemods.plan.rewrite_file import RewrittenFile
from codemods.project.project import Project
from codemods.semantic.parse_source import ParseError
from codemods.semantic.scope_table import ScopeTable
from codemods.transformers.proof.prove_links import module_links
from codemods.transformers.proof.whole_names import all_names, unbound_names
from codemods.tree.decoding import decode_source
from codemods.values.plan import FileChange
from codemods.values.source import Source
from codemods.values.tree import UnreadableError


def refusal(planner: Planner, path: str, after: bytes) -> str | None:
    """Why these bytes cannot become the file's, next to the rest of the plan; None when they can."""
    from codemods.plan.rewrite_program import possible_readers

    program = planner.program
    source = program.source(path)
    try:
        edited = decode_source(path, after)
        table, known = (_whole(program, each) for each in (edited, source))
        facts = program.workspace.facts_of_text(edited, program.project.store.wanted)
    except UnreadableError as error:
        return str(error)
    except ParseError as error:
        return f"line {error.line}: {error.reason}" if error.line else error.reason
    missing = sorted(unbound_names(table) - unbound_names(known))
    if missing:
        return f"nothing binds {' or '.join(f'`{name}`' for name in missing)}"
    change = FileChange(path, source.to_file(source.file_text), after, (), 0)
    rewritten = {**planner.rewritten, path: RewrittenFile(change, edited, facts)}
    readers = sorted({*possible_readers(planner.decided), path})
    failure = next(unproved_files(program.project, rewritten, readers), None)
    if failure is not None:
        return failure.rejection.message
    return _dangling(project_after(program.project, rewritten), table, known, edited)


def _dangling(project: Project, table: ScopeTable, before: ScopeTable, source: Source) -> str | None:
    """What a text names in a module of the tree that is not there, and was not named before."""
    known = {(link.target, link.name) for link in module_links(project, before)}
    for link in module_links(project, table):
        if (link.target, link.name) not in known and not project.namespaces.has(link.target, link.name):
            return f"line {source.line_of(link.offset)}: {link.target} has no `{link.name}`"
    return None


def _whole(program: Program, source: Source) -> ScopeTable:
    path, wanted = source.path, program.project.store.wanted
    return all_names(source, program.workspace.module(path), program.modules.is_package(path), wanted)
