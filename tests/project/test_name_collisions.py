"""Whether `build` can come in where `make` is imported without changing what any name means."""

from textwrap import dedent

import pytest

from codemods.project.name_collisions import obstacle
from codemods.semantic.binding import ImportBinding
from codemods.semantic.read_facts import read_facts
from codemods.semantic.scope_table import ScopeTable
from codemods.semantic.tracked_names import WantedNames
from codemods.values.source import Source


def trouble(text: str, builtin: bool = False) -> str:
    """What keeps `build` out of the scope that imports `make`; importing it from `there` is no harm."""
    source = Source("app.py", dedent(text).encode())
    facts = read_facts(source, "app", False, WantedNames(frozenset({"make"}), frozenset({"build"})))
    names = ScopeTable(facts)
    group = next(
        g for g in names.bindings.values() if g[0].name == "make" and isinstance(g[0], ImportBinding)
    )
    scope = names.owner(group[0].scope, "make")
    assert scope is not None
    uses = [use for use in facts.accesses if use.name == "make" and names.owner(use.scope, "make") == scope]
    same = frozenset(
        index
        for index, binding in enumerate(facts.bindings)
        if isinstance(binding, ImportBinding) and facts.imports[binding.statement].module == "there"
    )
    statements = [facts.imports[binding.statement] for binding in group if isinstance(binding, ImportBinding)]
    return obstacle(names, scope, "build", uses, statements, same, builtin)


IMPORT = "from old import make\n"
LOCAL = "def f():\n    from old import make\n"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(IMPORT + "make()", id="nothing is called so"),
        pytest.param(IMPORT + "x.build\nf(build=1)\n'build'", id="attributes, keywords and strings"),
        pytest.param(IMPORT + "make()\ndef g(build):\n    build()", id="a parameter elsewhere"),
        pytest.param(IMPORT + "def g(build):\n    h()\nmake()", id="a parameter in a function without a use"),
        pytest.param(
            IMPORT + "class C:\n    build = 1\n    def f(self):\n        make()", id="a class's attribute"
        ),
        pytest.param(IMPORT + "[build for build in x]\nmake()", id="a comprehension's own name"),
        pytest.param("from there import build\n" + IMPORT + "make()\nbuild()", id="the very target"),
        pytest.param(
            LOCAL + "    make()\n    build()\nfrom there import build", id="the very target outside"
        ),
        pytest.param(
            "def f():\n    from there import build\n    build()\n    from old import make",
            id="it is there before",
        ),
        pytest.param(LOCAL + "    make()\ndef g():\n    build()", id="a use in another function"),
        pytest.param(LOCAL + "    make()\nbuild = 1", id="a global that the function does not read"),
        pytest.param("def build(): ...\n" + LOCAL + "    make()", id="a definition that it does not read"),
        pytest.param(
            LOCAL + "    def g():\n        build = 1\n        build", id="a local name of an inner one"
        ),
    ],
)
def test_the_name_can_come_in(text: str) -> None:
    assert trouble(text) == ""


@pytest.mark.parametrize(
    ("text", "what"),
    [
        pytest.param("build = 1", "assignment", id="assigned"),
        pytest.param("def build(): ...", "function", id="defined"),
        pytest.param("class build: ...", "class", id="a class"),
        pytest.param("from new import build", "import", id="imported from elsewhere"),
        pytest.param("for build in x: ...", "assignment", id="a loop's name"),
        pytest.param("del build", "del", id="deleted"),
        pytest.param("def g():\n    global build\n    build = 1", "assignment", id="assigned as a global"),
        pytest.param("[build := 1 for x in y]", "assignment", id="a walrus in a comprehension"),
    ],
)
def test_the_name_is_bound_in_the_scope(text: str, what: str) -> None:
    assert trouble(IMPORT + "make()\n" + text) == f"`build` is already bound in that scope ({what})"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("def g(build):\n    make()", id="a parameter"),
        pytest.param("def g():\n    build = 1\n    make()", id="a local name"),
        pytest.param("def g(build):\n    def h():\n        make()", id="a parameter of a function around it"),
        pytest.param("lambda build: make()", id="a lambda's parameter"),
        pytest.param("[make() for build in x]", id="a comprehension's name"),
        pytest.param("class C:\n    build = 1\n    make()", id="a class's attribute in its own body"),
    ],
)
def test_a_scope_between_captures_the_name(text: str) -> None:
    assert trouble(IMPORT + text) == "`build` means something else where `make` is used"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("    def g():\n        global build\n        make()", id="global"),
        pytest.param(
            "    make()\n    def g():\n        global build\n        make()", id="global, one of two uses"
        ),
    ],
)
def test_a_declaration_between_sends_the_name_elsewhere(text: str) -> None:
    assert trouble(LOCAL + text) == "`build` means something else where `make` is used"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("from new import build\n" + LOCAL + "    build()", id="a global that it reads"),
        pytest.param(
            "build = 1\n" + LOCAL + "    def g():\n        build", id="a global that an inner one reads"
        ),
        pytest.param(LOCAL + "    build()", id="a builtin, or a star's name"),
        pytest.param(
            "def f():\n    build = 1\n    def g():\n        from old import make\n        build",
            id="a name of the function around it",
        ),
        pytest.param(IMPORT + "build()", id="a builtin, or a star's name, in the module"),
    ],
)
def test_a_reader_would_be_captured(text: str) -> None:
    assert trouble(text) == "`build` already means something else in that scope"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "from there import build\ndef f():\n    build()\n    from old import make", id="before it"
        ),
        pytest.param(
            "from there import build\ndef f(x):\n    if x:\n        from old import make\n    build()",
            id="beside a guarded import",
        ),
    ],
)
def test_a_reader_would_find_the_name_unbound(text: str) -> None:
    assert trouble(text) == "`build` is used there before this import, or beside it"


def test_a_builtin_needs_no_binding() -> None:
    assert trouble(IMPORT + "make()\nbuild()", builtin=True) == ""


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("build = 1\n" + LOCAL + "    make()", id="hidden by the module"),
        pytest.param("from x import build\n" + LOCAL + "    make()", id="hidden by an import"),
    ],
)
def test_a_builtin_must_be_the_builtin(text: str) -> None:
    assert trouble(text, builtin=True) == "`build` is not the built-in there"
