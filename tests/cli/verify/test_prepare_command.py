"""How a command is fitted to a work tree."""

import os
from pathlib import Path

import pytest

from codemods.cli.verify.prepare_command import command_environment, prepare_command

REPORT = Path("/r/before.xml")
ADDED = ("--junitxml", "/r/before.xml", "-o", "junit_family=xunit2")


@pytest.mark.parametrize("words", ["pytest -q", "python -m pytest", "uv run pytest x", "/opt/bin/pytest"])
def test_pytest_is_asked_for_a_report(words: str, tmp_path: Path) -> None:
    prepared = prepare_command(words.split(), tmp_path, tmp_path, REPORT)
    assert prepared.words == (*words.split(), *ADDED)
    assert prepared.report == REPORT


@pytest.mark.parametrize("words", ["make test", "tox -e pytests", "python -m unittest"])
def test_any_other_command_is_unchanged_and_makes_no_report(words: str, tmp_path: Path) -> None:
    prepared = prepare_command(words.split(), tmp_path, tmp_path, REPORT)
    assert (prepared.words, prepared.report) == (tuple(words.split()), None)


def test_the_placeholder_is_where_the_report_goes(tmp_path: Path) -> None:
    prepared = prepare_command(["pytest", "--junitxml={junit}"], tmp_path, tmp_path, REPORT)
    assert (prepared.words, prepared.report) == (("pytest", "--junitxml=/r/before.xml"), REPORT)


@pytest.mark.parametrize(
    "words", [["pytest", "--junitxml=out/x.xml"], ["pytest", "--junit-xml", "out/x.xml"]]
)
def test_a_report_that_the_user_asked_for_is_taken(words: list[str], tmp_path: Path) -> None:
    prepared = prepare_command(words, Path("/here"), tmp_path, REPORT)
    assert (prepared.words, prepared.report) == (tuple(words), tmp_path / "out/x.xml")


def test_a_program_given_relatively_is_the_users_unless_the_commit_holds_it(tmp_path: Path) -> None:
    here, tree = tmp_path / "here", tmp_path / "tree"
    for folder in (here, tree):
        (folder / "bin").mkdir(parents=True)
    (here / "bin/run").touch()
    assert prepare_command(["bin/run"], here, tree, REPORT).words == (str(here / "bin/run"),)
    (tree / "bin/run").touch()
    assert prepare_command(["bin/run"], here, tree, REPORT).words == ("bin/run",)


def test_warnings_are_shown_unless_the_user_says_otherwise(tmp_path: Path) -> None:
    assert command_environment({}, tmp_path, tmp_path)["PYTHONWARNINGS"] == "default"
    assert command_environment({"PYTHONWARNINGS": "ignore"}, tmp_path, tmp_path)["PYTHONWARNINGS"] == "ignore"


def test_paths_into_the_users_tree_become_paths_into_the_work_tree(tmp_path: Path) -> None:
    top, tree = tmp_path / "top", tmp_path / "tree"
    (tree / "src").mkdir(parents=True)
    given = os.pathsep.join([str(top / "lib"), "/elsewhere", "."])
    paths = command_environment({"PYTHONPATH": given}, top, tree, ["src", "missing"])["PYTHONPATH"]
    assert paths.split(os.pathsep) == [str(tree / "src"), str(tree / "lib"), "/elsewhere", "."]


def test_what_git_tells_a_hook_is_not_passed_on(tmp_path: Path) -> None:
    inner = command_environment(
        {"GIT_DIR": "/x/.git", "GIT_INDEX_FILE": "/x/.git/index", "HOME": "/h"}, tmp_path, tmp_path
    )
    assert inner == {"HOME": "/h", "PYTHONWARNINGS": "default"}
