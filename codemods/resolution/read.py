"""Read one file's facts: parse, find the tracked names, collect what the names mean."""

import ast
import re
import warnings
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from codemods.resolution.collect import Collector, Walk
from codemods.resolution.embedded import collect_embedded, place_formatted
from codemods.resolution.lines import Lines, lines_importing, lines_spelling, spelled
from codemods.resolution.model import Facts, Scope
from codemods.values.source import Source

_CHAIN = re.compile(rb"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+")
_ALIAS = re.compile(rb"\b(\w+) +as +(\w+)")


class Unparsable(Exception):
    """The running Python cannot parse a file; `code` is the finding's (RP001 or RP002)."""

    def __init__(self, code: str, reason: str, line: int = 0) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason
        self.line = line


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which names a migration makes interesting."""

    old: frozenset[str]
    """Leaf names of deprecated symbols and modules: their uses and the bases of their chains count."""
    new: frozenset[str] = frozenset()
    """Names that may be brought in: their bindings and uses count, for collisions."""
    modules: frozenset[str] = frozenset()
    """Last components of deprecated modules: everything imported from them counts."""
    hosts: frozenset[str] = frozenset()
    """Last components of canonical modules: imports from them may take a name in."""

    def among(self, words: frozenset[str]) -> "Wanted":
        """Those that a file spells; of the others there is nothing to know."""
        return Wanted(self.old & words, self.new & words, self.modules & words, self.hosts & words)


def parse(source: Source) -> ast.Module:
    """Parse a source with the running Python. Raises Unparsable."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(source.data.decode("utf-8"), source.path)
    except SyntaxError as error:
        raise Unparsable("RP001", error.msg or "invalid syntax", error.lineno or 0) from None
    except ValueError as error:
        raise Unparsable("RP001", str(error)) from None
    except (RecursionError, MemoryError) as error:
        raise Unparsable("RP002", f"nested too deeply for Python's parser ({type(error).__name__})") from None


def read_facts(source: Source, module: str, is_package: bool, wanted: Wanted) -> Facts:
    """Give everything that a file says about the wanted names. Raises Unparsable."""
    tree = parse(source)
    asked = wanted.old | wanted.new | wanted.modules
    wanted = wanted.among(spelled(source, asked | wanted.hosts))
    names = tracked_names(tree, source, wanted)
    hits = lines_spelling(source, names | wanted.new)
    hits |= lines_importing(source, wanted.hosts | wanted.modules)
    found = Collector(source.data, names | wanted.new, wanted.new - names)
    found.add_scope(Scope("module", -1))
    Walk(found, source.offset, Lines(source.line_count, hits)).run(tree, 0)
    place_formatted(found, source)
    collect_embedded(found, source, hits)
    return Facts(
        path=source.path,
        module=module,
        is_package=is_package,
        scopes=tuple(found.scopes),
        bindings=tuple(sorted(found.bindings, key=lambda b: (b.span.start, b.name))),
        uses=tuple(sorted(found.uses, key=lambda u: (u.start, u.ends))),
        imports=tuple(found.imports),
        declarations=tuple(found.declarations),
        texts=tuple(
            sorted((t for t in found.texts if t.span not in found.read_strings), key=lambda t: t.span.start)
        ),
        dynamic=found.dynamic,
        names=names | wanted.new | asked,
    )


def tracked_names(tree: ast.Module, source: Source, wanted: Wanted) -> frozenset[str]:
    """Close the wanted names over what this file calls them: aliases, and the bases of chains."""
    seeds = wanted.old | wanted.modules
    names = set(seeds)
    hits = lines_spelling(source, seeds)
    lines = Lines(source.line_count, hits)
    for line in hits:
        names.update(_embedded_names(source.line_text(line), seeds))
    todo: list[ast.AST] = [tree]
    while todo:
        node = todo.pop()
        if isinstance(node, ast.Import):
            for alias in node.names:
                if not seeds.isdisjoint(alias.name.split(".")):
                    names.add(alias.asname or alias.name.partition(".")[0])
        elif isinstance(node, ast.ImportFrom):
            names.update(_from_names(node, seeds, wanted.modules))
        elif isinstance(node, ast.Attribute):
            _add_base(node, seeds, names)
        elif isinstance(node, ast.Call) and len(node.args) > 1:
            _add_owner(node, seeds, names)
        todo.extend(_near(node, lines))
    return frozenset(names | {"__all__", "__getattr__"})


def _embedded_names(line: bytes, seeds: frozenset[str]) -> Iterable[str]:
    """The bases of chains, and aliases, that a line spells inside a string or a comment."""
    if not any(sign in line for sign in (b">>>", b"...", b"type:", b'"', b"'")):
        return
    for match in _CHAIN.finditer(line):
        base, *attrs = match.group().decode("utf-8", "replace").split(".")
        if not seeds.isdisjoint(attrs) and base not in ("self", "cls"):
            yield base
    for match in _ALIAS.finditer(line):
        if match.group(1).decode() in seeds:
            yield match.group(2).decode()


def _from_names(node: ast.ImportFrom, seeds: frozenset[str], modules: frozenset[str]) -> Iterable[str]:
    whole = not modules.isdisjoint((node.module or "").split("."))
    return [alias.asname or alias.name for alias in node.names if whole or alias.name in seeds]


def _add_base(node: ast.Attribute, seeds: frozenset[str], names: set[str]) -> None:
    base: ast.expr = node
    spelled = False
    while isinstance(base, ast.Attribute):
        spelled = spelled or base.attr in seeds
        base = base.value
    if spelled and isinstance(base, ast.Name) and base.id not in ("self", "cls"):
        names.add(base.id)


def _add_owner(node: ast.Call, seeds: frozenset[str], names: set[str]) -> None:
    """Track `module` in `patch.object(module, "name")`: a string may name its attribute."""
    owner, member = node.args[:2]
    while isinstance(owner, ast.Attribute):
        owner = owner.value
    named = isinstance(member, ast.Constant) and member.value in seeds
    if named and isinstance(owner, ast.Name) and owner.id not in ("self", "cls"):
        names.add(owner.id)


def _near(node: ast.AST, lines: Lines) -> Sequence[ast.AST]:
    """The children of a node that span a hit line, or whose position cannot be trusted."""
    if isinstance(node, ast.JoinedStr):
        return list(ast.iter_child_nodes(node))
    near = []
    for child in ast.iter_child_nodes(node):
        first = getattr(child, "lineno", None)
        if first is not None and not isinstance(node, ast.FormattedValue):
            for decorator in getattr(child, "decorator_list", ()):
                first = min(first, decorator.lineno)
            if not lines.any_in(first, getattr(child, "end_lineno", first)):
                continue
        near.append(child)
    return near
