"""`--stat` is held against `git diff --stat` itself."""

import subprocess
from pathlib import Path

import pytest

from codemods.cli.formats.diffstat import count_lines, format_diffstat
from codemods.cli.formats.unified_diff import unified_diff
from codemods.values.plan import FileChange


def grown(path: str, removed: int, added: int) -> FileChange:
    before = b"".join(b"old %d\n" % number for number in range(removed))
    after = b"".join(b"new %d\n" % number for number in range(added))
    return FileChange(path, b"head\n" + before, b"head\n" + after, (), 1)


def by_git(folder: Path, changes: list[FileChange], width: int) -> str:
    def git(*words: str) -> str:
        command = ["git", "-c", "user.name=x", "-c", "user.email=x@x", *words]
        return subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout

    def write(after: bool) -> None:
        for one in changes:
            (folder / one.path).parent.mkdir(parents=True, exist_ok=True)
            (folder / one.path).write_bytes(one.after if after else one.before)

    write(after=False)
    git("init", "-q")
    git("add", ".")
    write(after=True)
    return git("diff", f"--stat={width}")


LONG = "a_rather_long_package_name/of_a_rather_long_module/in_a_deep_tree/module_name.py"


@pytest.mark.parametrize("width", [80, 40, 10])
@pytest.mark.parametrize(
    "changes",
    [
        pytest.param([grown("a.py", 1, 1)], id="one file"),
        pytest.param([grown("a.py", 0, 1)], id="one insertion"),
        pytest.param([grown("a.py", 2, 0)], id="deletions only"),
        pytest.param([grown("a.py", 3, 2), grown("b/c.py", 10, 12)], id="numbers of two widths"),
        pytest.param([grown("a.py", 300, 2), grown("b.py", 1, 1)], id="graph scaled down"),
        pytest.param([grown(LONG, 3, 2), grown("b.py", 1, 10)], id="long name cut at a folder"),
        pytest.param(
            [grown(LONG.replace("/", "_"), 300, 200), grown("b.py", 1, 1)], id="no folder to cut at"
        ),
        pytest.param([grown("with space.py", 1, 2), grown("é.py", 1, 1)], id="names that git quotes"),
    ],
)
def test_it_equals_gits(changes: list[FileChange], width: int, tmp_path: Path) -> None:
    ordered = sorted(changes, key=lambda one: one.path)
    assert format_diffstat([count_lines(one.path, unified_diff(one)) for one in ordered], width) == by_git(
        tmp_path, changes, width
    )


def test_nothing_to_count_is_nothing_to_print() -> None:
    assert format_diffstat([]) == ""
