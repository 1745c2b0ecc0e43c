"""A block as a program: what stands before it, and the way back to the document."""

import pytest

from codemods.plan.documents.block_program import BlockProgram, block_programs, missing_names, own_text
from codemods.plan.documents.code_blocks import markdown_blocks
from codemods.values.edit import Edit, splice


def programs(document: str) -> list[BlockProgram]:
    return list(block_programs(markdown_blocks(document)))


def fences(*blocks: str) -> str:
    return "".join(f"```python\n{block}```\n" for block in blocks)


@pytest.mark.parametrize(
    ("blocks", "expected"),
    [
        pytest.param(["x = 1\n"], "x = 1\n", id="a block alone"),
        pytest.param(
            ["import a.b, c as d\nx\n", "d\n"],
            "if True:\n    import a.b\n    import c as d\nd\n",
            id="what an earlier one imports",
        ),
        pytest.param(
            ["from a import b, c\n", "from d import b\n"],
            "if True:\n    from a import c\nfrom d import b\n",
            id="but not what it imports itself",
        ),
        pytest.param(["def f():\n    import a\n", "a\n"], "a\n", id="nor what is imported in a function"),
        pytest.param(["x = 1\n", "x = (\n"], "x = 1\n", id="a broken block is none"),
        pytest.param(
            [">>> x\n1\n"],
            'def example_0():\n    r"""\n>>> x\n1\n    """\n',
            id="prompts make a docstring",
        ),
    ],
)
def test_the_program_of_the_last_block(blocks: list[str], expected: str) -> None:
    assert programs(fences(*blocks))[-1].data.decode() == expected


def test_only_its_own_lines_are_the_block() -> None:
    _, program = programs(fences("import a\n", "a.b\n"))
    place = program.data.index(b"a.b")
    assert own_text(program) == b"a.b\n"
    assert program.is_own(Edit(place, place + 1, b"a", b"c"))
    assert not program.is_own(Edit(place - 2, place - 1, b"a", b"c"))
    assert [program.line(number) is not None for number in range(5)] == [False, False, False, True, False]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param("b", "é", "> x\n> ```py\n> a = 1\n> é = 2\n> ```\n", id="a name"),
        pytest.param("b = 2\n", "", "> x\n> ```py\n> a = 1\n> ```\n", id="a line goes"),
        pytest.param("", "c\n", "> x\n> ```py\n> c\n> a = 1\n> b = 2\n> ```\n", id="a line comes first"),
        pytest.param("b = 2\n", "c\n\nd\n", "> x\n> ```py\n> a = 1\n> c\n\n> d\n> ```\n", id="lines come"),
        pytest.param("2", "(\n2)", "> x\n> ```py\n> a = 1\n> b = (\n> 2)\n> ```\n", id="a line breaks"),
    ],
)
def test_an_edit_finds_its_way_back(old: str, new: str, expected: str) -> None:
    document = "> x\n> ```py\n> a = 1\n> b = 2\n> ```\n"
    (program,) = programs(document)
    start = program.data.index(old.encode())
    edit = Edit(start, start + len(old), old.encode(), new.encode())
    back = program.edit(edit, document.encode())
    assert splice(document.encode(), [back]).decode() == expected


def test_the_names_that_nothing_binds() -> None:
    text = "import a.b as c\nfrom d import e\ndef f(g): return g + h\ntry: i\nexcept j as k: k\nl = c, e, f\n"
    (program,) = programs(fences(text))
    assert missing_names(program) == {"h", "i", "j"}
