"""What the configuration files of a tree name by its path: entry points, applications, plugins, handlers."""

import re
from collections.abc import Iterator, Mapping

from codemods.project.dotted_paths import ModuleAttribute, old_path
from codemods.project.project import Project
from codemods.project.string_paths import paths_in_configuration, resolved_paths
from codemods.values import finding_texts as texts
from codemods.values.finding import Finding
from codemods.values.reference import Applicability, Reference

_TABLE = re.compile(r"[ \t]*\[+[ \t]*([^\]\n]*?)[ \t]*\]")
_OURS = ("tool.repoint", "symbol", "module", "retire", "facade")
"""The tables of repoint's own settings and migrations."""


def configured_names(project: Project, files: Mapping[str, str]) -> Mapping[ModuleAttribute, list[str]]:
    """The names of modules that imported something deprecated, each with the files that name them."""
    found: dict[ModuleAttribute, list[str]] = {}
    for path, text in sorted(files.items()):
        for _, line in _lines(path, text):
            for _, resolved in resolved_paths(project, paths_in_configuration(line)):
                if resolved.through and path not in found.setdefault(resolved.through[0], []):
                    found[resolved.through[0]].append(path)
    return found


def configured_references(project: Project, files: Mapping[str, str]) -> Iterator[tuple[Reference, Finding]]:
    """The places that name a deprecated symbol where it is defined, or a deprecated module."""
    for path, text in sorted(files.items()):
        for number, line in _lines(path, text):
            for spelled, resolved in resolved_paths(project, paths_in_configuration(line)):
                if not resolved.through:
                    old, column = old_path(resolved), spelled.start + 1
                    named = texts.CONFIGURATION_NAMES.fill(old, path=spelled.text)
                    kind = Applicability.MANUAL
                    yield (
                        Reference(path, number, column, "configuration", old, kind),
                        named.at(path, number, column),
                    )


def _lines(path: str, text: str) -> Iterator[tuple[int, str]]:
    """The lines of a file, by 1-based number, without comments and without what repoint itself reads."""
    table = ""
    for number, line in enumerate(text.split("\n"), start=1):
        if path.endswith(".toml") and (head := _TABLE.match(line)) is not None:
            table = head[1]
        ours = table.partition(".")[0] in _OURS or f"{table}.".startswith("tool.repoint.")
        if not (ours and path.endswith(".toml")) and not line.lstrip().startswith(("#", ";", "//")):
            yield number, line
