"""`from old_module import *` under a module rule."""

from tests.in_memory import TextTree, module
from tests.project.decisions import brought, codes

RULE = module("acme.old", "acme.new")


def test_it_moves_where_nothing_gets_lost() -> None:
    planner = TextTree(
        {"acme/old.py": "a = 1", "acme/new.py": "a = b = 1", "app.py": "from acme.old import *\n"},
        RULE,
    ).planner
    planner.plan(["app.py"])
    assert brought(planner.decided.decisions["app.py"]) == ["acme.new:*"]


def test_it_stays_where_something_would() -> None:
    planner = TextTree(
        {"acme/old.py": "a = b = 1", "acme/new.py": "a = 1", "app.py": "from acme.old import *\n"},
        RULE,
    ).planner
    planner.plan(["app.py"])
    assert brought(planner.decided.decisions["app.py"]) == []
    assert codes(planner.decided.decisions["app.py"]) == ["RP104"]
