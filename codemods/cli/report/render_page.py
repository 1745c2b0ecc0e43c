"""Renders the page: one file with everything in it, and a policy that lets it load nothing."""

import json
from base64 import b64encode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from codemods import __version__
from codemods.cli.report.burn_down import burn_down
from codemods.cli.report.file_filters import file_filters
from codemods.cli.report.file_views import ONE_OF_SEVERAL, FileView, file_views, sorted_by_folder
from codemods.cli.report.finding_groups import group_findings
from codemods.cli.report.html_text import visible_text
from codemods.cli.report.reference_counts import bar_parts, largest_rows
from codemods.plan.inventory.counting import CountRow, row
from codemods.plan.path_keys import folder_of
from codemods.values.history import History
from codemods.values.plan import Plan
from codemods.values.plural import number_of
from codemods.values.reference import Applicability

if TYPE_CHECKING:
    from jinja2 import Environment

_PAGE = Path(__file__).with_name("page")
_ESCAPES = {each: f"\\u{each:04x}" for each in map(ord, "<>&\u2028\u2029")}
"""Characters that could end a script, or a line of one, early."""
_LABELS = {
    Applicability.AUTOMATIC: "automatic",
    Applicability.UNSAFE: "to be read",
    Applicability.MANUAL: "by hand",
}
_KEYS = (
    ("j k", "next, previous file"),
    ("n p", "next, previous change"),
    ("/", "search"),
    ("x", "fold or unfold the file"),
    ("f", "files and filters"),
    ("t", "light or dark"),
    ("g", "to the top"),
    ("?", "this list"),
    ("Esc", "close; clear the search"),
)
"""Keys, several parted by a blank, and what they do."""


@dataclass(frozen=True, slots=True)
class ReportContents:
    """What a report shows."""

    title: str
    """The tree's name."""
    commit: str
    """The commit that is checked out; empty outside a repository."""
    plan: Plan
    patches: Mapping[str, bytes]
    """The patch of each file that the plan changes, by path."""
    sources: Mapping[str, bytes]
    """The bytes of the files that the plan leaves alone, where they have references or findings."""
    category: Callable[[str], str]
    """Gives the category of a path."""
    history: History | None = None
    owner: Callable[[str], str] | None = None
    """Gives the owner of a path; None where nothing is known of owners."""


def render_page(contents: ReportContents) -> bytes:
    """Render the whole page; the same contents give the same bytes."""
    return page_environment().get_template("page.html").render(page_values(contents)).encode("utf-8")


def page_environment(*folders: Path) -> "Environment":
    """What renders the page, and templates of other folders that extend it."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader([*folders, _PAGE]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["number"] = lambda number: f"{number:,}"
    environment.filters["plural"] = partial(number_of, grouped=True)
    environment.filters["bar_parts"] = bar_parts
    environment.globals["labels"] = _LABELS
    environment.globals["policy"] = _policy
    return environment


def page_values(contents: ReportContents) -> dict[str, object]:
    """What the page's template is filled with."""
    plan = contents.plan
    files = file_views(plan, contents.patches, contents.sources, contents.category, contents.owner)
    findings = group_findings(plan.findings, dict(zip(page_paths(plan), files, strict=True)))
    return {
        "version": __version__,
        "title": visible_text(contents.title),
        "commit": contents.commit,
        "migration": visible_text(plan.migration),
        "total": row("everything", plan.references),
        "charts": _charts(contents),
        "files": files,
        "changed": [view for view in files if view.changed],
        "ripples": sum(len(group.paths) > 1 for group in plan.groups),
        "findings": findings,
        "filters": list(file_filters(files)),
        "history": contents.history,
        "chart": burn_down(contents.history) if contents.history else None,
        "index": json_text([[view.anchor, view.search, *_filtered(view)] for view in files]),
        "decides": False,
        "shortcuts": _KEYS,
        "style": _asset("style.css"),
        "early": _asset("early.js"),
        "script": _asset("script.js"),
    }


def page_paths(plan: Plan) -> list[str]:
    """The files of a page, in its order: the first has the anchor `f1`."""
    located = (plan.files, plan.references, plan.findings)
    return sorted_by_folder({each.path for values in located for each in values})


def _charts(contents: ReportContents) -> list[tuple[str, list[CountRow]]]:
    references = contents.plan.references
    return [
        ("By category", largest_rows(references, lambda each: contents.category(each.path))),
        ("By folder", largest_rows(references, lambda each: f"{folder_of(each.path, 2)}/")),
        ("By symbol", largest_rows(references, lambda each: each.symbol or ONE_OF_SEVERAL)),
    ]


def _filtered(view: FileView) -> list[Sequence[str]]:
    """What the script filters a file by, in the order in which it expects the kinds."""
    difficulties = [applicability for applicability, _ in view.applicabilities]
    return [[view.category], difficulties, view.codes, view.symbols, [view.owner], [view.group_folder]]


def json_text(value: object) -> str:
    """JSON that may stand in a script of the page."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES)


def _asset(name: str) -> str:
    return (_PAGE / name).read_text(encoding="utf-8")


def _policy(style: str, *scripts: str) -> str:
    """Give a content security policy that allows these texts, by their hashes, and nothing else."""
    allowed = " ".join(map(_hash, scripts))
    return (
        f"default-src 'none'; style-src {_hash(style)}; script-src {allowed}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
