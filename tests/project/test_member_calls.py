"""Members of objects whose calls change: other arguments, expressions, nothing at all."""

import sys

import pytest

from codemods.values.plan import Plan
from tests.in_memory import TextTree, symbol

CLASS = "from kit import Client\n"
RULES = (
    symbol("kit:Client.send", signature="(dest, msg, timeout_s=None)", call="(dest, msg, timeout=timeout_s)"),
    symbol("kit:Client.deliver", "kit:Client.post")
    + '[symbol.arguments]\nrename = { retries = "attempts" }\n'
    + 'drop = ["legacy"]\nadd = { mode = "Mode.FAST" }\n'
    + 'imports = ["kit.modes:Mode"]\n',
    symbol("kit:Client.total", expression="self.total_of()"),
    symbol("kit:Client.pair", signature="(a, b=0)", expression="self.items((a, b))"),
    symbol("kit:Client.swap", signature="(a)", expression="swap_in(a, self)") + 'imports = ["kit:swap_in"]\n',
    symbol("kit:Client.again", signature="(a)", expression="self.again(wrapped(a))")
    + 'imports = ["kit:wrapped"]\n',
    symbol("kit:Client.warm") + "remove = true\n",
    symbol("kit:Client.fetch", "kit:Client.get", when="async", signature="(a)", call="await (a)"),
    symbol("kit:Client.fetch", "kit:Client.get", when="awaited"),
    symbol("kit:Client.fetch", manual="await it"),
)


def changed(code: str, before: str = CLASS) -> TextTree:
    """A tree with one function that takes a client."""
    body = "".join(f"    {line}\n" for line in code.splitlines())
    return TextTree({"app.py": f"{before}async def f(c: Client, x):\n{body}"}, *RULES, homes={})


def code_of(tree: TextTree) -> str:
    body = tree.after("app.py").partition("x):\n")[2]
    return "\n".join(line.removeprefix("    ") for line in body.splitlines())


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("c.send(1, 2, 3)", "c.send(1, 2, timeout=3)"),
        ("c.send(1, msg=2, timeout_s=x)", "c.send(1, msg=2, timeout=x)"),
        ("c.send(c.send(1, 2, 3), 2, c.total)", "c.send(c.send(1, 2, timeout=3), 2, timeout=c.total_of())"),
        ("c.deliver(1, retries=2, legacy=x)", "c.post(1, attempts=2, mode=Mode.FAST)"),
        ("c.deliver(1, mode=2)", "c.post(1, mode=2)"),
        ("c.total", "c.total_of()"),
        ("-c.total ** 2", "-c.total_of() ** 2"),
        ("c.total.real", "c.total_of().real"),
        ("c.pair(1)", "c.items((1, 0))"),
        ("(await c).total if x else Client().total", "(await c).total if x else Client().total_of()"),
        ("c.pair(c.pair(1, 2), b=c.total)", "c.items((c.items((1, 2)), c.total_of()))"),
        ("[c.total for _ in x]", "[c.total_of() for _ in x]"),
        ("c.swap(x)", "swap_in(x, c)"),
        ("c.warm()\nreturn x", "return x"),
        ("c.fetch(1)", "await c.get(1)"),
        ("await c.fetch(1)", "await c.get(1)"),
        ("c.fetch(1) + 1", "await c.get(1) + 1"),
    ],
)  # fmt: skip
def test_a_call_on_an_object_becomes_what_its_rule_says(before: str, after: str) -> None:
    tree = changed(before)
    assert code_of(tree) == after
    again = TextTree({"app.py": tree.after("app.py")}, *RULES, homes={})
    assert again.plan.files == ()


@pytest.mark.parametrize(
    ("code", "finding"),
    [
        ("c.send(*x)", "RP103"),
        ("c.deliver(1, **x)", "RP103"),
        ("c.deliver(1, legacy=x())", "RP102"),
        ("map(c.send, x)", "RP104"),
        ("Client().swap(x())", "RP102"),
        ("c.again(x)", "RP119"),
        ("y = c.warm()", "RP102"),
        ("def g(): c.fetch(1)", "RP101"),
        ("Client.send(c, 1, 2)", "RP119"),
        ("y = c.deliver", "RP104"),
        ("getattr(c, 'total')", "RP119"),
    ],
)
def test_a_call_that_would_not_be_the_same_stays(code: str, finding: str) -> None:
    tree = changed(code)
    assert code_of(tree) == code
    assert tree.codes() == [finding]


@pytest.mark.parametrize(
    "code",
    [
        "c.send(1, 2)",
        "c.send(1, 2, timeout=3)",
        "x.send(1, 2)",
        "x.send(1, 2, timeout=3)",
        "c.send",
        "x.send",
    ],
)
def test_what_has_the_new_form_is_settled(code: str) -> None:
    tree = changed(code)
    assert (code_of(tree), tree.codes(), tree.plan.references) == (code, [], ())


def test_an_unknown_object_is_a_finding_where_its_call_would_change() -> None:
    assert changed("x.send(1, 2, 3)").codes() == ["RP118"]


def test_an_import_comes_in_beside_the_first_one_and_is_not_hidden() -> None:
    assert changed("c.deliver(1)").after("app.py").startswith(f"{CLASS}from kit.modes import Mode\n")
    hidden = changed("Mode = x\nc.deliver(1)")
    assert (hidden.plan.files, hidden.codes()) == ((), ["RP107"])
    text = "import kit\ndef f(c: kit.Client, swap_in): c.swap(1)\ndef g(kit): ...\n"
    nothing = TextTree({"app.py": text}, *RULES, homes={})
    assert (nothing.plan.files, nothing.codes()) == ((), ["RP107"])
    free = TextTree({"app.py": text.replace("g(kit)", "g()")}, *RULES, homes={})
    assert "c: kit.Client, swap_in): kit.swap_in(1, c)" in free.after("app.py")


def overriding(parameters: str, code: str) -> Plan:
    own = f"class Own(Client):\n    def send({parameters}): ...\nclass Other(Client): ...\n"
    return changed(code, CLASS + own).plan


def test_calls_stay_where_a_class_of_the_tree_takes_the_arguments() -> None:
    plan = overriding("self, dest, msg, timeout_s=None", "Own().send(1, 2, 3)\nc.send(1, 2, 3)")
    assert plan.files == ()
    assert [each.code for each in plan.findings] == ["RP119"] * 3
    plan = overriding("self, dest, msg, timeout_s=None", "Other().send(1, 2, 3)")
    assert [each.references for each in plan.files] == [1]


def test_an_override_that_takes_nothing_that_changes_is_settled() -> None:
    assert overriding("self, dest, msg, timeout=None", "c.send(1, 2)").findings == ()


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="PEP 701")
def test_a_call_in_an_f_string_stays_where_its_place_is_not_told() -> None:
    tree = changed('print(f"{c.send(1, 2, 3)} {c.total}")')
    assert tree.plan.files == ()
    assert set(tree.codes()) == {"RP114", "RP119"}


def test_comments_and_lines_of_a_call_stay() -> None:
    text = "c.deliver(\n    1,  # to\n    retries=x,\n    legacy=2,\n)"
    assert code_of(changed(text)) == "c.post(\n    1,  # to\n    attempts=x,\n    mode=Mode.FAST,\n)"


def test_a_limited_file_keeps_its_calls() -> None:
    tree = changed("c.send(1, 2, 3)  # repoint: ignore")
    assert "send(1, 2, 3)" in tree.after("app.py") or tree.codes() == []
