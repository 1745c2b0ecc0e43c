"""Whether the tree is whole after each batch, and not only after all of them."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from codemods.plan.decide_program import ProgramDecider
from codemods.plan.planner import Planner
from codemods.plan.prove_program import project_after
from codemods.plan.rewrite_file import RewrittenFile
from codemods.plan.rewrite_program import possible_readers
from codemods.plan.ripple_groups import join_groups
from codemods.project.project import Project
from codemods.transformers.proof.prove_links import Link, broken_links
from codemods.values.batch import Batch
from codemods.values.plan import FileChange, RippleGroup

CutGroups = Callable[[Sequence[RippleGroup]], Sequence[Batch]]
"""How groups are put into batches."""


def whole_batches(
    decided: ProgramDecider,
    rewritten: Mapping[str, RewrittenFile],
    groups: Sequence[RippleGroup],
    cut: CutGroups,
) -> tuple[tuple[Batch, ...], tuple[RippleGroup, ...]]:
    """Cut a plan into batches after each of which every import, attribute and target names something.

    What would break in between is put into one group, and the plan cut again. Gives the batches and the
    groups that they hold.
    """
    readers = possible_readers(decided)
    while True:
        batches = tuple(cut(groups))
        parted = next(_parted(decided.program.project, rewritten, readers, batches), None)
        if parted is None:
            return batches, tuple(groups)
        groups = join_groups(groups, parted)


def _parted(
    project: Project,
    rewritten: Mapping[str, RewrittenFile],
    readers: Sequence[str],
    batches: Sequence[Batch],
) -> Iterator[tuple[str, str]]:
    """Pairs of files that batches part and must not."""
    changed = frozenset(rewritten)
    landed: dict[str, RewrittenFile] = {}
    before = project
    for number, batch in enumerate(batches[:-1]):
        landed |= {path: rewritten[path] for path in batch.paths}
        after = project_after(project, dict(landed))
        for link in broken_links(before, after, readers, changed):
            yield _pair(link, batch, batches[number + 1 :])
        before = after


def _pair(link: Link, batch: Batch, later: Sequence[Batch]) -> tuple[str, str]:
    """The file of the batch that a broken link has to do with, and the one of a later batch that mends it."""
    waiting = [path for each in later for path in each.paths]
    ends = (link.target, link.reader)
    here = next((path for path in ends if path in batch.paths), batch.paths[0])
    there = next((path for path in ends if path in waiting), waiting[0])
    return here, there


def unchanged_files(planner: Planner, paths: Iterable[str]) -> dict[str, RewrittenFile]:
    """Files in which nothing moves once their definitions are renamed, which land like others."""
    found = {}
    for path in paths:
        source, table = planner.program.source(path), planner.program.project.scope_table(path)
        data = source.to_file(source.data)
        if table is not None:
            found[path] = RewrittenFile(FileChange(path, data, data, (), 0), source, table.facts)
    return found
