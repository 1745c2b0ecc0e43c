"""Read one file's facts: parse, find the tracked names, collect what the names mean."""

import ast
import re
from contextlib import suppress

from msgspec.structs import replace

from codemods.semantic.binding import Scope, ScopeKind
from codemods.semantic.constant_strings import module_constants
from codemods.semantic.doctests import read_doctests
from codemods.semantic.dunder_all import NAME, read_dunder_all
from codemods.semantic.facts import Facts
from codemods.semantic.facts_builder import FactsBuilder
from codemods.semantic.lazy_modules import NAME as LAZY_NAME
from codemods.semantic.lazy_modules import read_lazy_modules
from codemods.semantic.matching_lines import MatchingLines
from codemods.semantic.module_lookups import MODULE_OF_OBJECT
from codemods.semantic.module_scan import may_hand_on
from codemods.semantic.nodes import nodes_in
from codemods.semantic.parse_source import ParseError, parse
from codemods.semantic.partial_tree import PartialTree, parse_partly
from codemods.semantic.patch_calls import patch_aliases
from codemods.semantic.quoted_annotations import read_quoted_annotations
from codemods.semantic.read_namespace import read_namespace
from codemods.semantic.source_words import SourceWords, spells_any
from codemods.semantic.tracked_names import WantedNames, package_lines, tracked_names
from codemods.semantic.type_comments import read_type_comments
from codemods.semantic.version_branches import VersionChoices, probed_owners, read_version_choices
from codemods.semantic.visitors import walk_with_visitors
from codemods.values.source import Source

LOOKUPS = ("import_module", "__import__", "importorskip", "resolve_name", "getmodule")
"""What looks modules up by names that may be put together where no name is spelled."""
NAMESPACE_READS = (b"globals(", b"locals(", b"vars(", b"getattr(", b"attrgetter(", b"__dict__", b"eval(")
"""How a file reads names that it spells as strings, if at all."""
NAMESPACE_WRITES = (b"globals()[", b"globals().", b"sys.modules[__name__]")
"""How a module gives itself names that it does not spell as code."""


def read_facts(source: Source, module: str, is_package: bool, wanted: WantedNames) -> Facts:
    """Everything that a file says about the wanted names. Raises ParseError."""
    if wanted.ahead:
        with suppress(ParseError):
            return _read(None, source, module, is_package, replace(wanted, old=wanted.old | wanted.ahead))
    return _read(None, source, module, is_package, wanted)


def facts_of_tree(
    tree: ast.Module, source: Source, module: str, is_package: bool, wanted: WantedNames
) -> Facts:
    """The same for a source that is parsed already."""
    return _read(tree, source, module, is_package, wanted)


def _read(
    whole: ast.Module | None, source: Source, module: str, is_package: bool, wanted: WantedNames
) -> Facts:
    words = SourceWords(source)
    reads_names = any(each in source.data for each in NAMESPACE_READS)
    if wanted.namespace:
        tree = whole if whole is not None else parse(source)
        return frozen_facts(read_namespace(tree, source, words), module, is_package, reads_names=reads_names)
    complete = wanted.old | wanted.new | wanted.old_modules
    wanted = wanted.spelled_in(words)
    # Many a local name is that of a module: they are tracked where the module itself may go on.
    looks_up = reads_names or bool(words.spelled(frozenset(LOOKUPS)))
    read = [f".{old}".encode() for old in wanted.old]
    homes = frozenset(
        name
        for name in wanted.homes
        if may_hand_on(source.data, name)
        or _ends_string(source.data, name.encode() if looks_up else b"." + name.encode())
        or any(f"{name}.{old}".encode() in source.data for old in wanted.old)
        or (_loads(source.data, name.encode()) and any(map(source.data.__contains__, read)))
    )
    wanted = replace(wanted, homes=homes)
    old_names = wanted.old | wanted.old_modules
    aliases = patch_aliases(source.data)
    olds, news = old_names | wanted.homes, wanted.new | wanted.new_modules
    choosing = words.lines(old_names | news) if old_names else set[int]()
    importing = package_lines(source, words, wanted.packages)
    of_objects = (MODULE_OF_OBJECT,) if b".__module__]" in source.data else ()
    always = words.lines((*LOOKUPS, *of_objects, *aliases)) | words.escaped_lines()
    always |= words.import_lines(wanted.new_modules | wanted.old_modules)
    if whole is not None or source.is_notebook or LAZY_NAME.encode() in source.data:
        parsed = PartialTree(whole if whole is not None else parse(source), source)
    else:
        spelled = words.lines({NAME, "__getattr__", *olds})
        parsed = parse_partly(source, always | choosing | importing | spelled)
    constants = module_constants(parsed.tree)
    values = {name: str(each.value) for name, each in constants.items()}
    values = {name: text for name, text in values.items() if spells_any(_encoded(text), old_names)}
    all_lines = MatchingLines(source.line_count, words.lines((NAME,)))
    dunder_all = read_dunder_all(parsed.tree, all_lines)
    first = choosing | importing | words.lines({*olds, *values})
    parsed.complete(first)
    nodes = list(nodes_in(parsed.tree, MatchingLines(source.line_count, first).children_with))
    tracked = tracked_names(nodes, source, words, wanted, values, aliases)
    tracked |= {chain[0] for chain in dunder_all.included_from}
    versions = read_version_choices(nodes, source, choosing) if old_names else VersionChoices()
    tracked |= probed_owners(nodes, source, wanted.new if versions.branches else frozenset(), versions)
    # How a new name is used does not matter: it is tracked for collisions only.
    builder = FactsBuilder(source, tracked | wanted.new, wanted.new - tracked, wanted.old)
    builder.dunder_all = dunder_all
    builder.lazy_modules = read_lazy_modules(parsed.tree, source)
    builder.constants = constants
    builder.versions = versions
    builder.patch_aliases = aliases
    lines = words.lines({*builder.tracked, *values}) | always
    parsed.complete(lines)
    builder.left_out = parsed.left_out
    collect(builder, parsed.tree, lines)
    return frozen_facts(builder, module, is_package, complete, reads_names)


def _loads(data: bytes, name: bytes) -> bool:
    """Whether a text gives a module's name, perhaps a relative one, to what loads modules by its own name."""
    spelled = name in data and any(before + name in data for before in (b'("', b"('", b'(".', b"('."))
    loader = re.compile(rb"(?:load|import|module)\w*\([\"']\.*" + re.escape(name) + rb"[\"']", re.IGNORECASE)
    return spelled and loader.search(data) is not None


def _ends_string(data: bytes, name: bytes) -> bool:
    """Whether a text spells a name at the end of a string, from which a module's name may be put together."""
    return name in data and (name + b'"' in data or name + b"'" in data)


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "replace")


def collect(builder: FactsBuilder, tree: ast.Module, lines: set[int] | None) -> None:
    """Collect from a whole file, code in strings and comments included.

    `lines` are the 1-based lines that matter; None stands for all. Annotations in strings come last, when it
    is known which names the file binds.
    """
    source = builder.source
    scope = builder.add_scope(Scope(ScopeKind.MODULE, None))
    matching = MatchingLines(source.line_count, lines) if lines is not None else None
    walk_with_visitors(builder, source.offset, matching).run(tree, scope)
    read_type_comments(builder, lines if lines is not None else range(1, source.line_count + 1))
    read_doctests(builder)
    read_quoted_annotations(builder)


def frozen_facts(
    builder: FactsBuilder,
    module: str,
    is_package: bool,
    complete: frozenset[str] = frozenset(),
    reads_names: bool = False,
) -> Facts:
    """What a builder has collected, in the order of the source.

    `complete` are more names that the facts are complete about, because the file does not spell them;
    `reads_names` says whether it may read names that it spells as strings.
    """
    strings = (each for each in builder.strings if each.span not in builder.interpreted_strings)
    targets = set(builder.patch_targets)
    unaffected = sorted(builder.unaffected, key=lambda span: span.start)
    return Facts(
        path=builder.source.path,
        module=module,
        is_package=is_package,
        scopes=tuple(builder.scopes),
        bindings=tuple(sorted(builder.bindings, key=lambda each: (each.span.start, each.name))),
        accesses=tuple(sorted(builder.accesses, key=lambda each: (each.start, each.ends))),
        imports=tuple(builder.imports),
        declarations=tuple(builder.declarations),
        strings=tuple(sorted(strings, key=lambda each: each.span.start)),
        patch_targets=tuple(sorted(targets, key=lambda each: (each.span.start, each.form, each.path))),
        loose_attributes=tuple(sorted(builder.loose_attributes, key=lambda each: each.start)),
        dunder_all=builder.dunder_all.result(builder.source),
        lazy_modules=builder.lazy_modules,
        has_module_getattr=any(each.name == "__getattr__" and each.scope == 0 for each in builder.bindings),
        keyword_names=frozenset(builder.keyword_names),
        computes_names=any(sign in builder.source.data for sign in NAMESPACE_WRITES),
        reads_names=reads_names,
        tracked=builder.tracked | complete,
        field_texts=tuple(builder.field_texts),
        shown_texts=tuple(builder.shown_texts),
        versions=builder.versions,
        asked_names=tuple(builder.asked_names),
        classes=tuple(sorted(builder.classes, key=lambda each: each.bases)),
        read_otherwise=builder.source.host.reads if builder.source.host is not None else frozenset(),
        # Where the file renames `patch`, a line may matter that spells no name that is looked for.
        unaffected=() if builder.patch_aliases else tuple(unaffected),
        left_out=builder.left_out,
    )
