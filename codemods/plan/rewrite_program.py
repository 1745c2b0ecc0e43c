"""Rewrite the decided files of a program, each for itself, and prove the tree that comes of it."""

from codemods.plan.decide_program import ProgramDecider
from codemods.plan.process_pool import Workers
from codemods.plan.prove_program import unproved_files
from codemods.plan.rewrite_file import NotRewritten, RewriteJob, RewrittenFile, rewrite_file
from codemods.project.dotted_paths import ModuleAttribute
from codemods.values.progress import Progress

_REWRITING = "rewriting and proving files"


def rewrite_program(
    decided: ProgramDecider, workers: Workers, progress: Progress
) -> dict[str, RewrittenFile]:
    """Give the files that change, by path; why others cannot be rewritten is noted with the decisions."""
    decisions, targets = decided.decisions, decided.targets.changes
    changing = sorted(path for path in decisions if decisions[path].changes or path in targets)
    jobs = [rewrite_job(decided, path) for path in changing]
    results = workers.map(rewrite_file, jobs, lambda done: progress.step(_REWRITING, done, len(jobs)))
    rewritten: dict[str, RewrittenFile] = {}
    for job, result in zip(jobs, results, strict=True):
        if isinstance(result, NotRewritten):
            decided.limits.fail(result)
        elif result is not None:
            rewritten[job.source.path] = RewrittenFile.of(job, result)
    progress.step("proving the tree", 0, 0)
    for failure in unproved_files(decided.program.project, rewritten, possible_readers(decided)):
        decided.limits.fail(failure)
    return rewritten


def rewrite_job(decided: ProgramDecider, path: str) -> RewriteJob:
    """What is to be done to one file."""
    decision, facts = decided.decisions[path], decided.tables[path].facts
    modules = {new.module for change in decision.aliases for new in change.new}
    own = {each for each in modules if decided.program.modules.find(each) is not None}
    return RewriteJob(
        source=decided.program.source(path),
        facts=facts,
        decision=decision,
        strings=decided.targets.changes.get(path, ()),
        wanted=decided.program.project.store.wanted,
        style=decided.program.code_style,
        own=frozenset(each.partition(".")[0] for each in (*own, facts.module)),
    )


def possible_readers(decided: ProgramDecider) -> list[str]:
    """The files that may name what a changed file no longer binds: the decided ones, and readers, sorted."""
    project = decided.program.project
    gone = (
        ModuleAttribute(path, name)
        for path, decision in decided.decisions.items()
        for name in decision.namespace.renamed
        if name not in project.rules.leaves
    )
    readers = (reader for name in gone for reader in project.attribute_readers.possible(name))
    return sorted({*decided.decisions, *readers})
