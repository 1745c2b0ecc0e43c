"""Trees broken by hand where each file alone is right: the proof of the tree must refuse each."""

import pytest

from codemods.transformers.proof.prove_links import broken_links
from tests.in_memory import TextTree

BEFORE = {
    "m.py": "from acme.old import make\ndef f(): return make()\n",
    "facade/__init__.py": "from m import *\n",
    "reader.py": "from m import make\nmake()\n",
    "chained.py": "import m\nm.make()\n",
    "starred.py": "from facade import make\n",
    "test_m.py": "import m, sys\nfrom unittest.mock import patch\n"
    'patch("m.make")\npatch.object(m, "make")\npatch.multiple("m", make=1)\nsys.modules["m"].make\n',
    "broken.py": "from m import gone\nmake = gone\n",
}
AFTER = {
    "m.py": "from acme.new import build\ndef f(): return build()\n",
    "reader.py": "from acme.new import build\nbuild()\n",
    "chained.py": "import m\nm.build()\n",
    "starred.py": "from acme.new import build\n",
    "test_m.py": "import m, sys\nfrom unittest.mock import patch\n"
    'patch("m.build")\npatch.object(m, "build")\npatch.multiple("m", build=1)\nsys.modules["m"].build\n',
}


def broken(after: dict[str, str]) -> list[tuple[str, str]]:
    """What is broken once some files have other texts: by whom, and which name."""
    before, now = TextTree(BEFORE), TextTree({**BEFORE, **after})
    links = broken_links(before.project, now.project, sorted(BEFORE), frozenset(after))
    return sorted({(link.reader, link.name) for link in links})


def test_the_plan_is_whole() -> None:
    tree = TextTree(BEFORE)
    assert {path: tree.after(path) for path in AFTER} == AFTER
    assert broken(AFTER) == []


def test_what_was_broken_before_is_nobodys_fault() -> None:
    assert (
        broken({"m.py": "from acme.new import build\n", **{p: t for p, t in AFTER.items() if p != "m.py"}})
        == []
    )


@pytest.mark.parametrize("stale", [path for path in AFTER if path != "m.py"])
def test_a_file_that_did_not_follow_is_refused(stale: str) -> None:
    after = {path: text for path, text in AFTER.items() if path != stale}
    assert broken(after) == [(stale, "make")]


@pytest.mark.parametrize(
    ("path", "right", "wrong", "name"),
    [
        pytest.param("test_m.py", 'patch("m.build")', 'patch("m.make")', "make", id="a stale string"),
        pytest.param("test_m.py", '(m, "build")', '(m, "make")', "make", id="a stale name beside a module"),
        pytest.param("test_m.py", "build=1", "make=1", "make", id="a stale keyword"),
        pytest.param("test_m.py", '["m"].build', '["m"].make', "make", id="a stale attribute at run time"),
        pytest.param(
            "starred.py", "from acme.new import build", "from facade import make", "make", id="a star"
        ),
        pytest.param(
            "starred.py", "from acme.new import build", "def f():\n  from m import make", "make", id="local"
        ),
        pytest.param("m.py", "import build", "import build as b", "build", id="another local name"),
        pytest.param("m.py", "from acme.new import build\n", "", "build", id="a lost import"),
    ],
)
def test_a_broken_tree_is_refused(path: str, right: str, wrong: str, name: str) -> None:
    assert right in AFTER[path]
    found = broken({**AFTER, path: AFTER[path].replace(right, wrong)})
    assert name in {each for _, each in found}


def test_all_restricts_what_a_star_brings() -> None:
    after = {"m.py": 'from acme.old import make\n__all__ = ["other"]\nother = 1\n'}
    assert broken(after) == [("starred.py", "make")]
