"""What commits say: `--message`, `[tool.repoint] message`, or what repoint says by itself."""

import pytest

from tests.git.user_repository import HUB, USER, UserRepository


def body(repo: UserRepository) -> str:
    return repo.git("log", "-1", "--format=%B").rstrip("\n")


def test_without_a_word_it_says_counts_and_findings(repo: UserRepository) -> None:
    repo.commit({**HUB, "lib/copied.py": "from pkg.old import make\nbuild = 1\nmake()\n"})
    repo.apply("--commit")
    assert body(repo) == (
        "m: lib (1/1)\n\nMove 5 references in 3 files off deprecated names.\n\n"
        "1 finding in these files, which `repoint diff` shows in place:\n\n"
        "- 1 RP201 alias-kept: The target moved, the local name stayed\n\nRepoint-Migration: m"
    )


def test_a_template_is_filled_in(repo: UserRepository) -> None:
    repo.commit({"app/user.py": USER})
    template = "[$migration] ${batch} $number of $total: $files, $references for 5 $$\n\n$findings"
    repo.apply("--commit", "--message", template)
    assert body(repo) == (
        "[m] app 1 of 1: 1 file, 2 references for 5 $\n\nNo findings in these files.\n\nRepoint-Migration: m"
    )


def test_the_targets_settings_may_hold_one(repo: UserRepository) -> None:
    repo.commit({"app/user.py": USER, "pyproject.toml": '[tool.repoint]\nmessage = "chore: $batch"\n'})
    repo.apply("--commit")
    assert body(repo) == "chore: app\n\nRepoint-Migration: m"
    repo.run("undo")
    repo.apply("--commit", "--message", "mine")
    assert body(repo) == "mine\n\nRepoint-Migration: m"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ('"$btch"', "$btch means nothing; expected one of $migration, $batch, $number"),
        ('"cost: 5 $"', "a `$` stands alone; write `$$` for a dollar sign"),
        ('" "', "the message is empty; write a text, or leave it out"),
        ('""', "the message is empty; write a text, or leave it out"),
        ("3", "expected a string, found an integer"),
    ],
)
def test_a_mistake_in_the_settings_names_its_place(value: str, said: str, repo: UserRepository) -> None:
    repo.commit({"app/user.py": USER, "pyproject.toml": f"[tool.repoint]\nmessage = {value}\n"})
    before = repo.state()
    result = repo.apply("--commit")
    place = f'repoint: {repo.root}/pyproject.toml: [tool.repoint], key "message": {said}'
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
    assert result.stderr.startswith(place)
    assert repo.state() == before


def test_a_message_given_by_hand_stands_for_a_wrong_one_in_the_settings(repo: UserRepository) -> None:
    repo.commit({"app/user.py": USER, "pyproject.toml": '[tool.repoint]\nmessage = "$btch"\n'})
    assert repo.apply("--commit", "--message", "fine").exit_code == 0


def test_a_migrations_odd_name_stays_on_its_line(repo: UserRepository) -> None:
    repo.migration.write_text(f'name = "odd\\nname\\u001b"\n{repo.migration.read_text()}')
    repo.commit({"app/user.py": USER})
    repo.apply("--commit")
    assert body(repo).splitlines()[0] == "odd\\nname\\x1b: app (1/1)"
    assert body(repo).endswith("\n\nRepoint-Migration: odd\\nname\\x1b")
