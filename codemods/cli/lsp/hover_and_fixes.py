"""What the server tells a client, in the protocol's own values: diagnostics, hovers, quick fixes, edits."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from lsprotocol import types

from codemods.cli.lsp.diagnosis import DEPRECATED, DiagnosedReference, Diagnosis, rules_of
from codemods.cli.lsp.places import Places
from codemods.cli.lsp.tree_session import Move, MovedFile
from codemods.tree.generated_and_ignored import whole_statements
from codemods.values.edit import Edit
from codemods.values.finding import Finding
from codemods.values.finding_texts import FINDING_CODES

SOURCE = "repoint"
FIX_ALL = "source.fixAll.repoint"
_TITLES: Mapping[Move, str] = {
    Move.ONE: "repoint: move this one",
    Move.FILE: "repoint: move this file",
    Move.GROUP: "repoint: move this file and all that has to move with it",
}
_IGNORE = b"  # repoint: ignore"


def diagnostics(diagnosis: Diagnosis, places: Places) -> list[types.Diagnostic]:
    """The diagnostics of a file."""
    return [
        *(_of_reference(each, places) for each in diagnosis.references),
        *(_of_finding(each, places) for each in diagnosis.findings),
    ]


def hover(diagnosis: Diagnosis, places: Places, position: types.Position) -> types.Hover | None:
    """What is known of the reference at a position, as Markdown; None where there is none."""
    offset = places.offset(position)
    for each in diagnosis.at(offset, offset):
        lines = [f"**{each.message}**", *([each.advice] if each.advice else [])]
        rules = rules_of(diagnosis.migration, each.reference)
        lines += dict.fromkeys(rule.note for rule in rules if rule.note and rule.note not in each.message)
        if each.code != DEPRECATED:
            lines.append(f"{each.code}: {FINDING_CODES[each.code].title} (`repoint explain {each.code}`)")
        how = "`repoint apply` moves it" if each.moves else "it is left to a person"
        lines.append(f"Migration `{diagnosis.migration.name}`: {how}.")
        content = types.MarkupContent(types.MarkupKind.Markdown, "\n\n".join(lines))
        return types.Hover(content, places.span(each.start, each.end))
    return None


def actions(
    uri: str,
    version: int | None,
    diagnosis: Diagnosis,
    places: Places,
    wanted: types.Range,
    only: Sequence[str],
) -> Iterator[types.CodeAction]:
    """The quick fixes in a range, of the kinds that are asked for; what they change is worked out later."""
    touched = diagnosis.at(places.offset(wanted.start), places.offset(wanted.end))
    moving = [each for each in touched if each.moves]
    document = types.OptionalVersionedTextDocumentIdentifier(uri=uri, version=version)
    if _is_asked(types.CodeActionKind.QuickFix, only):
        for each in moving[:1]:
            for how in Move:
                yield types.CodeAction(
                    title=_TITLES[how],
                    kind=types.CodeActionKind.QuickFix,
                    diagnostics=[_of_reference(each, places)],
                    data=_data(uri, version, how, each.reference.line),
                )
        for line in sorted({each.reference.line for each in touched}):
            yield types.CodeAction(
                title="repoint: ignore this line" if len(touched) == 1 else f"repoint: ignore line {line}",
                kind=types.CodeActionKind.QuickFix,
                diagnostics=[_of_reference(each, places) for each in touched if each.reference.line == line],
                edit=types.WorkspaceEdit(
                    document_changes=[types.TextDocumentEdit(document, [_ignoring(places, line)])]
                ),
            )
    # Asked for by name only: in a list of fixes it would stand beside the same one.
    if only and _is_asked(FIX_ALL, only) and any(each.moves for each in diagnosis.references):
        yield types.CodeAction(title=_TITLES[Move.FILE], kind=FIX_ALL, data=_data(uri, version, Move.FILE, 1))


def workspace_edit(
    root: Path,
    files: Sequence[MovedFile],
    encoding: types.PositionEncodingKind | str,
    uri_of: Callable[[Path], tuple[str, int | None]],
) -> types.WorkspaceEdit:
    """The edits of some files below a root; `uri_of` gives a file's URI, and its version where it is open."""
    label = f"{len(files)} files that change together" if len(files) > 1 else "one file"
    names = ", ".join(each.source.path for each in files)
    changes: list[Any] = []
    for each in files:
        places = Places(each.source, encoding)
        uri, version = uri_of(root / each.source.path)
        edits = [
            types.AnnotatedTextEdit(
                annotation_id="move",
                range=places.span(edit.start, edit.end),
                new_text=edit.new.decode("utf-8"),
            )
            for edit in _joined(each.edits)
        ]
        document = types.OptionalVersionedTextDocumentIdentifier(uri=uri, version=version)
        changes.append(types.TextDocumentEdit(document, edits))
    note = types.ChangeAnnotation(label=f"repoint: {label}", description=names)
    return types.WorkspaceEdit(document_changes=changes, change_annotations={"move": note})


def _joined(edits: Sequence[Edit]) -> Iterator[Edit]:
    """Edits with those that touch made one: clients differ in how they order two at one place."""
    last: Edit | None = None
    for edit in sorted(edits):
        if last is not None and last.end == edit.start:
            edit = Edit(last.start, edit.end, last.old + edit.old, last.new + edit.new)
        elif last is not None:
            yield last
        last = edit
    if last is not None:
        yield last


def _is_asked(kind: str, only: Sequence[str]) -> bool:
    """Whether a kind is among those that are asked for, or below one; all are where none is named."""
    return not only or any(kind == each or kind.startswith(f"{each}.") for each in only)


def _data(uri: str, version: int | None, how: Move, line: int) -> dict[str, object]:
    return {"uri": uri, "version": version, "move": how.value, "line": line}


def _of_reference(each: DiagnosedReference, places: Places) -> types.Diagnostic:
    return types.Diagnostic(
        range=places.span(each.start, each.end),
        message=f"{each.message}\n{each.advice}" if each.advice else each.message,
        severity=types.DiagnosticSeverity.Warning,
        code=each.code,
        source=SOURCE,
        tags=[types.DiagnosticTag.Deprecated],
    )


def _of_finding(each: Finding, places: Places) -> types.Diagnostic:
    start = places.offset_at(max(1, each.line), each.column)
    return types.Diagnostic(
        range=places.span(start, start),
        message=f"{each.message}\n{each.advice}" if each.advice else each.message,
        severity=types.DiagnosticSeverity.Information,
        code=each.code,
        source=SOURCE,
    )


def _ignoring(places: Places, line: int) -> types.TextEdit:
    """The comment that keeps a 1-based line as it is, at the end of its statement."""
    source = places.source
    last = max(whole_statements(source, frozenset((line,))))
    end = source.line_start(last) + len(source.line_text(last).rstrip(b"\r\n"))
    return types.TextEdit(range=places.span(end, end), new_text=_IGNORE.decode())
