"""Module names to files and back."""

import pickle
import time

import pytest

from codemods.tree.module_index import ModuleIndex


class TestNames:
    @pytest.mark.parametrize(
        ("paths", "path", "names"),
        [
            pytest.param("a.py", "a.py", "a", id="a module at the top"),
            pytest.param("a/__init__.py a/b.py", "a/b.py", "a.b", id="a module of a package"),
            pytest.param("a/__init__.py", "a/__init__.py", "a", id="a package"),
            pytest.param("a/__init__.py a/__main__.py", "a/__main__.py", "a.__main__", id="a package's main"),
            pytest.param(
                "a/__init__.py a/b/__init__.py a/b/c.py", "a/b/c.py", "a.b.c", id="a package in one"
            ),
            pytest.param("a.pyi", "a.pyi", "a", id="a stub"),
            pytest.param(
                "s/a/__init__.py s/a/b.py", "s/a/b.py", "a.b s.a.b", id="the folder around a package"
            ),
            pytest.param("src/a.py", "src/a.py", "a src.a", id="src without a package"),
            pytest.param("src/__init__.py src/a.py", "src/a.py", "src.a", id="src that is a package"),
            pytest.param(
                "src/n/p/__init__.py", "src/n/p/__init__.py", "n.p p src.n.p", id="namespace in src"
            ),
            pytest.param("x/src/a.py", "x/src/a.py", "a x.src.a", id="src further down"),
            pytest.param("n/a.py", "n/a.py", "n.a a", id="a script, or a module of a namespace package"),
            pytest.param(
                "my-app/a/__init__.py", "my-app/a/__init__.py", "a", id="a folder that is no identifier"
            ),
            pytest.param("my-app/a.py", "my-app/a.py", "a", id="a script in such a folder"),
            pytest.param("a/__init__.py a/0001_x.py", "a/0001_x.py", "", id="a file that is no identifier"),
            pytest.param("__init__.py", "__init__.py", "", id="the top is no package"),
            pytest.param("__init__.py a/__init__.py", "a/__init__.py", "a", id="whatever it holds"),
            pytest.param("a.b.py", "a.b.py", "", id="a dot in a name"),
            pytest.param("a/__init__.py a/d/b.py", "a/d/b.py", "a.d.b b", id="a plain folder in a package"),
        ],
    )
    def test_are_in_order(self, paths: str, path: str, names: str) -> None:
        assert ModuleIndex(paths.split()).names(path) == tuple(names.split())

    def test_from_configured_roots_come_first(self) -> None:
        index = ModuleIndex(["libs/n/p/__init__.py", "libs/n/p/a.py"], ["libs"])
        assert index.names("libs/n/p/a.py") == ("n.p.a", "p.a", "libs.n.p.a")

    def test_hold_those_of_links(self) -> None:
        index = ModuleIndex(["a/__init__.py", "a/real.py"], links={"a/link.py": "a/real.py"})
        assert index.names("a/real.py") == ("a.real", "a.link")
        assert index.find("a.link") == "a/real.py"


class TestFind:
    @pytest.mark.parametrize(
        ("paths", "module", "found"),
        [
            pytest.param("a.py a/__init__.py", "a", "a/__init__.py", id="a package before a module"),
            pytest.param("a.py a.pyi", "a", "a.py", id="source before stub"),
            pytest.param("a/__init__.pyi a.py", "a", "a.py", id="a module before a package of stubs"),
            pytest.param("a.pyi", "a", "a.pyi", id="a stub where there is nothing else"),
            pytest.param("alembic/env.py", "alembic.op", None, id="a folder's name is no module in it"),
            pytest.param("alembic/env.py", "alembic", None, id="a folder is no file"),
            pytest.param("a/__init__.py", "a.b", None, id="a name in a package is no module"),
            pytest.param("a/b.py", "a.b", "a/b.py", id="in a namespace package"),
            pytest.param("a.py", "", None, id="no name"),
            pytest.param("a.py", "a.", None, id="an empty part"),
            pytest.param("s/t/p/__init__.py s/t/p/a.py", "p.a", "s/t/p/a.py", id="under the folder around"),
            pytest.param("s/scripts/a.py", "a", None, id="a script is known only to those beside it"),
        ],
    )
    def test_gives_the_file(self, paths: str, module: str, found: str | None) -> None:
        assert ModuleIndex(paths.split()).find(module) == found

    def test_takes_the_root_nearest_around_the_importer(self) -> None:
        services = [f"svc_{s}/app/{file}.py" for s in "ab" for file in ("__init__", "core")]
        index = ModuleIndex([*services, "svc_a/tests/test.py", "svc_b/app/only.py", "tests/x.py"])
        assert index.find("app.core", "svc_a/tests/test.py") == "svc_a/app/core.py"
        assert index.find("app.core", "svc_b/app/core.py") == "svc_b/app/core.py"
        assert index.find("app.core", "tests/x.py") == "svc_a/app/core.py"
        assert index.find("app.only", "svc_a/tests/test.py") == "svc_b/app/only.py"
        assert index.find("svc_b.app.core", "svc_a/app/core.py") == "svc_b/app/core.py"

    def test_takes_the_longest_root(self) -> None:
        paths = ["p/__init__.py", "x/p/__init__.py", "x/y/p/__init__.py"]
        index = ModuleIndex([*paths, "x/y/z/a.py", "x/a.py", "a.py"])
        assert index.find("p", "x/y/z/a.py") == "x/y/p/__init__.py"
        assert index.find("p", "x/a.py") == "x/p/__init__.py"
        assert index.find("p", "a.py") == "p/__init__.py"
        assert index.find("p") == "p/__init__.py"

    def test_prefers_stated_roots_when_nobody_asks(self) -> None:
        index = ModuleIndex(["a/p/__init__.py", "lib/z/p/__init__.py"], ["lib/z"])
        assert index.find("p") == "lib/z/p/__init__.py"

    def test_gives_a_script_the_modules_beside_it(self) -> None:
        index = ModuleIndex(["scripts/a.py", "scripts/b.py", "scripts/deep/c.py", "b/__init__.py"])
        assert index.find("b", "scripts/a.py") == "scripts/b.py"
        assert index.find("b", "scripts/deep/c.py") == "b/__init__.py"
        assert index.find("a", "scripts/deep/c.py") is None

    def test_leaves_names_of_the_standard_library_to_it_from_afar(self) -> None:
        index = ModuleIndex(
            ["tests/logging/__init__.py", "tests/logging/handlers.py", "app.py", "tests/a.py"]
        )
        assert index.find("logging.handlers", "app.py") is None
        assert index.find("logging.handlers", "tests/a.py") == "tests/logging/handlers.py"
        assert index.find("tests.logging.handlers", "app.py") == "tests/logging/handlers.py"


class TestNamespace:
    @pytest.mark.parametrize(
        ("paths", "module", "answer"),
        [
            pytest.param("n/a.py", "n", True, id="a folder with a file"),
            pytest.param("n/m/a.py", "n", True, id="a folder with a folder with a file"),
            pytest.param("n/m/a.py", "n.m", True, id="further down"),
            pytest.param("n/__init__.py n/m/a.py", "n.m", True, id="in a package"),
            pytest.param("n/__init__.py", "n", False, id="a package"),
            pytest.param("n/a.py n.py", "n", False, id="a module of the same name"),
            pytest.param("a.py", "n", False, id="nothing at all"),
            pytest.param("src/n/a.py", "n", True, id="in src"),
            pytest.param("n/a.py src/n/__init__.py", "n", False, id="a package elsewhere wins"),
        ],
    )
    def test_is_a_folder_without_init(self, paths: str, module: str, answer: bool) -> None:
        index = ModuleIndex(paths.split())
        assert index.is_namespace(module) is answer
        assert index.is_namespace(module, "other.py") is answer


def test_packages_are_told_by_their_file() -> None:
    index = ModuleIndex([])
    assert index.is_package("__init__.py")
    assert index.is_package("a/__init__.pyi")
    assert not index.is_package("a/x__init__.py")


def test_every_name_of_a_file_finds_it_from_beside_it() -> None:
    paths = ["a/__init__.py", "a/b.py", "src/c/d.py", "s-x/e/__init__.py", "s-x/e/f.py", "t/u.py", "t/v/w.py"]
    index = ModuleIndex(paths)
    for path in paths:
        assert {index.find(name, path) for name in index.names(path)} == {path}


def test_index_survives_pickling() -> None:
    index = pickle.loads(pickle.dumps(ModuleIndex(["a/__init__.py", "a/b.py"])))
    assert index.find("a.b") == "a/b.py"


def test_ten_thousand_paths_are_indexed_and_looked_up_at_once() -> None:
    paths = [f"s{i % 20}/p/m{i % 90}/f{i}.py" for i in range(10_000)]
    paths += [f"s{i}/p/__init__.py" for i in range(20)]
    started = time.process_time()
    index = ModuleIndex(paths)
    for path in paths:
        assert index.find("p.nothing.here", path) is None
    assert time.process_time() - started < 2
