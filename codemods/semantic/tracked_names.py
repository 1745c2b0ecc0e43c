"""The names that a file's facts are to be complete about: the wanted ones, and what the file calls them."""

import ast
import re
from collections.abc import Collection, Iterable, Iterator, Mapping

from msgspec import Struct

from codemods.semantic.class_statements import base_names
from codemods.semantic.dotted_names import dotted_parts
from codemods.semantic.module_lookups import Aliases
from codemods.semantic.patch_calls import namespace_item_in, patch_call_in
from codemods.semantic.source_words import SourceWords, spells_any
from codemods.values.source import Source

_CHAIN = re.compile(rb"\b[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+")
_BESIDE = re.compile(rb"\b([A-Za-z_]\w*)(?:\.\w+)* *, *\\?[\"'](\w+)\\?[\"']")
"""An object and, beside it, a string that may name an attribute: `getattr(object, "name")`."""
_ALIAS = re.compile(rb"\b(\w+) +as +(\w+)")
_ASSIGNMENT = re.compile(rb"[ \t]*(\w+)[ \t]*(?::[^=]*)?=[ \t]*([A-Za-z_]\w*)(?:\.\w+)*[ \t\r\n;#]")
_MAY_IMPORT = re.compile(rb"\bimport\b|^[\s\w,()]*$")
_FROM = re.compile(rb"\s*from\b.*?\bimport\b")
"""What comes before the names that a line imports from a module."""
_INSTANCES = ("self", "cls")
"""Names whose attributes cannot be told from one file."""


class WantedNames(Struct, frozen=True):
    """The names to look for in a file."""

    old: frozenset[str]
    """Last components of deprecated symbols and modules: accesses to them, and what they are read through."""
    new: frozenset[str] = frozenset()
    """Names that may be brought in: bindings of them, and accesses, with which they may collide."""
    old_modules: frozenset[str] = frozenset()
    """Last components of deprecated modules: every name that is imported from one."""
    new_modules: frozenset[str] = frozenset()
    """Last components of canonical modules: imports from one, which may take a name in."""
    homes: frozenset[str] = frozenset()
    """Last components of modules that have a deprecated symbol: the module objects, handed on as values."""
    packages: frozenset[str] = frozenset()
    """Dotted names of the packages that hold such modules, which may be read from them."""
    namespace: bool = False
    """Whether nothing is asked for but what the top level binds, every name of it."""
    ahead: frozenset[str] = frozenset()
    """Names that may turn out to be old: taken as such, except in a file that does not parse then."""

    def read_for(self, tracked: frozenset[str]) -> frozenset[str]:
        """The names that were taken as old ones by facts that are about some names."""
        fresh = self.ahead - self.new
        return self.old | self.ahead if fresh and fresh <= tracked else self.old

    def spelled_in(self, words: SourceWords) -> "WantedNames":
        """Those that a file spells; of the others its facts have nothing to say."""
        leaves, spelled = words.spelled(frozenset(map(_leaf, self.packages))), words.spelled
        return WantedNames(
            spelled(self.old),
            spelled(self.new),
            spelled(self.old_modules),
            spelled(self.new_modules),
            spelled(self.homes),
            frozenset(each for each in self.packages if _leaf(each) in leaves),
        )


NAMESPACE = WantedNames(frozenset(), namespace=True)
"""Asks for what a module's top level binds."""


def tracked_names(
    nodes: Collection[ast.AST],
    source: Source,
    words: SourceWords,
    wanted: WantedNames,
    constants: Mapping[str, str],
    aliases: Aliases,
) -> frozenset[str]:
    """The old names, with what this file calls them: their aliases, and the bases of chains that end in one.

    `nodes` are those that span a line with one of them, or of the `constants`: the values of those
    module-level strings that spell an old name. `aliases` is what `patch_calls.patch_aliases` gives.
    """
    seeds = wanted.old | wanted.old_modules | wanted.homes
    names: set[str] = {*seeds, "__all__", "__getattr__"}
    for line in words.lines(seeds):
        names.update(_names_in_text(source.line_text(line), seeds))
    for node in nodes:
        if isinstance(node, ast.Import):
            for alias in node.names:
                if alias.name in wanted.packages or not seeds.isdisjoint(alias.name.split(".")):
                    names.add(alias.asname or alias.name.partition(".")[0])
        elif isinstance(node, ast.ImportFrom):
            names.update(_imported_names(node, seeds, wanted))
        elif isinstance(node, ast.Attribute):
            names.update(_chain_base(node, seeds))
        elif isinstance(node, ast.Call):
            names.update(_patched_owner(node, seeds, aliases, constants))
        elif isinstance(node, ast.Subscript):
            item = namespace_item_in(node)
            if item is not None and _text(node.slice, constants) in seeds:
                names.update(dotted_parts(item.owner)[:1])
        elif isinstance(node, ast.JoinedStr):
            names.update(_modules_by_name(node))
    names.update(_assigned_bases(source, words, frozenset(names - seeds)))
    names.update(_inner_classes(nodes, frozenset(names)))
    return frozenset(names)


def _assigned_bases(source: Source, words: SourceWords, names: frozenset[str]) -> Iterator[str]:
    """The names with which values begin that are given one of some names: `a`, for `name = a.b`."""
    for line in words.lines(names):
        match = _ASSIGNMENT.match(source.line_text(line))
        if match is not None and match.group(1).decode() in names:
            yield match.group(2).decode()


def _inner_classes(nodes: Iterable[ast.AST], names: frozenset[str]) -> Iterator[str]:
    """The classes with one of some names as a base that no path from the module leads to."""
    for node in nodes:
        if isinstance(node, ast.ClassDef) and node.col_offset and not names.isdisjoint(base_names(node)):
            yield node.name


def _names_in_text(line: bytes, seeds: frozenset[str]) -> Iterator[str]:
    """The bases of chains, and aliases, that a line spells inside a string or a comment.

    Such code is parsed only later, when it is known what to look for, so that this goes by the text. It may
    give a name too many, which costs a little time and changes nothing.
    """
    if not any(sign in line for sign in (b">>>", b"...", b"type:", b'"', b"'")):
        return
    for match in _CHAIN.finditer(line):
        base, *attrs = match.group().decode("utf-8", "replace").split(".")
        if not seeds.isdisjoint(attrs) and base not in _INSTANCES:
            yield base
    for match in _BESIDE.finditer(line) if b">>>" in line or b"..." in line else ():
        if match.group(2).decode() in seeds and match.group(1).decode() not in _INSTANCES:
            yield match.group(1).decode()
    for match in _ALIAS.finditer(line):
        if match.group(1).decode() in seeds:
            yield match.group(2).decode()


def package_lines(source: Source, words: SourceWords, packages: frozenset[str]) -> set[int]:
    """The lines, counted from 1, that may import one of some packages."""
    leaves = frozenset(map(_leaf, packages))
    return {line for line in words.lines(leaves) if _may_import(source.line_text(line), leaves)}


def _may_import(line: bytes, leaves: frozenset[str]) -> bool:
    """Whether a line may import a package by one of some names, all of which it may spell."""
    names = _FROM.match(line)
    if names is not None:
        return spells_any(line[names.end() :], leaves)
    return _MAY_IMPORT.search(line) is not None


def _leaf(module: str) -> str:
    return module.rpartition(".")[2]


def _imported_names(node: ast.ImportFrom, seeds: frozenset[str], wanted: WantedNames) -> Iterator[str]:
    whole = not wanted.old_modules.isdisjoint((node.module or "").split("."))
    for alias in node.names if node.names[0].name != "*" else ():
        path = f"{node.module}.{alias.name}" if not node.level else alias.name
        packages = wanted.packages if not node.level else map(_leaf, wanted.packages)
        if whole or alias.name in seeds or path in packages:
            yield alias.asname or alias.name


def _chain_base(node: ast.Attribute, seeds: frozenset[str]) -> Iterator[str]:
    """The name that a chain spelling a seed as its last attribute hangs on."""
    base: ast.expr = node
    while node.attr in seeds and isinstance(base, ast.Attribute):
        base = base.value
    if isinstance(base, ast.Name) and base.id not in _INSTANCES:
        yield base.id


def _patched_owner(
    node: ast.Call, seeds: frozenset[str], aliases: Aliases, constants: Mapping[str, str]
) -> Iterator[str]:
    """The `module` of `patch.object(module, "name")`, where the name is a seed."""
    call = patch_call_in(node, aliases)
    if call is None:
        return
    names = {each.arg if isinstance(each, ast.keyword) else _text(each, constants) for each in call.members}
    chain = dotted_parts(call.owner)
    if chain and chain[0] not in _INSTANCES and not seeds.isdisjoint(names):
        yield chain[0]


def _text(node: ast.expr, constants: Mapping[str, str]) -> object:
    if isinstance(node, ast.Name):
        return constants.get(node.id)
    return node.value if isinstance(node, ast.Constant) else None


def _modules_by_name(node: ast.JoinedStr) -> Iterator[str]:
    """The `module` of `f"{module.__name__}.name"`."""
    for part in node.values:
        chain = dotted_parts(part.value) if isinstance(part, ast.FormattedValue) else ()
        if len(chain) > 1 and chain[-1] == "__name__":
            yield chain[0]
