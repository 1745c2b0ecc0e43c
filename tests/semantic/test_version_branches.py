"""Where a file chooses between pieces of code: the parts of each choice, as lines, and what it depends on."""

import pytest

from codemods.semantic.version_branches import VersionBranches
from tests.semantic.facts_of_text import read


def choices(text: str) -> list[str]:
    """Each choice as `1 | 2 | 4`: the lines where its parts begin, `?` where it asks what is there."""
    facts = read(text, new="new")
    starts = [0, *(index + 1 for index, letter in enumerate(text) if letter == "\n")]
    return sorted(_spelled(each, starts) for each in facts.versions.branches)


def _spelled(choice: VersionBranches, starts: list[int]) -> str:
    def line(offset: int) -> str:
        return str(sum(start <= offset for start in starts))

    parts = ["+".join(line(span.start) for span in part) for part in choice.parts]
    return " | ".join(parts) + ("?" if choice.probed else "")


CHOICES = {
    "try": ("try:\n  a\nexcept ImportError:\n  old\n", ["2 | 4?"]),
    "several handlers": ("try:\n  a\nexcept (A, AttributeError):\n  old\nexcept B:\n  b\n", ["2 | 4 | 6?"]),
    "a try for other errors": ("try:\n  old\nexcept ValueError:\n  new\n", []),
    "try with else": ("try:\n  a\nexcept NameError:\n  b\nelse:\n  old\n", ["2+6 | 4?"]),
    "try that is left": (
        "def f():\n  try:\n    return new\n  except Exception:\n    pass\n  old\n",
        ["3 | 5 | 6?"],
    ),
    "handler that is left": (
        "def f():\n  try:\n    new\n  except Exception:\n    return old\n  new\n",
        ["3+6 | 5?"],
    ),
    "suppress": ("with suppress(ImportError):\n  old\n", ["2?"]),
    "other suppress": ("with suppress(ValueError):\n  old\n", []),
    "if": ("if v:\n  old\nelse:\n  new\n", ["1 | 2 | 4"]),
    "hasattr": ("if not hasattr(a, 'new'):\n  old\n", ["1 | 2 | ?"]),
    "if that is left": ("def f():\n  if v:\n    return new\n  old\n", ["2 | 3 | 4"]),
    "type checking": ("if TYPE_CHECKING:\n  old\nelse:\n  new\n", []),
    "expression": ("x = (new\n  if v\n  else old)\n", ["2 | 1 | 3"]),
    "or": ("x = (getattr(a, 'new', None)\n  or old)\n", ["1 | 1?", "1 | 2?"]),
    "or of anything": ("x = new or old\n", []),
    "match": ("match v:\n  case 1:\n    old\n  case _:\n    new\n", ["1 | 3 | 5"]),
    "far from the names": ("if v:\n  a\nelse:\n  b\nold\n", []),
}


@pytest.mark.parametrize(("text", "expected"), CHOICES.values(), ids=CHOICES)
def test_choices(text: str, expected: list[str]) -> None:
    assert choices(text) == expected


@pytest.mark.parametrize(
    ("handler", "expected"),
    [
        ("raise ImportError('upgrade')", True),
        ("raise", True),
        ("raise RuntimeError", False),
        ("if old:\n      return\n    raise", False),
        ("log()", False),
    ],
)
def test_a_handler_that_only_fails(handler: str, expected: bool) -> None:
    facts = read(f"def f():\n  try:\n    old\n  except ImportError:\n    {handler}\n", new="new")
    tried = [each for each in facts.versions.branches if each.catches_import_error]
    assert [each.only_fails for each in tried] == [expected]


def test_nothing_catches_what_a_module_raises() -> None:
    facts = read("try:\n  old\nexcept ImportError:\n  raise RuntimeError\n", new="new")
    assert [each.only_fails for each in facts.versions.branches] == [True]


def test_module_names() -> None:
    facts = read('find_spec("a.old")\nimport_module("b.old")\nf("c.old")\n')
    assert [(each.path, each.probed) for each in facts.versions.module_names] == [
        (("b", "old"), False),
        (("a", "old"), True),
    ]


def test_a_name_that_only_a_choice_reads_is_tracked() -> None:
    facts = read("import np\nx = np.new if v else old\n", new="new")
    assert "np" in facts.tracked
    assert "np" not in read("import np\nx = np.new\nold\n", new="new").tracked
