"""Read one file's facts: parse, find the tracked names, collect what the names mean."""

import ast
import warnings

from codemods.semantic.binding import Scope
from codemods.semantic.constant_strings import constants_in
from codemods.semantic.doctests import read_doctests
from codemods.semantic.dunder_all import NAME, read_exports
from codemods.semantic.facts import Facts
from codemods.semantic.facts_builder import FactsBuilder
from codemods.semantic.matching_lines import MatchingLines, SourceWords, spells
from codemods.semantic.patch_calls import aliases_in
from codemods.semantic.quoted_annotations import read_quoted
from codemods.semantic.tracked_names import WantedNames, tracked_names
from codemods.semantic.type_comments import read_type_comments
from codemods.semantic.visitors import walk_over
from codemods.values.source import Source

__all__ = ["Unparsable", "WantedNames", "parse", "read_facts"]


COMPUTED = (b"globals()[", b"globals().", b"sys.modules[__name__]")
"""How a module gives itself names that it does not spell as code."""


class Unparsable(Exception):
    """The running Python cannot parse a file; `code` is the finding's (RP001 or RP002)."""

    def __init__(self, code: str, reason: str, line: int = 0) -> None:
        super().__init__(code, reason, line)
        self.code = code
        self.reason = reason
        self.line = line


def parse(source: Source) -> ast.Module:
    """Parse a source with the running Python. Raises Unparsable."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(source.data.decode("utf-8"), source.path)
    except SyntaxError as error:
        code = "RP002" if _is_limit(error) else "RP001"
        raise Unparsable(code, error.msg or "invalid syntax", error.lineno or 0) from None
    except ValueError as error:
        raise Unparsable("RP001", str(error)) from None
    except (RecursionError, MemoryError) as error:
        raise Unparsable("RP002", f"nested too deeply for Python's parser ({type(error).__name__})") from None


def _is_limit(error: SyntaxError) -> bool:
    """Whether the parser refuses not what stands there, but how deep it is nested."""
    return (error.msg or "").startswith(("too many nested", "too many levels"))


def read_facts(source: Source, module: str, is_package: bool, wanted: WantedNames) -> Facts:
    """Give everything that a file says about the wanted names. Raises Unparsable."""
    return facts_in(parse(source), source, module, is_package, wanted)


def facts_in(tree: ast.Module, source: Source, module: str, is_package: bool, wanted: WantedNames) -> Facts:
    """The same for a source that is parsed already."""
    words = SourceWords(source)
    asked = wanted.old | wanted.new | wanted.old_modules
    wanted = wanted.spelled_in(words)
    constants, seeds = constants_in(tree), wanted.old | wanted.old_modules
    standing = {name: str(each.value) for name, each in constants.items() if spells(_bytes(each), seeds)}
    listing = read_exports(tree, source, words.lines((NAME,)))
    aliases = aliases_in(source.data)
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
        computes_names=any(sign in found.source.data for sign in COMPUTED),
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
