"""References that fail the gate, as SARIF 2.1.0 (OASIS), which code scanning services read."""

from urllib.parse import quote

from codemods import __version__
from codemods.cli.formats.check_result import CheckResult, fingerprint, message_with_advice
from codemods.cli.formats.encode_json import encode_json
from codemods.plan.gate.remaining import Remaining
from codemods.values.finding import Finding
from codemods.values.printable import escaped

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_ROOT = "SRCROOT"

Json = dict[str, "Json"] | list["Json"] | str | int | bool
"""What the standard nests; its hundreds of optional properties make no good classes."""


def write(result: CheckResult) -> bytes:
    """Give one run: a rule for each deprecated symbol, a result for each reference.

    Files that could not be looked into are notifications of the run.
    """
    symbols = sorted({each.entry.reference.symbol: each.advice for each in result.remaining}.items())
    index = {symbol: number for number, (symbol, _) in enumerate(symbols)}
    driver: Json = {
        "name": "repoint",
        "semanticVersion": __version__,
        "rules": [_rule(symbol, advice) for symbol, advice in symbols],
    }
    notes: list[Json] = [_notification(each) for each in result.unread]
    run: Json = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {_ROOT: {"description": {"text": "The root of the tree that was checked."}}},
        "invocations": [{"executionSuccessful": True, "toolExecutionNotifications": notes}],
        "results": [_result(each, index) for each in result.remaining],
    }
    return encode_json({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})


def _id(symbol: str) -> str:
    return escaped(symbol) or "deprecated"


def _rule(symbol: str, advice: str) -> Json:
    rule: dict[str, Json] = {
        "id": _id(symbol),
        "shortDescription": {"text": f"{_id(symbol)} is deprecated" if symbol else "This is deprecated"},
        "defaultConfiguration": {"level": "error"},
    }
    if advice:
        rule["help"] = {"text": escaped(advice)}
    return rule


def _result(each: Remaining, index: dict[str, int]) -> Json:
    reference = each.entry.reference
    return {
        "ruleId": _id(reference.symbol),
        "ruleIndex": index[reference.symbol],
        "level": "error",
        "message": {"text": escaped(message_with_advice(each))},
        "locations": [_location(reference.path, reference.line, reference.column)],
        "partialFingerprints": {"reference/v1": fingerprint(each)},
        "properties": {
            "kind": reference.kind,
            "category": escaped(each.entry.category),
            "difficulty": reference.applicability,
        },
    }


def _location(path: str, line: int, column: int) -> Json:
    physical: dict[str, Json] = {
        "artifactLocation": {"uri": quote(path.encode("utf-8", "surrogateescape")), "uriBaseId": _ROOT}
    }
    if line:
        physical["region"] = {"startLine": line, "startColumn": max(column, 1)}
    return {"physicalLocation": physical}


def _notification(finding: Finding) -> Json:
    return {
        "level": "warning",
        "message": {"text": escaped(f"could not be looked into: {finding.message} ({finding.code})")},
        "locations": [_location(finding.path, finding.line, finding.column)],
    }
