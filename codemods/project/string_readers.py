"""Which files may read a name of a module's namespace by a string: its own module among them."""

import re
from functools import lru_cache

from msgspec import Struct

from codemods.project.dotted_paths import ModuleAttribute, last_component
from codemods.project.lazy_names import in_lazy_package
from codemods.project.project import Project
from codemods.project.string_paths import named_by
from codemods.semantic.scope_table import ScopeTable

_BEGINS = r"""(?:[A-Za-z_][\w.]*\s*[-+,)%.\[(]|[fF]["']|["'][^"'\n]*["']\s*(?:[%+]|\.format|\.join))"""
"""How an argument begins that is no plain string: a name, an f-string, or a string that goes on."""
_LOOKS_NAMES_UP = re.compile(
    rf"\b(?:patch|attrgetter|resolve_name|import_module|__import__)\(\s*{_BEGINS}"
    rf"|\b(?:setattr|delattr)\(\s*(?:[fF][\"']|[\"'][^\"'\n]*[\"']\s*(?:[%+]|\.format))"
    rf"|\b(?:getattr|hasattr|setattr|delattr|object|spy)\(\s*[^,()]+(?:\([^()]*\))?,\s*{_BEGINS}"
    rf"|\b(?:globals|locals|vars)\([^()]*\)(?:\[|\.get\()\s*{_BEGINS[:-1]}|\w+\])"
    rf"|\b__dict__\[\s*[A-Za-z_]"
    rf"|\b__getattr__\b".encode()
)
"""What finds a name that is known only when the code runs, as code spells it."""
_OWN_MODULE = (b"modules[__name__]", b"import_module(__name__)")
"""What gives a module itself."""
_OWN_NAMESPACE = (b"globals()", b"vars()", *_OWN_MODULE)
"""What hands a module's own namespace to code that reads names from it."""
_FORWARDS = re.compile(rb"^def __getattr__\(.*?\bgetattr\(", re.MULTILINE | re.DOTALL)
"""A module that finds the names that it is asked for in another object (PEP 562)."""
_KEYWORDS = re.compile(rb"\bmultiple\b.*\*\*", re.DOTALL)
"""`patch.multiple(module, **names)`."""


def string_reader(project: Project, attribute: ModuleAttribute) -> str:
    """A file that may read a name of a module by a string; empty if none does."""
    for each in project.configured.get(attribute, ()):
        return each
    own = project.store.search.text(attribute.path) or b""
    if any(each in own for each in _OWN_MODULE) and re.search(
        rb"\w\." + re.escape(attribute.name.encode()) + rb"\b", own
    ):
        return attribute.path
    possible = project.attribute_readers.possible(attribute)
    for path in (attribute.path, *possible):
        if _may_read(project, path, attribute):
            return path
    if possible and any(each in own for each in _OWN_NAMESPACE):
        spelled = _spelling(attribute.name).exact
        for path in possible:
            if project.store.has_pattern(path, spelled):
                return path
    return _forwarder(project, attribute)


def _forwarder(project: Project, attribute: ModuleAttribute) -> str:
    """A module that may give the name out by its `__getattr__`, which reads whatever name it is asked for."""
    component = last_component(project.modules, attribute.path)
    if component is None:
        return ""
    spelled = project.store.files_spelling_beside("__getattr__", (attribute.path,)) - {attribute.path}
    forwarding = (path for path in sorted(spelled) if project.store.has_pattern(path, _FORWARDS))
    return next(forwarding, "")


def _may_read(project: Project, path: str, attribute: ModuleAttribute) -> bool:
    has, spelled = project.store.has_pattern, _spelling(attribute.name)
    # Few files spell it so: the others need not be read for it.
    alone = has(path, spelled.alone)
    # What a star import brings is in the reader's own namespace.
    if alone and path != attribute.path and path in project.star_importers.with_importers(attribute.path):
        text = project.store.search.text(path) or b""
        if any(each in text for each in _OWN_NAMESPACE):
            return True
    looks_up = alone and (has(path, _LOOKS_NAMES_UP) or in_lazy_package(project, path))
    in_path = has(path, spelled.below) and has(path, spelled.in_path)
    in_path = in_path or (alone and has(path, spelled.goes_on))
    given = path != attribute.path and has(path, spelled.before_equals)
    if given and has(path, spelled.keyword) and has(path, _KEYWORDS):
        return True
    table = project.scope_table(path, (attribute.name,)) if looks_up or in_path else None
    if table is None:
        return False
    may_have = path == attribute.path or project.computed_targets.may_have(path, attribute)
    if looks_up and may_have and _is_loose(table, attribute.name):
        return True
    return any(attribute in resolved.through[:1] for _, _, resolved in named_by(project, table))


class _Spelling(Struct, frozen=True):
    """What finds the ways in which a file may spell a name that it looks up."""

    exact: re.Pattern[bytes]
    """A string that is the name."""
    alone: re.Pattern[bytes]
    """A string, or the end of one with a field, that is the name, perhaps with a separator before it."""
    below: re.Pattern[bytes]
    """The name after a dot or a colon."""
    in_path: re.Pattern[bytes]
    """A component of a path in a string."""
    goes_on: re.Pattern[bytes]
    """The beginning of a string that goes on from another one."""
    before_equals: re.Pattern[bytes]
    """The name before an equals sign."""
    keyword: re.Pattern[bytes]
    """A keyword argument."""


@lru_cache(maxsize=1024)
def _spelling(name: str) -> _Spelling:
    word = re.escape(name.encode())
    quoted = word + rb"[\"']"
    # Where a pattern begins with the name itself, it is found twenty times as fast.
    return _Spelling(
        re.compile(quoted + rb"(?<=[\"']" + quoted + rb")"),
        re.compile(quoted + rb"(?:(?<=[\"'}]" + quoted + rb")|(?<=[\"'}][.:]" + quoted + rb"))"),
        re.compile(word + rb"\b(?<=[.:]" + word + rb")"),
        re.compile(rb"[\"'][^\"'\n]*[.:]" + word + rb"\b"),
        re.compile(rb"[\"']\s*[\"']" + word + rb"\b"),
        re.compile(word + rb"\s*=(?!=)"),
        re.compile(rb"[(,]\s*" + word + rb"\s*=(?!=)"),
    )


def _is_loose(table: ScopeTable, name: str) -> bool:
    """Whether a file has a string that is a name, and neither a target nor an entry of `__all__`."""
    strings = (each for each in table.facts.strings if each.dunder_all_entry is None)
    named = [each for each in strings if each.value.lstrip(".:") == name]
    places = [span for target in table.facts.patch_targets for span in target.components] if named else []
    return any(
        not any(each.span.start <= place.start and place.end <= each.span.end for place in places)
        for each in named
    )
