"""The proof of a retirement: what would name nothing after it."""

import pytest

from codemods.plan.retiring.cut_file import CutFile
from tests.plan.retiring.retiring_trees import RetiringTree

OLD = "acme/old.py"


def found(files: dict[str, str], *retired: str) -> list[str]:
    """The places that the proof finds, each with its code."""
    proved = RetiringTree(files, *(retired or ("acme.old:make",))).proved()
    return sorted(f"{each.code} {each.path}:{each.line}" for each in proved)


@pytest.mark.parametrize(
    "user",
    [
        pytest.param("from acme.old import make\n", id="import"),
        pytest.param("import acme.old\n\n\nacme.old.craft()\nx = acme.old.make\n", id="attribute"),
    ],
)
def test_what_would_name_nothing_is_found(user: str) -> None:
    assert found({"user.py": user}) == [f"RP501 user.py:{user.count(chr(10))}"]


def test_an_import_of_a_removed_module_is_found() -> None:
    assert found({"user.py": "import acme.old\n"}, "acme.old") == ["RP501 user.py:1"]


def test_re_exports_that_go_as_well_are_no_finding() -> None:
    assert found({"acme/__init__.py": "from acme.old import make\n"}) == []


def test_what_named_nothing_before_is_no_finding() -> None:
    assert found({"user.py": "from acme.gone import make\n"}) == []


def test_uses_in_the_file_itself_are_found_unless_they_go_with_it() -> None:
    assert found({OLD: "def make():\n    make()\ndef craft():\n    make()\n"}) == ["RP501 acme/old.py:4"]


def test_a_submodule_that_only_a_removed_module_imported_is_missed() -> None:
    files = {OLD: "import acme.sub\n", "acme/sub.py": "x = 1\n", "user.py": "import acme\nacme.sub.x\n"}
    assert found(files, "acme.old") == ["RP501 user.py:2"]
    assert found({**files, "user.py": "import acme.sub\nacme.sub.x\n"}, "acme.old") == []


def test_a_submodule_that_only_a_re_export_imported_is_missed() -> None:
    files = {"acme/__init__.py": "from acme.old import make\n", "user.py": "import acme\nacme.old.craft()\n"}
    assert found(files) == ["RP501 user.py:2"]
    assert found({**files, "more.py": "import acme.old\n"}) == []


def test_a_submodule_that_would_take_the_name_of_a_re_export_is_missed() -> None:
    files = {
        "acme/__init__.py": "from .make import make\n",
        "acme/make.py": "def make(): pass\ndef craft(): pass\n",
    }
    assert found(files, "acme.make:make") == []
    user = {"user.py": "import acme.make as given\ngiven()\n"}
    assert found({**files, **user}, "acme.make:make") == ["RP107 acme/__init__.py:1"]


def test_a_submodule_that_the_package_itself_reads_by_name_is_missed() -> None:
    package = "from acme.old import make\nlimit = old.craft\n"
    assert found({"acme/__init__.py": package}) == ["RP113 acme/__init__.py:1"]
    assert found({"acme/__init__.py": f"from acme import old\n{package}"}) == []


def test_a_file_that_would_not_parse_is_the_one_finding() -> None:
    tree = RetiringTree({"user.py": "from acme.old import make\n"}, "acme.old:make")
    (finding,) = tree.proved({OLD: CutFile(tree.memory.source(OLD), b"x = 1\ndef\n")})
    assert (finding.code, finding.path, finding.line) == ("RP502", OLD, 2)
