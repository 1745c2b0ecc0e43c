"""References that fail the gate, as SARIF 2.1.0 (OASIS), which code scanning services read.

GitHub's is the strictest of them: it wants names and help of each rule, a region with all four numbers, and a
fingerprint of its own name, and refuses a file whose run has too many results.
"""

import re
from urllib.parse import quote

from codemods import __version__
from codemods.cli.formats.check_result import (
    CheckResult,
    fingerprint,
    line_fingerprint,
    message_with_advice,
    why_unread,
)
from codemods.cli.formats.encode_json import encode_json
from codemods.plan.gate.remaining import Remaining
from codemods.values.finding import Finding
from codemods.values.plural import number_of
from codemods.values.printable import escaped
from codemods.values.reference import CODEMOD_PLACE

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_ROOT = "SRCROOT"

MOST_RESULTS = 25_000
"""Results of a run that GitHub takes; of one that has more it refuses the file."""

Json = dict[str, "Json"] | list["Json"] | str | int | bool
"""What the standard nests; its hundreds of optional properties make no good classes."""


def write(result: CheckResult) -> bytes:
    """Give one run: a rule for each deprecated symbol, a result for each reference.

    Files that could not be looked into are notifications of the run, and so is what is left out.
    """
    given, left_out = result.remaining[:MOST_RESULTS], result.remaining[MOST_RESULTS:]
    symbols = sorted({each.entry.reference.symbol: each.advice for each in given}.items())
    index = {symbol: number for number, (symbol, _) in enumerate(symbols)}
    places = (each.entry.reference for each in result.remaining)
    codemods = {each.symbol for each in places if each.kind == CODEMOD_PLACE}
    driver: Json = {
        "name": "repoint",
        "semanticVersion": __version__,
        "rules": [_rule(symbol, advice, symbol in codemods) for symbol, advice in symbols],
    }
    notes: list[Json] = [_notification(each, each in result.held_up) for each in result.unread]
    if left_out:
        text = f"{number_of(len(left_out), 'result')} left out: a service takes {MOST_RESULTS} of a run"
        notes.append({"level": "warning", "message": {"text": text}})
    run: Json = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {_ROOT: {"description": {"text": "The root of the tree that was checked."}}},
        "invocations": [{"executionSuccessful": not result.held_up, "toolExecutionNotifications": notes}],
        "results": [_result(each, index) for each in given],
    }
    return encode_json({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})


def _id(symbol: str) -> str:
    return escaped(symbol) or "deprecated"


def _rule(symbol: str, advice: str, is_codemod: bool) -> Json:
    short = f"{_id(symbol)} is deprecated" if symbol else "One of several deprecated symbols"
    if is_codemod:
        short, advice = f"The codemod {_id(symbol)} has something to change", "run it by `repoint apply`"
    todo = escaped(advice) or "see what the migration says about it"
    return {
        "id": _id(symbol),
        "name": _name(symbol),
        "shortDescription": {"text": f"{short}."},
        "fullDescription": {"text": f"{short}: {todo}."},
        "help": {
            "text": f"{todo}. `repoint diff` shows what can be moved by itself, and why the rest can't."
        },
        "defaultConfiguration": {"level": "error"},
    }


def _name(symbol: str) -> str:
    """A name in Pascal case, as the standard wants it beside an id that may look like anything."""
    words = re.findall(r"[A-Za-z0-9]+", symbol.partition(":")[2] or symbol)
    return "Deprecated" + ("".join(word[:1].upper() + word[1:] for word in words) or "Symbol")


def _result(each: Remaining, index: dict[str, int]) -> Json:
    reference = each.entry.reference
    return {
        "ruleId": _id(reference.symbol),
        "ruleIndex": index[reference.symbol],
        "level": "error",
        "message": {"text": escaped(message_with_advice(each))},
        "locations": [_location(reference.path, reference.line, reference.column, is_result=True)],
        "partialFingerprints": {
            "primaryLocationLineHash": line_fingerprint(each),
            "reference/v1": fingerprint(each),
        },
        "properties": {
            "kind": reference.kind,
            "category": escaped(each.entry.category),
            "difficulty": reference.applicability,
        },
    }


def _location(path: str, line: int, column: int, is_result: bool = False) -> Json:
    physical: dict[str, Json] = {
        "artifactLocation": {"uri": quote(path.encode("utf-8", "surrogateescape")), "uriBaseId": _ROOT}
    }
    if line or is_result:
        # Where a reference begins is known, and not where it ends: the region is its first character.
        start = max(column, 1)
        physical["region"] = {
            "startLine": max(line, 1),
            "startColumn": start,
            "endLine": max(line, 1),
            "endColumn": start + 1,
        }
    return {"physicalLocation": physical}


def _notification(finding: Finding, holds_up: bool) -> Json:
    return {
        "level": "error" if holds_up else "warning",
        "message": {"text": escaped(why_unread(finding))},
        "locations": [_location(finding.path, finding.line, finding.column)],
    }
