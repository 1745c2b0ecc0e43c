"""The JSON is what docs/json.md promises, field by field."""

import base64
import json
import re
from pathlib import Path

from codemods import __version__
from codemods.apply.apply_plan import ApplyResult
from codemods.cli.formats.encode_json import encode_json
from codemods.cli.formats.plan_json import (
    CommitEntry,
    PlanDocument,
    apply_document,
    diff_document,
    series_document,
)
from codemods.cli.formats.unified_diff import unified_diff, unified_diffs
from codemods.values.batch import Batch
from codemods.values.finding import Finding
from codemods.values.plan import FileChange, Plan, RippleGroup
from codemods.values.reference import Applicability, Reference
from tests.cli.formats.json_fields import json_fields

PAGE = (Path(__file__).parents[3] / "docs" / "json.md").read_text("utf-8")
MISMATCH = Finding(
    "shop/till.py",
    12,
    9,
    "RP102",
    "`user_id` has no place in the new call",
    "Change the call by hand.",
    "shop.factory:create_basket",
)
PLAN = Plan(
    "baskets",
    (FileChange("shop/cart.py", b"old\n", b"new\n", (), 1),),
    (MISMATCH,),
    references=(
        Reference("shop/cart.py", 1, 1, "import", "shop.factory:create_basket", Applicability.AUTOMATIC),
        Reference("shop/till.py", 12, 9, "call", "shop.factory:create_basket", Applicability.MANUAL),
    ),
    groups=(RippleGroup("shop/cart.py", ("shop/cart.py",)),),
    candidates=2,
)


def test_the_page_describes_every_field_and_no_other() -> None:
    described = re.findall(r"^\| `([^`]+)` \|", PAGE, re.MULTILINE)
    assert described == [name.replace("patch[].", "patch.") for name in json_fields(PlanDocument)]


def test_the_example_on_the_page_is_what_comes_out() -> None:
    (example,) = re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)
    said = encode_json(diff_document(PLAN, unified_diffs(PLAN.files))).decode()
    assert said == example.replace('"0.1.0"', f'"{__version__}"')


def test_applied_files_say_what_became_of_them() -> None:
    names = ("left.py", "staged.py", "written.py")
    plan = Plan("m", tuple(FileChange(name, b"old\n", b"new\n", (), 1) for name in names), ())
    left = Finding("left.py", 0, 0, "RP008", "m")
    result = ApplyResult(("staged.py", "written.py"), ("staged.py",), (left,), 7)
    document = apply_document(plan, unified_diffs(plan.files), result)
    assert [(file.path, file.state, file.patch) for file in document.files] == [
        ("left.py", "left", None),
        ("staged.py", "staged", None),
        ("written.py", "written", None),
    ]
    assert document.summary.findings == {"RP008": 1}
    assert document.apply == 7


def test_committed_files_come_with_their_commits() -> None:
    document = series_document(
        PLAN, unified_diffs(PLAN.files), [("abc", Batch("shop", ("shop/cart.py",)))], "b", 3
    )
    assert [(file.path, file.state) for file in document.files] == [("shop/cart.py", "committed")]
    assert (document.apply, document.branch) == (3, "b")
    assert document.commits == [CommitEntry("abc", "shop", ["shop/cart.py"])]


def test_findings_are_ordered_by_place_whatever_the_order_they_came_in() -> None:
    findings = tuple(Finding(path, 1, 1, "RP101", "m") for path in ("b.py", "a.py"))
    document = diff_document(Plan("m", (), findings), {})
    assert [finding.path for finding in document.findings] == ["a.py", "b.py"]


def test_a_patch_that_is_no_utf8_comes_in_base64() -> None:
    change = FileChange("a.py", b"'\xe9'\n", b"'\xe8'\n", (), 1)
    (file,) = json.loads(encode_json(diff_document(Plan("m", (change,), ()), unified_diffs([change]))))[
        "files"
    ]
    assert file["patch"]["encoding"] == "base64"
    assert base64.b64decode(file["patch"]["text"]) == unified_diff(change)


def test_a_path_that_is_no_utf8_is_escaped() -> None:
    change = FileChange("\udce9.py", b"a\n", b"b\n", (), 1)
    finding = Finding("\udce9.py", 1, 1, "RP101", "m")
    document = json.loads(
        encode_json(diff_document(Plan("m", (change,), (finding,)), unified_diffs([change])))
    )
    assert document["files"][0]["path"] == document["findings"][0]["path"] == "\\xe9.py"
