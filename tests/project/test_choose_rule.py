"""Which rule a use follows: `when`, the first that fits, fallbacks, and what a test looks at."""

import pytest

from codemods.project.choose_rule import RuleChoice, RuleChooser, is_test
from codemods.project.resolve_local_names import local_names_of
from codemods.semantic.access import Unplaced
from codemods.values.rejection import Rejection
from tests.in_memory import TextTree, module, symbol

HOMES = {"acme/old.py": "def make(): ...", "acme/new.py": "wait = soon = now = it = None\ndef make(a): ..."}


def when(leaf: str, *words: str) -> str:
    """Rules that send some kinds of use to a name of the new module."""
    return "\n".join(symbol("acme.old:make", f"acme.new:{leaf}", when=word) for word in words)


def verdicts(
    text: str, *tables: str, path: str = "app.py", unplaced: Unplaced | None = None
) -> list[RuleChoice | Rejection]:
    """What is chosen for each use of `make`, in the order of the source."""
    tree = TextTree({path: f"from acme.old import make\n{text}", **HOMES}, *tables)
    chooser = RuleChooser(tree.project, tree.definitions, path)
    (group,) = local_names_of(tree.project, tree.table(path))
    return [chooser.for_use(each.resolutions, each.use.usage_at(each.attrs), unplaced) for each in group.uses]


def chosen(text: str, *tables: str, path: str = "app.py", unplaced: Unplaced | None = None) -> list[str]:
    """The new name, or the code of the refusal, for each use."""
    made = verdicts(text, *tables, path=path, unplaced=unplaced)
    return [each.new.leaf if isinstance(each, RuleChoice) else each.code for each in made]


BY_USE = when("wait", "awaited"), when("soon", "async"), when("now", "called"), when("it", "value")
AWAITED = "async def f():\n    await make()"
ASYNC = "async def f():\n    make()"
USES = {
    "an awaited call": (AWAITED, "wait"),
    "a gathered call": ("async def f():\n    await gather(make())", "wait"),
    "a call in an async def": (ASYNC, "soon"),
    "a call in a def": ("def f():\n    make()", "now"),
    "a call in a def in an async def": ("async def f():\n    def g():\n        make()", "now"),
    "a call in the module": ("make()", "now"),
    "a call in a lambda": ("async def f():\n    lambda: make()", "now"),
    "a value": ("x = make", "it"),
    "an argument": ("f(make)", "it"),
    "a decorator": ("@make\ndef f(): ...", "it"),
    "an attribute": ("make.tag", "it"),
    "an attribute's call": ("make.tag()", "it"),
}


@pytest.mark.parametrize(("text", "leaf"), USES.values(), ids=USES)
def test_each_kind_of_use_has_its_rule(text: str, leaf: str) -> None:
    assert chosen(text, *BY_USE) == [leaf]


@pytest.mark.parametrize(("text", "leaf"), USES.values(), ids=USES)
def test_a_rule_without_when_takes_every_use(text: str, leaf: str) -> None:
    assert chosen(text, symbol("acme.old:make", "acme.new:any")) == ["any"]


@pytest.mark.parametrize(
    ("text", "rules", "leaf"),
    [
        pytest.param(ASYNC, [when("now", "called")], "now", id="`called` takes calls in an async def"),
        pytest.param(AWAITED, [when("now", "called")], "now", id="`called` takes awaited calls"),
        pytest.param(
            ASYNC, [when("now", "called"), when("soon", "async")], "soon",
            id="unless a later rule names them",
        ),
        pytest.param("x = make", [when("now", "called")], "RP104", id="`called` takes no value"),
        pytest.param("make()", [when("it", "value")], "RP104", id="`value` takes no call"),
        pytest.param("make()", [when("wait", "awaited")], "RP104", id="`awaited` takes no plain call"),
        pytest.param(ASYNC, [when("wait", "awaited")], "RP104", id="`awaited` takes no call without await"),
        pytest.param(AWAITED, [when("soon", "async")], "RP104", id="`async` takes no awaited call"),
        pytest.param(
            AWAITED, [when("wait", "awaited"), symbol("acme.old:make", "acme.new:any")], "wait",
            id="the first that fits wins",
        ),
        pytest.param(
            "make()", [when("wait", "awaited"), symbol("acme.old:make", "acme.new:any")], "any",
            id="a rule without `when` takes the rest",
        ),
        pytest.param("make()", [symbol("acme.old:make", manual="by hand")], "RP101", id="a manual rule"),
        pytest.param(
            "make()",
            [when("it", "value"), symbol("acme.old:make", manual="by hand", when="called")],
            "RP101",
            id="a manual rule for calls",
        ),
    ],
)  # fmt: skip
def test_rules_compete(text: str, rules: list[str], leaf: str) -> None:
    assert chosen(text, *rules) == [leaf]


def test_uses_of_one_file_part_ways() -> None:
    text = f"{AWAITED}\nmake()\nx = make"
    assert chosen(text, *BY_USE) == ["wait", "now", "it"]


def test_a_refusal_says_how_the_name_is_used() -> None:
    (refusal,) = verdicts("x = make", when("now", "called"))
    assert isinstance(refusal, Rejection)
    assert "(a use as a value)" in refusal.message


INSERTED = symbol("acme.old:make", "acme.new:wait", when="async", signature="(a=None)", call="await (a)")


def test_a_rule_inserts_await_where_it_can_stand() -> None:
    (choice,) = verdicts(ASYNC, INSERTED)
    assert isinstance(choice, RuleChoice)
    assert choice.awaits
    assert choice.adapts
    assert chosen("make()", INSERTED) == ["RP104"]
    assert chosen(AWAITED, INSERTED) == ["RP104"]


CALL = symbol("acme.old:make", "acme.new:make", signature="(a, b=None)", call="(a)")


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        pytest.param("make(1)", "make", id="a call that fits"),
        pytest.param("make(1, b=1)", "RP102", id="an argument without a place"),
        pytest.param("make(1, c=1)", "RP102", id="an unknown argument"),
        pytest.param("make(*x)", "RP103", id="a star"),
        pytest.param("x = make", "RP104", id="a value whose callers may pass more"),
        pytest.param("assert callable(make)", "make", id="a value that nobody calls"),
    ],
)
def test_arguments_decide_too(text: str, verdict: str) -> None:
    assert chosen(text, CALL) == [verdict]


def test_a_value_whose_callers_would_pass_other_arguments_stays() -> None:
    swap = symbol("acme.old:make", "acme.new:make", signature="(a, b)", call="(b, a)")
    assert chosen("x = make\nmake(1, 2)", swap) == ["RP104", "make"]


def test_a_keyword_stays_where_the_new_definition_takes_it() -> None:
    (choice,) = verdicts("make(a=1)", CALL)
    assert isinstance(choice, RuleChoice)
    assert not choice.adapts


MOVED = symbol("acme.old:make", "acme.new:make")
LOOKS = {
    "a docstring": "make.__doc__",
    "isinstance": "isinstance(make, x)",
    "hasattr": "hasattr(make, 'x')",
    "inspect": "inspect.signature(make)",
    "pytest.raises": "def f():\n    with raises(E):\n        make()",
    "assertRaises": "self.assertRaises(E, make)",
    "iscoroutinefunction": "asyncio.iscoroutinefunction(make)",
}


@pytest.mark.parametrize("text", LOOKS.values(), ids=LOOKS)
def test_a_test_that_looks_at_the_object_keeps_it(text: str) -> None:
    rename = symbol("acme.old:make", "acme.new:now")
    assert chosen(text, rename, path="tests/test_app.py") == ["RP105"]
    assert chosen(text, rename, path="app.py") == ["now"]
    assert chosen(text, MOVED, path="tests/test_app.py") == ["make"]


@pytest.mark.parametrize(
    "text",
    [
        "isinstance(x, make)",
        "raises(make)",
        "def f():\n    with raises(E):\n        f(make())",
        "f(getattr(x, make))",
    ],
)
def test_a_test_that_only_has_it_somewhere_inside_follows(text: str) -> None:
    rename = symbol("acme.old:make", "acme.new:now")
    assert chosen(text, rename, path="tests/test_app.py") == ["now"]


def test_a_test_that_looks_at_a_call_that_changes_keeps_it() -> None:
    text = "def f():\n    with raises(E):\n        make(1)"
    assert chosen(text, CALL, path="test_app.py") == ["RP105"]


def test_a_test_that_only_uses_the_object_follows() -> None:
    assert chosen("make()\nx = make", symbol("acme.old:make", "acme.new:now"), path="test_app.py") == [
        "now",
        "now",
    ]


def test_a_use_whose_place_is_not_known_stays() -> None:
    assert chosen("make()", MOVED, unplaced=Unplaced.IN_FSTRING) == ["RP114"]


@pytest.mark.parametrize(
    ("path", "verdict"),
    [
        ("app.py", False),
        ("contest/latest.py", False),
        ("testing_tools.py", False),
        ("test_app.py", True),
        ("app_test.py", True),
        ("pkg/conftest.py", True),
        ("pkg/tests/data.py", True),
        ("Test/data.py", True),
        ("testing/data.py", True),
    ],
)
def test_files_of_tests_are_known_by_their_names(path: str, verdict: bool) -> None:
    assert is_test(path) is verdict


@pytest.mark.parametrize(
    ("tables", "verdict"),
    [
        pytest.param([MOVED], "make", id="its rule"),
        pytest.param([when("now", "called"), when("it", "value")], "it", id="the rule for values"),
        pytest.param([when("wait", "awaited"), when("now", "called")], "wait", id="else the first"),
        pytest.param(
            [when("wait", "awaited"), symbol("acme.old:make", manual="no")], "wait", id="not manual"
        ),
        pytest.param([symbol("acme.old:make", manual="no")], "RP101", id="unless there is no other"),
        pytest.param([module("acme.old", "acme.new")], "make", id="its module's rule"),
        pytest.param([module("acme.old", "acme.void")], "RP104", id="not into a module without it"),
    ],
)
def test_an_import_that_nothing_uses_follows(tables: list[str], verdict: str) -> None:
    tree = TextTree({"acme/void.py": "", **HOMES}, *tables)
    resolved = tree.project.resolve(("acme", "old", "make"), "app.py")
    assert resolved is not None
    assert resolved.symbol is not None
    made = RuleChooser(tree.project, tree.definitions, "app.py").for_import(resolved.symbol)
    assert (made.new.leaf if isinstance(made, RuleChoice) else made.code) == verdict


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        pytest.param("try:\n    from acme.old import make\nexcept E:\n    from acme.old import other as make",
                     "RP106", id="two symbols with two successors"),
        pytest.param("try:\n    from acme.old import make\nexcept E:\n    from acme.old import same as make",
                     "now", id="two symbols with one successor"),
        pytest.param("from m import make", "RP106", id="a re-export that binds something else too"),
    ],
)  # fmt: skip
def test_a_name_with_several_meanings(text: str, verdict: str) -> None:
    tables = [
        symbol("acme.old:make", "acme.new:now"),
        symbol("acme.old:same", "acme.new:now"),
        symbol("acme.old:other", "acme.new:it"),
    ]
    files = {"m.py": "from acme.old import make\nmake = None", "app.py": f"{text}\nmake()", **HOMES}
    files["acme/old.py"] += "same = other = make\n"
    tree = TextTree(files, *tables)
    (group,) = local_names_of(tree.project, tree.table("app.py"))
    chooser = RuleChooser(tree.project, tree.definitions, "app.py")
    made = chooser.for_use(group.uses[0].resolutions, group.uses[0].use.usage)
    assert (made.new.leaf if isinstance(made, RuleChoice) else made.code) == verdict
