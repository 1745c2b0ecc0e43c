"""`--codemod`: a codemod of LibCST's kind through the commands that make and write plans."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.git.user_repository import UserRepository
from tests.plan.libcst_codemods.codemod_trees import HEAD, RENAME, command

ROOT = Path(__file__).parents[3]
TREE = {
    "hub.py": "def craft():\n    return 1\n",
    "user.py": "from hub import craft\n\nprint(craft())\n",
    "vendor/copy.py": "craft = 1\n",
    "pyproject.toml": '[tool.repoint]\nexclude = ["vendor/"]\n',
}
OPTIONS = ("--codemod", "../my.py:My", "--arg", "old=craft")
RENAME_COMMAND = "libcst.codemod.commands.rename:RenameCommand"


@pytest.fixture
def user(repo: UserRepository) -> UserRepository:
    """A repository, and a file with a codemod beside it."""
    repo.commit(TREE)
    (repo.root.parent / "my.py").write_text(RENAME)
    return repo


def test_diff_shows_a_patch_and_says_whose_code_runs(user: UserRepository) -> None:
    result = user.run("diff", *OPTIONS)
    assert result.exit_code == 0
    assert b"-from hub import craft\n+from hub import build\n" in result.stdout
    assert b"vendor" not in result.stdout
    assert "running the code of the codemod ../my.py:My; nothing of the tree is run" in result.stderr
    together = "2 files would change (1 group of them must land together)"
    assert result.last_line == f"{together}, 3 places to change, 0 to stay; 0 findings"
    assert user.git("status", "--porcelain") == ""


def test_apply_stages_and_undo_takes_it_back(user: UserRepository) -> None:
    assert user.run("apply", *OPTIONS).exit_code == 0
    assert user.git("status", "--porcelain") == "M  hub.py\nM  user.py\n"
    assert user.read("user.py") == "from hub import build\n\nprint(build())\n"
    assert "0 files written" in user.run("apply", *OPTIONS).last_line
    assert user.run("undo").exit_code == 0
    assert user.git("status", "--porcelain") == ""


def test_it_commits_in_batches(user: UserRepository) -> None:
    user.commit({"a/alone.py": "craft = 1\n"})
    user.run("apply", *OPTIONS, "--commit", "--branch", "series")
    messages = user.git("log", "--format=%B", "main..series")
    assert "Change 2 files by the codemod My." in messages
    assert user.git("rev-list", "--count", "main..series").strip() == "2"


def test_uncommitted_work_is_left_out(user: UserRepository) -> None:
    user.write({"user.py": TREE["user.py"] + "# mine\n"})
    result = user.run("apply", *OPTIONS)
    assert result.codes("user.py") == {"RP008"}
    assert result.codes("hub.py") == {"RP608"}
    assert user.git("status", "--porcelain") == " M user.py\n"
    taken = user.run("apply", *OPTIONS, "--allow-dirty")
    assert taken.exit_code == 0
    assert user.git("show", ":user.py") == "from hub import build\n\nprint(build())\n"
    assert user.read("user.py").endswith("print(build())\n# mine\n")


def test_check_fails_while_there_is_something_to_change(user: UserRepository) -> None:
    result = user.run("check", *OPTIONS)
    assert result.exit_code == 1
    assert b"user.py:1:1: the codemod ../my.py:My has something to change here [automatic]" in result.stdout
    assert "3 places to change in 2 files" in result.stderr
    assert user.run("check", *OPTIONS, "vendor").exit_code == 0
    user.run("apply", *OPTIONS)
    assert user.run("check", *OPTIONS).exit_code == 0


def test_check_speaks_sarif(user: UserRepository) -> None:
    document = json.loads(user.run("check", *OPTIONS, "--format", "sarif").stdout)
    (rule,) = document["runs"][0]["tool"]["driver"]["rules"]
    assert rule["shortDescription"]["text"] == "The codemod ../my.py:My has something to change."


def test_report_makes_the_page(user: UserRepository) -> None:
    result = user.run("report", *OPTIONS, "-o", "../page.html")
    assert result.exit_code == 0
    page = re.sub("<[^>]*>", "", (user.root.parent / "page.html").read_text())
    assert "from hub import build" in page


def test_libcsts_own_rename_through_the_same_door(user: UserRepository) -> None:
    user.commit({"lib.py": "def build():\n    return 2\n"})
    words = ("--arg", "old_name=hub.craft", "--arg", "new_name=lib.build", "--words", "craft")
    result = user.run("diff", "--codemod", RENAME_COMMAND, *words)
    assert b"-from hub import craft\n+from lib import build\n" in result.stdout


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--codemod", "my.py"), "expected MODULE:CLASS or FILE:CLASS"),
        (("--codemod", "no/such.py:My"), "can't be read: No such file"),
        (("--codemod", "no_such_module:My"), "a file is named by its path"),
        (("--codemod", "../my.py:Other"), "../my.py has no Other"),
        (("--codemod", "../my.py:cst"), "that is no class"),
        (("--codemod", "../my.py:SkipFile"), "is no codemod of LibCST"),
        (("--codemod", "libcst.codemod:MagicArgsCodemodCommand"), "the class is abstract"),
        (("--codemod", "../my.py:My"), "the following arguments are required: --old; it takes old, new"),
        (("--codemod", "../my.py:My", "--arg", "odl=x"), "it takes no argument 'odl'; it takes old, new"),
        (("--codemod", "../my.py:My", "--arg", "old"), "--arg old: expected NAME=VALUE"),
        (("--arg", "old=x"), "add it"),
        ((*OPTIONS, "--migration", "stdlib"), "give one or the other"),
        ((*OPTIONS, "--docs"), "a codemod reads Python files as they are"),
    ],
)
def test_a_mistake_ends_it_with_a_hint(user: UserRepository, words: tuple[str, ...], message: str) -> None:
    result = user.run("diff", *words)
    assert result.exit_code == 2
    assert message in " ".join(result.stderr.replace("│", " ").split())


def test_a_bare_transformer_gets_its_arguments_as_texts(user: UserRepository) -> None:
    text = RENAME.replace("VisitorBasedCodemodCommand", "ContextAwareTransformer")
    (user.root.parent / "my.py").write_text(text)
    assert user.run("diff", *OPTIONS, "--arg", "new=made").stdout.count(b"\n+") == 5
    result = user.run("diff", "--codemod", "../my.py:My")
    assert "it can't be made with no arguments: TypeError" in result.stderr


def test_declared_arguments_are_read_as_they_are_declared(user: UserRepository) -> None:
    text = command(
        """
        @staticmethod
        def add_args(parser):
            group = parser.add_argument_group("more")
            parser.add_argument("new")
            parser.add_argument("-t", "--times", type=int, required=True)
            group.add_argument("--upper", action="store_true")
            group.add_argument("--only", nargs="*", action="append")

        def __init__(self, context, new, times, upper, only):
            super().__init__(context)
            self.new = (new.upper() if upper else new) * times + "_".join(sum(only, []))

        def leave_Name(self, original_node, updated_node):
            is_old = updated_node.value == "craft"
            return updated_node.with_changes(value=self.new) if is_old else updated_node
        """
    )
    (user.root.parent / "my.py").write_text(text)
    given = ["new=x", "times=2", "upper=true", "only=a", "only=b"]
    words = [word for each in given for word in ("--arg", each)]
    assert b"+def XXa_b():" in user.run("diff", "--codemod", "../my.py:My", *words).stdout
    wrong = user.run("diff", "--codemod", "../my.py:My", *words[:-4], "--arg", "times=many")
    assert "argument -t/--times: invalid int value" in wrong.stderr


def test_the_target_is_not_imported_by_its_codemod(user: UserRepository) -> None:
    mark = f"open({os.fspath(user.root / 'mark')!r}, 'w')\n"
    user.commit({"helper.py": mark, "tools/near.py": mark, "hub.py": mark + TREE["hub.py"]})
    tries = "for name in ('helper', 'near', 'tools.near', 'hub'):\n    try:\n        __import__(name)\n"
    (user.root / "tools/my.py").write_text(HEAD + tries + "    except ImportError:\n        pass\n" + RENAME)
    path = os.pathsep.join((os.fspath(user.root), os.fspath(ROOT)))
    done = subprocess.run(
        [sys.executable, "-m", "codemods", "diff", "--codemod", "tools/my.py:My", "--arg", "old=craft"],
        cwd=user.root,
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        check=False,
    )
    assert b"+from hub import build" in done.stdout
    assert not (user.root / "mark").exists()
