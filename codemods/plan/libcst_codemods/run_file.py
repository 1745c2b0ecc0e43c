"""One file through a codemod: run it, splice what changed, and hold the result to what can be held.

Pure, so that it runs in any process; what the codemod itself does is its own affair.
"""

import gc
import warnings
from collections.abc import Sequence

from msgspec import Struct

from codemods.plan.process_pool import failure_of
from codemods.project.file_context import ProtectedRange
from codemods.semantic.parse_source import ParseError, parse
from codemods.transformers.libcst_codemods.changed_lines import UnfaithfulError, changed_lines
from codemods.transformers.libcst_codemods.run_codemod import (
    CodemodCall,
    CodemodFile,
    Made,
    Raised,
    Skipped,
    run_codemod,
)
from codemods.transformers.proof.prove_links import lost_names
from codemods.transformers.proof.whole_names import (
    affected_names,
    left_to_handlers,
    named_paths,
    names_lost,
    names_of,
)
from codemods.values import finding_texts as texts
from codemods.values.edit import Edit, splice
from codemods.values.finding import Finding
from codemods.values.rejection import Rejection
from codemods.values.source import Source


class FileJob(Struct, frozen=True):
    """One file that the codemod is to run over."""

    source: Source
    file: CodemodFile
    is_package: bool
    protected: tuple[ProtectedRange, ...] = ()
    """The parts of the file that must stay."""


class FileResult(Struct, frozen=True):
    """What came of a file; without `edits` it stays as it is."""

    edits: tuple[Edit, ...] = ()
    held: tuple[Edit, ...] = ()
    """What the codemod wants to change and may not, or not yet: a finding says why."""
    findings: tuple[Finding, ...] = ()
    is_failed: bool = False
    """Whether it is not known what the codemod would change, or that can't be taken."""
    lost: frozenset[str] = frozenset()
    """The names that the module's namespace may have no more."""
    named: frozenset[str] = frozenset()
    """The parts of the dotted paths that the new text names and the old one did not."""


def run_file(call: CodemodCall, job: FileJob) -> FileResult:
    """Run the codemod over one file and prove what it made; a failure costs the file and no more."""
    try:
        return _FileRun(call, job).result()
    except Exception as error:
        failure = texts.REWRITING_FAILED.fill(reason=failure_of(error))
        return FileResult(findings=(failure.at(job.source.path),), is_failed=True)
    finally:
        # The engine has the collector paused, and metadata of LibCST holds cycles: a hundred files of them
        # fill the memory. What was there before is frozen, so that this looks at one file's objects only.
        gc.collect()


class _FileRun:
    def __init__(self, call: CodemodCall, job: FileJob) -> None:
        self._call, self._job, self._source = call, job, job.source

    def result(self) -> FileResult:
        made = self._run(self._source)
        if isinstance(made, Raised):
            return self._not_run(made)
        told = self._told(made.warnings)
        if isinstance(made, Skipped):
            skipped = texts.CODEMOD_SKIPPED.fill(reason=made.reason or "it gives no reason")
            return FileResult(findings=(skipped.at(self._path), *told))
        if made.after == made.before:
            return FileResult(findings=told)
        try:
            edits = changed_lines(self._source, made.before, made.after)
        except UnfaithfulError:
            return self._failed(texts.LIBCST_UNFAITHFUL.fill(), told)
        kept, held, ignored = self._without_protected(edits)
        if not kept:
            return FileResult(held=held, findings=(*ignored, *told))
        failure = self._prove(made, kept, bool(held))
        if isinstance(failure, Rejection):
            return self._failed(failure, told, edits)
        lost, named = failure
        return FileResult(kept, held, (*ignored, *told), lost=lost, named=named)

    @property
    def _path(self) -> str:
        return self._source.path

    def _run(self, source: Source) -> Made | Skipped | Raised:
        return run_codemod(self._call, self._job.file, source)

    def _told(self, said: Sequence[str]) -> tuple[Finding, ...]:
        return tuple(texts.CODEMOD_WARNED.fill(reason=each).at(self._path) for each in said)

    def _failed(
        self, rejection: Rejection, told: Sequence[Finding], edits: tuple[Edit, ...] = ()
    ) -> FileResult:
        return FileResult(held=edits, findings=(rejection.at(self._path), *told), is_failed=True)

    def _not_run(self, made: Raised) -> FileResult:
        if not made.in_parser:
            return self._failed(texts.CODEMOD_RAISED.fill(reason=made.reason), ())
        try:
            parse(self._source)
        except ParseError as error:
            place = (error.line, 1) if error.line else (0, 0)
            return FileResult(findings=(error.rejection.at(self._path, *place),))
        return self._failed(texts.LIBCST_DOES_NOT_PARSE.fill(reason=made.reason), ())

    def _without_protected(
        self, edits: Sequence[Edit]
    ) -> tuple[tuple[Edit, ...], tuple[Edit, ...], tuple[Finding, ...]]:
        """The edits that may be made, those that may not, and the findings about these."""
        kept: list[Edit] = []
        held: list[Edit] = []
        findings = []
        for edit in edits:
            ranges = [each for each in self._job.protected if _touches(edit, each)]
            (held if ranges else kept).append(edit)
            if ranges:
                line = self._source.line_of(ranges[0].span.start)
                findings.append(ranges[0].rejection.at(self._path, line, 1))
        return tuple(kept), tuple(held), tuple(findings)

    def _prove(
        self, made: Made, edits: Sequence[Edit], is_partial: bool
    ) -> Rejection | tuple[frozenset[str], frozenset[str]]:
        """Why the new text can't be taken; else the names that it has lost, and those that it names."""
        source = self._source
        after = Source(source.path, splice(source.data, edits), source.encoding, source.bom)
        proved = prove_text(self._job, after, edits)
        return proved if isinstance(proved, Rejection) else self._rerun(made, after, is_partial) or proved

    def _rerun(self, made: Made, after: Source, is_partial: bool) -> Rejection | None:
        """Why what came of the first run is not what comes of any, and for good; None where it is."""
        again = self._run(after)
        if isinstance(again, Raised):
            return texts.CODEMOD_RAISED_AGAIN.fill(reason=again.reason)
        if is_partial:
            # The changes that were made are independent of the others if these still come out.
            if isinstance(again, Skipped) or again.after != made.after:
                return texts.CODEMOD_INSEPARABLE.fill()
        elif isinstance(again, Made) and again.after != again.before:
            return _unsettled(after, again)
        once_more = self._run(self._source)
        if not isinstance(once_more, Made) or once_more.after != made.after:
            return texts.CODEMOD_UNREPEATABLE.fill()
        return None


def prove_text(
    job: FileJob, after: Source, edits: Sequence[Edit]
) -> Rejection | tuple[frozenset[str], frozenset[str]]:
    """Why a new text of a file can't be taken, as far as the file alone tells.

    Else the names that its namespace may have lost, and the parts of the dotted paths that are new in it.
    """
    source = job.source
    try:
        source.to_file(after.data)
    except UnicodeEncodeError as error:
        return texts.ENCODING_TOO_SMALL.fill(reason=error.reason)
    failure = _compile_failure(after, source)
    if failure is not None:
        return failure
    names = affected_names(source.data, edits)
    old, new = (names_of(each, job.file.module, job.is_package, names) for each in (source, after))
    if missing := names_lost(old, new) or _left_to_handlers(source, after, edits):
        return texts.CODEMOD_UNBINDS.fill(names=" and ".join(f"`{each}`" for each in missing))
    fresh = named_paths(new) - named_paths(old)
    return frozenset(lost_names(old, new)), frozenset(part for parts in fresh for part in parts)


def _left_to_handlers(source: Source, after: Source, edits: Sequence[Edit]) -> list[str]:
    """The names that only an `except` binds any more; looked for where an edit may have to do with one."""
    if b"except" not in source.data or not edits:
        return []
    try:
        return left_to_handlers(parse(source), parse(after))
    except ParseError:
        return []


def _touches(edit: Edit, protected: ProtectedRange) -> bool:
    span = protected.span
    if edit.start == edit.end:
        return span.start < edit.start < span.end
    return edit.start < span.end and span.start < edit.end


def _compile_failure(after: Source, before: Source) -> Rejection | None:
    """Why a new text does not compile, where the old one does; None where it does."""
    error = _compile_error(after)
    if error is None or (_is_parsed(after) and _compile_error(before) is not None):
        return None
    line = error.lineno or 0 if isinstance(error, SyntaxError) else 0
    reason = (error.msg if isinstance(error, SyntaxError) else str(error)) or "invalid syntax"
    return texts.CODEMOD_BREAKS_SYNTAX.fill(reason=reason, line=line)


def _compile_error(source: Source) -> Exception | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compile(source.data.decode(), source.path, "exec", dont_inherit=True)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        return error
    return None


def _is_parsed(source: Source) -> bool:
    try:
        parse(source)
    except ParseError:
        return False
    return True


def _unsettled(after: Source, again: Made) -> Rejection:
    """Say where a second run changes the result of the first."""
    try:
        edits = changed_lines(after, again.before, again.after)
    except UnfaithfulError:
        edits = ()
    line = after.line_of(edits[0].start) if edits else 0
    return texts.CODEMOD_UNSETTLED.fill(line=line)
