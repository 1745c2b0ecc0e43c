"""What one file spells by itself, and may put a path together from when it runs, by its facts."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from codemods.project.target_paths import READING, possible_modules
from codemods.semantic.binding import ImportBinding
from codemods.semantic.patch_forms import PatchForm
from codemods.semantic.path_heads import is_path_head
from codemods.semantic.scope_table import ScopeTable
from codemods.semantic.span import Span, SpanSet
from codemods.semantic.string_names import PatchTarget, PathRoot

_PATH = re.compile(r"[\w.:{}%]*?(\w+)(?:[.:](?:%s|\{\w*\})?)?\Z")
"""A string that may be joined to other names of a path: `name`, `.name`, `{}.name`, `%s.name`, `name.%s`."""
_WORD = re.compile(r"[^\W\d]\w*")


class SpelledStrings(NamedTuple):
    """What a file may put a path together from, by its facts as they are."""

    table: ScopeTable
    computed: list[str]
    """The texts of targets that are put together."""
    words: list[set[str]]
    """The words in each of them."""
    alone: frozenset[str]
    """The strings that stand beside no object that is known."""


def names_alone(table: ScopeTable, text: bytes = b"") -> Iterator[tuple[str, bool]]:
    """The names that a file spells by themselves; for each, whether it is a write to an unknown object.

    With the file's text, strings are left out that are only the beginning of longer paths.
    """
    facts = table.facts
    told = names_told(table)
    heads: set[str] = set()
    for string in facts.strings:
        path = _PATH.match(string.value) if string.dunder_all_entry is None else None
        if path is not None and told.isdisjoint(range(string.span.start, string.span.end)):
            if "." in string.value and is_path_head(text, string.span.start):
                heads.add(path.group(1))
            else:
                yield path.group(1), False
    yield from ((name, False) for name in facts.keyword_names)
    for target in facts.patch_targets:
        if target.root is PathRoot.UNKNOWN:
            words = (word for part in target.path for word in part.split("."))
            yield from ((word, False) for word in words if word not in heads)
        elif _is_of_unknown_object(table, target):
            yield target.path[-1], target.form not in READING
    for access in facts.accesses:
        if access.stored and len(access.attrs) == 1:
            bindings = table.meanings_of(access.scope, access.name)
            if not any(isinstance(each, ImportBinding) for each in bindings):
                yield access.attrs[0], True


def strings_of(table: ScopeTable) -> SpelledStrings:
    """What a file may put a path together from."""
    computed = [each for each in table.facts.patch_targets if _is_put_together(each)]
    texts = [each.text for each in computed if each.form is PatchForm.PATCH or _is_path_written(each)]
    told = names_told(table)
    alone = (each for each in table.facts.strings if told.isdisjoint(range(each.span.start, each.span.end)))
    words = [{word for word in _WORD.findall(each) if word != "s"} for each in texts]
    return SpelledStrings(table, texts, words, frozenset(each.value for each in alone))


def names_told(table: ScopeTable, by_unknown_calls: bool = True) -> set[int]:
    """Where names start that stand beside an object which is known."""
    targets = (each for each in table.facts.patch_targets)
    known = (each for each in targets if by_unknown_calls or each.form is not PatchForm.UNKNOWN_CALL)
    return {span.start for target in known for span in _places_told(table, target)}


def _is_put_together(target: PatchTarget) -> bool:
    """Whether a target's path is known at run time only; of an unknown call nothing is a path."""
    return target.root is PathRoot.UNKNOWN and target.form is not PatchForm.UNKNOWN_CALL


def _is_path_written(target: PatchTarget) -> bool:
    """Whether a target replaces what a whole path names: it is not a read, nor a name beside an object."""
    return target.form not in (*READING, PatchForm.MODULE_LOOKUP) and "." in target.text


def below_module(module: str) -> re.Pattern[str]:
    """What finds a module, some attribute of which is meant, in the strings of a path put together."""
    return re.compile(rf"(?<!\w)(?<!\w\.){re.escape(module)}(?:[.:](?![^\W\d])|\Z)")


def computed_paths(table: ScopeTable, modules: Iterable[str]) -> Iterator[tuple[int, str, str]]:
    """Where a file puts a path below one of some modules together: the place, what is spelled, the module."""
    patterns = [(each, below_module(each)) for each in modules]
    targets = [each for each in table.facts.patch_targets if _is_put_together(each)]
    texts = [(each.span.start, each.text) for each in targets]
    # From Python 3.12 on, the text in an f-string has a place of its own.
    within = SpanSet(each.span for each in targets)
    texts += [
        (each.span.start, each.value)
        for each in table.facts.strings
        if each.dunder_all_entry is None
        and each.span.start not in within
        and re.search(r"[.:](?:%s|\{\w*\})?\Z", each.value)
    ]
    for start, text in texts:
        module = next((each for each, below in patterns if below.search(text)), None)
        if module is not None:
            yield start, text, module


def _places_told(table: ScopeTable, target: PatchTarget) -> tuple[Span, ...]:
    """The places of names that stand beside an object which is known: these follow it."""
    if target.root is PathRoot.UNKNOWN:
        return ()
    known = target.root is not PathRoot.NAMES or any(possible_modules(table, target.scope, target.base[0]))
    return target.components if known else ()


def _is_of_unknown_object(table: ScopeTable, target: PatchTarget) -> bool:
    """Whether a target names an attribute of what a plain local name stands for, and no import tells."""
    named = target.root is PathRoot.NAMES and len(target.base) == 1 and len(target.path) == 1
    return named and not any(True for _ in possible_modules(table, target.scope, target.base[0]))
