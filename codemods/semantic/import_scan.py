"""Which modules a file imports when it is itself imported: a quick scan by lines, and an exact answer.

The scan costs a tenth of parsing. It takes whatever stands at the module's level, or below a `try`, `if`,
`with` or the like there. Text in a string that looks like an import misleads it: `exact_imports` decides.
"""

import ast
import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from codemods.semantic.nodes import is_lazy
from codemods.semantic.partial_tree import parse_partly
from codemods.semantic.source_words import lines_with_word, word_offsets
from codemods.values.source import Source

_IMPORT = re.compile(
    rb"(?P<indent>[ \t]*)(?P<lazy>lazy[ \t]+)?"
    rb"(?:from[ \t]+(?P<module>[.\w]+)[ \t]+import[ \t]*(?P<names>\([^)]*\)|[^\n#;]*)"
    rb"|import[ \t]+(?P<plain>[^\n#;]*))"
)
"""An import, from the beginning of its line."""
_HEAD = re.compile(rb"\n(?=[A-Za-z@])")
"""What comes before a line that is not indented: what begins with a plain byte is found fast."""
_UNINDENTED = re.compile(rb"[A-Za-z@]")
_BLOCK_WORDS = (b"try", b"if", b"elif", b"else", b"except", b"finally", b"with", b"for", b"while", b"match")
_WORD = re.compile(rb"\w+")
_COMMENT = re.compile(rb"#[^\n]*")


class ImportedModule(Struct, frozen=True):
    """One module that a statement imports: its name as written, its leading dots counted, the names taken."""

    module: str
    level: int = 0
    names: tuple[str, ...] = ()

    def absolute(self, module: str, is_package: bool) -> list[str]:
        """The parts of its absolute name, where a module of the given name imports it (reference 5.7)."""
        parts = self.module.split(".") if self.module else []
        package = module.split(".") if is_package else module.split(".")[:-1]
        return [*(package[: len(package) - self.level + 1] if self.level else []), *parts]


def scan_imports(data: bytes) -> Iterator[ImportedModule]:
    """The imports that a text seems to run when it is imported; lazy ones run later (PEP 810)."""
    heads = _HEAD.finditer(data)
    head, start, done = next(heads, None), 0, 0
    for match in _import_lines(data):
        # Of the lines that an import in parentheses goes over, none begins a statement.
        while head is not None and head.end() <= match.start():
            start = head.end() if head.start() >= done else start
            head = next(heads, None)
        done = match.end()
        if not match["lazy"] and (not match["indent"] or _begins_block(data, start)):
            yield from _imported(match)


def _begins_block(data: bytes, start: int) -> bool:
    """Whether what is below the line that begins at an offset, not indented, runs with the module."""
    if not start and _UNINDENTED.match(data) is None:
        return True
    word = _WORD.match(data, start)
    return word is not None and word.group() in _BLOCK_WORDS


def _import_lines(data: bytes) -> Iterator[re.Match[bytes]]:
    """The imports at the beginnings of lines; a plain search for the word takes a tenth of a regex's time."""
    at = data.find(b"import")
    while at != -1:
        match = _IMPORT.match(data, data.rfind(b"\n", 0, at) + 1)
        if match is not None:
            yield match
        # Nothing else on that line begins it.
        end = data.find(b"\n", at if match is None else match.end())
        at = data.find(b"import", end) if end != -1 else -1


def spelled_imports(data: bytes) -> Iterator[ImportedModule]:
    """All imports that a text seems to hold, wherever they stand."""
    for match in _import_lines(data):
        yield from _imported(match)


def spells_beside_imports(
    data: bytes, imports: Sequence[ImportedModule], component: str, only: str | None = None
) -> tuple[bool, tuple[ImportedModule, ...]]:
    """Whether a text spells a module's last component otherwise than in imports, and what it imports so.

    `imports` are all of the text. Those that take names from such a module are no such place; with `only`,
    it is given as a module that the text may have if one of them takes another name. Nor are those that take
    the component itself, and what is read on it then, unless one gives it another name: these are given.
    """
    word = component.encode()
    escaped = re.escape(word)
    taken, given = 0, list[ImportedModule]()
    for each in imports:
        if each.names and each.module.rpartition(".")[2] == component:
            taken += 1
            if only is not None and set(each.names) != {only}:
                given.append(ImportedModule(each.module, each.level))
    bound = [each for each in imports if component in each.names]
    if bound and not re.search(rb"\b%s\s+as\b" % escaped, data):
        taken += len(bound) + len(re.findall(rb"(?<![\w.\"'])%s\." % escaped, data))
        given += (
            ImportedModule(".".join(filter(None, (each.module, component))), each.level) for each in bound
        )
    return taken < sum(1 for _ in word_offsets(data, word)), tuple(given)


def _imported(match: re.Match[bytes]) -> Iterator[ImportedModule]:
    if match["plain"] is not None:
        yield from (ImportedModule(name) for name in _names(match["plain"]))
        return
    written = match["module"].decode("utf-8", "replace")
    module = written.lstrip(".")
    yield ImportedModule(module, len(written) - len(module), tuple(_names(match["names"])))


def exact_imports(source: Source) -> Iterator[ImportedModule]:
    """The imports that a source runs when it is imported. Raises ParseError.

    Lazy ones are left out, and those below `if TYPE_CHECKING`. An error in a definition that holds no import
    does not come up.
    """
    todo: list[ast.AST] = [parse_partly(source, lines_with_word(source, "import")).tree]
    while todo:
        node = todo.pop()
        if is_lazy(node):
            continue
        if isinstance(node, ast.Import):
            yield from (ImportedModule(alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield ImportedModule(node.module or "", node.level, tuple(alias.name for alias in node.names))
        elif isinstance(node, ast.If) and _is_type_checking(node.test):
            todo += node.orelse
        elif isinstance(node, (ast.stmt, ast.Module, ast.ExceptHandler, ast.match_case)):
            runs = not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
            todo += ast.iter_child_nodes(node) if runs else ()


def _names(text: bytes) -> Iterator[str]:
    """The names of an import, without parentheses, comments and aliases."""
    for part in _COMMENT.sub(b"", text).strip(b"() \t").split(b","):
        words = part.replace(b"\\", b" ").split()
        if words:
            yield words[0].decode("utf-8", "replace")


def _is_type_checking(test: ast.expr) -> bool:
    name = test.attr if isinstance(test, ast.Attribute) else test.id if isinstance(test, ast.Name) else ""
    return name == "TYPE_CHECKING"
