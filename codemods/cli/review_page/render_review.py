"""Renders the review's page: that of the report, with decisions."""

import re
from base64 import b64encode
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import msgspec

from codemods.cli.formats.unified_diff import unified_diffs
from codemods.cli.report.html_text import visible_text
from codemods.cli.report.render_page import (
    ReportContents,
    json_text,
    page_environment,
    page_paths,
    page_values,
)
from codemods.cli.review_page.page_review import PageReview
from codemods.cli.review_page.page_state import PageState
from codemods.plan.codeowners import owner_key
from codemods.plan.gate.replacement import replacement_advice
from codemods.tree.codeowners_file import read_owners
from codemods.tree.decoding import try_read_source
from codemods.values.category import category_key
from codemods.values.plan import Plan
from codemods.values.rules import Migration

_PAGE = Path(__file__).with_name("page")
_SCRIPTS = ("decided.js", "turns.js", "review.js")
"""In the order in which they run: each uses those before it."""
_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)
_STATE = b'<script type="application/json" id="state">{}</script>'
Reason = tuple[int, str, str, str]
"""Why a place changes: its line, its kind, what it resolved to, and what the rule says."""


@dataclass(frozen=True, slots=True)
class RenderedPage:
    """The page of one plan. It takes a second in a large tree, and the decisions are put in afterwards."""

    serial: int
    head: bytes
    """What stands before the decisions."""
    tail: bytes
    policy: str
    """The content security policy, which allows the page's own texts by their hashes."""

    def with_state(self, state: PageState) -> bytes:
        """The page with the decisions as they are."""
        return self.head + json_text(msgspec.to_builtins(state)).encode() + self.tail


def render_review(review: PageReview, token: str) -> RenderedPage:
    """Render the page of a review's newest plan."""
    plan, job = review.plan, review.job
    repository = review.tree.repository
    owners = read_owners(repository.top if repository is not None else review.root)
    contents = ReportContents(
        title=review.root.name,
        commit=repository.head if repository is not None else "",
        plan=plan,
        patches=unified_diffs(plan.files),
        sources=_sources(review, plan),
        category=category_key(job.migration.categories),
        owner=owner_key(owners) if owners is not None else None,
    )
    values = page_values(contents)
    values |= {
        "decides": True,
        "whys": _reasons(plan, job.migration),
        "shortcuts": _KEYS,
        "token": token,
        "repository": repository is not None,
        "slug": re.sub(r"[^\w.-]+", "-", plan.migration).strip(".-") or "migration",
        "state": "{}",
        "review_style": (_PAGE / "review.css").read_text("utf-8"),
        "review_scripts": [(_PAGE / name).read_text("utf-8") for name in _SCRIPTS],
    }
    text = page_environment(_PAGE).get_template("review.html").render(values)
    scripts = " ".join(map(_hash, _SCRIPT.findall(text)))
    styles = " ".join(map(_hash, _STYLE.findall(text)))
    policy = (
        f"default-src 'none'; script-src {scripts}; style-src {styles}; connect-src 'self'; img-src data:; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
    head, _, tail = text.encode("utf-8").rpartition(_STATE)
    begin, end = _STATE.split(b"{}")
    return RenderedPage(review.serial, head + begin, end + tail, policy)


def shown_anchors(plan: Plan) -> dict[str, str]:
    """The anchors of the page's files, by path."""
    return {path: f"f{number}" for number, path in enumerate(page_paths(plan), 1)}


def _reasons(plan: Plan, migration: Migration) -> dict[str, list[Reason]]:
    """For each file, by anchor, why each of its references is one, and what becomes of it."""
    found: dict[str, list[Reason]] = {anchor: [] for anchor in shown_anchors(plan).values()}
    places = shown_anchors(plan)
    for each in plan.references:
        symbol = each.symbol or "one of several deprecated symbols"
        advice = replacement_advice(migration, each.symbol) if each.symbol else ""
        reason = (each.line, visible_text(each.kind), visible_text(symbol), visible_text(advice))
        found[places[each.path]].append(reason)
    return found


def _sources(review: PageReview, plan: Plan) -> dict[str, bytes]:
    """The bytes of unchanged files that hold references or findings, where they can be read."""
    shown = {each.path for each in plan.references} | {each.path for each in plan.findings}
    shown -= {each.path for each in plan.files}
    sources = ((path, try_read_source(review.job.tree, path)) for path in sorted(shown))
    return {path: source.to_file(source.file_text) for path, source in sources if source is not None}


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


_KEYS = (
    ("j k", "next, previous file"),
    ("[ ]", "previous, next change"),
    ("y", "take the file"),
    ("n", "leave the file, and what lands with it"),
    ("Y", "take the file, and all that lands with it"),
    ("a", "take it and all later files that are shown"),
    ("d", "leave it and all later files that are shown"),
    ("s", "decide by change"),
    ("e", "edit the new text"),
    ("u", "forget what was decided"),
    ("U", "forget it for all that lands with the file, too"),
    ("w", "apply what is taken; asks first"),
    ("/", "search"),
    ("x", "fold or unfold the file"),
    ("f", "files and filters"),
    ("t", "light or dark"),
    ("g", "to the top"),
    ("?", "this list"),
    ("Esc", "close; clear the search"),
)
