"""Rules for calls whose parameters changed."""

from pathlib import Path
from typing import Any

import pytest

from tests.two_versions import derived

BODY = """
    seen = [width for each in text.splitlines() if len(each) > width]
    return {"seen": seen, "width": width, "more": more}
"""


def rules_of(
    tmp_path: Path, old: str, new: str, body: str = BODY, new_body: str = BODY
) -> list[dict[str, Any]]:
    return derived(
        tmp_path, {"shop/core.py": f"def count{old}:{body}"}, {"shop/core.py": f"def count{new}:{new_body}"}
    )


def test_a_parameter_with_another_name_is_shown_by_the_code(tmp_path: Path) -> None:
    body = BODY.replace("width", "size")
    rules = rules_of(tmp_path, "(text, width=3, more=None)", "(text, size=3, more=None)", new_body=body)
    assert rules == [{"old": "shop.core:count", "arguments": {"rename": {"width": "size"}}}]


def test_a_parameter_of_another_type_is_told(tmp_path: Path) -> None:
    body = BODY.replace("width", "size")
    old, new = "(text, *, width: dict = 3, more=None)", "(text, *, size: int = 3, more=None)"
    (rule,) = rules_of(tmp_path, old, new, new_body=body)
    assert rule["passed"] == ["width"]
    assert (
        rule["manual"] == "the parameter `width` is gone; look at `size`, which may not take the same values"
    )


@pytest.mark.parametrize("same", ["int | None", "Optional[int]", "typing.Optional[int]"])
def test_a_type_may_be_spelled_otherwise(tmp_path: Path, same: str) -> None:
    body = BODY.replace("width", "size")
    old, new = f"(text, width: {same} = 3, more=None)", "(text, size: None | int = 3, more=None)"
    (rule,) = rules_of(tmp_path, old, new, new_body=body)
    assert rule["arguments"] == {"rename": {"width": "size"}}


def test_another_default_is_another_parameter(tmp_path: Path) -> None:
    body = BODY.replace("width", "size")
    rules = rules_of(tmp_path, "(text, width=3, more=None)", "(text, size=4, more=None)", new_body=body)
    assert [rule.get("manual") for rule in rules] == ["the parameter `width` is gone"]


def test_keyword_only_now(tmp_path: Path) -> None:
    assert rules_of(tmp_path, "(text, width=3, more=None)", "(text, *, width=3, more=None)") == [
        {
            "old": "shop.core:count",
            "signature": "(text, width=3, more=None)",
            "call": "(text, width=width, more=more)",
        }
    ]


def test_another_order(tmp_path: Path) -> None:
    (rule,) = rules_of(tmp_path, "(text, width=3, more=None)", "(text, more=None, width=3)")
    assert rule["call"] == "(text, width=width, more=more)"


def test_a_parameter_that_is_gone_is_told_and_what_follows_goes_by_keyword(tmp_path: Path) -> None:
    told, rule = rules_of(
        tmp_path, "(text, width=3, more=None)", "(text, more=None)", new_body="\n    return more\n"
    )
    assert (told["passed"], told["manual"]) == (["width"], "the parameter `width` is gone")
    assert rule["call"] == "(text, more=more)"


def test_a_parameter_that_was_never_read_is_dropped(tmp_path: Path) -> None:
    (rule,) = rules_of(tmp_path, "(text, width=3, more=None, unused=0)", "(text, width=3, more=None)")
    assert rule["arguments"] == {"drop": ["unused"]}


def test_an_abstract_method_reads_nothing_and_says_nothing(tmp_path: Path) -> None:
    (rule,) = rules_of(
        tmp_path, "(text, width=3)", "(text)", "\n    raise NotImplementedError\n", "\n    return text\n"
    )
    assert rule["manual"] == "the parameter `width` is gone"


def test_star_arguments_are_no_new_name(tmp_path: Path) -> None:
    (rule,) = rules_of(tmp_path, "(width)", "(*widths)", "\n    return width\n", "\n    return widths\n")
    assert (rule["passed"], rule["manual"]) == (["width"], "`width` is passed by position alone now")
    assert "signature" not in rule


def test_two_underscores_before_a_name_make_it_positional(tmp_path: Path) -> None:
    body = BODY.replace("width", "__width")
    (rule,) = rules_of(tmp_path, "(text, width=3, more=None)", "(text, __width=3, more=None)", new_body=body)
    assert (rule["passed"], rule["manual"]) == (
        ["width"],
        "the keyword `width` is gone: `__width` has its place",
    )


def test_a_command_is_called_by_others(tmp_path: Path) -> None:
    old, new = (
        f"import click\n@click.command()\ndef count({each}):{BODY}" for each in ("width", "more, width")
    )
    assert derived(tmp_path, {"shop/core.py": old}, {"shop/core.py": new}) == []


def test_what_double_stars_may_take_is_not_said_to_be_gone(tmp_path: Path) -> None:
    assert rules_of(tmp_path, "(text, *, width=3, more=None)", "(text, *, more=None, **width)") == []


def test_what_double_stars_may_take_and_places_do_not_is_left_alone(tmp_path: Path) -> None:
    old, new = "(server, text, width=3, more=None)", "(text, width=3, more=None, **rest)"
    assert rules_of(tmp_path, old, new, body=BODY.replace("more}", "server}")) == []


def test_the_place_of_a_parameter_counts_for_calls_by_position(tmp_path: Path) -> None:
    (rule,) = rules_of(tmp_path, "(path)", "(source)", "\n    return open(path)\n", "\n    return source.x\n")
    assert (rule["passed"], rule["manual"]) == (
        ["path"],
        "the keyword `path` is gone: `source` has its place",
    )


def test_a_default_that_is_gone_is_told(tmp_path: Path) -> None:
    (rule,) = rules_of(tmp_path, "(text, width=3, more=None)", "(text, width, more=None)")
    assert (rule["not_passed"], rule["manual"]) == (["width"], "`width` has to be passed now")


def test_a_new_decorator_may_change_everything(tmp_path: Path) -> None:
    old = {"shop/core.py": "def count(environ, start):\n    return environ\n"}
    new = {"shop/core.py": "from other import app\n@app\ndef count(request):\n    return request\n"}
    assert derived(tmp_path, old, new) == []


def test_a_plain_function_that_has_to_be_awaited_now(tmp_path: Path) -> None:
    code = "def load(path, size=1):\n    return [path, size]\n"
    rules = derived(tmp_path, {"shop/core.py": code}, {"shop/core.py": f"async {code}"})
    assert [(rule["when"], rule.get("call")) for rule in rules] == [
        ("async", "await (path, size)"),
        ("called", None),
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("def load(path) -> Future[int]:\n    return ask(path)\n", "async def load(path):\n    return 1\n"),
        (
            "async def load(path):\n    return 1\n",
            "def load(path) -> AwaitableOrContext:\n    return ask(path)\n",
        ),
        ("def load(path):\n    raise NotImplementedError\n", "async def load(path):\n    return 1\n"),
        ("def load(path):\n    return [path]\n", "async def load(path):\n    yield path\n"),
        ("def load(path):\n    yield path\n", "async def load(path):\n    yield path\n"),
    ],
    ids=["awaitable before", "awaitable still", "a stub before", "iterated over now", "iterated over"],
)
def test_what_is_not_just_awaited_now(tmp_path: Path, old: str, new: str) -> None:
    assert derived(tmp_path, {"shop/core.py": old}, {"shop/core.py": new}) == []


def test_a_parameter_that_takes_a_place_among_the_others_is_told(tmp_path: Path) -> None:
    (rule,) = rules_of(tmp_path, "(text, width=3, more=None)", "(context, text, width=3, more=None)")
    assert rule == {
        "old": "shop.core:count",
        "manual": "`context` has to be passed now, at a new place",
        "signature": "(text, width=3, more=None)",
        "passed": ["text"],
    }


def test_a_new_keyword_that_has_to_be_passed_is_told(tmp_path: Path) -> None:
    (rule,) = rules_of(tmp_path, "(text, width=3, more=None)", "(text, width=3, more=None, *, base)")
    assert (rule["not_passed"], rule["manual"]) == (["base"], "`base` has to be passed now, which is new")


def test_a_coroutine_function_that_is_plain_now(tmp_path: Path) -> None:
    code = "def load(path):\n    return path\n"
    (rule,) = derived(tmp_path, {"shop/core.py": f"async {code}"}, {"shop/core.py": code})
    assert (rule["when"], rule["manual"]) == ("awaited", "a plain function now: take the `await` away")


SHIM = """
    import warnings
    def count(text, limit=1, *, width=None, only=None):
        if width is not None:
            warnings.warn("`width` is deprecated, use `limit`", DeprecationWarning)
            limit = width
        if only is not None:
            warnings.warn("`only` is deprecated and does nothing", DeprecationWarning)
        return text[:limit]
"""


def test_a_parameter_that_the_package_says_has_another_name(tmp_path: Path) -> None:
    old = "def count(text, limit=1, *, width=None, only=None):\n    return text[:width]\n"
    told, rule = derived(tmp_path, {"shop/core.py": old}, {"shop/core.py": SHIM})
    assert rule == {"old": "shop.core:count", "arguments": {"rename": {"width": "limit"}}}
    assert told["passed"] == ["only"]
    assert told["manual"] == "`only` is deprecated: `only` is deprecated and does nothing"


def test_a_name_that_another_parameter_has_by_position_is_told(tmp_path: Path) -> None:
    old = SHIM.replace("*, ", "")
    new = "def count(text, limit=1, only=None):\n    return text[:limit]\n"
    told, *_ = derived(tmp_path, {"shop/core.py": old}, {"shop/core.py": new})
    assert (told["passed"], told["signature"]) == (["width"], "(text, limit=1, width=None, only=None)")
    assert told["manual"].endswith("look at `limit`, which may not take the same values")


def test_a_test_of_a_parameter_before_a_warning_says_nothing_of_it(tmp_path: Path) -> None:
    new = """
    import warnings
    def count(settings):
        if not settings.on:
            raise ValueError
        warnings.warn("this way to count is deprecated", DeprecationWarning)
    """
    assert derived(tmp_path, {"shop/core.py": "def count(settings): ..."}, {"shop/core.py": new}) == []


def test_a_keyword_that_a_constructor_hands_to_its_base(tmp_path: Path) -> None:
    old = """
    import warnings
    from typing import Generic, TypeVar
    T = TypeVar("T")
    class Field:
        def __init__(self, *, missing=None, load_default=None):
            if missing is not None:
                warnings.warn("'missing' is deprecated, use 'load_default'", DeprecationWarning)
                load_default = missing
            self.load_default = load_default

    class Text(Field):
        def __init__(self, *, strict=False, **kwargs):
            super().__init__(**kwargs)

    class Number(Field, Generic[T]):
        def __init__(self, **kwargs):
            super().__init__(**kwargs)

    class Whole(Number):
        def __init__(self, *, low=0, **kwargs):
            super().__init__(**kwargs)
    """
    new = """
    class Field:
        def __init__(self, *, load_default=None):
            self.load_default = load_default

    class Text(Field):
        def __init__(self, *, strict=False, **kwargs):
            super().__init__(**kwargs)

    class Number(Field):
        def __init__(self, **kwargs):
            super().__init__(**kwargs)

    class Whole(Number):
        def __init__(self, *, low=0, **kwargs):
            super().__init__(**kwargs)
    """
    rules = derived(tmp_path, {"shop/fields.py": old}, {"shop/fields.py": new})
    rename = {"rename": {"missing": "load_default"}}
    assert rules == [
        {"old": f"shop.fields:{name}", "arguments": rename} for name in ("Field", "Number", "Text", "Whole")
    ]
