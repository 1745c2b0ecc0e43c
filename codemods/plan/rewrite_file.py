"""Rewrite one file as decided: make the edits, splice, and prove the result; pure, so it runs anywhere."""

from bisect import bisect_left
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from codemods.plan.process_pool import failure_of
from codemods.project.decision import Decision
from codemods.project.target_decisions import StringChange
from codemods.semantic.facts import Facts
from codemods.semantic.parse_source import ParseError, parse
from codemods.semantic.partial_tree import check_left_out
from codemods.semantic.read_facts import NAMESPACE_WRITES
from codemods.semantic.scope_table import ScopeTable
from codemods.semantic.source_words import SourceWords
from codemods.semantic.tracked_names import WantedNames
from codemods.semantic.unaffected_statements import elide_unaffected
from codemods.transformers.proof.unproved import Unproved
from codemods.transformers.rewrite_errors import UnwritableError
from codemods.tree.decoding import decode_source
from codemods.values import finding_texts as texts
from codemods.values.code_style import NO_STYLE, CodeStyle
from codemods.values.edit import Edit, splice
from codemods.values.finding_texts import FindingText
from codemods.values.host_file import UnplacedEditError
from codemods.values.plan import FileChange
from codemods.values.rejection import Rejection
from codemods.values.source import Source
from codemods.values.tree import UnreadableError


class RewriteJob(Struct, frozen=True):
    """All that is needed to rewrite one file."""

    source: Source
    facts: Facts
    decision: Decision
    strings: tuple[StringChange, ...]
    wanted: WantedNames
    style: CodeStyle = NO_STYLE
    own: frozenset[str] = frozenset()
    """The top-level names of the tree's own modules, as far as imports come in from them."""


class NotRewritten(Struct, frozen=True):
    """Why a file is left as it was, with the 1-based line of its old text; 0 for none."""

    path: str
    line: int
    rejection: Rejection


class ProvedEdits(Struct, frozen=True):
    """The edits that make a file's new text, its proof passed, and the facts of that text."""

    edits: tuple[Edit, ...]
    facts: Facts


class RewrittenFile(Struct, frozen=True):
    """A file's change, its proof passed, and the new text with its facts."""

    change: FileChange
    source: Source
    facts: Facts

    @classmethod
    def of(cls, job: RewriteJob, proved: ProvedEdits) -> "RewrittenFile":
        """Make the change that was proved: the edits cross a pipe, the texts do not."""
        source = job.source
        moved = job.decision.number(moves=True) + len(job.strings)
        change = change_of(source, source.file_edits(proved.edits), moved)
        after = Source(source.path, splice(source.data, proved.edits))
        return cls(
            change, after if source.host is None else decode_source(source.path, change.after), proved.facts
        )


def change_of(source: Source, edits: Sequence[Edit], references: int) -> FileChange:
    """The change that edits of a file's whole text make. Raises StaleEditError, and UnicodeEncodeError."""
    text = source.file_text
    after = source.to_file(splice(text, edits))
    return FileChange(source.path, source.to_file(text), after, tuple(edits), references)


def import_transformers() -> None:
    """Import what rewriting needs: once, before there are processes that would each do it for themselves."""
    # LibCST takes a tenth of a second to import, and a survey of the references does without it.
    import codemods.transformers.file_edits
    import codemods.transformers.import_sorting
    import codemods.transformers.proof.prove_file
    import codemods.transformers.proof.same_shape
    import codemods.transformers.visual_indent
    import codemods.transformers.wrapping.long_lines  # noqa: F401


def rewrite_file(job: RewriteJob) -> ProvedEdits | NotRewritten | None:
    """Give the file's edits with their proof passed, why there are none, or None when nothing changes."""
    try:
        return _rewritten(job)
    except UnwritableError as error:
        return _not_rewritten(job, texts.PROOF_FAILED, error.reason, job.source.line_of(error.offset))
    except UnicodeEncodeError as error:
        return _not_rewritten(job, texts.ENCODING_TOO_SMALL, error.reason)
    except Exception as error:
        return _not_rewritten(job, texts.REWRITING_FAILED, failure_of(error))


def _not_rewritten(job: RewriteJob, text: FindingText, reason: str, line: int = 0) -> NotRewritten:
    return NotRewritten(job.source.path, line, text.fill(reason=reason))


def prove_text(job: RewriteJob, after: Source, before: Source | None = None) -> Facts | Unproved:
    """The facts of a text that is just what the job should make of its file, or why it is not.

    With `before`, the file's own text and `after` have the same statements left out.
    """
    from codemods.transformers.proof.prove_file import prove, read_after
    from codemods.transformers.proof.same_shape import compare_shape

    decision, table = _whole_decision(job), ScopeTable(job.facts)
    try:
        tree = parse(after)
    except ParseError as error:
        return Unproved(error.line, texts.NEW_TEXT_DOES_NOT_PARSE.fill(reason=error.reason))
    facts = read_after(table, decision, tree, after, job.wanted)
    failure = prove(table, decision, ScopeTable(facts))
    failure = failure or compare_shape(
        before or job.source,
        job.facts,
        decision,
        [*_string_edits(job), *_member_edits(decision)],
        after,
        tree,
    )
    return failure or facts


def _rewritten(job: RewriteJob) -> ProvedEdits | NotRewritten | None:
    from codemods.transformers.file_edits import edits_for
    from codemods.transformers.import_sorting import sort_imports
    from codemods.transformers.visual_indent import realigned
    from codemods.transformers.wrapping.long_lines import wrap_long_lines

    source = job.source
    edits = tuple(sorted((*edits_for(source, job.facts, _whole_decision(job)), *_string_edits(job))))
    # What a package loads, and in which order, may be what makes it work: only settings ask for another.
    if job.decision.aliases and (job.style.sorts or not job.facts.is_package):
        edits = sort_imports(
            source,
            edits,
            job.style,
            job.own,
            without_unaffected(job, edits),
            job.facts.module.partition(".")[0],
        )
    edits = realigned(source, edits)
    wrapped = wrap_long_lines(source, edits, job.style, lambda: without_unaffected(job, edits))
    made = _proved(job, wrapped)
    # No file is lost for the layout of a line.
    return _proved(job, edits) if isinstance(made, NotRewritten) and wrapped != edits else made


def _proved(job: RewriteJob, edits: tuple[Edit, ...]) -> ProvedEdits | NotRewritten | None:
    """The edits with their proof passed, why there is none, or None where they change nothing."""
    source = job.source
    data = splice(source.data, edits)
    if data == source.data:
        return None
    if job.facts.left_out:
        try:
            check_left_out(source, job.facts.left_out)
        except ParseError as error:
            return NotRewritten(source.path, error.line, error.rejection)
    if source.host is None:
        source.to_file(data)
    elif (failure := _not_placed(source, edits, data)) is not None:
        return NotRewritten(source.path, 0, failure)
    before = without_unaffected(job, edits)
    proved = prove_text(job, Source(source.path, splice(before.data, edits)), before)
    if isinstance(proved, Unproved):
        return NotRewritten(source.path, proved.line, proved.rejection)
    return ProvedEdits(edits, proved)


def _not_placed(source: Source, edits: Sequence[Edit], data: bytes) -> Rejection | None:
    """Why edits have no place in the file around a program; None where it holds the new program with them."""
    try:
        change = change_of(source, source.file_edits(edits), 0)
        if decode_source(source.path, change.after).data == data:
            return None
        reason = "it would be read as another program than was planned"
    except (UnplacedEditError, UnreadableError) as error:
        reason = str(error)
    return texts.NO_PLACE_IN_FILE.fill(reason=reason)


def without_unaffected(job: RewriteJob, edits: Sequence[Edit]) -> Source:
    """The file without the statements that hold no edit, nor anything that the decision is about."""
    source, facts = job.source, job.facts
    starts = [edit.start for edit in edits]
    left_out = []
    for span in facts.unaffected:
        at = bisect_left(starts, span.start)
        before = edits[at - 1].end if at else 0
        if before <= span.start and (at == len(edits) or starts[at] >= span.end):
            left_out.append(span)
    text = b"".join(source.data[span.start : span.end] for span in left_out)
    if any(write in text for write in NAMESPACE_WRITES) or _spells_news(text, job):
        return source
    return Source(source.path, elide_unaffected(source.data, left_out))


def _spells_news(text: bytes, job: RewriteJob) -> bool:
    """Whether a text spells a name that the file's facts were not about yet.

    They are as old as the decision. Names came up since: those that the decision brings in, and those under
    which other files hand deprecated symbols on. The facts of the new text are taken to be complete about
    them, so that nothing may be left out that spells one.
    """
    wanted = job.wanted.old | job.wanted.new | job.wanted.old_modules
    brought = {new.local for change in job.decision.aliases for new in change.new}
    fresh = (wanted | brought) - job.facts.tracked
    return bool(fresh and SourceWords(Source("", text)).spelled(fresh))


def _whole_decision(job: RewriteJob) -> Decision:
    """The decision, with the attributes that follow as strings do."""
    used = [each.use for each in job.strings if each.use is not None]
    return replace(job.decision, uses=(*job.decision.uses, *used))


def _member_edits(decision: Decision) -> list[Edit]:
    return [
        Edit(each.span.start, each.span.end, each.old.encode(), each.new[0].encode())
        for each in decision.members
    ]


def _string_edits(job: RewriteJob) -> list[Edit]:
    return [
        Edit(each.span.start, each.span.end, each.old.encode(), each.new.encode())
        for each in job.strings
        if each.use is None and each.old != each.new
    ]
