"""Read one file's facts: parse, find the tracked names, collect what the names mean."""

import ast

from codemods.semantic.binding import Scope
from codemods.semantic.constant_strings import module_constants
from codemods.semantic.doctests import read_doctests
from codemods.semantic.dunder_all import NAME, read_dunder_all
from codemods.semantic.facts import Facts
from codemods.semantic.facts_builder import FactsBuilder
from codemods.semantic.matching_lines import MatchingLines
from codemods.semantic.parse_source import parse
from codemods.semantic.patch_calls import patch_aliases
from codemods.semantic.quoted_annotations import read_quoted
from codemods.semantic.source_words import SourceWords, spells_any
from codemods.semantic.tracked_names import WantedNames, tracked_names
from codemods.semantic.type_comments import read_type_comments
from codemods.semantic.visitors import walk_over
from codemods.values.source import Source

NAMESPACE_WRITES = (b"globals()[", b"globals().", b"sys.modules[__name__]")
"""How a module gives itself names that it does not spell as code."""


def read_facts(source: Source, module: str, is_package: bool, wanted: WantedNames) -> Facts:
    """Give everything that a file says about the wanted names. Raises ParseError."""
    return facts_in(parse(source), source, module, is_package, wanted)


def facts_in(tree: ast.Module, source: Source, module: str, is_package: bool, wanted: WantedNames) -> Facts:
    """The same for a source that is parsed already."""
    words = SourceWords(source)
    asked = wanted.old | wanted.new | wanted.old_modules
    wanted = wanted.spelled_in(words)
    constants, seeds = module_constants(tree), wanted.old | wanted.old_modules
    standing = {name: str(each.value) for name, each in constants.items() if spells_any(_bytes(each), seeds)}
    listing = read_dunder_all(tree, source, words.lines((NAME,)))
    aliases = patch_aliases(source.data)
    tracked = tracked_names(tree, source, words, wanted, standing, aliases)
    tracked |= {chain[0] for chain in listing.taken}
    names = tracked | wanted.new
    found = FactsBuilder(source, names, plain=wanted.new - tracked)
    found.listing = listing
    found.constants = constants
    found.aliases = aliases
    hits = words.lines({*names, *standing}) | words.import_lines(wanted.new_modules | wanted.old_modules)
    hits |= words.escaped_lines()
    collect(found, tree, hits)
    return facts_of(found, module, is_package, asked)


def _bytes(constant: ast.Constant) -> bytes:
    return str(constant.value).encode("utf-8", "replace")


def facts_of(
    found: FactsBuilder, module: str, is_package: bool, asked: frozenset[str] = frozenset()
) -> Facts:
    """Freeze what was found, in the order of the source; `asked` are names that it does not spell at all."""
    texts = (text for text in found.texts if text.span not in found.read_strings)
    return Facts(
        path=found.source.path,
        module=module,
        is_package=is_package,
        scopes=tuple(found.scopes),
        bindings=tuple(sorted(found.bindings, key=lambda binding: (binding.span.start, binding.name))),
        accesses=tuple(sorted(found.uses, key=lambda use: (use.start, use.ends))),
        imports=tuple(found.imports),
        declarations=tuple(found.declarations),
        strings=tuple(sorted(texts, key=lambda text: text.span.start)),
        patch_targets=tuple(
            sorted(set(found.targets), key=lambda each: (each.span.start, each.form, each.path))
        ),
        computes_names=any(sign in found.source.data for sign in NAMESPACE_WRITES),
        dunder_all=found.listing.frozen(),
        has_module_getattr=any(
            binding.name == "__getattr__" and binding.scope == 0 for binding in found.bindings
        ),
        tracked=found.names | asked,
        unaffected=() if found.aliases else tuple(sorted(found.quiet, key=lambda span: span.start)),
    )


def collect(found: FactsBuilder, tree: ast.Module, hits: set[int] | None) -> None:
    """Collect from a whole file, code in strings and comments included; `hits` None looks everywhere."""
    source = found.source
    scope = found.add_scope(Scope("module", -1))
    lines = MatchingLines(source.line_count, hits) if hits is not None else None
    walk_over(found, source.offset, lines).run(tree, scope)
    read_type_comments(found, hits if hits is not None else range(1, source.line_count + 1))
    read_doctests(found)
    read_quoted(found)
