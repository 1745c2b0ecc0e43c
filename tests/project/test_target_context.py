"""What is asked of any target: whether it resolved before, what a mock of it turns into, what it lacks."""

from tests.in_memory import TextTree, module
from tests.project.patched import USER, patched


def test_a_mock_that_turns_async_is_told() -> None:
    homes = {
        "acme/__init__.py": "",
        "acme/old.py": "def make(): ...\n",
        "acme/new.py": "async def build(): ...\n",
    }
    for text, codes in (
        ('patch("user.make")', ["RP204"]),
        ('patch("user.make", autospec=True)', ["RP204"]),
        ('patch("user.make", mock)', []),
        ('patch("user.make", new_callable=Mock)', []),
        ('patch.object(user, "make")', ["RP204"]),
        ('monkeypatch.setattr("user.make", 1)', []),
    ):
        files = {"user.py": USER, "test_user.py": "import user\n" + text}
        assert [
            code for code in TextTree(files, homes=homes).codes("test_user.py") if code != "RP302"
        ] == codes


def test_one_that_did_not_resolve_before_is_broken_before() -> None:
    tree = patched('patch("user.make")', user="def f(): ...\n")
    assert tree.after("test_user.py") == 'patch("user.make")'
    assert tree.codes("test_user.py") == ["RP112"]


def test_one_that_only_shares_a_word_with_a_deprecated_module_is_none_of_ours() -> None:
    files = {
        "other/__init__.py": "",
        "other/old.py": "def f(): ...\n",
        "test_app.py": 'patch("other.old.gone")\npatch("acme.old.gone")\n',
    }
    tree = TextTree(files, module("acme.old", "acme.new"))
    told = [each for each in tree.plan.findings if each.code == "RP112"]
    assert [(each.path, each.line) for each in told] == [("test_app.py", 2)]
