"""Statements on their lines: semicolons, `pass`, directives, prompts, line ends, and `__all__`."""

import pytest

from tests.in_memory import MAKE, TextTree, planned, symbol

CRAFT = symbol("acme.old:craft", "acme.tools:carve")


def moved(text: str) -> str:
    """The file after the plan; `make` goes to `acme.new:build`, `craft` to `acme.tools:carve`."""
    return planned(text, MAKE, CRAFT, files={"acme/new.py": "build = 1\n", "acme/tools.py": "carve = 1\n"})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "from acme.old import make; x = 1\n", "from acme.new import build; x = 1\n", id="before another"
        ),
        pytest.param(
            "x = 1; from acme.old import make\n", "x = 1; from acme.new import build\n", id="after another"
        ),
        pytest.param(
            "x = 1; from acme.old import make, keep; y = 2\n",
            "x = 1; from acme.old import keep; from acme.new import build; y = 2\n",
            id="one that becomes two",
        ),
        pytest.param(
            "if x: from acme.old import make, keep\n",
            "if x: from acme.old import keep; from acme.new import build\n",
            id="in a one-line suite",
        ),
        pytest.param(
            "x = 1; from acme.old import (\n    make,  # why\n    keep,\n)\n",
            "x = 1; from acme.old import keep; from acme.new import build\n",
            id="over several lines",
        ),
        pytest.param(
            "x = 1; from acme.old import (\n    keep,\n    # why\n    # so\n    make,\n)\n",
            "x = 1; from acme.old import keep; from acme.new import build\n",
            id="over several lines with comments",
        ),
        pytest.param(
            "import a; from acme.old import make;\n",
            "import a; from acme.new import build;\n",
            id="a last semicolon",
        ),
    ],
)
def test_statements_that_share_a_line(text: str, expected: str) -> None:
    assert moved(text) == expected


HOST = "from acme.new import other\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("from acme.old import make\n", "", id="its line goes"),
        pytest.param(
            "x = 1; from acme.old import make\n", "x = 1\n", id="a last one goes with its semicolon"
        ),
        pytest.param(
            "from acme.old import make; x = 1\n", "x = 1\n", id="a first one goes with its semicolon"
        ),
        pytest.param(
            "x = 1 ; from acme.old import make ; y = 2\n", "x = 1 ; y = 2\n", id="one in the middle"
        ),
        pytest.param("from acme.old import (\n    make,\n)\nx = 1\n", "x = 1\n", id="all of its lines go"),
        pytest.param("from acme.old import make", "", id="without a final newline"),
        pytest.param("# above\nfrom acme.old import make\n", "# above\n", id="a comment above stays"),
    ],
)
def test_a_statement_that_another_takes_in_is_gone(text: str, expected: str) -> None:
    assert moved(HOST + text) == "from acme.new import build, other\n" + expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            HOST + "from acme.old import make  # why\n",
            "from acme.new import build, other  # why\n",
            id="its comment goes to its host",
        ),
        pytest.param(
            "from acme.new import other  # here\nfrom acme.old import make  # why\n",
            "from acme.new import build, other  # here\n# why\n",
            id="or stands alone, where the host has one",
        ),
    ],
)
def test_comments_of_a_statement_that_goes(text: str, expected: str) -> None:
    assert moved(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "if x:\n    from acme.old import make\nmake()\n", "if x:\n    pass\nlist()\n", id="a block"
        ),
        pytest.param(
            "if x: from acme.old import make\nmake()\n", "if x: pass\nlist()\n", id="a one-line suite"
        ),
        pytest.param(
            "if x:\n    from acme.old import make\n    make()\n", "if x:\n    list()\n", id="no other"
        ),
        pytest.param("from acme.old import make\nmake()\n", "list()\n", id="no module"),
        pytest.param(
            "if x:\n    from acme.old import make\n    from acme.old import craft\nmake(craft)\n",
            "if x:\n    pass\nlist(dict)\n",
            id="a block of two",
        ),
    ],
)
def test_a_block_left_empty_passes(text: str, expected: str) -> None:
    builtins = symbol("acme.old:make", "builtins:list"), symbol("acme.old:craft", "builtins:dict")
    assert planned(text, *builtins) == expected


@pytest.mark.parametrize(
    "comment",
    [
        "# noqa",
        "# noqa: F401",
        "#noqa",
        "# type: ignore[x]",
        "# pylint: disable=x",
        "# isort: skip",
        "# pragma: no cover",
    ],
)
def test_a_directive_stands_behind_both(comment: str) -> None:
    assert moved(f"from acme.old import make, keep  {comment}\n") == (
        f"from acme.old import keep  {comment}\nfrom acme.new import build  {comment}\n"
    )


def test_prose_stands_behind_one() -> None:
    assert moved("from acme.old import make, keep  # noisy\n") == (
        "from acme.old import keep  # noisy\nfrom acme.new import build\n"
    )


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("indent", ["    ", "\t"])
def test_added_lines_end_and_begin_as_their_neighbours(newline: str, indent: str) -> None:
    lines = ["def f():", f"{indent}from acme.old import make, keep", f"{indent}return make, keep", ""]
    after = TextTree({"app.py": newline.join(lines).encode()}).after("app.py")
    lines[1:3] = [
        f"{indent}from acme.old import keep",
        f"{indent}from acme.new import build",
        f"{indent}return build, keep",
    ]
    assert after == newline.join(lines)


def test_a_missing_final_newline_stays_missing() -> None:
    assert moved("from acme.old import make, keep") == "from acme.old import keep\nfrom acme.new import build"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param("from acme.old import make", ">>> from acme.new import build", id="one that moves"),
        pytest.param(
            "from acme.old import make, keep",
            ">>> from acme.old import keep\n    >>> from acme.new import build",
            id="one that becomes two",
        ),
    ],
)
def test_doctest_prompts_stand_before_every_line(line: str, expected: str) -> None:
    text = f'def f():\n    """Do.\n\n    >>> {line}\n    >>> make()\n    """\n'
    assert moved(text) == f'def f():\n    """Do.\n\n    {expected}\n    >>> build()\n    """\n'


@pytest.mark.parametrize(
    ("listed", "expected"),
    [
        pytest.param("['make']", "['build']", id="the only one"),
        pytest.param('("a", "make")', '("a", "build")', id="with its quotes"),
        pytest.param("['build', 'make']", "['build']", id="listed already, last"),
        pytest.param("['make', 'build']", "['build']", id="listed already, first"),
        pytest.param(
            "[\n    'make',\n    'build',\n]", "[\n    'build',\n]", id="listed already, on its line"
        ),
        pytest.param("['build'] + ['make']", "['build'] + ['build']", id="listed in another list"),
    ],
)
def test_entries_of_all(listed: str, expected: str) -> None:
    text = "from acme.old import make\n__all__ = {}\n"
    assert moved(text.format(listed)) == f"from acme.new import build\n__all__ = {expected}\n"


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        pytest.param(
            "acme/m.py",
            "from .old import make, keep",
            "from .old import keep\nfrom .new import build",
            id="in a module",
        ),
        pytest.param(
            "acme/__init__.py",
            "from .old import make, keep",
            "from .old import keep\nfrom .new import build",
            id="in a package",
        ),
        pytest.param("acme/p/m.py", "from ..old import make", "from ..new import build", id="two dots"),
        pytest.param(
            "acme/p/__init__.py",
            "from ..old import make",
            "from ..new import build",
            id="two dots in a package",
        ),
    ],
)
def test_relative_imports_stay_relative(path: str, text: str, expected: str) -> None:
    assert TextTree({"acme/p/__init__.py": "", path: text}).after(path) == expected


def test_an_added_statement_of_several_lines_is_indented() -> None:
    names = "        make,  # one\n        craft,  # two\n        keep,\n"
    text = f"def f():\n    from acme.old import (\n{names}    )\n    return make(craft, keep)\n"
    fast = symbol("acme.old:craft", "acme.new:fast")
    assert planned(text, MAKE, fast, files={"acme/new.py": "build = fast = 1"}) == (
        "def f():\n    from acme.old import keep\n"
        "    from acme.new import (\n        build,  # one\n        fast,  # two\n    )\n"
        "    return build(fast, keep)\n"
    )


def test_a_comment_of_its_own_takes_the_place_of_the_directive() -> None:
    assert moved("from acme.old import (\n    make,  # why\n    keep,\n)  # noqa\n") == (
        "from acme.old import keep  # noqa\nfrom acme.new import build  # why\n"
    )


def test_an_entry_of_all_that_is_not_spelled_plainly_is_not_rewritten() -> None:
    tree = TextTree({"app.py": "from acme.old import make\n__all__ = ['make' '']\n"})
    assert tree.after("app.py") == "from acme.new import build as make\n__all__ = ['make' '']\n"
    assert "RP201" in tree.codes()
