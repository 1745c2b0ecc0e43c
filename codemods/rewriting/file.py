"""Turn one file's decision into edits over its source."""

import re
from collections.abc import Iterator

import libcst as cst

from codemods.resolution.model import Facts, Import, Span, Use
from codemods.rewriting.blocks import place_imports
from codemods.rewriting.calls import rewrite_call
from codemods.rewriting.statements import Rewritten, Slot, rewrite_statement
from codemods.ripple.decision import Decision, NameChange, UseChange
from codemods.values.edits import Edit, StaleEdit, splice
from codemods.values.source import Source

_QUOTED = re.compile(rb"([A-Za-z]*)(\"\"\"|'''|\"|')(.*)\2\Z", re.DOTALL)
_DIRECTIVE = re.compile(rb"#\s*(noqa|type:|pylint:|pyright:|mypy:|isort:|pragma|fmt:|ruff:)")


class Unwritable(ValueError):
    """A place whose text is not what the facts said, or that LibCST cannot read; `offset` is where."""

    def __init__(self, offset: int, reason: str) -> None:
        super().__init__(reason)
        self.offset = offset
        self.reason = reason


def edits_for(source: Source, facts: Facts, decision: Decision) -> tuple[Edit, ...]:
    """Give the edits that carry a decision out, in order. Raises Unwritable."""
    edits = [edit for change in decision.names for edit in _bare_name(source, change)]
    for statement, slots in place_imports(facts, decision.aliases).items():
        edits += _import(source, facts, facts.imports[statement], slots)
    for change in sorted(decision.uses, key=lambda each: _extent(facts.uses[each.use])):
        edits = _use(source, facts.uses[change.use], change, edits)
    edits.sort()
    try:
        splice(source.data, edits)
    except StaleEdit as error:
        raise Unwritable(edits[0].start, str(error)) from None
    return tuple(edits)


def _extent(use: Use) -> tuple[int, int]:
    """Inner calls come before the calls around them."""
    span = use.usage.call or Span(use.start, use.ends[-1])
    return span.end - span.start, span.start


def _use(source: Source, use: Use, change: UseChange, edits: list[Edit]) -> list[Edit]:
    edits = edits + list(_chain(source, use, change))
    call = use.usage.call
    if call is None or change.attrs != len(use.attrs):
        return edits
    if change.arguments is not None:
        inside = [edit for edit in edits if call.start <= edit.start and edit.end <= call.end]
        local = [Edit(e.start - call.start, e.end - call.start, e.old, e.new) for e in inside]
        text = source.data[call.start : call.end]
        try:
            written = splice(text, local).decode("utf-8")
            laid = rewrite_call(written, change.arguments, _newline(source).decode()).encode("utf-8")
        except (cst.ParserSyntaxError, StaleEdit) as error:
            raise Unwritable(call.start, f"the call cannot be read: {error}") from None
        edits = [edit for edit in edits if edit not in inside]
        opening, closing = _await(source, use, call) if change.awaits else (b"", b"")
        edits.append(Edit(call.start, call.end, text, opening + laid + closing))
    elif change.awaits:
        opening, closing = _await(source, use, call)
        edits.append(Edit(call.start, call.start, b"", opening))
        if closing:
            edits.append(Edit(call.end, call.end, b"", closing))
    return edits


def _await(source: Source, use: Use, call: Span) -> tuple[bytes, bytes]:
    """What to put before and after a call to await it, with parentheses where none stand yet."""
    grouped = source.data[call.start - 1 : call.start] == b"(" and source.data[call.end : call.end + 1] == b")"
    return (b"(await ", b")") if use.usage.parenthesise and not grouped else (b"await ", b"")


def _chain(source: Source, use: Use, change: UseChange) -> Iterator[Edit]:
    """The edits on the names of a chain: only those that differ, where the length is the same."""
    old = (use.name, *use.attrs[: change.attrs])
    if len(old) != len(change.parts):
        start, end = use.start, use.ends[change.attrs]
        text = source.data[start:end]
        if b"#" in text or re.sub(rb"[\s\\]+", b"", text) != ".".join(old).encode():
            raise Unwritable(start, f"`{'.'.join(old)}` is not spelled plainly here")
        yield Edit(start, end, text, ".".join(change.parts).encode())
        return
    for index, (before, after) in enumerate(zip(old, change.parts, strict=True)):
        if before != after:
            end = use.ends[index]
            yield _exact(source, end - len(before.encode()), before, after)


def _exact(source: Source, start: int, old: str, new: str) -> Edit:
    """An edit that replaces a name, which must stand at its place."""
    expected = old.encode()
    if source.data[start : start + len(expected)] != expected:
        raise Unwritable(start, f"`{old}` was expected here")
    return Edit(start, start + len(expected), expected, new.encode())


def _bare_name(source: Source, change: NameChange) -> Iterator[Edit]:
    start, end = change.span.start, change.span.end
    if not change.exported:
        yield _exact(source, start, change.old, ", ".join(change.new))
        return
    text = source.data[start:end]
    match = _QUOTED.match(text)
    if match is None or match.group(3) != change.old.encode():
        raise Unwritable(start, f"the entry for `{change.old}` is not spelled plainly here")
    prefix, quote = match.group(1), match.group(2)
    entries = [prefix + quote + name.encode() + quote for name in change.new]
    if entries:
        yield Edit(start, end, text, b", ".join(entries))
    else:
        yield _entry_removed(source, start, end)


def _entry_removed(source: Source, start: int, end: int) -> Edit:
    """Take an entry out of a list, with its comma, and with its line where it stands alone on it."""
    after = re.compile(rb"[ \t]*,[ \t]*").match(source.data, end)
    before = re.search(rb",\s*\Z", source.data[:start])
    first, last = start, after.end() if after else end
    line = source.line_of(start)
    if after and not source.data[source.line_start(line) : start].strip():
        newline = source.line_start(line + 1)
        if not source.data[last:newline].strip():
            first, last = source.line_start(line), newline
    elif after is None and before is not None:
        first = before.start()
    return Edit(first, last, source.data[first:last], b"")


def _import(source: Source, facts: Facts, statement: Import, slots: dict[int, Slot]) -> list[Edit]:
    span = statement.span
    text = source.data[span.start : span.end]
    try:
        made = rewrite_statement(text.decode("utf-8"), slots, level_base(facts, statement))
    except cst.ParserSyntaxError as error:
        raise Unwritable(span.start, f"the import cannot be read: {error.message}") from None
    return _laid(source, span, text, made)


def level_base(facts: Facts, statement: Import) -> list[str] | None:
    """The package that the dots of a relative import name; None for an absolute one."""
    if not statement.level:
        return None
    package = facts.module.split(".")
    if not facts.is_package:
        package = package[:-1]
    return package[: len(package) - statement.level + 1]


def _laid(source: Source, span: Span, text: bytes, made: Rewritten) -> list[Edit]:
    """Lay a rewritten statement out among its neighbours on the line."""
    line = source.line_of(span.start)
    before = source.data[source.line_start(line) : span.start]
    last = source.line_of(max(span.end - 1, span.start))
    rest = source.data[span.end : source.line_start(last + 1)].rstrip(b"\r\n")
    alone = before.strip() in (b"", b">>>") and rest.strip()[:1] in (b"", b"#")
    added = list(made.added)
    if not made.text and added:
        main = added.pop(0)
    else:
        main = made.text
    newline = _newline(source)
    if not main:
        return [_removed(source, span, before, rest, alone)]
    if not alone:
        joined = "; ".join([main, *(_one_line(each) for each in added)])
        return [Edit(span.start, span.end, text, joined.encode())]
    edits = [] if main.encode() == text else [Edit(span.start, span.end, text, main.encode())]
    if added:
        end = span.end + len(rest)
        comment = rest.strip() if _DIRECTIVE.match(rest.strip()) else b""
        suffix = b"  " + comment if comment else b""
        lines = [each.encode() + (b"" if b"#" in each.encode() else suffix) for each in added]
        indented = [before + each.replace(b"\n", newline + before) for each in lines]
        edits.append(Edit(end, end, b"", b"".join(newline + each for each in indented)))
    return edits


def _one_line(statement: str) -> str:
    """A new import in one line and without its comment, to stand among others."""
    code = statement.partition("  #")[0]
    return re.sub(r"\(\n\s*(.*?),\n\)", lambda m: re.sub(r"\s+", " ", m.group(1)), code, flags=re.DOTALL)


def _newline(source: Source) -> bytes:
    match = re.search(rb"\r\n|\r|\n", source.data)
    return match.group() if match else b"\n"


def _removed(source: Source, span: Span, before: bytes, rest: bytes, alone: bool) -> Edit:
    """Take a statement out; a comment behind it stays, on a line of its own."""
    start, end = span.start, span.end
    if alone and rest.strip():
        end += len(rest) - len(rest.lstrip())
    elif alone:
        start = source.line_start(source.line_of(start))
        end = source.line_start(source.line_of(end) + 1)
    else:
        following = re.compile(rb"[ \t]*;[ \t]*").match(source.data, end)
        leading = re.search(rb"[ \t]*;[ \t]*\Z", before)
        if following:
            end = following.end()
        elif leading:
            start -= len(leading.group())
        else:
            return Edit(start, end, source.data[start:end], b"pass")
    return Edit(start, end, source.data[start:end], b"")
