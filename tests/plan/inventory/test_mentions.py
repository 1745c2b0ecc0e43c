"""Text that is no Python: which lines mention a deprecated name, and which of those are code."""

import pytest

from codemods.plan.inventory.mentions import Mentions, mentions_in_strings
from codemods.tree.word_search import FEW_WORDS
from codemods.values.finding import Finding
from codemods.values.inventory import Mention
from tests.in_memory import migration, symbol

MARKDOWN = """\
Call make() no more.

```python
from acme.old import make
```

~~~~
make()
~~~
make()
~~~~
> ```
> make()
> ```
make
"""
NOTEBOOK = """\
{
 "cells": [
  {
   "cell_type": "markdown",
   "metadata": {},
   "source": [
    "use make\\n"
   ]
  },
  {
   "cell_type": "code",
   "outputs": [
    "make printed this"
   ],
   "source": [
    "make()\\n"
   ]
  }
 ]
}
"""


def found(path: str, text: str, *tables: str) -> list[Mention]:
    return list(Mentions(migration(*tables)).of(path, text))


def lines(path: str, text: str) -> list[tuple[int, bool]]:
    return [(each.line, each.code) for each in found(path, text)]


def test_lines_of_fenced_blocks_are_code() -> None:
    expected = [(1, False), (4, True), (8, True), (10, True), (13, True), (15, False)]
    assert lines("README.md", MARKDOWN) == expected


def test_sources_of_code_cells_are_code_and_their_outputs_are_not() -> None:
    assert lines("a.ipynb", NOTEBOOK) == [(7, False), (13, False), (16, True)]


def test_a_line_is_one_mention_with_every_name_on_it_once() -> None:
    module = '[[module]]\nold = "acme.old"\nnew = "acme.new"'
    text = "x: from acme.old import make as make; acme/old.py\n"
    (mention,) = found("ci.yml", text, '[[symbol]]\nold = "acme.old:make"\nnew = "acme.new:build"', module)
    assert mention == Mention("ci.yml", 1, 9, "yaml", ("acme.old", "make", "acme/old"))


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("remake", id="a longer word before"),
        pytest.param("makers", id="a longer word after"),
        pytest.param("build()", id="the new name"),
    ],
)
def test_other_words_are_no_mention(line: str) -> None:
    assert found("a.txt", line) == []


@pytest.mark.parametrize(
    ("line", "mentions"),
    [
        pytest.param("a Thing", False, id="the name alone"),
        pytest.param("acme.old:Thing", True, id="beside its module"),
        pytest.param("from acme.old import Thing", True, id="imported from its module"),
        pytest.param("from acme.new import Thing", False, id="imported from the new one"),
        pytest.param("see acme.old", False, id="a module that stays, alone"),
    ],
)
def test_a_name_that_the_new_symbol_has_too_counts_beside_its_module(line: str, mentions: bool) -> None:
    table = '[[symbol]]\nold = "acme.old:Thing"\nnew = "acme.new:Thing"'
    assert bool(found("a.txt", line, table)) is mentions


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("acme.old:Thing", id="a name that both have"),
        pytest.param("see acme.old", id="a module that stays, alone"),
        pytest.param("acme.old: make\n\nacme/old/make.py\n\nremake, make", id="beside a module"),
        pytest.param("acme.gone.x acme.gone", id="a module"),
        pytest.param("\n\nmake()\r\n\x0cmake(); remade\u2028make", id="other line ends"),
    ],
)
def test_a_migration_of_many_names_finds_the_same(text: str) -> None:
    def symbol(old: str, new: str) -> str:
        return f'[[symbol]]\nold = "{old}"\nnew = "{new}"'

    few = [
        symbol("acme.old:Thing", "acme.new:Thing"),
        symbol("acme.old:make", "acme.new:build"),
        '[[module]]\nold = "acme.gone"\nnew = "acme.here"',
    ]
    many = [symbol(f"acme.m{number}:name{number}", f"acme.new:new{number}") for number in range(FEW_WORDS)]
    mentions = found("a.txt", text, *few, *many)
    assert mentions == found("a.txt", text, *few)
    assert bool(mentions) is (text != "see acme.old")


def test_strings_in_python_that_spell_a_path_are_mentions_too() -> None:
    spelled = Finding("app.py", 3, 5, "RP301", "m", "a", "acme.old:make")
    other = Finding("app.py", 4, 5, "RP302", "m", "a", "acme.old:make")
    assert list(mentions_in_strings((spelled, other))) == [
        Mention("app.py", 3, 5, "python", ("acme.old.make",))
    ]


def test_of_thousands_of_names_a_line_is_searched_for_those_whose_words_it_holds() -> None:
    names = "".join(symbol(f"lib.core:old{n}", f"lib.bus:old{n}") for n in range(2000))
    mentions = Mentions(migration(names))
    assert len(mentions._pattern(["see", "core", "old7"]).pattern) < 60
    found = list(mentions.of("a.md", "see lib/core: old7\nold8\n"))
    assert [each.names for each in found] == [("lib/core", "old7")]
