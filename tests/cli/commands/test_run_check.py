"""`repoint check`: the gate, its baseline, and how it ends."""

import json
from pathlib import Path

import pytest

from codemods.semantic.facts import Facts
from codemods.tree.open_tree import FolderTree
from tests.command_line import BROKEN, MOVED, USER, Run

M = ("--migration", "m.toml")
BASE = ("--baseline", "base.json")


def test_it_fails_while_references_remain(tree: Path, run: Run) -> None:
    result = run("check", *M)
    assert result.exit_code == 1
    assert result.stdout.splitlines()[0] == (
        "app/other.py:1:21: import of pkg.old:make, which is deprecated [automatic]"
    )
    assert "4 deprecated references in 2 files; `repoint apply` moves 4 of them" in result.stderr


def test_it_passes_once_none_remain(tree: Path, run: Run) -> None:
    for path in ("app/user.py", "app/other.py"):
        (tree / path).write_text(MOVED)
    result = run("check", *M)
    assert (result.exit_code, result.stdout) == (0, "")
    assert "no deprecated reference remains" in result.stderr


def test_rules_of_a_built_in_migration_may_match_nothing(tree: Path, run: Run) -> None:
    (tree / "app/user.py").write_text("import numpy as np\nnp.trapezoid([1])\n")
    result = run("check", "-m", "numpy-2")
    assert (result.exit_code, result.stderr) == (0, "no deprecated reference remains\n")
    (tree / "own.toml").write_text('[[symbol]]\nold = "pkg.odl:make"\nnew = "pkg.new:build"\n')
    result = run("check", "-m", "numpy-2", "-m", "own.toml")
    assert result.exit_code == 1
    assert "symbol[1] of own.toml: nothing in the tree" in result.stderr
    assert result.stderr.count("nothing in the tree") == 1


def test_what_apply_writes_passes(tree: Path, run: Run) -> None:
    assert run("apply", *M).exit_code == 0
    assert run("check", *M).exit_code == 0


def test_only_the_given_files_count(tree: Path, run: Run) -> None:
    (tree / "app/user.py").write_text(MOVED)
    assert run("check", *M, "app/user.py").exit_code == 0
    assert run("check", *M, "app/user.py", "app/other.py").exit_code == 1
    assert run("check", *M, "app").exit_code == 1


def test_files_that_spell_no_name_need_no_look_at_the_tree(
    tree: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tree / "app/user.py").write_text(MOVED)
    monkeypatch.setattr(FolderTree, "holding", None)
    assert run("check", *M, "app/user.py").exit_code == 0


def test_a_file_that_is_no_python_of_the_tree_is_noted(tree: Path, run: Run) -> None:
    result = run("check", *M, "m.toml")
    assert result.exit_code == 0
    assert "m.toml: no Python file of the tree is there" in result.stderr


def test_what_is_kept_from_being_changed_still_refers_to_it(tree: Path, run: Run) -> None:
    (tree / "pyproject.toml").write_text('[tool.repoint]\nexclude = ["app/other.py"]\n')
    (tree / "app/user.py").write_text("from pkg.old import make  # repoint: ignore\n")
    result = run("check", *M)
    assert result.exit_code == 1
    assert [line.rpartition(" ")[2] for line in result.stdout.splitlines()[:3]] == ["[manual]"] * 3


class TestCategories:
    def test_files_of_others_pass(self, tree: Path, run: Run) -> None:
        assert run("check", *M, "--category", "tests").exit_code == 0
        assert run("check", *M, "--category", "production").exit_code == 1
        assert run("check", *M, "--category", "tests", "--category", "production").exit_code == 1

    def test_one_given_twice_counts_once(self, tree: Path, run: Run) -> None:
        once = run("check", *M, "--category", "production")
        assert run("check", *M, "--category", "production", "--category", "production") == once

    def test_an_unknown_one_is_an_error_with_a_suggestion(self, tree: Path, run: Run) -> None:
        result = run("check", *M, "--category", "prodution")
        assert (result.exit_code, result.stdout) == (2, "")
        assert '--category "prodution": there is no such category' in result.stderr
        assert 'did you mean "production"?' in result.stderr


class TestBaseline:
    @pytest.fixture
    def base(self, tree: Path, run: Run) -> Path:
        """A baseline of the tree as it is."""
        assert run("check", *M, *BASE, "--update-baseline").exit_code == 0
        return tree / "base.json"

    def test_what_was_there_passes(self, base: Path, run: Run) -> None:
        result = run("check", *M, *BASE)
        assert (result.exit_code, result.stdout) == (0, "")
        assert "4 more are let through by the baseline" in result.stderr

    def test_it_holds_the_migration_and_a_version(self, base: Path) -> None:
        held = json.loads(base.read_bytes())
        assert (held["baseline"], held["migration"]) == (1, "m")
        assert held["references"]["app/user.py"] == {"pkg.old:make": 2}

    def test_lines_may_move(self, base: Path, tree: Path, run: Run) -> None:
        (tree / "app/user.py").write_text("import os\n\n\n" + USER)
        assert run("check", *M, *BASE).exit_code == 0

    def test_one_more_in_a_file_fails_and_names_the_file_only(self, base: Path, tree: Path, run: Run) -> None:
        (tree / "app/user.py").write_text(USER + "make()\n")
        result = run("check", *M, *BASE)
        assert result.exit_code == 1
        assert "(3 here, and the baseline allows 2)" in result.stdout
        assert "other.py" not in result.stdout

    def test_one_in_a_new_file_fails(self, base: Path, tree: Path, run: Run) -> None:
        (tree / "app/new.py").write_text(USER)
        assert run("check", *M, *BASE).exit_code == 1

    def test_fewer_pass_and_an_update_closes_the_way_back(self, base: Path, tree: Path, run: Run) -> None:
        (tree / "app/user.py").write_text(MOVED)
        assert run("check", *M, *BASE).exit_code == 0
        result = run("check", *M, *BASE, "--update-baseline")
        assert "allows 2 references, 0 more and 2 fewer than before" in result.stderr
        (tree / "app/user.py").write_text(USER)
        assert run("check", *M, *BASE).exit_code == 1

    def test_an_update_for_some_files_leaves_what_it_says_of_others(
        self, base: Path, tree: Path, run: Run
    ) -> None:
        for path in ("app/user.py", "app/other.py"):
            (tree / path).write_text(MOVED)
        run("check", *M, *BASE, "--update-baseline", "app/user.py")
        assert list(json.loads(base.read_bytes())["references"]) == ["app/other.py"]

    def test_an_update_for_a_category_leaves_what_it_says_of_others(
        self, base: Path, tree: Path, run: Run
    ) -> None:
        before = base.read_bytes()
        (tree / "app/user.py").write_text(MOVED)
        run("check", *M, *BASE, "--update-baseline", "--category", "tests")
        assert base.read_bytes() == before

    def test_an_update_while_a_file_can_not_be_parsed_keeps_what_it_says_of_it(
        self, base: Path, tree: Path, run: Run
    ) -> None:
        (tree / "app/user.py").write_text(BROKEN)
        run("check", *M, *BASE, "--update-baseline")
        held = json.loads(base.read_bytes())["references"]["app/user.py"]
        assert held == {"RP001": 1, "pkg.old:make": 2}

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            pytest.param('{"baseline": 1,', "base.json: not a baseline of repoint", id="corrupt"),
            pytest.param('{"baseline": 9}', "base.json: a baseline of version 9", id="another version"),
            pytest.param(
                '{"baseline": 1, "migration": "x", "references": {}}', 'of the migration "x"', id="migration"
            ),
        ],
    )
    @pytest.mark.parametrize("update", [(), ("--update-baseline",)], ids=["check", "update"])
    def test_one_that_is_none_is_refused_and_left_as_it_is(
        self, tree: Path, run: Run, text: str, said: str, update: tuple[str, ...]
    ) -> None:
        (tree / "base.json").write_text(text)
        result = run("check", *M, *BASE, *update)
        assert (result.exit_code, result.stdout) == (2, "")
        assert said in result.stderr
        assert (tree / "base.json").read_text() == text

    def test_one_that_is_not_there_is_an_error(self, tree: Path, run: Run) -> None:
        result = run("check", *M, *BASE)
        assert result.exit_code == 2
        assert "base.json: there is no such baseline; write one with --update-baseline" in result.stderr

    def test_one_that_can_not_be_written_is_an_error(self, tree: Path, run: Run) -> None:
        result = run("check", *M, "--baseline", "no/base.json", "--update-baseline")
        assert result.exit_code == 2
        assert "no/base.json: can't be written" in result.stderr

    def test_an_update_needs_a_file(self, tree: Path, run: Run) -> None:
        assert run("check", *M, "--update-baseline").exit_code == 2


class TestFormats:
    @pytest.mark.parametrize("format", ["json", "github", "sarif", "gitlab", "junit"])
    def test_the_exit_code_is_the_same_whatever_is_printed(self, tree: Path, run: Run, format: str) -> None:
        result = run("check", *M, "--format", format)
        assert result.exit_code == 1
        assert "app/user.py" in result.stdout
        assert "4 deprecated references" in result.stderr

    @pytest.mark.parametrize("format", ["json", "sarif", "gitlab", "junit"])
    def test_output_takes_the_data_instead_of_standard_output(
        self, tree: Path, run: Run, format: str
    ) -> None:
        shown = run("check", *M, "--format", format).stdout
        result = run("check", *M, "--format", format, "--output", "x")
        assert (result.exit_code, result.stdout) == (1, "")
        assert (tree / "x").read_text() == shown

    def test_an_output_that_can_not_be_written_is_one_message(self, tree: Path, run: Run) -> None:
        result = run("check", *M, "--output", "no/x")
        assert result.exit_code == 2
        assert "no/x: can't be written: No such file" in result.stderr

    def test_json_says_whether_it_passed(self, tree: Path, run: Run) -> None:
        failed = json.loads(run("check", *M, "--format", "json").stdout)
        passed = json.loads(run("check", *M, "--format", "json", "--category", "tests").stdout)
        assert (failed["passed"], failed["summary"]["references"]) == (False, 4)
        assert (passed["passed"], passed["failures"]) == (True, [])


class TestUnread:
    @pytest.fixture
    def moved(self, tree: Path) -> Path:
        """A tree that passes, but for `app/user.py`."""
        (tree / "app/other.py").write_text(MOVED)
        return tree

    @pytest.mark.parametrize(
        ("text", "code"),
        [
            pytest.param(BROKEN, "RP001", id="no syntax"),
            pytest.param(
                "from pkg.old import make\nx = " + "(" * 3000 + ")" * 3000 + "\n", "RP00", id="deep"
            ),
            pytest.param("# coding: utf-7\nfrom pkg.old import make\n", "RP003", id="another encoding"),
            pytest.param(b"from pkg.old import make\nx = '\xff'\n", "RP003", id="no text"),
        ],
    )
    def test_a_file_that_spells_a_name_and_can_not_be_read_is_no_pass(
        self, moved: Path, run: Run, text: str | bytes, code: str
    ) -> None:
        (moved / "app/user.py").write_bytes(text.encode() if isinstance(text, str) else text)
        result = run("check", *M)
        assert result.exit_code == 2
        assert "app/user.py" in result.stderr
        assert f"({code}" in result.stderr
        assert (
            "no deprecated reference was found; 1 file could not be looked into; old names" in result.stderr
        )
        assert run("check", *M, "app/user.py").exit_code == 2
        assert run("check", *M, "app/other.py").exit_code == 0

    def test_nor_is_one_at_which_repoint_itself_fails(
        self, moved: Path, run: Run, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fail(*_arguments: object) -> Facts:
            raise ZeroDivisionError

        (moved / "app/user.py").write_text(MOVED + "# make\n")
        monkeypatch.setattr("codemods.plan.facts_cache.read_facts", fail)
        result = run("check", *M)
        assert "(RP009)" in result.stderr
        assert result.exit_code == 2

    def test_nor_is_a_link_to_what_is_not_looked_at(self, moved: Path, run: Run) -> None:
        (moved.parent / "away.py").write_text(USER)
        (moved / "app/user.py").unlink()
        (moved / "app/user.py").symlink_to("../../away.py")
        result = run("check", *M)
        assert "(RP005)" in result.stderr
        assert result.exit_code == 2

    def test_a_dead_link_holds_nothing(self, moved: Path, run: Run) -> None:
        (moved / "app/user.py").unlink()
        (moved / "app/user.py").symlink_to("nowhere.py")
        result = run("check", *M)
        assert "(RP004)" in result.stderr
        assert result.exit_code == 0

    def test_a_broken_file_that_spells_no_name_passes(self, moved: Path, run: Run) -> None:
        (moved / "app/user.py").write_text("def broken(:\n")
        assert run("check", *M).exit_code == 0

    def test_one_of_another_category_passes(self, moved: Path, run: Run) -> None:
        (moved / "app/user.py").write_text(BROKEN)
        assert run("check", *M, "--category", "tests").exit_code == 0
        assert run("check", *M, "--category", "production").exit_code == 2

    def test_a_baseline_lets_it_through_until_it_can_be_read(self, moved: Path, run: Run) -> None:
        (moved / "app/user.py").write_text(BROKEN)
        said = run("check", *M, *BASE, "--update-baseline").stderr
        assert "allows 0 references and 1 place that could not be looked into, 1 more" in said
        assert run("check", *M, *BASE).exit_code == 0
        (moved / "app/new.py").write_text(BROKEN)
        assert run("check", *M, *BASE).exit_code == 2
        (moved / "app/new.py").unlink()
        (moved / "app/user.py").write_text(USER)
        assert run("check", *M, *BASE).exit_code == 1

    @pytest.mark.parametrize("format", ["json", "sarif", "gitlab", "junit", "github"])
    def test_each_format_says_so(self, moved: Path, run: Run, format: str) -> None:
        (moved / "app/user.py").write_text(BROKEN)
        result = run("check", *M, "--format", format)
        assert result.exit_code == 2
        assert {
            "json": '"passed": false',
            "sarif": '"executionSuccessful": false',
            "gitlab": '"check_name": "unread-file"',
            "junit": 'type="unread-file"/>',
            "github": "::error file=app/user.py,line=2,title=repoint::could not be looked into",
        }[format] in result.stdout


def test_places_that_may_name_a_member_fail_until_somebody_looked(tree: Path, run: Run) -> None:
    (tree / "m.toml").write_text('[[symbol]]\nold = "app.box:Box.size"\nmanual = "measure it"\n')
    (tree / "app/box.py").write_text("class Box:\n    def size(self): ...\n")
    (tree / "app/use.py").write_text("def go(box):\n    return box.size(), box.size\n")
    result = run("check", *M)
    assert result.exit_code == 1
    assert "app/use.py:2:16: unresolved receiver of app.box:Box.size" in result.stdout
    assert run("check", *M, "--allow-unresolved").exit_code == 0
    assert "unresolved receiver" in run("scan", *M).stdout
    assert "unresolved receiver" not in run("scan", *M, "--allow-unresolved").stdout
