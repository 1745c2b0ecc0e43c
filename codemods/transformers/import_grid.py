"""From-imports that are too long for one line, laid out as isort does where its settings name no other way.

Names stand behind the bracket in as many lines as they need, in columns; where one does not fit there, below
it; and a name alone behind a backslash (https://pycqa.github.io/isort/docs/configuration/multi_line_output_modes.html,
mode 0).
"""

from collections.abc import Iterable, Sequence

from codemods.transformers.import_groups import ImportStatement

_INDENT = "    "


def on_grid(statement: ImportStatement, length: int) -> ImportStatement:
    """A from-import in lines of so many characters at the most, comments above it aside.

    It stays as it is where a comment stands beside its names, or no line of its own would be short enough.
    """
    code = statement.code
    if not statement.what.is_from or b"#" in code or "*" in statement.what.names:
        return statement
    indent, end = code[: len(code) - len(code.lstrip())], code[len(code.rstrip()) :]
    pairs = zip(statement.what.names, statement.binds, strict=True)
    names = [name if name == local else f"{name} as {local}" for name, local in pairs]
    start = f"from {'.' * statement.what.level}{statement.what.module} import "
    rows = _rows(start, names, length - len(indent))
    if rows is None:
        return statement
    line_end = end.decode() or "\n"
    text = line_end.join(indent.decode() + row for row in rows) + end.decode()
    return statement._replace(lines=statement.comments + text.encode())


def _rows(start: str, names: Sequence[str], width: int) -> list[str] | None:
    """The lines of an import; None where none are short enough."""
    line = start + ", ".join(names)
    if len(line) <= width:
        return [line]
    if len(names) == 1:
        rows = [f"{start}\\", _INDENT + names[0]]
        return rows if all(len(each) <= width for each in rows) else None
    columns = _filled(f"{start}({names[0]}", names[1:], " " * (len(start) + 1), width)
    if all(len(each) <= width for each in columns):
        return columns
    below = [f"{start}(", *_filled(_INDENT + names[0], names[1:], _INDENT, width)]
    return below if all(len(each) <= width for each in below) else None


def _filled(first: str, names: Iterable[str], indent: str, width: int) -> list[str]:
    """Names in lines as full as they can be, and the bracket that closes them."""
    rows = [first]
    for name in names:
        longer = f"{rows[-1]}, {name}"
        # A comma follows each but the last, behind which the bracket stands.
        if len(longer) + 1 > width:
            rows[-1] += ","
            rows.append(indent + name)
        else:
            rows[-1] = longer
    rows[-1] += ")"
    return rows
