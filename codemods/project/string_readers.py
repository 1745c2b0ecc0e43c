"""Which files may read a name of a module's namespace by a string: its own module among them."""

import re
from functools import lru_cache

from msgspec import Struct

from codemods.project.dotted_paths import ModuleAttribute, last_component
from codemods.project.lazy_names import in_lazy_package
from codemods.project.project import Project
from codemods.project.string_paths import named_by
from codemods.semantic.facts import Facts
from codemods.semantic.scope_table import ScopeTable

_BEGINS = r"""(?:[A-Za-z_][\w.]*\s*[-+,)%.\[(]|[fF]["']|["'][^"'\n]*["']\s*(?:[%+]|\.format|\.join))"""
"""How an argument begins that is no plain string: a name, an f-string, or a string that goes on."""
_LOOKS_NAMES_UP = re.compile(
    rf"\b(?:patch|attrgetter|resolve_name|import_module|__import__)\(\s*{_BEGINS}"
    rf"|\b(?:setattr|delattr)\(\s*(?:[fF][\"']|[\"'][^\"'\n]*[\"']\s*(?:[%+]|\.format))"
    rf"|\b(?:getattr|hasattr|setattr|delattr|object|spy)\(\s*[^,()]+(?:\([^()]*\))?,\s*{_BEGINS}"
    rf"|\b(?:globals|locals|vars)\([^()]*\)(?:\[|\.get\()\s*{_BEGINS[:-1]}|\w+\])"
    rf"|\b__dict__\[\s*[A-Za-z_]"
    rf"|\b__getattr__\b(?!\(\s*self\b)".encode()
)
"""What finds a name that is known only when the code runs, as code spells it.

A method `__getattr__(self, …)` gives what its own object has: what it asks of a module, it has to look up.
"""
_OWN_MODULE = re.compile(rb"__name__[])](?:(?<=modules\[__name__[])])|(?<=import_module\(__name__[])]))")
"""What gives a module itself: what begins with the name is found much faster."""
_OWN_NAMESPACE = re.compile(rb"globals\(\)|vars\(\)|" + _OWN_MODULE.pattern)
"""What hands a module's own namespace to code that reads names from it."""
_NAMESPACES = (b"globals()", b"locals()", b"vars()", b"modules[__name__]")
"""What gives code its own namespace."""
_COMPUTED_KEY = re.compile(
    rb"\b(?:globals|locals|vars)\(\)(?:\[\s*(?![\"'\s])[^\]\n]*\](?!\s*=[^=])|\.get\(\s*(?![\"'\s]))"
    rb"|\bgetattr\(\s*sys\.modules\[__name__\],\s*(?![\"'\s])"
)
"""What reads a name from the code's own namespace that only run time can tell; an assignment reads none."""
_MAIN = re.compile(rb"__main__ import\b")
"""What imports from the program that runs: `timeit(..., setup="from __main__ import make")`."""
_WHOLE_NAMESPACE = re.compile(
    rb"\b(?:globals|locals|vars)\(\)(?:\s*[,)}\]]|[ \t]*$|\.(?:items|keys|values|copy)\()", re.MULTILINE
)
"""What hands the code's own namespace on: to a format, to code that runs a string, to another name."""
_FORWARDS = re.compile(rb"^def __getattr__\(.*?\bgetattr\(", re.MULTILINE | re.DOTALL)
"""A module that finds the names that it is asked for in another object (PEP 562)."""
_KEYWORDS = re.compile(rb"\bmultiple\b.*\*\*", re.DOTALL)
"""`patch.multiple(module, **names)`."""
_IN_STRINGS = re.compile(rb"[\"'}.:](\w+)[\"']", re.ASCII)
"""A string that is a name, or ends with one."""


def found_by_string(facts: Facts, name: str) -> bool:
    """Whether a file finds a name in a namespace by a string: `globals()["name"]`, `eval("name()")`."""
    return any(
        (text.value == name and facts.reads_names and text.dunder_all_entry is None)
        or (text.callee in ("eval", "exec") and name in text.value)
        or _shows_name(text.value, name)
        for text in facts.strings
    )


def _shows_name(text: str, name: str) -> bool:
    """Whether the text of a field that shows its code, `{name()=}`, spells a name."""
    return text.rstrip().endswith("=") and re.search(rf"(?<![\w.]){re.escape(name)}(?!\w)", text) is not None


def found_in_own_namespace(project: Project, path: str, name: str) -> bool:
    """Whether a file may find a name in its own namespace by one that it computes, or that a text spells.

    `globals()[key]` may find any; `"{make}".format(**locals())` and `exec(code, globals())` what a string
    has.
    """
    text = project.store.search.text(path) or b""
    # Plain searches take a fraction of the time, and few files have any of these.
    if not any(each in text for each in _NAMESPACES):
        return False
    has = project.store.has_pattern
    if has(path, _COMPUTED_KEY):
        return True
    table = project.scope_table(path, (name,)) if has(path, _WHOLE_NAMESPACE) else None
    strings = table.facts.strings if table is not None else ()
    word = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
    return any(word.search(each.value) for each in strings if each.dunder_all_entry is None)


def string_reader(project: Project, attribute: ModuleAttribute) -> str:
    """A file that may read a name of a module by a string; empty if none does."""
    for each in project.configured.get(attribute, ()):
        return each
    has = project.store.has_pattern
    if found_in_own_namespace(project, attribute.path, attribute.name) or (
        has(attribute.path, _MAIN) and has(attribute.path, _spelling(attribute.name).imported)
    ):
        return attribute.path
    if has(attribute.path, _OWN_MODULE) and has(attribute.path, _spelling(attribute.name).attribute):
        return attribute.path
    possible = project.attribute_readers.possible(attribute)
    for path in (attribute.path, *possible):
        if _may_read(project, path, attribute):
            return path
    if possible and has(attribute.path, _OWN_NAMESPACE):
        spelled = _spelling(attribute.name).exact
        for path in possible:
            if has(path, spelled):
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
    of_star = alone and path != attribute.path and has(path, _OWN_NAMESPACE)
    if of_star and path in project.star_importers.with_importers(attribute.path):
        return True
    looks_up = alone and (has(path, _LOOKS_NAMES_UP) or in_lazy_package(project, path))
    in_path = has(path, spelled.below) and has(path, spelled.in_path)
    in_path = in_path or (alone and has(path, spelled.goes_on))
    in_path = in_path or (project.store.runs_code(path) and has(path, spelled.imported))
    given = path != attribute.path and has(path, spelled.before_equals)
    if given and has(path, spelled.keyword) and has(path, _KEYWORDS):
        return True
    table = project.scope_table(path, _read_with(project, path, attribute)) if looks_up or in_path else None
    if table is None:
        return False
    may_have = path == attribute.path or project.computed_targets.may_have(path, attribute)
    if looks_up and may_have and _is_loose(table, attribute.name):
        return True
    return any(attribute in resolved.through[:1] for _, _, resolved in named_by(project, table))


def _read_with(project: Project, path: str, attribute: ModuleAttribute) -> set[str]:
    """A name, with the others of its module that a file has in strings: it is read once for all of them."""
    if project.store.tracks(path, attribute.name):
        return {attribute.name}
    namespace = project.store.namespace(attribute.path, attribute.name)
    own = {name for scope, name in namespace.bindings if scope == 0} if namespace is not None else set()
    text = project.store.search.text(path) or b""
    return own.intersection(word.decode() for word in _IN_STRINGS.findall(text)) | {attribute.name}


class _Spelling(Struct, frozen=True):
    """What finds the ways in which a file may spell a name that it looks up."""

    exact: re.Pattern[bytes]
    """A string that is the name."""
    alone: re.Pattern[bytes]
    """A string, or the end of one with a field, that is the name, perhaps with a separator before it."""
    attribute: re.Pattern[bytes]
    """An attribute of that name."""
    below: re.Pattern[bytes]
    """The name after a dot or a colon."""
    in_path: re.Pattern[bytes]
    """A component of a path in a string."""
    imported: re.Pattern[bytes]
    """A string, or a statement, that imports the name."""
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
        re.compile(word + rb"\b(?<=\w\." + word + rb")"),
        re.compile(word + rb"\b(?<=[.:]" + word + rb")"),
        re.compile(rb"[\"'][^\"'\n]*[.:]" + word + rb"\b"),
        re.compile(rb"\bimport [^\n\"']*\b" + word + rb"\b"),
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
