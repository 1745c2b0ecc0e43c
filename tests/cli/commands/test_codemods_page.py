"""The example in docs/codemods.md, run as the page says, and its list of what is held."""

import re
from pathlib import Path

from codemods.values.finding_texts import FINDING_CODES
from tests.git.user_repository import UserRepository

PAGE = (Path(__file__).parents[3] / "docs/codemods.md").read_text("utf-8")
CODEMOD, BEFORE, DIFF = (
    re.findall(rf"^```{kind}\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)[0]
    for kind in ("python codemod", "python before", "diff")
)


def test_the_example_does_what_the_page_shows(repo: UserRepository) -> None:
    repo.commit({"clock.py": BEFORE, "other.py": "x = 1\n"})
    (repo.root / "utc_now.py").write_text(CODEMOD)
    result = repo.run("diff", "--codemod", "utc_now.py:UtcNow")
    assert result.stdout.decode().partition("@@\n")[2] == DIFF
    assert result.last_line == "1 file would change, 2 places to change, 0 to stay; 0 findings"


def test_every_code_about_codemods_is_named() -> None:
    assert {code for code in FINDING_CODES if code.startswith("RP6")} == set(re.findall(r"RP6\d\d", PAGE))
