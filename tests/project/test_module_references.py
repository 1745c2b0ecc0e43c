"""What leads to a deprecated symbol through a module: the module's import, or its own binding of the name."""

from tests.in_memory import MAKE, TextTree, symbol
from tests.project.decisions import brought, codes, decided

USER = "from acme.old import make\ndef f():\n    return make()\n"


def test_each_module_on_the_way_is_decided_by_itself() -> None:
    text = "import acme.old, acme.far\nacme.old.make()\nacme.far.make()\n"
    decision = decided(text, MAKE, symbol("acme.far:make", "acme.low:build"))
    assert brought(decision) == ["acme.new:", "acme.low:"]
    assert [change.parts for change in decision.uses] == [("acme", "new", "build"), ("acme", "low", "build")]


def test_a_name_that_may_mean_two_modules_stays() -> None:
    text = "if x:\n    from acme import old\nelse:\n    from other import old\nold.make()\n"
    decision = decided(text)
    assert (decision.aliases, decision.uses) == ((), ())
    assert codes(decision) == ["RP106"]


def test_what_is_read_through_a_module_that_hands_it_on_follows_its_binding() -> None:
    tree = TextTree({"user.py": USER, "app.py": "import user\nuser.make()\n"})
    assert tree.after("app.py") == "import user\nuser.build()\n"
    kept = TextTree({"user.py": USER + "make = 1\n", "app.py": "import user\nuser.make()\n"})
    assert kept.after("app.py") == "import user\nuser.make()\n"


def test_what_a_test_replaces_is_read_as_replaced_whatever_its_call() -> None:
    rule = symbol("acme.old:make", "acme.new:build", signature="(user)", call="(user)")
    text = "import user\npatch.object(user, 'make')\nuser.make(*a)\n"
    files = {"user.py": "from acme.old import make\ndef f(): make(1)\n", "test_app.py": text}
    assert TextTree(files, rule).after("test_app.py") == text.replace("make", "build")


def test_a_declaration_follows_an_import_that_goes() -> None:
    text = "def f():\n    global old\n    from acme import old\n    old.make()\n"
    assert "global new\n    from acme import new\n" in TextTree({"app.py": text}).after("app.py")
