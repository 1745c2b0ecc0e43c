"""Files that are not Python's: their types, and which of their lines are code."""

import pytest

from codemods.plan.inventory.text_types import TextType, code_lines, type_of


@pytest.mark.parametrize(
    ("path", "text", "kind"),
    [
        ("docs/A.MD", "", "markdown"),
        ("a.yml", "", "yaml"),
        ("pyproject.toml", "", "toml"),
        ("package.json", "", "json"),
        ("setup.cfg", "", "ini"),
        (".env", "", "ini"),
        ("run.sh", "", "shell"),
        ("bin/run", "#!/usr/bin/env bash\n", "shell"),
        ("bin/run", "#!/usr/bin/env python\n", "other"),
        ("Makefile", "", "other"),
        ("a.ipynb", "", "notebook"),
    ],
)
def test_a_type_is_told_by_name_or_first_line(path: str, text: str, kind: str) -> None:
    assert type_of(path, text) == kind


@pytest.mark.parametrize(
    ("text", "code"),
    [
        pytest.param("a\n```sh\nb\n```\nc", {3}, id="fenced"),
        pytest.param("~~~\na\n```\n~~~\nb", {2, 3}, id="ended by the same character alone"),
        pytest.param("````\na\n```\n`````\nb", {2, 3}, id="ended by as many or more"),
        pytest.param("```\na\n``` b\n```\nc", {2, 3}, id="not ended by a fence with words"),
        pytest.param("``` a ``` b\nc", set(), id="no fence but a span of code"),
        pytest.param("    ```\na", set(), id="indented too far"),
        pytest.param("```\na\nb", {2, 3}, id="never ended"),
    ],
)
def test_code_in_markdown(text: str, code: set[int]) -> None:
    assert code_lines(TextType.MARKDOWN, text.split("\n")) == code


def test_code_in_a_notebook_is_the_source_of_its_code_cells() -> None:
    cell = '"cell_type": "{}",\n"outputs": [\n"a"\n],\n"source": [\n"b"\n]'
    lines = "\n".join(cell.replace("{}", each) for each in ("markdown", "code")).split("\n")
    assert code_lines(TextType.NOTEBOOK, lines) == {12, 13, 14}


def test_no_line_of_another_file_is_code() -> None:
    assert code_lines(TextType.TEXT, ["```", "a", "```"]) == frozenset()
