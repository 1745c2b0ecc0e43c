"""Lay rewritten import statements out on their lines, among their neighbours and comments."""

import re
from collections import Counter
from collections.abc import Iterable

from msgspec.structs import replace

from codemods.project.decision import AliasChange
from codemods.semantic.binding import Import
from codemods.semantic.facts import Facts
from codemods.semantic.span import Span
from codemods.transformers.doctest_prompts import add_prompts, strip_prompts
from codemods.transformers.import_merging import merge_imports
from codemods.transformers.import_statement import AliasReplacement, RewrittenStatement, rewrite_statement
from codemods.transformers.rewrite_errors import FragmentSyntaxError, UnwritableError
from codemods.values.edit import Edit
from codemods.values.source import Source

_DIRECTIVE = re.compile(rb"#\s*(noqa|type:|pylint:|pyright:|mypy:|isort:|pragma|fmt:|ruff:)")
_PROMPTS = (b"", b">>>", b"...")


class _Line:
    """What stands around a statement on its line."""

    def __init__(self, source: Source, span: Span) -> None:
        self.source = source
        self.span = span
        first = source.line_start(source.line_of(span.start))
        last = source.line_of(max(span.end - 1, span.start))
        self.before = source.data[first : span.start]
        self.rest = source.data[span.end : source.line_start(last + 1)].rstrip(b"\r\n")

    @property
    def alone(self) -> bool:
        """Whether no other statement shares the line."""
        return self.before.strip() in _PROMPTS and self.comment[:1] == self.rest.strip()[:1]

    @property
    def comment(self) -> bytes:
        """The comment behind the statement, if nothing else is there."""
        stripped = self.rest.strip()
        return stripped if stripped.startswith(b"#") else b""

    @property
    def end(self) -> int:
        """Where the line's text ends, before its newline."""
        return self.span.end + len(self.rest.rstrip())


def import_edits(source: Source, facts: Facts, changes: Iterable[AliasChange]) -> list[Edit]:
    """The edits on a file's import statements. Raises UnwritableError."""
    merged = merge_imports(facts, changes)
    edits: list[Edit] = []
    removed: Counter[int] = Counter()
    for index, replacements in merged.replacements.items():
        statement = facts.imports[index]
        rewritten = _rewritten(source, facts, statement, replacements)
        # A block that loses its last statement gets a `pass`.
        block = statement.position
        removed[block.list_id] += not (rewritten.text or rewritten.added)
        if removed[block.list_id] == block.size:
            rewritten = replace(rewritten, text="pass")
        host = merged.hosts.get(index)
        edits += _laid_out(source, statement, rewritten, facts.imports[host] if host is not None else None)
    return edits


def _rewritten(
    source: Source, facts: Facts, statement: Import, replacements: dict[int, AliasReplacement]
) -> RewrittenStatement:
    text, prompt = source.data[statement.span.start : statement.span.end], b""
    if facts.in_doctest(statement.scope):
        text, prompt = strip_prompts(text)
    try:
        rewritten = rewrite_statement(text.decode("utf-8"), replacements, relative_base(facts, statement))
    except FragmentSyntaxError as error:
        raise UnwritableError(statement.span.start, f"the import cannot be read: {error}") from None
    if not prompt:
        return rewritten
    return replace(rewritten, text=add_prompts(rewritten.text.encode(), prompt).decode())


def relative_base(facts: Facts, statement: Import) -> list[str] | None:
    """The package that the dots of a relative import name; None for an absolute one."""
    if not statement.level:
        return None
    package = facts.module.split(".")
    if not facts.is_package:
        package = package[:-1]
    return package[: len(package) - statement.level + 1]


def _laid_out(
    source: Source, statement: Import, rewritten: RewrittenStatement, host: Import | None
) -> list[Edit]:
    """The edits that put a rewritten statement in place; `host` is the one that took its names in."""
    span = statement.span
    line = _Line(source, span)
    added = list(rewritten.added)
    main = rewritten.text or (added.pop(0) if added else "")
    text = source.data[span.start : span.end]
    if not main:
        return _removed(line, [comment.encode() for comment in rewritten.comments], host)
    if not line.alone:
        joined = "; ".join([main, *(_one_line(each) for each in added)])
        return [Edit(span.start, span.end, text, joined.encode())]
    edits = [] if main.encode() == text else [Edit(span.start, span.end, text, main.encode())]
    if rewritten.comments and host is not None:
        host_line = _Line(source, host.span)
        comments = "".join(f"  {each}" for each in rewritten.comments)
        edits.append(Edit(host_line.end, host_line.end, b"", comments.encode()))
    return edits + (_added(line, added) if added else [])


def _added(line: _Line, statements: Iterable[str]) -> list[Edit]:
    """New statements on lines of their own, with the directives (`noqa`, …) of the old one."""
    newline = line.source.newline
    suffix = b"  " + line.comment if _DIRECTIVE.match(line.comment) else b""
    lines = b""
    following = line.before.replace(b">>>", b"...")
    for statement in statements:
        code = statement.encode().replace(b"\n", newline + following)
        lines += newline + line.before + code + (b"" if b"#" in code else suffix)
    end = line.span.end + len(line.rest)
    return [Edit(end, end, b"", lines)]


def _one_line(statement: str) -> str:
    """A new import in one line and without comments, to stand among others."""
    code = re.sub(r"(?m)^ *#.*\n|  #.*", "", statement)
    return re.sub(r",? *\n\)|\(\n *", "", code).replace(",\n    ", ", ")


def removed_statement(source: Source, span: Span) -> list[Edit]:
    """The edits that take a statement out with its line; comments on that stay, on a line of their own."""
    return _removed(_Line(source, span), [], None)


def _removed(line: _Line, comments: list[bytes], host: Import | None) -> list[Edit]:
    """Take a statement out. Its comments go to the one that took its names in, or stay on their own."""
    source, start, end = line.source, line.span.start, line.span.end
    if not line.alone:
        start, end = _among_others(line)
        text = source.data[start:end]
        return [Edit(start, end, text, b"" if start < line.span.start or end > line.span.end else b"pass")]
    comments = [*comments, *([line.comment] if line.comment else [])]
    # A directive was about the import itself.
    comments = [comment for comment in comments if not _DIRECTIVE.match(comment)]
    whole_start = source.line_start(source.line_of(start))
    whole_end = source.line_start(source.line_of(max(end - 1, start)) + 1)
    if comments and host is not None:
        host_line = _Line(source, host.span)
        if host_line.alone and not host_line.rest.strip():
            gone = Edit(whole_start, whole_end, source.data[whole_start:whole_end], b"")
            return [gone, Edit(host_line.end, host_line.end, b"", b"  " + b"  ".join(comments))]
    left = b"".join(line.before + comment + source.newline for comment in comments)
    return [Edit(whole_start, whole_end, source.data[whole_start:whole_end], left)]


def with_blank_lines(source: Source, edits: Iterable[Edit]) -> list[Edit]:
    """The edits, where whole lines go with the blank ones behind them that would come to those before."""
    found: list[Edit] = []
    begins: dict[int, int] = {}
    for edit in sorted(edits):
        if edit.new or edit.start != source.line_start(source.line_of(edit.start)):
            found.append(edit)
            continue
        start = begins[edit.end] = begins.get(edit.start, edit.start)
        end = _behind_blank_lines(source, start, edit.end)
        found.append(Edit(edit.start, end, source.data[edit.start : end], b""))
    return found


def _behind_blank_lines(source: Source, start: int, end: int) -> int:
    """Where lines end that go, with the blank ones behind them that would come to those before them."""
    above, below = source.line_of(start) - 1, source.line_of(end)
    if end != source.line_start(below):
        return end
    while end < len(source.data) and not source.line_text(below).strip():
        if above and source.line_text(above).strip():
            break
        above, below = max(above - 1, 0), below + 1
        end = source.line_start(below)
    return end


def _among_others(line: _Line) -> tuple[int, int]:
    """The range of a statement among others on its line, with one of the semicolons around it."""
    following = re.compile(rb"[ \t]*;[ \t]*").match(line.source.data, line.span.end)
    leading = re.search(rb"[ \t]*;[ \t]*\Z", line.before)
    if following:
        return line.span.start, following.end()
    return line.span.start - (len(leading.group()) if leading else 0), line.span.end
