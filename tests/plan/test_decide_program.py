"""The files of a program are decided together: what one needs stays in another, and aliases are followed."""

from codemods.plan.decide_program import ProgramDecider
from codemods.project.file_context import ChangeLimits
from tests.in_memory import FIXED, TextTree, symbol

CALLS = symbol("acme.old:make", "acme.new:build", signature="(user=None, uid=None)", call="(user)")


class TestHolds:
    """A name that a kept reference goes through stays bound where it goes through."""

    def test_a_facade_stays_for_a_call_that_cannot_move(self) -> None:
        tree = TextTree(
            {"m.py": "from acme.old import make\n", "app.py": "from m import make\nmake(1, 2)\n"}, CALLS
        )
        assert tree.after("m.py") == "from acme.old import make\n"
        assert tree.codes("m.py") == ["RP113"]
        assert tree.codes("app.py") == ["RP102", "RP102"]

    def test_a_facade_goes_once_all_its_readers_move(self) -> None:
        tree = TextTree(
            {"m.py": "from acme.old import make\n", "app.py": "from m import make\nmake(1)\n"}, CALLS
        )
        assert tree.after("m.py") == "from acme.new import build\n"
        assert tree.after("app.py") == "from acme.new import build\nbuild(1)\n"

    def test_each_of_several_facades_in_a_row_stays(self) -> None:
        tree = TextTree(
            {
                "m.py": "from acme.old import make\n",
                "n.py": "from m import make\n",
                "o.py": "from n import make\n",
                "app.py": "from o import make\nmake(1, 2)\n",
            },
            CALLS,
        )
        assert not tree.plan.files
        assert {path: tree.codes(path) for path in ("m.py", "n.py", "o.py")} == {
            "m.py": ["RP113"],
            "n.py": ["RP113"],
            "o.py": ["RP113"],
        }

    def test_only_the_names_on_the_way_stay(self) -> None:
        text = "from acme.old import make, craft\n"
        tree = TextTree(
            {"m.py": text, "app.py": "from m import make\nmake(1, 2)\n"},
            CALLS,
            symbol("acme.old:craft", "acme.new:build"),
        )
        assert tree.after("m.py") == "from acme.old import make\nfrom acme.new import build\n"

    def test_a_facade_may_use_the_new_name_beside_the_one_that_it_keeps(self) -> None:
        tree = TextTree(
            {"m.py": "from acme.old import make\nmake(1)\n", "app.py": "from m import make\nmake(1, 2)\n"},
            CALLS,
        )
        assert tree.after("m.py") == "from acme.old import make\nfrom acme.new import build\nbuild(1)\n"

    def test_a_reader_that_may_not_change_holds_the_facade(self) -> None:
        files = {"m.py": "from acme.old import make\n", "app.py": "from m import make\nmake()\n"}
        tree = TextTree(files, limits={"app.py": FIXED})
        assert not tree.plan.files
        assert tree.codes("m.py") == ["RP113"]

    def test_a_reader_goes_past_a_facade_that_may_not_change(self) -> None:
        files = {"m.py": "from acme.old import make\n", "app.py": "from m import make\nmake()\n"}
        tree = TextTree(files, limits={"m.py": FIXED})
        assert tree.after("app.py") == "from acme.new import build\nbuild()\n"
        assert [change.path for change in tree.plan.files] == ["app.py"]

    def test_a_reader_that_cannot_be_parsed_holds_the_facade(self) -> None:
        files = {"m.py": "from acme.old import make\n", "bad.py": "from m import make\nmake(\n"}
        assert TextTree(files).codes("m.py") == ["RP113"]


def test_a_cycle_of_facades_ends() -> None:
    files = {
        "m.py": "from acme.old import make\nimport n\n",
        "n.py": "from m import make\nimport m\n",
        "app.py": "import n\nn.make()\nn.m.n.make()\n",
    }
    tree = TextTree(files)
    assert "make" not in tree.after("app.py")
    assert tree.after("n.py") == "from acme.new import build\nimport m\n"


def test_an_alias_is_followed_into_the_files_that_read_it() -> None:
    files = {
        "m.py": "from acme.old import make as mk\n",
        "n.py": "from m import mk as other\n",
        "app.py": "from n import other\nother(1, uid=None)\nother(user=1)\n",
    }
    swap = symbol(
        "acme.old:make", "acme.new:build", signature="(user, uid=None)", call="(owner=user, uid=uid)"
    )
    tree = TextTree({**files, "acme/new.py": "def build(owner, uid): ..."}, swap)
    assert tree.after("app.py") == "from acme.new import build\nbuild(owner=1, uid=None)\nbuild(owner=1)\n"


def test_an_alias_is_followed_through_a_star() -> None:
    files = {"m.py": "from acme.old import make as mk\n", "n.py": "from m import *\n"}
    tree = TextTree({**files, "app.py": "from n import mk\nmk(user=1, uid=2)\n"}, CALLS)
    assert "RP102" in tree.codes("app.py")


def test_a_module_object_that_a_star_hands_on_stays() -> None:
    files = {
        "acme/old.py": "def make(): ...\ndef other(): ...\n",
        "m.py": "from acme import old\nold.make()\n",
        "n.py": "from m import *\n",
        "app.py": "from n import old\nold.other()\n",
    }
    assert "from acme import old" in TextTree(files).after("m.py")


def test_what_is_left_is_decided_again_with_all_that_rests_on_it() -> None:
    files = {"m.py": "from acme.old import make\n", "test_m.py": 'patch("m.make")\n'}
    tree = TextTree(files)
    decided = ProgramDecider(tree.program, lambda _source: ChangeLimits())
    decided.decide(tree.program.candidates)
    assert decided.decisions["m.py"].changes
    assert [*decided.targets.changes] == ["test_m.py"]
    decided.leave(["m.py"])
    assert not decided.decisions["m.py"].changes
    assert not decided.targets.changes
