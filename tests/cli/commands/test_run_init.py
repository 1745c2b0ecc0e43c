"""`repoint init`, and `--from` with `--to` in place of a file: what is written loads, and says just that."""

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codemods.cli.one_rule import one_rule
from codemods.migration.load import load_migration
from codemods.values.symbol import Symbol
from tests.command_line import MOVED, Run
from tests.random_examples import examples

ROOT = Path(__file__).parents[3]
RULE = '[[symbol]]\nold = "pkg.old:make"\nnew = "pkg.new:build"\n'

HOME = """
import warnings


def warned(text):
    warnings.warn(text, DeprecationWarning, stacklevel=3)
"""
NEW = """
class Basket:
    size = 2

    def __init__(self, customer, currency="EUR"):
        self.customer, self.currency = customer, currency

    def total(self, rate=1):
        return [self.customer, self.currency, rate]


def get(customer, note=None):
    return [customer, note]


def put(owner, note=None, *, strict=True):
    return [owner, note, strict]
"""
DELEGATING = {
    "make = get": "make(1), make(customer=2, note=3)",
    "def make(customer, note=None):\n    warned('use get')\n    return get(customer, note)": (
        "make(1), make(customer=2, note=3)"
    ),
    "def make(customer, note=None):\n    warned('use put')\n    return put(customer, note)": (
        "make(1), make(customer=2, note=3), make(4, 5)"
    ),
    "def make(customer, form):\n    warned('use put')\n    return put(form, note=customer, strict=False)": (
        "make(1, 2), make(customer=3, form=4)"
    ),
    "def make(customer, uid=None):\n    warned('use get')\n    return get(customer)": (
        "make(1), make(2, 3), make(4, uid=5)"
    ),
    "def make(customer, note='none'):\n    warned('use get')\n    return get(customer, note)": (
        "make(1), make(2, 3), make(4, note=5)"
    ),
    "def make(customer):\n    warned('build a Basket')\n    return Basket(customer, 'USD').total()": (
        "make(1), make(customer=2)"
    ),
    "class make(Basket):\n    def __init__(self, *args, **kwargs):\n        warned('use Basket')\n"
    "        super().__init__(*args, **kwargs)": "make(1).total(), make(2, currency='USD').total(2)",
}


@pytest.mark.parametrize("definition", DELEGATING)
def test_a_program_does_the_same_by_the_rule_that_is_proposed(
    definition: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    (tmp_path / "shop").mkdir()
    (tmp_path / "shop/__init__.py").touch()
    (tmp_path / "shop/baskets.py").write_text(NEW)
    head = "from shop.baskets import Basket, get, put\n"
    (tmp_path / "shop/old.py").write_text(f"{head}{HOME}\n\n{definition}\n")
    till = tmp_path / "till.py"
    till.write_text(f"from shop.old import make\n\nprint({DELEGATING[definition]})\n")
    monkeypatch.chdir(tmp_path)
    before = subprocess.run([sys.executable, "till.py"], check=True, capture_output=True, text=True)
    assert run("init", "--from", "shop.old:make", "-o", "m.toml").stderr.startswith("1 rule: 1 sure")
    assert run("apply", "-m", "m.toml").exit_code == 0
    assert "make" not in till.read_text()
    strict = [sys.executable, "-W", "error::DeprecationWarning", "till.py"]
    after = subprocess.run(strict, check=True, capture_output=True, text=True)
    assert after.stdout == before.stdout


def test_the_example_of_the_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    (tmp_path / "shop/core").mkdir(parents=True)
    (tmp_path / "shop/__init__.py").touch()
    (tmp_path / "shop/baskets.py").write_text("def get_basket(customer):\n    return [customer]\n")
    (tmp_path / "shop/core/__init__.py").write_text(
        "import warnings\nfrom shop.baskets import get_basket\n\n"
        "def create_basket(customer, user_id=None):\n    # The old way.\n"
        '    warnings.warn("create_basket is deprecated, use get_basket", DeprecationWarning)\n'
        "    return get_basket(customer)\n"
    )
    monkeypatch.chdir(tmp_path)
    page = (ROOT / "docs/init.md").read_text()
    shown = page.partition("```toml\n")[2].partition("```")[0]
    assert run("init", "--from", "shop.core:create_basket").stdout == f'name = "create_basket"\n\n{shown}'


def test_two_paths_are_written_as_just_their_rule(tree: Path, run: Run) -> None:
    given = ("init", "--from", "pkg.old:make", "--to", "pkg.new:build")
    result = run(*given)
    assert (result.exit_code, result.stdout) == (0, f'name = "make-to-build"\n\n{RULE}')
    assert run(*given, "-o", "mine.toml").stderr == (
        "1 rule: 1 sure; `repoint diff --migration mine.toml` shows what comes of it\n"
    )
    assert (tree / "mine.toml").read_text() == f'name = "mine"\n\n{RULE}'


def test_nothing_is_written_over(tree: Path, run: Run) -> None:
    result = run("init", "--from", "pkg.old:make", "--to", "pkg.new:build", "-o", "m.toml")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        "repoint: m.toml: is there already, and is not overwritten; name another file, or move it\n"
    )
    assert (tree / "m.toml").read_text() == RULE


def test_what_is_in_doubt_moves_nothing_and_says_what_to_do(tree: Path, run: Run) -> None:
    result = run("init", "--from", "pkg.old:make", "-o", "mine.toml")
    assert (result.exit_code, result.stderr) == (
        0,
        "1 rule: 1 open; no use moves before you say where to: read the comments, and write `new` in place "
        "of `manual`\n",
    )
    (rule,) = load_migration("mine.toml", tree).symbols
    assert (rule.new, rule.manual) == (
        None,
        "pkg.old:make: nothing says that it is deprecated, or what takes its place",
    )


@pytest.mark.parametrize("command", ["diff", "apply", "scan", "check"])
def test_two_paths_take_the_place_of_a_file(tree: Path, run: Run, command: str) -> None:
    by_file = run(command, "--migration", "m.toml")
    again = run("undo") if command == "apply" else None
    assert again is None or again.exit_code == 0
    by_paths = run(command, "--from", "pkg.old:make", "--to", "pkg.new:build")
    assert by_paths.exit_code == by_file.exit_code == (1 if command == "check" else 0)
    named = by_file.stdout.replace("m: ", "make-to-build: ", 1) if command == "scan" else by_file.stdout
    assert by_paths.stdout == named
    if command == "apply":
        assert (tree / "app/user.py").read_text() == MOVED


MISTAKES = {
    ("diff", "--from", "pkg.old:make"): "--from and --to go together",
    ("diff", "--to", "pkg.old:make"): "--from and --to go together",
    ("diff", "--from", "a:b", "--to", "c:d", "-m", "m.toml"): "drop --migration",
    (
        "diff",
        "--from",
        "pkg.old:make",
        "--to",
        "pkg.new",
    ): '"pkg.old:make" is a symbol, and "pkg.new" a module',
    ("diff", "--from", "pkg.old:make", "--to", "pkg.old:make"): "make",
    ("init",): "say what is deprecated",
    ("init", "--from", "pkg.old:make", "--shims", "pkg"): "drop --from",
    ("init", "--from", "a:b", "--from", "c:d", "--to", "e:f"): "--to takes the place of one --from",
    ("init", "--from", "pkg.old:mak"): 'did you mean "pkg.old:make"?',
    ("init", "--from", "pkg.old.make"): 'did you mean "pkg.old:make"?',
    ("init", "--shims", "pkg"): "nothing in it is marked as deprecated",
    ("init", "--shims", "/"): "not inside of the tree",
}


@pytest.mark.parametrize("words", MISTAKES)
def test_mistakes(tree: Path, run: Run, words: tuple[str, ...]) -> None:
    result = run(*words)
    assert result.exit_code == 2
    assert MISTAKES[words] in " ".join(result.stderr.replace("│", " ").split())


def test_all_that_a_package_marks(tree: Path, run: Run) -> None:
    (tree / "pkg/new.py").write_text("def build(): ...\n\n\nclass Box: ...\n")
    (tree / "pkg/old.py").write_text(
        "from pkg.new import Box, build\n\n"
        "make = build  # deprecated\n"
        "other = build\n\n\n"
        "@deprecated('Use something else')\ndef gone(): ...\n\n\n"
        "@deprecated('Use Box')\nclass Crate(Box): ...\n"
    )
    (tree / "pkg/__init__.py").write_text("from pkg.old import Crate\n")
    (tree / "pkg/older.py").write_text(
        "import warnings\nwarnings.warn('x', DeprecationWarning)\nfrom pkg.new import *\n"
    )
    result = run("init", "--shims", "pkg", "-o", "mine.toml")
    assert result.stderr == (
        "5 rules: 4 sure, 1 open; read those that are not sure, and say where to or take "
        "them out; "
        "then `repoint diff --migration mine.toml` shows what comes of it\n"
    )
    migration = load_migration("mine.toml", tree)
    assert {str(rule.old): str(rule.new) for rule in migration.symbols} == {
        "pkg.old:make": "pkg.new:build",
        "pkg.old:Crate": "pkg.new:Box",
        "pkg:Crate": "pkg.new:Box",
        "pkg.old:gone": "None",
    }
    assert [(rule.old, rule.new) for rule in migration.modules] == [("pkg.older", "pkg.new")]


def test_rules_that_do_not_go_together_are_not_sure(tree: Path, run: Run) -> None:
    (tree / "pkg/old.py").write_text("from pkg.new import build\n\nmake = build  # deprecated\n")
    (tree / "pkg/new.py").write_text(
        "import pkg.old\n\n\n@deprecated('renamed to `pkg.old.make`')\ndef build(): ...\n"
    )
    result = run("init", "--shims", "pkg", "-o", "mine.toml")
    assert result.exit_code == 0
    assert load_migration("mine.toml", tree).symbols


NAMES = st.sampled_from(["a", "b2", "Basket", "_x", "make_it"])
PATHS = st.lists(NAMES, min_size=1, max_size=3).map(".".join)


@examples(60)
@given(PATHS, PATHS, PATHS, PATHS)
def test_two_paths_are_exactly_that_rule(module: str, name: str, other: str, new: str) -> None:
    if (module, name) == (other, new):
        return
    migration = one_rule(None, f"{module}:{name}", f"{other}:{new}")
    (rule,) = migration.symbols
    assert (rule.old, rule.new) == (Symbol(module, name), Symbol(other, new))
    assert (rule.signature, rule.call, rule.arguments, rule.when, rule.note) == (None,) * 5
    if module != other:
        migration = one_rule(None, module, other)
        assert [(each.old, each.new) for each in migration.modules] == [(module, other)]
