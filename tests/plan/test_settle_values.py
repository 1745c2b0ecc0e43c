"""Module objects that go on as values: each place is a reference, where a name may be read from one."""

import pytest

from tests.in_memory import MAKE, TextTree, module

FORMS = {
    "a name of two modules": "m = old\nm = other\nm.make()",
    "a walrus": "(m := old).make()",
    "an argument": "def f(m): return m.make()\nf(old)",
    "a default": "def f(m=old): return m.make()",
    "an attribute": "class K:\n    def __init__(self): self.m = old\n    def go(self): return self.m.make()",
    "a class body": "class K:\n    m = old\nK.m.make()",
    "a container": "({'old': old})['old'].make()",
    "a context manager": "with wrapped(old) as m: m.make()",
    "a loop over more": "for m in (old, other): m.make()",
    "a pattern": "match old:\n    case object(make=m): m()",
    "a getter": "attrgetter('make')(old)()",
    "its dictionary": "d = old.__dict__\nd['make']()",
    "its variables": "vars(old)[key('make')]()",
    "a computed name": "getattr(old, 'make'.lower())",
    "a mock's shape": "m = Mock(spec=old)\nm.make()",
    "a package's attribute": "import acme\ngetattr(acme, 'old').make()",
    "a package's variables": "import acme\nvars(acme)['old'].make()",
    "a lookup": "import importlib\nm = importlib.import_module('acme.old')\nf(m).make()",
    "loaded modules": "import sys\nf(sys.modules['acme.old']).make()",
    "loaded modules by its own name": "import sys\nf(sys.modules[old.__name__]).make()",
}


@pytest.mark.parametrize("text", FORMS.values(), ids=FORMS)
def test_a_module_that_goes_on_counts_as_a_reference(text: str) -> None:
    tree = TextTree({"app.py": f"from acme import old\n{text}\n"})
    assert "RP116" in tree.codes("app.py")
    assert [each.kind for each in tree.plan.references if each.kind == "module"]


FOLLOWED = {
    "a name": "m = old\nm.make()",
    "a name of a name": "m = old\nn = m\nn.make()",
    "a name in a function": "def f():\n    m = old\n    return m.make()",
    "an annotated name": "m: object = old\nm.make()",
    "a walrus": "if m := old:\n    m.make()",
    "a loop": "for m in (old,): m.make()",
    "a comprehension": "[m.make() for m in [old]]",
    "a context manager that gives what it gets": "with nullcontext(old) as m: m.make()",
    "a package": "import acme\np = acme\np.old.make()",
    "a module of a package": "import acme.old\nm = acme.old\nm.make()",
}


@pytest.mark.parametrize("text", FOLLOWED.values(), ids=FOLLOWED)
def test_a_module_with_another_name_is_followed(text: str) -> None:
    tree = TextTree({"app.py": f"from acme import old\n{text}\n"})
    assert tree.codes("app.py") == []
    assert [each.kind for each in tree.plan.references if each.path == "app.py"] == ["call"]


NOT_FOLLOWED = {
    "a name that a class body binds": "class K:\n    m = old\n    m.make()",
    "a name that a function binds anew": "m = old\ndef f():\n    global m\n    m = other\nm.make()",
    "a name that a star may bind": "from elsewhere import *\nm = old\nm.make()",
    "a part of what is unpacked": "m, n = old\nm.make()",
    "a loop that awaits": "async def f():\n    async for m in (old,): m.make()",
}


@pytest.mark.parametrize("text", NOT_FOLLOWED.values(), ids=NOT_FOLLOWED)
def test_a_name_that_may_mean_more_is_held(text: str) -> None:
    tree = TextTree({"app.py": f"from acme import old\n{text}\n"})
    assert tree.codes("app.py") == ["RP116"]
    assert [each.kind for each in tree.plan.references if each.path == "app.py"] == ["module"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("def f(p): return p.old.make()", id="a parameter"),
        pytest.param("class K:\n    def f(self): return self.p.old.make()", id="an attribute"),
        pytest.param("f().old.make()", id="what a call gives"),
    ],
)
def test_what_is_read_through_an_unknown_package_is_a_reference(text: str) -> None:
    tree = TextTree({"app.py": text})
    assert tree.codes("app.py") == ["RP116"]
    assert [each.symbol for each in tree.plan.references if each.path == "app.py"] == ["acme.old:make"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("old.make()", id="read through"),
        pytest.param("old is None or old.make()", id="compared"),
        pytest.param("isinstance(old, type); old.make()", id="looked at"),
        pytest.param("f(old)", id="nothing reads the name"),
        pytest.param("f(old); other = Thing.keep", id="another name is read"),
    ],
)
def test_a_module_that_stays_here_does_not(text: str) -> None:
    assert "RP116" not in TextTree({"app.py": f"from acme import old\n{text}\n"}).codes()


def test_the_reader_may_stand_in_another_file() -> None:
    files = {
        "app.py": "from acme import old\nfrom reader import go\ngo(old)\n",
        "reader.py": "def go(m): return m.make()\n",
    }
    assert TextTree(files).codes("app.py") == ["RP116"]


def test_a_module_that_passes_the_name_on_goes_on_binding_it() -> None:
    files = {
        "shop.py": "from acme.old import make\nmake()\n",
        "app.py": "import shop\ngo = lambda m: m.make()\ngo(shop)\n",
    }
    tree = TextTree(files)
    assert "from acme.new import build as make" in tree.after("shop.py")


def test_a_module_that_moves_stays_where_its_readers_need_the_old_name() -> None:
    text = "from acme import old\nwith wrapped(old) as m: m.make()\n"
    tree = TextTree({"app.py": text}, MAKE, module("acme.old", "acme.new"))
    assert tree.after("app.py") == text
    assert "RP116" in tree.codes("app.py")


LOOKUPS = {
    "relative": "import_module('.old', 'acme')",
    "relative, by keyword": "import_module('.old', package='acme')",
    "by keywords": "import_module(name='.old', package='acme')",
    "to its package": "import_module('.old', __package__)",
    "to its package, by its name": "import_module('.old', __name__.rpartition('.')[0])",
    "to its package, by its spec": "import_module('.old', __spec__.parent)",
    "over two packages": "import_module('..old', 'acme.sub')",
    "an f-string": "import_module(f'{__package__}.old')",
    "put together": "import_module('acme.' + name('old'))",
    "formatted": "import_module('acme.%s' % name('old'))",
    "joined": "import_module('.'.join(['acme', 'old']))",
    "by a variable": "NAMES = ['acme.old']\nfor each in NAMES: import_module(each)",
    "under another name": "from importlib import import_module as load\nload('.old', 'acme')",
    "by pytest": "pytest.importorskip('.old'.join(['acme', '']))",
}


@pytest.mark.parametrize("text", LOOKUPS.values(), ids=LOOKUPS)
def test_a_module_that_a_rule_moves_is_looked_up(text: str) -> None:
    tree = TextTree({"acme/app.py": f"{text}\n"}, module("acme.old", "acme.new"))
    places = [each for each in tree.plan.references if each.path == "acme/app.py"]
    assert places or "acme.new" in tree.after("acme/app.py")


@pytest.mark.parametrize(
    "text", ["import_module('other.%s' % name('old'))", "import_module(name)", "load('.old')"]
)
def test_another_module_is_not(text: str) -> None:
    tree = TextTree({"acme/app.py": f"{text}\n"}, module("acme.old", "acme.new"))
    assert not tree.plan.references


READERS = {
    "globals": "NAMES = ['make']\n[globals()[n]() for n in NAMES]",
    "its own module": "import sys\nHERE = sys.modules[__name__]\n[getattr(HERE, n)() for n in ('make',)]",
    "locals": "def f():\n    from acme.old import make\n    return locals()\nf()['make']()",
    "eval": "eval('make()')",
    "a debug text": "f'{make=}'",
}


@pytest.mark.parametrize("text", READERS.values(), ids=READERS)
def test_a_name_that_is_read_by_a_string_stays(text: str) -> None:
    tree = TextTree({"app.py": f"from acme.old import make\nmake()\n{text}\n"})
    assert "from acme.new import build as make" in tree.after("app.py")
