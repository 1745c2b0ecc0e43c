"""Targets: strings and the like by which tests reach into a module's namespace."""

import pytest

from codemods.project.file_context import ChangeLimits, ProtectedRange
from codemods.semantic.span import Span
from codemods.values import finding_texts as texts
from tests.in_memory import FIXED, MAKE, TextTree, module
from tests.project.patched import USER, patched

HEAD = """\
from mock import patch, patch as p
from importlib import import_module as load
import user, sys
USER = "user"
"""


class TestTargets:
    """A string that names a binding of a module's namespace follows the binding."""

    @pytest.mark.parametrize(
        "text",
        [
            pytest.param('patch("user.{}")', id="patch"),
            pytest.param('@patch("user.{}")\ndef f(): ...', id="a decorator"),
            pytest.param('with mock.patch("user.{}"): ...', id="a context manager"),
            pytest.param('mocker.patch("user.{}", new=x)', id="mocker"),
            pytest.param('monkeypatch.setattr("user.{}", x)', id="monkeypatch"),
            pytest.param("patch('user.{}')", id="other quotes"),
            pytest.param('patch(target="user.{}")', id="a keyword"),
            pytest.param('import user\npatch.object(user, "{}")', id="patch.object"),
            pytest.param('import user\nmonkeypatch.setattr(user, "{}", x)', id="monkeypatch with the module"),
        ],
    )
    def test_it_follows(self, text: str) -> None:
        tree = patched(text.format("make"))
        assert tree.after("test_user.py") == text.format("build")
        assert tree.codes() == []
        assert dict(tree.plan.moved)["string"] == 1

    def test_one_that_may_not_change_holds_the_name(self) -> None:
        files = {"user.py": USER, "test_user.py": 'patch("user.make")'}
        tree = TextTree(files, limits={"test_user.py": FIXED})
        assert "test_user.py" not in {change.path for change in tree.plan.files}
        assert "from acme.new import build as make" in tree.after("user.py")

    @pytest.mark.parametrize(
        ("text", "code"),
        [
            pytest.param('x = "acme.old.make"', "RP303", id="in an assignment"),
            pytest.param('x = "acme.old:make"', "RP303", id="with a colon"),
            pytest.param('x = ["tool = acme.old:make"]', "RP303", id="in an entry point"),
            pytest.param('call("see acme.old.make now")', "RP301", id="in prose"),
        ],
    )
    def test_other_strings_that_spell_the_path_are_findings(self, text: str, code: str) -> None:
        tree = patched(text)
        assert tree.after("test_user.py") == text
        assert tree.codes("test_user.py") == [code]

    @pytest.mark.parametrize(
        "text",
        [
            pytest.param('patch("user.make or so")', id="prose in a patch"),
            pytest.param('call("user.make")', id="another call"),
            pytest.param('patch("user.other.make")', id="something else of the module"),
        ],
    )
    def test_what_is_no_target_stays(self, text: str) -> None:
        tree = patched(text)
        assert tree.after("test_user.py") == text
        assert "RP112" not in tree.codes()

    @pytest.mark.parametrize(
        ("text", "after"),
        [
            pytest.param('p("user.make")', 'p("user.build")', id="patch under an alias"),
            pytest.param('patch(target="user.make")', 'patch(target="user.build")', id="by keyword"),
            pytest.param('patch.dict("user.make", {})', 'patch.dict("user.build", {})', id="patch.dict"),
            pytest.param('m.patch("user.make", 1)', 'm.patch("user.build", 1)', id="mocker"),
            pytest.param('@patch("user.make")\ndef f(x): ...', '@patch("user.build")\ndef f(x): ...', id="@"),
            pytest.param('patch("user.make").start()', 'patch("user.build").start()', id="started"),
            pytest.param('patch("us" "er.make")', 'patch("us" "er.build")', id="adjacent strings"),
            pytest.param('patch(f"{user.__name__}.make")', 'patch(f"{user.__name__}.build")', id="__name__"),
            pytest.param('patch(f"{USER}.make")', 'patch(f"{USER}.build")', id="a constant in an f-string"),
            pytest.param('patch(USER + ".make")', 'patch(USER + ".build")', id="a constant before it"),
            pytest.param('patch.multiple("user", make=1)', 'patch.multiple("user", build=1)', id="multiple"),
            pytest.param("patch.multiple(user, make=1)", "patch.multiple(user, build=1)", id="of a module"),
            pytest.param(
                'patch.multiple(user, **{"make": 1})', 'patch.multiple(user, **{"build": 1})', id="of a dict"
            ),
            pytest.param('patch.object(user, "make")', 'patch.object(user, "build")', id="patch.object"),
            pytest.param(
                'patch.object(attribute="make", target=user)',
                'patch.object(attribute="build", target=user)',
                id="patch.object by keyword",
            ),
            pytest.param('mp.setattr(user, "make", 1)', 'mp.setattr(user, "build", 1)', id="setattr"),
            pytest.param('mp.setattr("user.make", 1)', 'mp.setattr("user.build", 1)', id="setattr by path"),
            pytest.param('mp.delattr("user.make")', 'mp.delattr("user.build")', id="delattr by path"),
            pytest.param('hasattr(user, "make")', 'hasattr(user, "build")', id="hasattr"),
            pytest.param('mocker.spy(user, "make")', 'mocker.spy(user, "build")', id="spy"),
            pytest.param('T = "user.make"\npatch(T)', 'T = "user.build"\npatch(T)', id="by a constant"),
            pytest.param("user.make = 1", "user.build = 1", id="an assignment"),
            pytest.param('load("user").make()', 'load("user").build()', id="import_module under an alias"),
            pytest.param('sys.modules["user"].make = 1', 'sys.modules["user"].build = 1', id="sys.modules"),
            pytest.param(
                'getattr(sys.modules["user"], "make")', 'getattr(sys.modules["user"], "build")', id="both"
            ),
            pytest.param('u = load("user")\nu.make(1)', 'u = load("user")\nu.build(1)', id="by a variable"),
            pytest.param(
                'u = load("user")\npatch.object(u, "make")',
                'u = load("user")\npatch.object(u, "build")',
                id="beside it",
            ),
        ],
    )
    def test_every_form_follows_the_binding(self, text: str, after: str) -> None:
        tree = patched(HEAD + text)
        assert tree.after("test_user.py") == HEAD + after
        assert tree.codes() == []

    def test_one_that_stands_under_a_name_that_stays_counts_as_moved(self) -> None:
        files = {
            "pkg/files.py": "from pkg.fs import *\n",
            "pkg/fs.py": "def check(): ...\n",
            "pkg/__init__.py": "",
        }
        files["pkg/lock.py"] = "from pkg import files\ndef f(): return files.check()\n"
        files["test_lock.py"] = (
            'patch("pkg.lock.files.check")\ndef g(name): return patch("pkg.lock." + name)\ng("files")\n'
        )
        tree = TextTree(files, module("pkg.files", "pkg.fs"))
        assert tree.after("pkg/lock.py").startswith("from pkg import fs as files\n")
        assert (dict(tree.plan.moved)["string"], tree.plan.kept) == (1, ())

    def test_its_own_module_by_name_follows(self) -> None:
        text = USER + 'patch(f"{__name__}.make")\nsetattr(sys.modules[__name__], "make", 1)\n'
        after = TextTree({"app.py": text}).after("app.py")
        assert after.endswith('patch(f"{__name__}.build")\nsetattr(sys.modules[__name__], "build", 1)\n')

    @pytest.mark.parametrize(
        ("text", "code"),
        [
            pytest.param('patch.multiple("user", make=DEFAULT)', "RP201", id="whose name comes back"),
            pytest.param('check(user, "make")', "RP201", id="an unknown callable"),
            pytest.param('patch(where + ".make")', "RP108", id="below something unknown"),
            pytest.param('t = ["user.make"]\npatch(t[0])', "RP201", id="in a table"),
        ],
    )
    def test_one_that_cannot_follow_is_a_finding(self, text: str, code: str) -> None:
        tree = patched("import user\n" + text)
        assert tree.after("test_user.py") == "import user\n" + text
        assert tree.codes("test_user.py" if code != "RP201" else "user.py") == [code]
        assert "import build as make" in tree.after("user.py")

    def test_one_of_two_modules_holds_both(self) -> None:
        text = "if x:\n    import user as u\nelse:\n    import other as u\npatch.object(u, 'make')\n"
        tree = TextTree({"user.py": USER, "other.py": "def make(): ...\n", "test_user.py": text})
        assert tree.after("test_user.py") == text
        assert "import build as make" in tree.after("user.py")

    def test_an_ignored_one_holds_the_name(self) -> None:
        text = 'patch("user.make")  # repoint: ignore\n'
        limits = {"test_user.py": ChangeLimits(ranges=(ProtectedRange(Span(0, len(text))),))}
        tree = TextTree({"user.py": USER, "test_user.py": text}, limits=limits)
        assert tree.after("test_user.py") == text
        assert "from acme.new import build as make" in tree.after("user.py")

    def test_one_that_is_spelled_on_a_line_that_stays_stays(self) -> None:
        text = 'TARGET = "user.make"\npatch(TARGET)\n'
        limits = {
            "test_user.py": ChangeLimits(ranges=(ProtectedRange(Span(0, 21), texts.LINES_DECLINED.fill()),))
        }
        tree = TextTree({"user.py": USER, "test_user.py": text}, limits=limits)
        assert tree.after("test_user.py") == text
        assert "from acme.new import build as make" in tree.after("user.py")

    def test_what_is_read_follows_a_target_that_replaces_it(self) -> None:
        text = "import pkg\npatch.object(pkg.old, 'make')\npkg.old.make()\n"
        homes = {
            "pkg/__init__.py": "from .user import *\n",
            "pkg/old.py": "from .new import *\n",
            "pkg/new.py": "def make(): ...\n",
        }
        files = {"pkg/user.py": "from .old import make\n\nmake()\n", "test_pkg.py": text}
        tree = TextTree(files, module("pkg.old", "pkg.new"), homes=homes)
        after = "import pkg.new\npatch.object(pkg.new, 'make')\npkg.new.make()\n"
        assert tree.after("test_pkg.py") == after
        assert tree.codes("test_pkg.py") == []

    def test_non_ascii_modules_are_followed_to_the_byte(self) -> None:
        tree = TextTree({"nützlich.py": USER, "test_it.py": 'patch("nützlich.make")'})
        assert tree.after("test_it.py") == 'patch("nützlich.build")'

    def test_the_longest_path_that_a_string_spells_is_named(self) -> None:
        tree = patched('x = "acme.old.make"', MAKE, module("acme.old", "acme.new"))
        assert [f.symbol for f in tree.plan.findings if f.code == "RP303"] == ["acme.old:make"]

    @pytest.mark.parametrize(
        "text", ['x = "make"', 'x = "acme.old.makes"', 'x = "xacme.old.make"', '"""acme.old.make"""'],
    )  # fmt: skip
    def test_strings_that_only_look_alike_are_none(self, text: str) -> None:
        assert patched(text).codes() == []
