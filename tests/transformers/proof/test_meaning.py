"""What an access means: the paths of its imports, the file's own binding, or no binding at all."""

import pytest

from codemods.transformers.proof.meaning import read_names
from tests.in_memory import TextTree


@pytest.mark.parametrize(
    ("text", "meanings"),
    [
        pytest.param("from acme.old import make\nmake()", ["acme.old.make"], id="an import"),
        pytest.param(
            "from acme.old import make as m\nm.tag", ["acme.old.make.tag"], id="an alias and an attribute"
        ),
        pytest.param("import acme.old\nacme.old.make()", ["acme.old.make"], id="a module"),
        pytest.param("import acme.old as old\nold.make()", ["acme.old.make"], id="a module's alias"),
        pytest.param("from . import make\nmake()", ["make"], id="a relative import"),
        pytest.param("make()", ["?make"], id="nothing binds it"),
        pytest.param("def make(): ...\nmake()", ["!function"], id="the file's own"),
        pytest.param("def f(make):\n    make()", ["!parameter"], id="a parameter"),
        pytest.param(
            "try:\n    from acme.old import make\nexcept ImportError:\n    make = None\nmake()",
            ["!None acme.old.make"],
            id="a fallback",
        ),
        pytest.param(
            "try:\n    from acme.old import make\nexcept ImportError:\n    make = None\nmake.tag",
            ["acme.old.make.tag"],
            id="an attribute that None has not",
        ),
        pytest.param(
            "from acme.old import make\nclass A:\n    make = make",
            ["!assignment acme.old.make"],
            id="in a class body that binds it",
        ),
    ],
)
def test_what_accesses_mean(text: str, meanings: list[str]) -> None:
    table = TextTree({"app.py": text}).table("app.py")
    assert [" ".join(sorted(each.meaning)) for each in read_names(table)] == meanings
