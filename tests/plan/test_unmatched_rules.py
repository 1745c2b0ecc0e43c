"""Rules that match nothing are told apart from those whose work is done."""

import pytest

from codemods.plan.unmatched_rules import unmatched_rules
from codemods.tree.open_tree import FolderTree
from codemods.tree.overlay_tree import OverlayTree
from tests.in_memory import TextTree, module, symbol

LIB = {"lib/__init__.py": "", "lib/core.py": "def send(): ...\n", "lib/bus.py": "def dispatch(): ...\n"}


def said(*tables: str, **files: str) -> list[str]:
    """What is said of a migration's rules over a library of two modules and more files."""
    tree = TextTree({**LIB, **{f"{name}.py": text for name, text in files.items()}}, *tables)
    plan, searched = tree.plan, OverlayTree(FolderTree("/", ()), tree.files)
    return list(unmatched_rules(searched, tree.program, plan.references, plan.findings))


WRONG = {
    "a mistyped name": (
        symbol("lib.core:sned", "lib.bus:dispatch"),
        "symbol[1]: `lib.core` binds no `sned`; did you mean `send`?",
    ),
    "a name like no other": (
        symbol("lib.core:total", "lib.bus:dispatch"),
        "symbol[1]: `lib.core` binds no `total`",
    ),
    "a mistyped module": (
        symbol("lib.croe:send", "lib.bus:dispatch"),
        'symbol[1]: nothing in the tree has to do with "lib.croe:send"; did you mean `lib.core`?',
    ),
    "a library that nobody uses": (
        symbol("numpy:trapz", "numpy:trapezoid"),
        'symbol[1]: nothing in the tree has to do with "numpy:trapz"',
    ),
    "a mistyped [[module]]": (
        module("lib.cor", "lib.bus"),
        'module[1]: nothing in the tree has to do with "lib.cor"; did you mean `lib.core`?',
    ),
}


@pytest.mark.parametrize(("table", "message"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_said(table: str, message: str) -> None:
    assert said(table) == [message]


def test_one_mistake_is_said_once() -> None:
    uses = [symbol("lib.croe:send", "lib.bus:dispatch", when=when) for when in ("called", "value")]
    chain = symbol("lib.start:go", "lib.croe:send")
    assert said(chain, *uses) == [
        'symbol[1]: nothing in the tree has to do with "lib.start:go"',
        'symbol[2], symbol[3]: nothing in the tree has to do with "lib.croe:send"; did you mean `lib.core`?',
    ]


@pytest.mark.parametrize(
    "table",
    [
        symbol("lib.core:send", "lib.bus:dispatch"),
        symbol("lib.core:gone", "lib.bus:dispatch"),
        symbol("numpy:trapz", "numpy:trapezoid"),
        symbol("numpy:trapz", manual="do without"),
        symbol("lib.core:gone", "lib.bus:dispatch") + '[retire]\nsymbols = ["lib.core:gone"]\n',
        module("lib.gone", "lib.bus"),
        module("lib.core", "lib.bus"),
    ],
)
def test_nothing_is_said_where_the_work_is_done_or_to_do(table: str) -> None:
    app = "from lib.bus import dispatch\nfrom numpy import trapezoid\nfrom lib import bus\n"
    assert said(table, app=app) == []
