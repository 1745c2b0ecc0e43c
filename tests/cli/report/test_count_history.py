"""The history of a tree, counted from the object database: the numbers are those of a checkout."""

import re
import subprocess
from pathlib import Path

import pytest

from codemods.cli.report.count_history import count_history, with_moved
from codemods.migration.load import load_migration
from codemods.plan.engine import make_plan
from codemods.values.history import History
from codemods.values.progress import NoProgress
from codemods.values.rules import Migration

MIGRATION = """
[[symbol]]
old = "pkg.old:make"
new = "pkg.new:build"

[[module]]
old = "pkg.legacy"
new = "pkg.new"
"""
WORDS = re.compile(rb"\b(?:make|legacy)\b")


@pytest.fixture
def migration(tmp_path: Path) -> Migration:
    """Two deprecated names: `make` and `legacy`."""
    (tmp_path / "m.toml").write_text(MIGRATION)
    return load_migration("m.toml", tmp_path)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Twelve commits; each adds a use, the last four take one away."""
    root = tmp_path / "repository"
    root.mkdir()
    git(root, "init", "-q", "-b", "main")
    for number in range(12):
        (root / "app").mkdir(exist_ok=True)
        if number < 8:
            (root / f"app/file{number}.py").write_text(f"make({number}); remake\nlegacy\n")
        else:
            (root / f"app/file{number - 8}.py").unlink()
        (root / "test_x.py").write_text("# make\n" * number)
        (root / "notes.md").write_text("make " * number)
        commit(root, f"2025-01-{number + 1:02}")
    return root


def git(folder: Path, *words: str, day: str = "2025-01-01") -> str:
    when = {"GIT_COMMITTER_DATE": f"{day}T12:00:00Z", "GIT_AUTHOR_DATE": f"{day}T12:00:00Z"}
    settings = ("-c", "user.name=A", "-c", "user.email=a@b.c", "-c", "protocol.file.allow=always")
    return subprocess.run(
        ["git", *settings, *words],
        cwd=folder,
        check=True,
        capture_output=True,
        text=True,
        env={"PATH": "/usr/bin:/bin:/usr/local/bin", "GIT_CONFIG_GLOBAL": "/dev/null", **when},
    ).stdout


def commit(root: Path, day: str = "2025-01-01") -> None:
    git(root, "add", "-A")
    git(root, "commit", "-qm", "x", "--allow-empty", day=day)


def counted(root: Path, migration: Migration, samples: int = 30) -> History:
    def category(path: str) -> str:
        return "tests" if "test" in path else "app"

    return count_history(root, migration, category, samples, NoProgress())


def test_each_commit_is_counted_as_its_checkout_would_be(
    repository: Path, migration: Migration, tmp_path: Path
) -> None:
    history = counted(repository, migration)
    assert history.words == ("legacy", "make")
    assert len(history.samples) == history.commits == 12
    copy = tmp_path / "copy"
    git(tmp_path, "clone", "-q", str(repository), str(copy))
    for sample in history.samples:
        git(copy, "checkout", "-q", sample.commit.name)
        found = {path: len(WORDS.findall(path.read_bytes())) for path in copy.rglob("*.py")}
        assert sample.names == sum(found.values())
        assert sample.files == sum(map(bool, found.values()))
        assert {each.category: each.names for each in sample.counts} == {
            name: number
            for name, number in (
                ("app", sum(n for path, n in found.items() if "test" not in path.name)),
                ("tests", sum(n for path, n in found.items() if "test" in path.name)),
            )
            if number
        }


def test_samples_are_spread_evenly_with_the_first_and_the_last(
    repository: Path, migration: Migration
) -> None:
    history = counted(repository, migration, samples=5)
    assert [sample.position for sample in history.samples] == [0, 2, 5, 8, 11]
    assert [sample.commit.day for sample in history.samples][::4] == ["2025-01-01", "2025-01-12"]


def test_merged_commits_are_left_out(repository: Path, migration: Migration) -> None:
    git(repository, "checkout", "-qb", "side", "HEAD~3")
    for _ in range(4):
        commit(repository)
    git(repository, "checkout", "-q", "main")
    git(repository, "merge", "-q", "--no-ff", "side", "-m", "x")
    assert counted(repository, migration).commits == 13


def test_below_the_top_only_that_folder_counts(repository: Path, migration: Migration) -> None:
    last = counted(repository / "app", migration).samples[-1]
    assert (last.names, last.files) == (8, 4)


def test_the_work_tree_the_index_and_the_refs_stay(repository: Path, migration: Migration) -> None:
    (repository / "app/file5.py").write_text("mine\n")
    state = [
        git(repository, "status", "--porcelain"),
        git(repository, "for-each-ref"),
        git(repository, "reflog"),
    ]
    counted(repository, migration)
    assert state == [
        git(repository, "status", "--porcelain"),
        git(repository, "for-each-ref"),
        git(repository, "reflog"),
    ]


def test_a_shallow_clone_says_so(repository: Path, migration: Migration, tmp_path: Path) -> None:
    git(tmp_path, "clone", "-q", "--depth=3", repository.as_uri(), "shallow")
    history = counted(tmp_path / "shallow", migration)
    assert (history.shallow, history.commits) == (True, 3)
    assert not counted(repository, migration).shallow


def test_what_a_partial_clone_lacks_is_left_out_and_never_fetched(
    repository: Path, migration: Migration, tmp_path: Path
) -> None:
    git(repository, "config", "uploadpack.allowFilter", "true")
    # From git 2.55 on, the upkeep that a clone ends with goes on beside it for a while.
    upkeep = ("-c", "maintenance.auto=false")
    git(tmp_path, "clone", "-q", *upkeep, "--filter=blob:none", repository.as_uri(), "partial")
    partial = tmp_path / "partial"
    objects = sorted(path.name for path in (partial / ".git/objects").rglob("*"))
    history = counted(partial, migration)
    assert sorted(path.name for path in (partial / ".git/objects").rglob("*")) == objects
    assert history.samples[-1].position == 11
    places = {sample.commit.day for sample in history.samples} | {each.day for each, _ in history.skipped}
    assert len(places) == 12
    why = history.skipped[5][1]
    assert re.fullmatch(r"\d+ of its 7 Python files are not in this clone", why)
    whole = {sample.position: sample.names for sample in counted(repository, migration).samples}
    assert all(whole[sample.position] == sample.names for sample in history.samples)


def test_a_commit_without_its_tree_is_left_out(repository: Path, migration: Migration) -> None:
    tree = git(repository, "rev-parse", "HEAD~4^{tree}").strip()
    (repository / ".git/objects" / tree[:2] / tree[2:]).unlink()
    history = counted(repository, migration)
    assert [(each.day, why) for each, why in history.skipped] == [
        ("2025-01-08", "its list of files is not in this clone")
    ]


def test_a_lost_file_costs_the_commits_that_hold_it(repository: Path, migration: Migration) -> None:
    blob = git(repository, "rev-parse", "HEAD:test_x.py").strip()
    (repository / ".git/objects" / blob[:2] / blob[2:]).unlink()
    history = counted(repository, migration)
    assert [each.day for each, _ in history.skipped] == ["2025-01-12"]
    assert len(history.samples) == 11


def test_odd_names_links_and_submodules_do_no_harm(repository: Path, migration: Migration) -> None:
    (repository / 'line\nbreak\t".py').write_text("make\n")
    (repository / "link.py").symlink_to("make")
    commit(repository)
    git(repository, "update-index", "--add", "--cacheinfo", f"160000,{'1' * 40},sub.py")
    git(repository, "commit", "-qm", "x")
    before, *_, last = counted(repository, migration).samples[-3:]
    assert last.names == before.names + 1


def test_the_plan_says_how_many_go_away(repository: Path, migration: Migration) -> None:
    (repository / "pkg").mkdir()
    for name, text in {"__init__": "", "old": "def make(): ...\n", "new": "def build(): ...\n"}.items():
        (repository / f"pkg/{name}.py").write_text(text)
    (repository / "pkg/user.py").write_text("from pkg.old import make\nmake()  # make\n")
    commit(repository)
    plan = make_plan(repository, migration)
    history = with_moved(counted(repository, migration), migration, plan)
    assert [change.path for change in plan.files] == ["pkg/user.py"]
    assert history.moved == 2
