"""How new text reads the names that it needs: by imports that a file has, or by new ones in its style."""

import pytest

from codemods.project.brought_names import BroughtNames
from codemods.project.deciding import Deciding
from codemods.project.decision import SpelledName
from codemods.project.file_context import ChangeLimits, FileContext, UntrackedNameError
from codemods.project.resolve_local_names import local_names_of
from codemods.values.symbol import Symbol, whole_module
from tests.in_memory import TextTree

KIND = Symbol("acme.deep.kinds", "Kind")
TABLE = """
[[symbol]]
old = "acme.old:make"
new = "acme.new:build"
[symbol.arguments]
add = { kind = "Kind.A", other = "acme.deep.kinds.B" }
imports = ["acme.deep.kinds:Kind", "acme.deep.kinds"]
"""


def spelled(text: str, wanted: Symbol = KIND, index: int = -1) -> tuple[str, list[str]]:
    """The chain by which the text's last use of `make` reads a symbol, and the imports to come."""
    tree = TextTree({"app.py": text}, TABLE)
    also: tuple[str, ...] = ()
    while True:
        table = tree.project.scope_table("app.py", also)
        assert table is not None
        deciding = Deciding(FileContext(tree.project, tree.definitions, table, ChangeLimits()))
        locals_ = [each for each in local_names_of(tree.project, table) if each.uses]
        (local,) = locals_
        names = BroughtNames(deciding.file, deciding.new_names, deciding.made)
        try:
            found = names.spell(wanted, local, local.uses[index].use)
        except UntrackedNameError as error:
            also = (*also, *error.names)
            continue
        if not isinstance(found, SpelledName):
            return found, []
        names.bring(local, [found])
        imports = [str(new.bound) for change in deciding.made.aliases for new in change.new]
        return ".".join(found.chain), imports


@pytest.mark.parametrize(
    ("text", "chain", "imports"),
    [
        pytest.param(
            "from acme.old import make\nmake()\n", "Kind", ["acme.deep.kinds.Kind"], id="from import"
        ),
        pytest.param(
            "import acme.old\nacme.old.make()\n",
            "acme.deep.kinds.Kind",
            ["acme"],
            id="a file that reads modules goes on doing so",
        ),
        pytest.param(
            "from acme.old import make\nfrom acme.deep.kinds import Kind\nmake()\n", "Kind", [], id="there"
        ),
        pytest.param(
            "from acme.deep.kinds import Kind as K\nfrom acme.old import make\nmake()\n", "K", [], id="alias"
        ),
        pytest.param(
            "import acme.deep.kinds as kk\nfrom acme.old import make\nmake()\n", "kk.Kind", [], id="module as"
        ),
        pytest.param(
            "from acme.deep import kinds as c\nfrom acme.old import make\nmake()\n",
            "c.Kind",
            [],
            id="module from its package",
        ),
        pytest.param(
            "import acme.deep.kinds\nfrom acme.old import make\nmake()\n",
            "acme.deep.kinds.Kind",
            [],
            id="module by its path",
        ),
        pytest.param(
            "from acme.old import make\ntry:\n    from acme.deep.kinds import Kind\nexcept ImportError:\n"
            "    Kind = None\nmake()\n",
            "kinds_Kind",
            ["acme.deep.kinds.Kind"],
            id="one that may be something else is not read",
        ),
        pytest.param(
            "from acme.old import make\nKind = 1\nmake()\n",
            "kinds_Kind",
            ["acme.deep.kinds.Kind"],
            id="taken",
        ),
        pytest.param(
            "from acme.old import make\ndef f(Kind):\n    make()\n",
            "kinds_Kind",
            ["acme.deep.kinds.Kind"],
            id="taken where the use stands",
        ),
        pytest.param(
            "from acme.old import make\ndef f():\n    from acme.deep.kinds import Kind\n"
            "def g():\n    make()\n",
            "Kind",
            ["acme.deep.kinds.Kind"],
            id="an import of another function is not seen",
        ),
        pytest.param(
            "from acme.old import make\ndef g():\n    make()\nfrom acme.deep.kinds import Kind\n",
            "Kind",
            [],
            id="imported later, for a function",
        ),
    ],
)
def test_how_a_name_is_read(text: str, chain: str, imports: list[str]) -> None:
    assert spelled(text) == (chain, imports)


def test_a_module_is_read_whole() -> None:
    module = whole_module("acme.deep.kinds")
    assert spelled("from acme.old import make\nmake()\n", module) == ("acme.deep.kinds", ["acme"])
    text = "from acme.deep import kinds\nfrom acme.old import make\nmake()\n"
    assert spelled(text, module) == ("kinds", [])


def test_a_built_in_needs_no_import() -> None:
    assert spelled("from acme.old import make\nmake()\n", Symbol("builtins", "dict")) == ("dict", [])
    text = "from acme.old import make\ndict = 1\nmake()\n"
    assert spelled(text, Symbol("builtins", "dict"))[0] == "`dict` is not the built-in there"


def test_two_aliases_that_are_taken_say_so() -> None:
    chain, imports = spelled("from acme.old import make\nKind = kinds_Kind = 1\nmake()\n")
    assert "already bound" in chain
    assert not imports
