"""What commits say: `--message`, `[tool.repoint] message`, or what repoint says by itself."""

import pytest

from tests.git.git_repository import HUB, USER, Workshop


def body(shop: Workshop) -> str:
    return shop.git("log", "-1", "--format=%B").rstrip("\n")


def test_without_a_word_it_says_counts_and_findings(shop: Workshop) -> None:
    shop.commit({**HUB, "lib/copied.py": "from pkg.old import make\nbuild = 1\nmake()\n"})
    shop.apply("--commit")
    assert body(shop) == (
        "m: lib (1/1)\n\nMove 5 references in 3 files off deprecated names.\n\n"
        "1 finding in these files, which `repoint diff` shows in place:\n\n"
        "- 1 RP201 alias-kept: The target moved, the local name stayed\n\nRepoint-Migration: m"
    )


def test_a_template_is_filled_in(shop: Workshop) -> None:
    shop.commit({"app/user.py": USER})
    template = "[$migration] ${batch} $number of $total: $files, $references for 5 $$\n\n$findings"
    shop.apply("--commit", "--message", template)
    assert body(shop) == (
        "[m] app 1 of 1: 1 file, 2 references for 5 $\n\nNo findings in these files.\n\nRepoint-Migration: m"
    )


def test_the_targets_settings_may_hold_one(shop: Workshop) -> None:
    shop.commit({"app/user.py": USER, "pyproject.toml": '[tool.repoint]\nmessage = "chore: $batch"\n'})
    shop.apply("--commit")
    assert body(shop) == "chore: app\n\nRepoint-Migration: m"
    shop.run("undo")
    shop.apply("--commit", "--message", "mine")
    assert body(shop) == "mine\n\nRepoint-Migration: m"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ('"$btch"', "$btch means nothing; expected one of $migration, $batch, $number"),
        ('"cost: 5 $"', "a `$` stands alone; write `$$` for a dollar sign"),
        ('" "', "the message is empty; write a text, or leave it out"),
        ('""', "the message is empty; write a text, or leave it out"),
        ("3", "expected a text, found a number"),
    ],
)
def test_a_mistake_in_the_settings_names_its_place(value: str, said: str, shop: Workshop) -> None:
    shop.commit({"app/user.py": USER, "pyproject.toml": f"[tool.repoint]\nmessage = {value}\n"})
    before = shop.state()
    result = shop.apply("--commit")
    place = f'repoint: {shop.root}/pyproject.toml: [tool.repoint], key "message": {said}'
    assert (result.exit_code, result.said.count("\n")) == (2, 1)
    assert result.said.startswith(place)
    assert shop.state() == before


def test_a_message_given_by_hand_stands_for_a_wrong_one_in_the_settings(shop: Workshop) -> None:
    shop.commit({"app/user.py": USER, "pyproject.toml": '[tool.repoint]\nmessage = "$btch"\n'})
    assert shop.apply("--commit", "--message", "fine").exit_code == 0


def test_a_migrations_odd_name_stays_on_its_line(shop: Workshop) -> None:
    shop.migration.write_text(f'name = "odd\\nname\\u001b"\n{shop.migration.read_text()}')
    shop.commit({"app/user.py": USER})
    shop.apply("--commit")
    assert body(shop).splitlines()[0] == "odd\\nname\\x1b: app (1/1)"
    assert body(shop).endswith("\n\nRepoint-Migration: odd\\nname\\x1b")
