"""Strings that name just one thing of the tree, by its dotted path or as `module:object`."""

import re
from collections.abc import Iterator

from msgspec import Struct

from codemods.project.dotted_paths import DottedName, ResolvedPath
from codemods.project.project import Project
from codemods.semantic.scope_table import ScopeTable
from codemods.semantic.string_names import StringConstant
from codemods.semantic.warning_filters import categories_in

_NAME = r"[^\W\d]\w*"
_DOTTED = rf"{_NAME}(?:\.{_NAME})*"
_EXACT = re.compile(rf"({_NAME}(?:\.{_NAME})+)|({_DOTTED}):({_DOTTED})")
_COLON = re.compile(rf"(?<![\w.:]){_DOTTED}:{_DOTTED}(?![\w.:])")
_CONFIGURED = re.compile(rf"(?<![\w.:/-])(?:{_DOTTED}:{_DOTTED}|{_NAME}(?:\.{_NAME})+)(?![\w:/-])")
_IMPORTED = re.compile(rf"\bfrom\s+({_DOTTED})\s+import\s+\(?([^()\n;]+)")
_SPELLED = re.compile(rf"(?<![\w.]){_NAME}(?:\.{_NAME})+")
_IMPORT = "import "
_EXTERNAL = "ext://"
_FILES = frozenset(
    "py pyi txt md rst json toml yaml yml cfg ini log csv html js sh lock whl gz zip".split()  # noqa: SIM905
)
"""What the last part of a file's name is: such a text is no path of names."""


class SpelledPath(Struct, frozen=True):
    """A path that a text spells: its parts, how many of them a colon says to be the module, and where."""

    parts: DottedName
    module_depth: int
    start: int
    """In characters of the text."""

    @property
    def text(self) -> str:
        """The path as code spells it."""
        return ".".join(self.parts)


def spelled_path(text: str, start: int = 0) -> SpelledPath | None:
    """The path that a text is; None where it is anything else."""
    match = _EXACT.fullmatch(text)
    if match is None or text.rpartition(".")[2] in _FILES:
        return None
    if match[1]:
        return SpelledPath(tuple(match[1].split(".")), 0, start)
    module = match[2].split(".")
    return SpelledPath((*module, *match[3].split(".")), len(module), start)


def paths_in_string(value: str) -> Iterator[SpelledPath]:
    """The path that a string is, or those that stand in it with a colon, as in `"tool = pkg.cli:main"`."""
    # A configuration of logging takes objects so.
    before = len(_EXTERNAL) if value.startswith(_EXTERNAL) else 0
    whole = spelled_path(value[before:], before)
    if whole is not None:
        yield whole
        return
    for match in _COLON.finditer(value) if ":" in value else ():
        found = spelled_path(match.group(), match.start())
        if found is not None:
            yield found


def paths_in_code(text: str) -> Iterator[SpelledPath]:
    """The paths that a string with code imports from, or spells."""
    for match in _IMPORTED.finditer(text):
        module = match[1].split(".")
        for name in (each.split()[0] for each in match[2].split(",") if each.strip()):
            yield SpelledPath((*module, name), len(module), match.start())
    for match in _SPELLED.finditer(text):
        yield SpelledPath(tuple(match.group().split(".")), 0, match.start())


def paths_in_configuration(text: str) -> Iterator[SpelledPath]:
    """The paths that a configuration file spells."""
    for match in _CONFIGURED.finditer(text):
        found = spelled_path(match.group(), match.start())
        if found is not None:
            yield found
    for start, category in categories_in(text):
        yield SpelledPath(tuple(category.split(".")), 0, start)


def resolved_paths(
    project: Project, spelled: Iterator[SpelledPath], importer: str | None = None
) -> Iterator[tuple[SpelledPath, ResolvedPath]]:
    """Those of some paths that name something deprecated, and what each means."""
    old = project.wanted.old | project.wanted.old_modules
    for path in spelled:
        if not old.isdisjoint(path.parts):
            resolved = project.resolve(path.parts, importer or "", path.module_depth)
            whole = resolved is not None and resolved.depth == len(path.parts)
            if resolved is not None and (resolved.symbol is not None or whole):
                yield path, resolved


def named_by(
    project: Project, table: ScopeTable
) -> Iterator[tuple[StringConstant, SpelledPath, ResolvedPath]]:
    """The strings of a file that name something deprecated, entries of `__all__` left out."""
    for string in table.facts.strings:
        if string.dunder_all_entry is None and (
            "." in string.value or _IMPORT in string.value or ":" in string.value
        ):
            paths = paths_in_code if _is_run(project, table, string) else paths_in_string
            for path, resolved in resolved_paths(project, paths(string.value), table.facts.path):
                yield string, path, resolved


def _is_run(project: Project, table: ScopeTable, string: StringConstant) -> bool:
    """Whether a string is code that its file may run: it is given to `eval`, or imports something."""
    if (string.callee or "").rpartition(".")[2] in ("eval", "exec"):
        return True
    if _IMPORT not in string.value:
        return False
    return project.store.runs_code(table.facts.path)
