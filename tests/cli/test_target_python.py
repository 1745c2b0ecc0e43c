"""The Python that a target asks for, beside the one that runs repoint."""

from pathlib import Path

import pytest

from codemods.cli.target_python import newer_python, print_newer_python
from codemods.values import finding_texts as texts


@pytest.mark.parametrize(
    ("requires", "version", "asked"),
    [
        (">=3.14", None, "requires-python asks for 3.14"),
        (">=3.11,<4", "3.15.2", ".python-version asks for 3.15"),
        ("~=3.15.1", "pypy3.14", "requires-python asks for 3.15"),
        ("== 3.14.*", None, "requires-python asks for 3.14"),
        (">=3.11", "3.13", None),
        ("<3.15", None, None),
        (None, None, None),
        (None, "system", None),
    ],
)
def test_it_is_said_where_it_is_newer(
    tmp_path: Path, requires: str | None, version: str | None, asked: str | None
) -> None:
    if requires is not None:
        (tmp_path / "pyproject.toml").write_text(f'[project]\nname = "a"\nrequires-python = "{requires}"\n')
    if version is not None:
        (tmp_path / ".python-version").write_text(f"{version}\n")
    said = newer_python(tmp_path, (3, 13))
    assert (said is None) if asked is None else (said is not None and asked in said)


@pytest.mark.parametrize("text", ["", "[project", "[project]\nrequires-python = 3\n", "project = 1\n"])
def test_what_a_pyproject_does_not_say(tmp_path: Path, text: str) -> None:
    (tmp_path / "pyproject.toml").write_text(text)
    assert newer_python(tmp_path, (3, 11)) is None


def test_it_is_one_line_and_only_where_a_file_did_not_parse(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / ".python-version").write_text("3.99\n")
    unparsed = texts.DOES_NOT_PARSE.fill(reason="no").at("a.py")
    print_newer_python(tmp_path, [texts.NOT_THERE.fill().at("b.py")])
    print_newer_python(tmp_path, [unparsed, unparsed])
    assert capsys.readouterr().err.count("\n") == 1
