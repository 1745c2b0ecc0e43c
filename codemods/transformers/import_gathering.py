"""Put names that come into a run of imports to those that an import takes from the same module already.

`import_merging` does so for imports that the facts tell of. This is for all others that a sorter sees.
"""

from collections import Counter
from collections.abc import Sequence

from codemods.project.decision import NewImport
from codemods.transformers.import_groups import ImportGroups, ImportStatement, read_statement
from codemods.transformers.import_order import order_of
from codemods.transformers.import_statement import AliasReplacement, rewrite_statement

_Source = tuple[int, str, tuple[str, ...]]
"""The dots and the module of a from-import, and the name that can't share one with others."""


def gathered(
    before: ImportGroups, run: ImportGroups, new: Sequence[ImportStatement], shares: bool
) -> tuple[ImportGroups, list[ImportStatement]]:
    """A run with one import for each module that new statements take names from, and its new statements then.

    With `shares`, a name with `as` stands in one import with others. A module of which the run had several
    imports `before` keeps them.
    """
    parted_before = Counter(_source(each, shares) for group in before.groups for each in group)
    statements = [each for group in run.groups for each in group]
    left = list(new)
    for statement in new:
        source = _source(statement, shares)
        if source is None or parted_before[source] > 1 or not any(each is statement for each in left):
            continue
        alike = [each for each in statements if each is not statement and _source(each, shares) == source]
        # One that stands there already is the host of one that comes in.
        alike.sort(key=lambda each: any(each is one for one in left))
        whole = _together(alike[0], statement) if alike else None
        if whole is not None:
            host = alike[0]
            statements = [whole if each is host else each for each in statements if each is not statement]
            left = [each for each in left if each is not host and each is not statement] + [whole]
            kept = (
                tuple(whole if each is host else each for each in group if each is not statement)
                for group in run.groups
            )
            run = run._replace(groups=tuple(kept))
    return run, left


def parted_as_isort_does(
    before: ImportGroups, run: ImportGroups, new: Sequence[ImportStatement], lays_out: bool
) -> tuple[ImportGroups, list[ImportStatement], list[ImportStatement]]:
    """A run whose changed imports of a module are parted where a name with `as` sorts, and nowhere else.

    isort does so where it is not told to combine them. Gives the other new statements, and those made here.
    Imports with a comment beside their names stay, and without `lays_out` those of several lines.
    """
    left, made = list(new), list[ImportStatement]()
    old, now = (_by_module(each) for each in (before, run))
    for module, statements in now.items():
        if [each.code for each in statements] == [each.code for each in old.get(module, ())]:
            continue
        if not lays_out and any(len(each.code.splitlines()) > 1 for each in statements):
            continue
        parts = _parts(statements, [name for each in old.get(module, ()) for name in each.what.names])
        if parts is None or list(map(_brought, parts)) == list(map(_brought, statements)):
            continue
        gone = set(map(id, statements))
        left = [each for each in left if id(each) not in gone]
        made += parts
        groups = [
            [part for each in group for part in (parts if each is statements[0] else [each])]
            for group in run.groups
        ]
        kept = (tuple(each for each in group if id(each) not in gone) for group in groups)
        run = run._replace(groups=tuple(kept))
    return run, left, made


def _brought(statement: ImportStatement) -> tuple[object, ...]:
    """What an import says, however it is laid out."""
    return statement.what, statement.binds, statement.comments


def _by_module(run: ImportGroups) -> dict[tuple[int, str], list[ImportStatement]]:
    """The from-imports of a run, by dots and module."""
    found: dict[tuple[int, str], list[ImportStatement]] = {}
    for each in (each for group in run.groups for each in group):
        if each.what.is_from and "*" not in each.what.names:
            found.setdefault((each.what.level, each.what.module), []).append(each)
    return found


def _parts(statements: Sequence[ImportStatement], before: Sequence[str]) -> list[ImportStatement] | None:
    """The imports of one module as isort parts them; None where it can't be told how.

    `before` are the names that it imported, as they were sorted.
    """
    pairs = [pair for each in statements for pair in zip(each.what.names, each.binds, strict=True)]
    names = {name for name, _ in pairs}
    alone = {each.first[0]: each.code for each in statements if len(each.binds) == 1}
    commented = any(
        b"#" in each.code and (len(each.binds) > 1 or each.what.names == each.binds) for each in statements
    )
    order = order_of(before)
    if commented or order is None or len(names) < len(pairs):
        return None
    pairs.sort(key=lambda pair: order(pair[0]))
    rows: list[list[str]] = []
    for number, (name, local) in enumerate(pairs):
        spelled = name if name == local else f"{name} as {local}"
        if number and name == local and pairs[number - 1][0] == pairs[number - 1][1]:
            rows[-1].append(spelled)
        else:
            rows.append([spelled])
    code = statements[0].code
    indent, end = code[: len(code) - len(code.lstrip())], code[len(code.rstrip()) :]
    start = f"from {'.' * statements[0].what.level}{statements[0].what.module} import "
    comments = b"".join(each.comments for each in statements)
    lines = [indent + f"{start}{', '.join(row)}".encode() + (end or b"\n") for row in rows]
    # A comment stays beside a name that has its own import either way.
    lines = [
        alone.get(row[0], line) if " as " in row[0] else line for row, line in zip(rows, lines, strict=True)
    ]
    return [read_statement(b"" if number else comments, line) for number, line in enumerate(lines)]


def _source(statement: ImportStatement, shares: bool) -> _Source | None:
    """What imports have in common that a sorter puts together; None where it leaves this one alone."""
    what = statement.what
    if not what.is_from or "*" in what.names:
        return None
    apart = not shares and what.names != statement.binds
    return what.level, what.module, statement.first if apart else ()


def _together(host: ImportStatement, statement: ImportStatement) -> ImportStatement | None:
    """An import that takes in the names of another one; None where a comment would lose its name."""
    code, comment = host.code, statement.code.partition(b"#")[2]
    if comment and (b"#" in code or max(len(each.code.splitlines()) for each in (host, statement)) > 1):
        return None
    indent = code[: len(code) - len(code.lstrip())]
    names = zip(statement.what.names, statement.binds, strict=True)
    module = "." * host.what.level + host.what.module
    new = tuple(NewImport(module, name, None if name == local else local) for name, local in names)
    last = len(host.what.names) - 1
    changed = rewrite_statement(code.decode().lstrip(), {last: AliasReplacement(True, new)}, None)
    text = indent + changed.text.encode()
    if comment:
        text = text.rstrip() + b"  #" + comment
    return read_statement(host.comments + statement.comments, text)
