"""The sections of imports that the settings of isort or ruff ask for.

https://pycqa.github.io/isort/docs/configuration/options.html, https://docs.astral.sh/ruff/settings/#lintisort
"""

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from codemods.values.import_sections import (
    FIRSTPARTY,
    FUTURE,
    LOCALFOLDER,
    STDLIB,
    THIRDPARTY,
    USUAL_ORDER,
    ImportSections,
)

_Table = Mapping[str, object]
_BY_RUFF = {
    "future": FUTURE,
    "standard-library": STDLIB,
    "third-party": THIRDPARTY,
    "first-party": FIRSTPARTY,
    "local-folder": LOCALFOLDER,
}
_KNOWN_TO_RUFF = {
    "known-first-party": FIRSTPARTY,
    "known-third-party": THIRDPARTY,
    "known-local-folder": LOCALFOLDER,
    "extra-standard-library": STDLIB,
}
_KNOWN_TO_ISORT = {
    "standard_library": STDLIB,
    "first_party": FIRSTPARTY,
    "third_party": THIRDPARTY,
    "local_folder": LOCALFOLDER,
}
_SOURCES = (".", "src")
"""Where both look for a tree's own modules, unless settings say otherwise."""
_OTHERWISE = re.compile(
    r"no.sections|forced.separate|force.to.top|lines.between.types|lines.between.sections|"
    r"length.sort|length.sort.straight|reverse.sort|only.sections|from.first|import.footer.*|"
    r"treat.all.comments.as.code|treat.comments.as.code|section.comments.*|group.by.package|"
    r"star.first|sort.order|length.sort.sections"
)
"""Settings by which sections have another form than the one known here."""


def sections_of_ruff(root: Path, table: _Table, isort: _Table) -> ImportSections | None:
    """What ruff's own table and that of its sorter say; None where sections have a form not known here."""
    if _is_otherwise(isort):
        return None
    custom = _named(isort.get("sections"))
    names = {**_BY_RUFF, **{each: each for each in custom}}
    known = [(pattern, section) for section, listed in custom.items() for pattern in _texts(listed)]
    known += ((each, section) for key, section in _KNOWN_TO_RUFF.items() for each in _texts(isort.get(key)))
    order = [names.get(each, each) for each in _texts(isort.get("section-order"))]
    headings = _named(isort.get("import-heading"))
    return ImportSections(
        order=tuple(order) or USUAL_ORDER,
        known=tuple(known),
        own=_own(root, _texts(table.get("src")) or _SOURCES),
        own_package=isort.get("detect-same-package") is not False,
        default=names.get(str(isort.get("default-section", "")), THIRDPARTY),
        unparted=frozenset(names.get(each, each) for each in _texts(isort.get("no-lines-before"))),
        headings=tuple((names.get(name, name), f"# {text}") for name, text in headings.items()),
    )


def sections_of_isort(root: Path, settings: Mapping[str, str]) -> ImportSections | None:
    """What isort's settings say; None where sections have a form not known here."""
    if _is_otherwise(settings):
        return None
    order = tuple(_words(settings.get("sections", ""))) or USUAL_ORDER
    names = {each.lower(): each for each in order}
    known, headings = [], []
    for key, text in settings.items():
        kind = key.removeprefix("known_")
        if kind != key:
            section = _KNOWN_TO_ISORT.get(kind, names.get(kind, ""))
            known += [(each, section) for each in _words(text) if section in order]
        elif key.startswith("import_heading_"):
            headings.append((names.get(key.removeprefix("import_heading_"), ""), f"# {text}"))
    return ImportSections(
        order=order,
        known=tuple(known),
        own=_own(root, list(_words(settings.get("src_paths", ""))) or _SOURCES),
        default=settings.get("default_section", THIRDPARTY),
        unparted=frozenset(_words(settings.get("no_lines_before", ""))),
        headings=tuple(headings),
    )


def _is_otherwise(settings: Mapping[str, object]) -> bool:
    nothing = ("", "0", "false", "[]", "{}")
    return any(
        _OTHERWISE.fullmatch(key) and str(value).lower() not in nothing for key, value in settings.items()
    )


def _own(root: Path, sources: Iterable[str]) -> frozenset[str]:
    """The names of the modules, and of the folders, in some folders below the root."""
    return frozenset(name for source in sources for name in _modules(root / source))


def _modules(folder: Path) -> Iterator[str]:
    try:
        for each in os.scandir(folder):
            stem, suffix = os.path.splitext(each.name)
            if suffix == ".py" or each.is_dir():
                yield stem if suffix == ".py" else each.name
    except OSError:
        return


def _words(text: str) -> Iterator[str]:
    """The words of a list as an INI file has it, or as Python shows that of a TOML file."""
    yield from re.findall(r"[^\s,\[\]'\"]+", text)


def _texts(value: object) -> list[str]:
    return [str(each) for each in value] if isinstance(value, list) else []


def _named(value: object) -> Mapping[str, object]:
    return value if isinstance(value, dict) else {}
