"""Turn one file's decision into edits over its source."""

import re
from bisect import insort
from collections.abc import Iterator, Sequence

from codemods.project.call_binding import PlacedArgument
from codemods.project.decision import CallChange, Decision, ExpressionChange, NameChange, UseChange
from codemods.semantic.access import Access, Embedding
from codemods.semantic.facts import Facts
from codemods.semantic.span import Span
from codemods.transformers.call import rewrite_call
from codemods.transformers.doctest_prompts import add_prompts, strip_prompts
from codemods.transformers.expression import expression_edit
from codemods.transformers.import_lines import import_edits, with_blank_lines
from codemods.transformers.removal_edits import removal_edits
from codemods.transformers.rewrite_errors import FragmentSyntaxError, UnwritableError
from codemods.values.edit import Edit, StaleEditError, splice, taken_inside
from codemods.values.source import Source

_QUOTED = re.compile(rb"([A-Za-z]*)(\"\"\"|'''|\"|')(.*)\2\Z", re.DOTALL)


def edits_for(source: Source, facts: Facts, decision: Decision) -> tuple[Edit, ...]:
    """Give the edits that carry a decision out, in order. Raises UnwritableError."""
    edits = [edit for change in decision.names for edit in _name_edits(source, change)]
    edits += [_exact(source, each.span.start, each.old, each.new[0]) for each in decision.members]
    edits += import_edits(source, facts, decision.aliases)
    edits = with_blank_lines(source, [*edits, *removal_edits(source, decision.removals, edits)])
    # Inner calls come before the calls around them, which then take their edits in.
    changes: list[tuple[tuple[int, int], UseChange | ExpressionChange | CallChange]] = [
        *((_extent(facts.accesses[each.use]), each) for each in decision.uses),
        *(((each.span.end - each.span.start, each.span.start), each) for each in decision.calls),
        *(((each.span.end - each.span.start, each.span.start), each) for each in decision.expressions),
    ]
    edits.sort()
    for _, change in sorted(changes, key=lambda each: each[0]):
        if isinstance(change, ExpressionChange):
            inside = taken_inside(edits, change.span.start, change.span.end)
            insort(edits, expression_edit(source, change, inside))
        elif isinstance(change, CallChange):
            _add_call(source, change.span, change, change.grouped, False, edits)
        else:
            _add_access(source, facts.accesses[change.use], change, edits)
    try:
        splice(source.data, edits)
    except StaleEditError as error:
        raise UnwritableError(edits[0].start, str(error)) from None
    return tuple(edits)


def _extent(access: Access) -> tuple[int, int]:
    """A key by which what lies inside comes first: how long it is, and where it starts."""
    span = access.arguments_in or Span(access.start, access.ends[-1])
    return span.end - span.start, span.start


def _add_access(source: Source, access: Access, change: UseChange, edits: list[Edit]) -> None:
    """Add the edits on one access, and on the call of what it stands for, to those that are in order."""
    for edit in _chain_edits(source, access, change):
        insort(edits, edit)
    call = access.arguments_in
    if call is not None and change.attrs == len(access.attrs):
        in_doctest = access.embedded is Embedding.DOCTEST
        _add_call(source, call, change, access.usage.needs_parentheses, in_doctest, edits)


def _add_call(
    source: Source,
    call: Span,
    change: UseChange | CallChange,
    grouped: bool,
    in_doctest: bool,
    edits: list[Edit],
) -> None:
    """Add the edits on the arguments of a call, and the `await` before it, to those that are in order."""
    if change.arguments is not None:
        inside = taken_inside(edits, call.start, call.end)
        local = [Edit(e.start - call.start, e.end - call.start, e.old, e.new) for e in inside]
        text = source.data[call.start : call.end]
        try:
            code = _rewritten_call(splice(text, local), change.arguments, source, in_doctest)
        except (FragmentSyntaxError, StaleEditError) as error:
            raise UnwritableError(call.start, f"the call cannot be read: {error}") from None
        opening, closing = _await(source, grouped, call) if change.awaits else (b"", b"")
        insort(edits, Edit(call.start, call.end, text, opening + code + closing))
    elif change.awaits:
        opening, closing = _await(source, grouped, call)
        insort(edits, Edit(call.start, call.start, b"", opening))
        if closing:
            insort(edits, Edit(call.end, call.end, b"", closing))


def _rewritten_call(text: bytes, placed: Sequence[PlacedArgument], source: Source, in_doctest: bool) -> bytes:
    """A call's text with its arguments laid out anew."""
    code, prompt = strip_prompts(text) if in_doctest else (text, b"")
    rewritten = rewrite_call(code.decode("utf-8"), placed, source.newline.decode()).encode("utf-8")
    return add_prompts(rewritten, prompt) if prompt else rewritten


def _await(source: Source, grouped: bool, call: Span) -> tuple[bytes, bytes]:
    """What to put before and after a call to await it, with parentheses where it needs some and has none."""
    stands = source.data[call.start - 1 : call.start] == b"(" and source.data[call.end : call.end + 1] == b")"
    return (b"(await ", b")") if grouped and not stands else (b"await ", b"")


def _chain_edits(source: Source, access: Access, change: UseChange) -> Iterator[Edit]:
    """The edits on the names of a chain: only those that differ, where the length is the same."""
    old = (access.name, *access.attrs[: change.attrs])
    if len(old) != len(change.parts):
        start, end = access.start, access.ends[change.attrs]
        text = source.data[start:end]
        if b"#" in text or re.sub(rb"[\s\\]+", b"", text) != ".".join(old).encode():
            raise UnwritableError(start, f"`{'.'.join(old)}` is not spelled plainly here")
        yield Edit(start, end, text, ".".join(change.parts).encode())
        return
    for index, (before, after) in enumerate(zip(old, change.parts, strict=True)):
        if before != after:
            end = access.ends[index]
            yield _exact(source, end - len(before.encode()), before, after)


def _exact(source: Source, start: int, old: str, new: str) -> Edit:
    """An edit that replaces a name, which must stand at its place."""
    expected = old.encode()
    if source.data[start : start + len(expected)] != expected:
        raise UnwritableError(start, f"`{old}` was expected here")
    return Edit(start, start + len(expected), expected, new.encode())


def _name_edits(source: Source, change: NameChange) -> Iterator[Edit]:
    """The edit on a bare name, or on an entry of `__all__`, which several may replace, or none."""
    start, end = change.span.start, change.span.end
    if not change.exported:
        yield _exact(source, start, change.old, ", ".join(change.new))
        return
    text = source.data[start:end]
    match = _QUOTED.match(text)
    if match is None or match.group(3) != change.old.encode():
        raise UnwritableError(start, f"the entry for `{change.old}` is not spelled plainly here")
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
