"""A codemod makes a plan, and what its result is held to; each codemod here is our own."""

import pytest

from codemods.plan.libcst_codemods.load_codemod import load_codemod
from codemods.values import finding_texts as texts
from codemods.values.codemod import CodemodChoice
from codemods.values.plan import RippleGroup
from codemods.values.reference import Applicability
from codemods.values.tree import ProtectedFile, Selection
from tests.plan.libcst_codemods.codemod_trees import HEAD, RENAME, CodemodTree, command, loaded

RENAME_COMMAND = "libcst.codemod.commands.rename:RenameCommand"
USER = "from hub import make\n\n\ndef run():\n    return make()\n"
HUB = "def make():\n    return 1\n"

TWO_ARGUMENTS = """\
class TwoArguments(Exception):
    def __init__(self, what, where):
        super().__init__(what)


"""


class TestAPlanComesOut:
    def test_files_edits_and_references_are_those_of_a_plan(self) -> None:
        tree = CodemodTree(
            {"hub.py": HUB, "user.py": USER, "other.py": "x = 1\n"}, loaded(RENAME, old="make")
        )
        assert tree.after == {
            "hub.py": "def build():\n    return 1\n",
            "user.py": "from hub import build\n\n\ndef run():\n    return build()\n",
        }
        assert tree.codes == []
        assert tree.plan.migration == "My"
        assert tree.plan.candidates == 3
        places = [(each.path, each.line, each.applicability) for each in tree.plan.references]
        moves = Applicability.AUTOMATIC
        assert places == [("hub.py", 1, moves), ("user.py", 1, moves), ("user.py", 5, moves)]

    def test_files_that_need_each_other_land_together(self) -> None:
        files = {"hub.py": HUB, "user.py": USER, "alone.py": "make = 1\n"}
        tree = CodemodTree(files, loaded(RENAME, old="make"))
        assert tree.plan.groups == (
            RippleGroup("alone.py", ("alone.py",)),
            RippleGroup("hub.py", ("hub.py", "user.py")),
        )

    def test_it_runs_over_the_files_that_spell_a_word(self) -> None:
        tree = CodemodTree(
            {"a.py": "make = 1\n", "b.py": "other = 1\n"}, loaded(RENAME, ["make"], old="make")
        )
        assert tree.plan.candidates == 1
        assert [*tree.after] == ["a.py"]

    def test_a_class_may_name_its_words(self) -> None:
        text = RENAME.replace("    @staticmethod\n", '    words = ["make"]\n\n    @staticmethod\n', 1)
        tree = CodemodTree({"a.py": "make = 1\n", "b.py": "other = 1\n"}, loaded(text, old="make"))
        assert tree.plan.candidates == 1

    def test_of_libcsts_rename_the_word_is_known(self) -> None:
        given = (("old_name", "hub.make"), ("new_name", "lib.build"))
        rename = load_codemod(CodemodChoice(RENAME_COMMAND, None, given))
        files = {"hub.py": HUB, "lib.py": "def build(): ...\n", "user.py": USER, "other.py": "x = 1\n"}
        tree = CodemodTree(files, rename)
        assert tree.plan.candidates == 2
        assert [*tree.after] == ["user.py"]

    def test_many_processes_make_the_same_plan(self) -> None:
        files = {f"m{number}.py": f"make = {number}\n" for number in range(60)}
        one, two = (CodemodTree(files, loaded(RENAME, old="make"), jobs=jobs) for jobs in (1, 2))
        assert one.plan == two.plan
        assert len(one.after) == 60

    def test_module_names_go_by_the_source_roots(self) -> None:
        text = command(
            """
            def leave_SimpleString(self, original_node, updated_node):
                names = [self.context.full_module_name, self.context.full_package_name]
                return updated_node.with_changes(value=repr(f"{names}"))
            """
        )
        files = {"src/pkg/__init__.py": "", "src/pkg/mod.py": "NAME = ''\n"}
        assert CodemodTree(files, loaded(text)).after == {
            "src/pkg/mod.py": "NAME = \"['pkg.mod', 'pkg']\"\n",
        }

    def test_a_folder_without_init_is_a_package_where_imports_say_so(self) -> None:
        text = command(
            """
            def leave_SimpleString(self, original_node, updated_node):
                return updated_node.with_changes(value=repr(self.context.full_module_name))
            """
        )
        files = {"lib/deep/__init__.py": "", "lib/plain/mod.py": "from ..deep import x\nNAME = ''\n"}
        files |= {"lib/plain/script.py": "NAME = ''\n"}
        after = CodemodTree(files, loaded(text)).after
        assert after["lib/plain/mod.py"].endswith("NAME = 'lib.plain.mod'\n")
        assert after["lib/plain/script.py"] == "NAME = 'plain.script'\n"

    def test_full_repo_metadata_is_there(self) -> None:
        text = command(
            """
            METADATA_DEPENDENCIES = (FullyQualifiedNameProvider,)

            def visit_FunctionDef(self, node):
                (name,) = self.get_metadata(FullyQualifiedNameProvider, node)
                self.name = name.name

            def leave_SimpleString(self, original_node, updated_node):
                return updated_node.with_changes(value=repr(self.name))
            """,
            HEAD + "from libcst.metadata import FullyQualifiedNameProvider\n",
        )
        files = {"src/pkg/__init__.py": "", "src/pkg/mod.py": "def f(x=''): ...\n"}
        tree = CodemodTree(files, loaded(text))
        assert tree.plan.findings == ()
        assert tree.after == {"src/pkg/mod.py": "def f(x='pkg.mod.f'): ...\n"}


class TestWhatStays:
    def test_excluded_files_are_not_run_over(self) -> None:
        tree = CodemodTree(
            {"a.py": "make = 1\n", "vendor/b.py": "make = 1\n"},
            loaded(RENAME, old="make"),
            Selection(exclude=("vendor/",)),
        )
        assert [*tree.after] == ["a.py"]
        assert tree.plan.candidates == 1

    def test_generated_files_stay_with_a_finding_where_they_would_change(self) -> None:
        files = {"a.py": "# @generated\nmake = 1\n", "b.py": "# @generated\nx = 1\n"}
        tree = CodemodTree(files, loaded(RENAME, old="make"))
        assert tree.after == {}
        assert tree.codes == ["RP006 a.py"]
        assert [each.applicability for each in tree.plan.references] == [Applicability.MANUAL]

    def test_ignored_lines_stay_and_others_change(self) -> None:
        tree = CodemodTree(
            {"a.py": "make = 1  # repoint: ignore\nx = make = 2\n"}, loaded(RENAME, old="make")
        )
        assert tree.after == {"a.py": "make = 1  # repoint: ignore\nx = build = 2\n"}
        assert tree.codes == ["RP109 a.py"]

    def test_lines_that_depend_on_ignored_ones_stay_with_the_file(self) -> None:
        text = command(
            """
            def visit_Module(self, node):
                self.seen = "first = 1" in node.code

            def leave_Integer(self, original_node, updated_node):
                value = updated_node.value
                return updated_node.with_changes(value="2" if self.seen and value == "1" else value)
            """
        )
        assert CodemodTree({"a.py": "first = 1\nlast = 1\n"}, loaded(text)).after == {
            "a.py": "first = 2\nlast = 2\n"
        }
        tree = CodemodTree({"a.py": "first = 1\nlast = 1  # repoint: ignore\n"}, loaded(text))
        assert tree.after == {}
        assert tree.codes == ["RP610 a.py"]

    def test_a_file_that_is_protected_stays_and_so_does_what_depends_on_it(self) -> None:
        tree = CodemodTree({"hub.py": HUB, "user.py": USER}, loaded(RENAME, old="make"))
        tree.again(ProtectedFile("hub.py", texts.FILE_DECLINED.fill()))
        assert tree.after == {}
        assert tree.codes == ["RP012 hub.py", "RP608 user.py"]


class TestWhatIsHeld:
    def test_text_that_does_not_compile(self) -> None:
        text = command(
            """
            def leave_Call(self, original_node, updated_node):
                return updated_node.with_changes(args=[*updated_node.args, *updated_node.args])
            """
        )
        tree = CodemodTree({"a.py": "\nx = make(a=1)\n"}, loaded(text))
        assert tree.after == {}
        assert tree.codes == ["RP604 a.py"]
        assert "keyword argument repeated: a (line 2 of it)" in tree.finding.message

    def test_what_did_not_compile_before_need_not_compile_after(self) -> None:
        tree = CodemodTree({"a.py": "return make\n"}, loaded(RENAME, old="make", new="None"))
        assert tree.after == {"a.py": "return None\n"}

    def test_a_codemod_that_goes_on_with_its_own_result(self) -> None:
        text = command(
            """
            def leave_Assign(self, original_node, updated_node):
                name = updated_node.targets[0].target
                return updated_node.with_deep_changes(name, value="my_" + name.value)
            """
        )
        tree = CodemodTree({"a.py": "\nx = 1\n"}, loaded(text))
        assert tree.after == {}
        assert tree.codes == ["RP605 a.py"]
        assert "from line 2 of it" in tree.finding.message

    def test_a_codemod_that_keeps_state(self) -> None:
        text = command(
            """
            seen = []

            def leave_Integer(self, original_node, updated_node):
                if updated_node.value != "0":
                    return updated_node
                self.seen.append(1)
                return updated_node.with_changes(value=str(len(self.seen)))
            """
        )
        tree = CodemodTree({"a.py": "x = 0\n", "b.py": "x = 5\n"}, loaded(text))
        assert tree.after == {}
        assert tree.codes == ["RP606 a.py"]

    def test_state_of_an_instance_ends_with_the_file(self) -> None:
        text = command(
            """
            def __init__(self, context):
                super().__init__(context)
                self.number = 0

            def leave_Ellipsis(self, original_node, updated_node):
                self.number += 1
                return cst.Integer(str(self.number))
            """
        )
        assert CodemodTree({"a.py": "x = ...\n", "b.py": "x = ...\n"}, loaded(text)).after == {
            "a.py": "x = 1\n",
            "b.py": "x = 1\n",
        }

    @pytest.mark.parametrize(
        ("before", "name"),
        [
            ("import make\nprint(make.path)\n", "make"),
            ("from x import make as m, n\nprint(m, n)\n", "m"),
            ("from x import make, n\n__all__ = ['make', 'n']\n", "make"),
            ("from other import *\nfrom x import make\nprint(make)\n", "make"),
            ("try:\n    import make\nexcept ImportError:\n    make = None\nprint(make)\n", "make"),
            ("def f():\n    import make\n    def g():\n        return make\n    return g\n", "make"),
        ],
    )
    def test_a_name_that_is_read_and_no_longer_bound(self, before: str, name: str) -> None:
        tree = CodemodTree({"a.py": before}, loaded(DROP_IMPORT))
        assert tree.after == {}
        assert tree.codes == ["RP607 a.py"]
        assert f"nothing binds `{name}`" in tree.finding.message

    def test_a_name_that_was_unbound_before_may_be(self) -> None:
        tree = CodemodTree({"a.py": "import make\nprint(unknown)\n"}, loaded(DROP_IMPORT))
        assert tree.after == {"a.py": "print(unknown)\n"}

    def test_a_name_that_another_file_reads(self) -> None:
        files = {"compat.py": "from x import make\n", "app.py": "from compat import make\n\nmake()\n"}
        tree = CodemodTree(files, loaded(DROP_IMPORT), Selection(paths=("compat.py",)))
        assert tree.after == {}
        assert tree.codes == ["RP608 compat.py"]
        assert "`make`, which app.py reads" in tree.finding.message

    @pytest.mark.parametrize(
        "reader",
        [
            "import compat\n\ncompat.make()\n",
            "import compat as c\n\nc.make()\n",
            "from unittest.mock import patch\n\nwith patch('compat.make'):\n    pass\n",
            "from compat import *\n\nmake()\n",
        ],
    )
    def test_however_the_other_file_reads_it(self, reader: str) -> None:
        files = {"compat.py": "from x import make\n", "app.py": reader}
        tree = CodemodTree(files, loaded(DROP_IMPORT), Selection(paths=("compat.py",)))
        assert tree.codes == ["RP608 compat.py"]

    def test_a_name_that_nobody_reads_may_go(self) -> None:
        files = {"compat.py": "from x import make\nx = 1\n", "app.py": "from other import make\n"}
        tree = CodemodTree(files, loaded(DROP_IMPORT), Selection(paths=("compat.py",)))
        assert tree.after == {"compat.py": "x = 1\n"}

    def test_an_import_of_what_is_not_there(self) -> None:
        files = {"hub.py": "# repoint: ignore\ndef make():\n    return 1\n", "user.py": USER}
        tree = CodemodTree(files, loaded(RENAME, old="make"))
        assert tree.after == {}
        assert tree.codes == ["RP109 hub.py", "RP608 user.py"]

    def test_an_error_costs_its_file(self) -> None:
        text = command(
            """
            def leave_Integer(self, original_node, updated_node):
                if updated_node.value == "2":
                    raise TwoArguments("what", "where")
                return updated_node.with_changes(value="7")
            """,
            HEAD + TWO_ARGUMENTS,
        )
        files = {f"m{number}.py": f"x = {number}\n" for number in range(60)}
        tree = CodemodTree(files, loaded(text), jobs=2)
        assert len(tree.after) == 58
        assert tree.codes == ["RP601 m2.py"]
        assert "raised TwoArguments: what (my.py:" in tree.finding.message

    @pytest.mark.parametrize("raised", ["SystemExit(3)", "RecursionError", "ValueError('two\\nlines')"])
    def test_whatever_it_raises(self, raised: str) -> None:
        tree = CodemodTree(
            {"a.py": "x = 1\n"}, loaded(command(f"def visit_Integer(self, node):\n    raise {raised}"))
        )
        assert tree.codes == ["RP601 a.py"]
        assert [each.applicability for each in tree.plan.references] == [Applicability.MANUAL]

    def test_skips_and_warnings_are_told(self) -> None:
        text = command(
            """
            def visit_Module(self, node):
                if "skip" in node.code:
                    raise SkipFile("asked for")

            def leave_Integer(self, original_node, updated_node):
                self.warn("a number")
                return updated_node.with_changes(value="7")
            """
        )
        tree = CodemodTree({"a.py": "x = 1\ny = 1\n", "b.py": "skip = 1\n"}, loaded(text))
        assert tree.codes == ["RP602 b.py", "RP603 a.py"] or tree.codes == ["RP603 a.py", "RP602 b.py"]
        messages = {each.message for each in tree.plan.findings}
        assert messages == {"the codemod warns: a number", "the codemod skipped the file: asked for"}

    def test_what_it_prints_goes_to_standard_error(self, capsys: pytest.CaptureFixture[str]) -> None:
        text = command("def visit_Module(self, node):\n    print('looking')")
        CodemodTree({"a.py": "x = 1\n"}, loaded(text))
        captured = capsys.readouterr()
        assert (captured.out, captured.err) == ("", "looking\n")


DROP_IMPORT = command(
    """
    def leave_Import(self, original_node, updated_node):
        return self.rest(updated_node)

    def leave_ImportFrom(self, original_node, updated_node):
        return updated_node if isinstance(updated_node.names, cst.ImportStar) else self.rest(updated_node)

    def rest(self, node):
        kept = [each for each in node.names if each.name.value != "make"]
        if not kept:
            return cst.RemoveFromParent()
        return node.with_changes(names=[*kept[:-1], kept[-1].with_changes(comma=cst.MaybeSentinel.DEFAULT)])
    """
)
"""Takes out what is imported by the name `make`, whoever needs it."""


class TestTheFilesOwnBytes:
    @pytest.mark.parametrize(
        "before",
        [
            b"make = 1\r\nx = 2\r\n",
            b"\xef\xbb\xbfmake = 1\n",
            b"# -*- coding: latin-1 -*-\nmake = '\xe9'\n",
            b"x = 1\nmake = 2",
            b"x = 1\n\x0c\nmake = 2\n",
            b"def f():\n\tmake = 2\n\treturn   make\n",
        ],
    )
    def test_stay_beside_what_changes(self, before: bytes) -> None:
        tree = CodemodTree({"a.py": before}, loaded(RENAME, old="make"))
        assert [change.after for change in tree.plan.files] == [before.replace(b"make", b"build")]

    def test_a_place_that_libcst_writes_otherwise_is_not_touched(self) -> None:
        before = b"if 1:\n    x = 1\n\\\nmake = 2\n"
        tree = CodemodTree({"a.py": before}, loaded(RENAME, old="make"))
        assert tree.after == {}
        assert tree.codes == ["RP609 a.py"]

    def test_an_encoding_that_is_too_small(self) -> None:
        before = b"# -*- coding: latin-1 -*-\nmake = 1\n"
        tree = CodemodTree({"a.py": before}, loaded(RENAME, old="make", new="ж"))
        assert tree.after == {}
        assert tree.codes == ["RP401 a.py"]

    def test_what_libcst_does_not_parse(self) -> None:
        tree = CodemodTree({"a.py": "(make): int = 1\n", "b.py": "make(\n"}, loaded(RENAME, old="make"))
        assert tree.codes == ["RP609 a.py", "RP001 b.py"]


class TestEditsByHand:
    def test_an_edited_text_is_held_to_the_same(self) -> None:
        files = {"hub.py": HUB, "user.py": USER, "still.py": ""}
        tree = CodemodTree(files, loaded(RENAME, old="make"))
        refusal = tree.engine.refusal
        assert refusal("user.py", b"from hub import build as b\n\nb()\n") is None
        assert "does not compile" in (refusal("user.py", b"from hub import\n") or "")
        assert "nothing binds `c`" in (refusal("user.py", b"from hub import build as b\n\nc()\n") or "")
        assert "binds `other`, which user.py:1" in (refusal("user.py", b"from hub import other\n") or "")
        assert "names `gone` of" in (refusal("user.py", b"from still import gone\n") or "")
        assert "which user.py:1 reads" in (refusal("hub.py", b"def other(): ...\n") or "")
