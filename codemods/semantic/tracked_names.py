"""Which names a file's facts must be complete about: the wanted ones, and what the file calls them."""

import ast
import re
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from codemods.semantic.dotted_names import dotted_parts
from codemods.semantic.matching_lines import MatchingLines
from codemods.semantic.module_lookups import Aliases
from codemods.semantic.nodes import nodes_in
from codemods.semantic.patch_calls import patch_call_in
from codemods.semantic.source_words import SourceWords
from codemods.values.source import Source

_CHAIN = re.compile(rb"\b[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+")
_ALIAS = re.compile(rb"\b(\w+) +as +(\w+)")
_INSTANCES = ("self", "cls")
"""Names whose attributes no file can tell."""


class WantedNames(Struct, frozen=True):
    """Which names a migration makes interesting."""

    old: frozenset[str]
    """Leaf names of deprecated symbols and modules: their uses and the bases of their chains count."""
    new: frozenset[str] = frozenset()
    """Names that may be brought in: their bindings and uses count, for collisions."""
    old_modules: frozenset[str] = frozenset()
    """Last components of deprecated modules: everything imported from them counts."""
    new_modules: frozenset[str] = frozenset()
    """Last components of canonical modules: imports from them may take a name in."""

    def spelled_in(self, words: SourceWords) -> "WantedNames":
        """Those that a file spells; of the others there is nothing to know."""
        kept = map(words.among, (self.old, self.new, self.old_modules, self.new_modules))
        return WantedNames(*kept)


def tracked_names(
    tree: ast.Module,
    source: Source,
    words: SourceWords,
    wanted: WantedNames,
    standing: Mapping[str, str],
    aliases: Aliases,
) -> frozenset[str]:
    """Close the wanted names over what this file calls them: aliases, and the bases of chains.

    `standing` are the module's constants that spell one of them, with their texts; `aliases` what
    `forms.aliases_in` gives.
    """
    seeds = wanted.old | wanted.old_modules
    names = {*seeds, "__all__", "__getattr__"}
    spelling = words.lines(seeds)
    hits = spelling | words.lines(standing)
    for line in spelling:
        names.update(_embedded_names(source.line_text(line), seeds))
    for node in nodes_in(tree, MatchingLines(source.line_count, hits).inside):
        if isinstance(node, ast.Import):
            for alias in node.names:
                if not seeds.isdisjoint(alias.name.split(".")):
                    names.add(alias.asname or alias.name.partition(".")[0])
        elif isinstance(node, ast.ImportFrom):
            names.update(_from_names(node, seeds, wanted.old_modules))
        elif isinstance(node, ast.Attribute):
            names.update(_base(node, seeds))
        elif isinstance(node, ast.Call):
            names.update(_owner(node, seeds, aliases, standing))
        elif isinstance(node, ast.JoinedStr):
            names.update(_named_modules(node))
    return frozenset(names)


def _embedded_names(line: bytes, seeds: frozenset[str]) -> Iterator[str]:
    """The bases of chains, and aliases, that a line spells inside a string or a comment."""
    if not any(sign in line for sign in (b">>>", b"...", b"type:", b'"', b"'")):
        return
    for match in _CHAIN.finditer(line):
        base, *attrs = match.group().decode("utf-8", "replace").split(".")
        if not seeds.isdisjoint(attrs) and base not in _INSTANCES:
            yield base
    for match in _ALIAS.finditer(line):
        if match.group(1).decode() in seeds:
            yield match.group(2).decode()


def _from_names(node: ast.ImportFrom, seeds: frozenset[str], modules: frozenset[str]) -> Iterable[str]:
    whole = not modules.isdisjoint((node.module or "").split("."))
    named = (alias for alias in node.names if whole or alias.name in seeds)
    return [alias.asname or alias.name for alias in named if alias.name != "*"]


def _base(node: ast.Attribute, seeds: frozenset[str]) -> Iterator[str]:
    """The name that a chain spelling a seed as its last attribute hangs on."""
    base: ast.expr = node
    while node.attr in seeds and isinstance(base, ast.Attribute):
        base = base.value
    if isinstance(base, ast.Name) and base.id not in _INSTANCES:
        yield base.id


def _owner(
    node: ast.Call, seeds: frozenset[str], aliases: Aliases, standing: Mapping[str, str]
) -> Iterator[str]:
    """The `module` of `patch.object(module, "name")`: a string may name its attribute."""
    named = patch_call_in(node, aliases)
    if named is None:
        return
    names = {each.arg if isinstance(each, ast.keyword) else _text(each, standing) for each in named.members}
    chain = dotted_parts(named.owner)
    if chain and chain[0] not in _INSTANCES and not seeds.isdisjoint(names):
        yield chain[0]


def _text(node: ast.expr, standing: Mapping[str, str]) -> object:
    if isinstance(node, ast.Name):
        return standing.get(node.id)
    return node.value if isinstance(node, ast.Constant) else None


def _named_modules(node: ast.JoinedStr) -> Iterator[str]:
    """The `module` of `f"{module.__name__}.name"`."""
    for part in node.values:
        chain = dotted_parts(part.value) if isinstance(part, ast.FormattedValue) else ()
        if len(chain) > 1 and chain[-1] == "__name__":
            yield chain[0]
