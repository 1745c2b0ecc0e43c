"""What a file imports when it is imported: the scan by lines agrees with the syntax tree."""

import sys

import pytest

from codemods.semantic.import_scan import ImportedModule, exact_imports, scan_imports, spelled_imports
from codemods.values.source import Source

SAME = {
    "a module": ("import a", [ImportedModule("a")]),
    "several": ("import a.b as c, d", [ImportedModule("a.b"), ImportedModule("d")]),
    "from": ("from a.b import c as d, e", [ImportedModule("a.b", 0, ("c", "e"))]),
    "relative": ("from ..a import b", [ImportedModule("a", 2, ("b",))]),
    "of the package": ("from . import b", [ImportedModule("", 1, ("b",))]),
    "a star": ("from a import *", [ImportedModule("a", 0, ("*",))]),
    "over lines": ("from a import (\n    b,  # so, and (so\n    c,\n)", [ImportedModule("a", 0, ("b", "c"))]),
    "in a try": (
        "try:\n    import a\nexcept ImportError:\n    import b\nelse:\n    import c",
        [ImportedModule("a"), ImportedModule("b"), ImportedModule("c")],
    ),
    "in an if": ("if x:\n    from a import b", [ImportedModule("a", 0, ("b",))]),
    "in a with": ("with x:\n    import a", [ImportedModule("a")]),
    "in a function": ("def f():\n    import a", []),
    "in a method": ("class C:\n    def f(self):\n        import a", []),
    "after a function": ("def f():\n    pass\nimport a", [ImportedModule("a")]),
    "in an if after a function": ("@d\ndef f():\n    import a\nif x:\n    import b", [ImportedModule("b")]),
    "in a string after an import": ('import a\n"""\n    import b\n"""', [ImportedModule("a")]),
    "names at the beginnings of lines": (
        "if x:\n    from a import (\nb,\n)\n    import c",
        [ImportedModule("a", 0, ("b",)), ImportedModule("c")],
    ),
    "nothing of the kind": ("important = 1\nfrom_here = 2", []),
}


@pytest.mark.parametrize(("text", "expected"), SAME.values(), ids=SAME)
def test_both_find(text: str, expected: list[ImportedModule]) -> None:
    assert sorted(scan_imports(text.encode()), key=str) == sorted(expected, key=str)
    assert sorted(exact_imports(Source("a.py", text.encode())), key=str) == sorted(expected, key=str)


def test_an_import_in_a_class_is_run() -> None:
    text = "def f():\n    return 1\n\nclass C:\n    import a\n\n    def g(self):\n        return 2\n"
    assert list(exact_imports(Source("a.py", text.encode()))) == [ImportedModule("a")]


@pytest.mark.parametrize("guard", ["TYPE_CHECKING", "typing.TYPE_CHECKING"])
def test_what_only_type_checkers_import_is_not_run(guard: str) -> None:
    text = f"if {guard}:\n    import a\nelse:\n    import b"
    assert list(exact_imports(Source("a.py", text.encode()))) == [ImportedModule("b")]


def test_an_import_in_a_string_fools_the_scan_alone() -> None:
    text = '"""\nimport a\n"""\n'
    assert list(scan_imports(text.encode())) == [ImportedModule("a")]
    assert list(exact_imports(Source("a.py", text.encode()))) == []


LAZY = "import a\nlazy import b\nif x:\n    lazy from c import (\n        d,\n    )\n    import e\nlazy = 1\n"


def test_lazy_imports_are_spelled_and_not_run() -> None:
    assert list(scan_imports(LAZY.encode())) == [ImportedModule("a"), ImportedModule("e")]
    assert [each.module for each in spelled_imports(LAZY.encode())] == ["a", "b", "c", "e"]


@pytest.mark.skipif(sys.version_info < (3, 15), reason="PEP 810")
def test_lazy_imports_are_not_run_by_the_syntax_tree() -> None:
    assert sorted(each.module for each in exact_imports(Source("a.py", LAZY.encode()))) == ["a", "e"]


def test_what_python_warns_of_is_not_said() -> None:
    assert list(exact_imports(Source("a.py", b"import a\n'\\d'\n1 is 1\n"))) == [ImportedModule("a")]
