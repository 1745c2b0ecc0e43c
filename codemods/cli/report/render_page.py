"""The page itself: one file with everything in it, and a policy that lets it load nothing."""

import json
from base64 import b64encode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from codemods import __version__
from codemods.cli.report.burn_down import burn_down
from codemods.cli.report.file_views import FileView, file_views, ordered
from codemods.cli.report.finding_groups import groups
from codemods.cli.report.html_text import plain
from codemods.cli.report.reference_counts import ReferenceCount, count, counts_by, folder
from codemods.values.history import History
from codemods.values.plan import Plan

_PAGE = Path(__file__).with_name("page")
_ESCAPES = {each: f"\\u{each:04x}" for each in map(ord, "<>&\u2028\u2029")}
"""What would end a script, or a line of one, early."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What a report is made of."""

    title: str
    """The tree's name."""
    commit: str
    """What is checked out; empty outside a repository."""
    plan: Plan
    patches: Mapping[str, bytes]
    sources: Mapping[str, bytes]
    """The bytes of files that the plan does not change, where they have references or findings."""
    category: Callable[[str], str]
    history: History | None = None


def page(contents: Contents) -> bytes:
    """The whole page, always the same for the same contents."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(_PAGE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["number"] = lambda number: f"{number:,}"
    environment.filters["plural"] = plural
    environment.globals["policy"] = _policy
    plan = contents.plan
    files = file_views(plan, contents.patches, contents.sources, contents.category)
    found = groups(plan.findings, dict(zip(_paths(plan), files, strict=True)))
    text = environment.get_template("page.html").render(
        version=__version__,
        title=plain(contents.title),
        commit=contents.commit,
        migration=plain(plan.migration),
        total=count("everything", plan.references),
        counts=_counts(contents),
        files=files,
        changed=[view for view in files if view.changed],
        ripples=sum(len(group.paths) > 1 for group in plan.groups),
        findings=found,
        categories=_filters(files),
        history=contents.history,
        chart=burn_down(contents.history) if contents.history else None,
        index=_data(
            [[view.anchor, view.category, _applicabilities(view), view.codes, view.search] for view in files]
        ),
        style=_asset("style.css"),
        early=_asset("early.js"),
        script=_asset("script.js"),
    )
    return text.encode("utf-8")


def _paths(plan: Plan) -> list[str]:
    held = (plan.files, plan.references, plan.findings)
    return ordered({each.path for values in held for each in values})


def _counts(contents: Contents) -> list[tuple[str, list[ReferenceCount]]]:
    references = contents.plan.references
    return [
        ("By category", counts_by(lambda each: contents.category(each.path), references)),
        ("By folder", counts_by(lambda each: folder(each.path), references)),
        ("By symbol", counts_by(lambda each: each.symbol or "one of several", references)),
    ]


def _filters(files: Sequence[FileView]) -> list[tuple[str, int]]:
    names = sorted({view.category for view in files})
    return [(name, sum(view.category == name for view in files)) for name in names]


def _applicabilities(view: FileView) -> list[str]:
    return [applicability for applicability, _ in view.applicabilities]


def plural(number: int, noun: str) -> str:
    """A number of things, in words."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _data(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES)


def _asset(name: str) -> str:
    return (_PAGE / name).read_text(encoding="utf-8")


def _policy(style: str, *scripts: str) -> str:
    """A content security policy that allows these very texts and nothing else."""
    allowed = " ".join(map(_hash, scripts))
    return (
        f"default-src 'none'; style-src {_hash(style)}; script-src {allowed}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
