"""The tree as a plan would leave it, and what of it could not be proved."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from codemods.plan.rewrite_file import NotRewritten, RewrittenFile
from codemods.project.project import Project
from codemods.semantic.facts import Facts
from codemods.semantic.read_facts import read_facts
from codemods.semantic.tracked_names import WantedNames
from codemods.transformers.proof.prove_links import Link, broken_links
from codemods.values import finding_texts as texts


def project_after(project: Project, rewritten: Mapping[str, RewrittenFile]) -> Project:
    """The project over the tree in which some files have new texts."""
    return project.with_changes({path: partial(_facts, new) for path, new in rewritten.items()})


def _facts(new: RewrittenFile, wanted: WantedNames) -> Facts:
    """A rewritten file's facts, read anew where those at hand are not complete about the wanted names."""
    if not wanted.namespace and new.facts.tracked >= wanted.old | wanted.new | wanted.old_modules:
        return new.facts
    return read_facts(new.source, new.facts.module, new.facts.is_package, wanted)


def unproved_files(
    project: Project, rewritten: Mapping[str, RewrittenFile], readers: Sequence[str]
) -> Iterator[NotRewritten]:
    """For each link that a plan would break, the file that must stay as it is.

    `readers` are the files that may name what changes.
    """
    after = project_after(project, rewritten)
    for link in broken_links(project, after, readers, frozenset(rewritten)):
        yield _failure(link, rewritten)


def _failure(link: Link, rewritten: Mapping[str, RewrittenFile]) -> NotRewritten:
    """The file to leave alone: the one that would lose the name, or else the one that would name it."""
    if link.target in rewritten:
        where = link.reader
        if link.reader in rewritten:
            where = f"{where}:{rewritten[link.reader].source.line_of(link.offset)}"
        text = texts.LAST_IMPORT if link.loads else texts.WOULD_UNBIND
        return NotRewritten(link.target, 0, text.fill(name=link.name, reader=where))
    line = rewritten[link.reader].source.line_of(link.offset) if link.reader in rewritten else 0
    return NotRewritten(link.reader, 0, texts.WOULD_NAME_NOTHING.fill(name=link.name, line=line))
