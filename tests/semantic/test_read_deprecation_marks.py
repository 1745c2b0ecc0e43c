"""The marks of deprecation that a module has, by what they are about and what they name."""

import ast
from textwrap import dedent

import pytest

from codemods.semantic.deprecation_marks import DeprecationMark, MarkKind
from codemods.semantic.read_deprecation_marks import deprecation_marks


def marks(text: str) -> tuple[DeprecationMark, ...]:
    return deprecation_marks(ast.parse(dedent(text)))


def shown(text: str) -> list[tuple[str, str, list[str], list[str]]]:
    """What each mark is about, its kind, the names of its text, and its objects."""
    return [
        (
            mark.name,
            str(mark.kind),
            [each.path for each in mark.named],
            [".".join(each) for each in mark.code],
        )
        for mark in marks(text)
    ]


DECORATORS = {
    '@deprecated("Use get instead")': ["get"],
    '@typing_extensions.deprecated("Use `get`", category=None)': ["get"],
    '@deprecated(version="1.2", reason="Use get() instead")': ["get"],
    '@deprecation.deprecated(deprecated_in="1.0", details="Use the get function instead")': ["get"],
    '@_api.deprecated("3.5", alternative="baskets.get")': ["baskets.get"],
    '@deprecated("0.1.0", alternative_import="shop.baskets.get", removal="1.0")': ["shop.baskets.get"],
    '@deprecated(Version("shop", 1, 2, 3), "shop.baskets.get")': ["shop.baskets.get"],
    '@deprecated_function("get", breaks_in_ha_version="2026.1")': ["get"],
    '@versionutils.deprecated(as_of="x", in_favor_of="get()")': ["get"],
    '@deprecated("1.0", name="make", message="The function is gone")': [],
    '@deprecated(f"Use {NEW} instead")': ["shop.get"],
    '@deprecated("1.0", alternative="the function `get` of baskets")': ["get"],
    '@deprecated("1.0", replaced_by="shop.other.make")': ["shop.other.make"],
    "@deprecated": [],
}


@pytest.mark.parametrize("decorator", DECORATORS)
def test_a_decorator_names_what_to_use(decorator: str) -> None:
    text = f'NEW = "shop.get"\n{decorator}\ndef make(a):\n    return [a]\n'
    assert shown(text) == [("make", "decorator", DECORATORS[decorator], [])]


WARNINGS = {
    'warnings.warn("Use get instead", DeprecationWarning, stacklevel=2)': ["get"],
    'warnings.warn("Use get instead", category=FutureWarning)': ["get"],
    'warn(DeprecationWarning("Use get instead"))': ["get"],
    'warnings.warn("Use get instead", RemovedInShop5Warning)': ["get"],
    'warnings.warn("make is deprecated. " "Use %s instead" % "get", Own)': ["get"],
    'warnings.warn("Use {} instead".format(new), Own)': [],
    'warn_deprecated("make", "get")': ["get"],
}


@pytest.mark.parametrize("call", WARNINGS)
def test_a_warning_of_the_body_names_what_to_use(call: str) -> None:
    text = f"class Own(DeprecationWarning): pass\ndef make(a):\n    {call}\n    return [a]\n"
    assert shown(text) == [("make", "warning", WARNINGS[call], [])]


def test_a_function_that_only_warns_of_what_it_is_passed_is_no_mark_itself() -> None:
    text = """
    def _warn(text):
        warnings.warn(text, DeprecationWarning, stacklevel=3)

    def make(a):
        _warn("Use get instead")
        return get(a)

    def idle(a):
        warnings.warn("idle does nothing", DeprecationWarning)
    """
    assert shown(text) == [
        ("make", "warning", ["get"], []),
        ("make", "delegation", [], ["get"]),
        ("idle", "warning", [], []),
    ]


@pytest.mark.parametrize(
    "call", ['warnings.warn("Use get", UserWarning)', 'log.warning("Use get")', "self.update()"]
)
def test_any_other_call_is_no_mark(call: str) -> None:
    assert shown(f"def make(a):\n    {call}\n    return [a]\n") == []


def test_a_warning_that_a_branch_decides_is_not_of_the_function() -> None:
    text = """
    def load(path, mode=None, kind=None, *, form=None):
        if kind is not None:
            warnings.warn("`kind` is deprecated, use `form`", FutureWarning)
            form = kind
        if mode is None:
            return 1
        warnings.warn("`mode` is deprecated", FutureWarning)
    """
    found = marks(text)
    assert [(mark.kind, mark.parameter, mark.new_parameter) for mark in found] == [
        (MarkKind.PARAMETER, "kind", "form"),
        (MarkKind.PARAMETER, "mode", ""),
    ]


RENAMES = {
    '@deprecate_kwarg(old_arg_name="a", new_arg_name="b")': [("a", "b")],
    '@_api.rename_parameter("3.5", "a", "b")': [("a", "b")],
    '@deprecated_renamed_argument(["a", "c"], ["b", "d"], "1.0")': [("a", "b"), ("c", "d")],
    '@deprecate_parameter("a", new_name="b")': [("a", "b")],
    '@deprecate_kwarg({"a": "b"})': [("a", "b")],
    '@deprecate_kwarg(Pandas4Warning, "a", "b")': [("a", "b")],
    '@deprecate_kwarg("a", new_arg_name=None)': [],
}


@pytest.mark.parametrize("decorator", RENAMES)
def test_a_decorator_renames_parameters(decorator: str) -> None:
    found = marks(f"{decorator}\ndef load(b, d): pass\n")
    assert [(mark.parameter, mark.new_parameter) for mark in found] == RENAMES[decorator]


def test_docstrings() -> None:
    text = '''
    def make(a):
        """Make a basket.

        .. deprecated:: 1.2
            Use :func:`get` instead,
            which is faster.

        Use `put` for others.
        """

    class Old:
        """Deprecated. Use `New`."""
    '''
    assert shown(text) == [("make", "docstring", ["get"], []), ("Old", "docstring", ["New"], [])]


def test_what_makes_objects_warns_for_the_class() -> None:
    text = """
    class Old(New):
        def __init__(self, a):
            warnings.warn("Use New", DeprecationWarning)
            super().__init__(a)

        @property
        def size(self):
            warnings.warn("Use length", DeprecationWarning)
            return self.length
    """
    assert shown(text) == [
        ("Old", "warning", ["New"], []),
        ("Old.size", "warning", ["length"], []),
        ("Old.size", "delegation", [], ["self.length"]),
    ]


def test_aliases_and_wrappers() -> None:
    text = """
    old = new
    older = baskets.get
    oldest = deprecate("oldest", new, "1.0")
    made = deprecated("use get")(get)
    _DEPRECATED_SIZE = DeprecatedConstantEnum(Size.SMALL, "2026.1")
    _DEPRECATED_KIND = DeprecatedConstant("k", "Kind.PLAIN", "2026.1")
    _DEPRECATED_Box = DeferredDeprecatedAlias(lambda: boxes.Box, "shop.boxes.Box", "2026.1")
    number = 3

    class Basket:
        total = sum
        size = staticmethod(replaced_by_pep8("size", length))
    """
    assert shown(text) == [
        ("old", "alias", [], ["new"]),
        ("older", "alias", [], ["baskets.get"]),
        ("oldest", "wrapper", [], ["new"]),
        ("made", "wrapper", ["get"], ["get"]),
        ("SIZE", "wrapper", [], ["Size.SMALL"]),
        ("KIND", "wrapper", ["Kind.PLAIN"], []),
        ("Box", "wrapper", ["shop.boxes.Box"], ["boxes.Box"]),
        ("Basket.total", "alias", [], ["sum"]),
        ("Basket.size", "wrapper", [], ["length"]),
    ]
    stated = [mark.is_stated for mark in marks(text)]
    assert stated == [False, False, True, True, True, True, True, False, True]


def test_a_function_that_is_marked_and_hands_over() -> None:
    text = """
    @deprecated("Use get")
    async def make(a):
        result = await baskets.get(a)
        return result

    def fetch(a):
        return get(a)
    """
    assert shown(text) == [("make", "decorator", ["get"], []), ("make", "delegation", [], ["baskets.get"])]


def test_tables_of_getattr() -> None:
    text = """
    _deprecated = {"make": "shop.baskets.get", "size": ("shop.sizes", "Size"), "kind": (Kind, "use Kind")}
    _lazy = {"x": "shop.x"}

    def __getattr__(name):
        if name == "old":
            warnings.warn("old is now called new", DeprecationWarning)
            return new
        if name in _deprecated:
            warnings.warn(f"{name} is deprecated", DeprecationWarning)
            return _deprecated[name]
        raise AttributeError(name)
    """
    assert shown(text) == [
        ("make", "table", ["shop.baskets.get"], []),
        ("size", "table", ["shop.sizes.Size"], []),
        ("kind", "table", ["Kind"], ["Kind"]),
        ("old", "branch", [], ["new"]),
    ]


def test_of_two_tables_the_one_that_is_warned_of() -> None:
    text = """
    _gone = {"make": "shop.baskets.get"}
    _lazy = {"Basket": "shop.baskets"}

    def __getattr__(name):
        if name in _gone:
            warnings.warn(f"{name} is deprecated", DeprecationWarning)
        module = _lazy.get(name)
        return getattr(import_module(module), name)
    """
    assert shown(text) == [("make", "table", ["shop.baskets.get"], [])]


def test_a_table_that_is_handed_to_what_getattr_calls() -> None:
    text = """
    DEPRECATED_LOOKUP = {"make": "shop_more.baskets"}
    _import = create_importer(__package__, deprecated_lookups=DEPRECATED_LOOKUP)

    def __getattr__(name):
        return _import(name)
    """
    assert shown(text) == [("make", "table", ["shop_more.baskets"], [])]


def test_a_table_that_only_loads_lazily_is_no_mark() -> None:
    text = """
    _lazy = {"Basket": "shop.baskets"}

    def __getattr__(name):
        return getattr(import_module(_lazy[name]), name)
    """
    assert shown(text) == []


def test_a_module_that_warns() -> None:
    text = 'warnings.warn("Use shop.baskets instead", DeprecationWarning)\nfrom shop.baskets import *\n'
    assert shown(text) == [("", "warning", ["shop.baskets"], [])]
