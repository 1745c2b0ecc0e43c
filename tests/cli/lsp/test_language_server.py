"""`repoint lsp` as an editor has it: a real client over standard input and output."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from lsprotocol import types
from pygls.exceptions import JsonRpcException

from codemods.migration.load import load_migration
from codemods.plan.engine import make_plan
from tests.cli.lsp.conftest import FILES, write_files
from tests.cli.lsp.editor import ROOT, Editor, editor
from tests.support import NETRA, copy_tree

pytestmark = pytest.mark.asyncio
MOVED = "from pkg.new import build\n\nbuild()\nbuild()\n"
ALL = "move this file and all that has to move with it"


def at(line: int, character: int) -> types.Range:
    """An empty range at a 0-based place."""
    return types.Range(types.Position(line, character), types.Position(line, character))


def places(told: list[types.Diagnostic]) -> list[str]:
    return [str(each.range) for each in told]


async def take(it: Editor, path: Path, where: types.Range, title: str) -> list[Path]:
    return await it.take((await it.actions(path, where))[title])


async def test_references_are_shown_where_they_stand(tree: Path) -> None:
    async with editor(tree) as it:
        told = await it.open(tree / "app/user.py")
        assert places(told) == ["0:20-0:24", "2:0-2:4", "3:0-3:4"]
        assert {each.code for each in told} == {"deprecated"}
        assert {each.tags for each in told} == {(types.DiagnosticTag.Deprecated,)}
        assert told[1].message == "call of pkg.old:make, which is deprecated\nuse pkg.new:build"
        shown = await it.hover(tree / "app/user.py", 2, 2)
        assert shown is not None
        assert shown.splitlines()[::2] == [
            "**call of pkg.old:make, which is deprecated**",
            "use pkg.new:build",
            "Migration `m`: `repoint apply` moves it.",
        ]
        assert await it.hover(tree / "app/user.py", 1, 0) is None
        assert await it.close(tree / "app/user.py") == []


async def test_a_note_and_a_reason_are_shown(tree: Path) -> None:
    (tree / "m.toml").write_text(FILES["m.toml"] + 'note = "See the handbook."\n')
    user = tree / "app/user.py"
    async with editor(tree) as it:
        await it.open(user, "from pkg.old import make\n\nmake()\nmake()  # repoint: ignore\n")
        shown = await it.hover(user, 2, 2)
        assert shown is not None
        assert shown.count("See the handbook.") == 1
        shown = await it.hover(user, 3, 2)
        assert shown is not None
        assert "RP" in shown


async def test_the_text_that_counts_is_the_one_in_the_buffer(tree: Path) -> None:
    user, hub = tree / "app/user.py", tree / "app/hub.py"
    async with editor(tree) as it:
        assert await it.open(user, "x = 1\n") == []
        assert places(await it.change(user, "x = 1\nfrom pkg.old import make as m\n")) == ["1:20-1:24"]
        [broken] = await it.change(user, "from pkg.old import make\nmake(\n")
        assert (broken.code, broken.severity) == ("RP001", types.DiagnosticSeverity.Information)
        assert len(await it.change(user, "from pkg.old import make\nmake()\n")) == 2
        new = tree / "app/brand_new.py"
        assert len(await it.open(new, "from app.hub import make\n\nmake()\n")) == 2
        await it.open(hub, "")
        assert await it.change(new, "from app.hub import make\n\nmake()\n\n") == []
        assert await it.save(user) != []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
async def test_edits_land_where_they_belong(tree: Path, encoding: str, end: str) -> None:
    user = tree / "app/user.py"
    text = "from pkg.old import make\n\x0c\nx = '😀\u2028\u0085é', make()\nmake()  # 😀\n"
    async with editor(tree, encoding=encoding) as it:
        await it.open(user, text.replace("\n", end))
        assert await take(it, user, at(3, 1), "move this file") == [user]
        new = text.replace("pkg.old", "pkg.new").replace("make", "build")
        assert it.texts[user] == new.replace("\n", end)
        assert await it.told(user) == []


async def test_one_call_moves_alone(tree: Path) -> None:
    user = tree / "app/user.py"
    async with editor(tree) as it:
        await it.open(user)
        assert await take(it, user, at(3, 0), "move this one") == [user]
        imports = "from pkg.old import make\nfrom pkg.new import build\n"
        assert it.texts[user] == f"{imports}\nmake()\nbuild()\n"
        assert places(await it.told(user)) == ["0:20-0:24", "3:0-3:4"]


async def test_what_others_read_moves_with_them(tree: Path) -> None:
    hub, follower = tree / "app/hub.py", tree / "app/follower.py"
    async with editor(tree) as it:
        await it.open(hub)
        with pytest.raises(JsonRpcException, match=r"app/follower.py still reads `make` .*\(RP113\)"):
            await take(it, hub, at(0, 22), "move this file")
        assert await take(it, hub, at(0, 22), ALL) == [follower, hub] or it.texts[hub] != FILES["app/hub.py"]
        assert it.texts[hub] == "from pkg.new import build\n"
        assert follower.read_text() == "from pkg.new import build\n\nbuild()\n"
        assert {each["kind"] for each in it.heard.progress if isinstance(each, dict)} == {"begin", "end"}


async def test_a_line_is_ignored_by_a_comment(tree: Path) -> None:
    user = tree / "app/user.py"
    async with editor(tree) as it:
        await it.open(user, "from pkg.old import make\n\nx = make(\n    # all\n)  # done\n")
        assert await take(it, user, at(2, 5), "ignore this line") == [user]
        assert it.texts[user].endswith(")  # done  # repoint: ignore\n")
        assert {each.code for each in await it.told(user)} != {"deprecated"}
        assert [*await it.actions(user, at(2, 5))] == ["ignore this line"]


async def test_a_whole_file_is_fixed_only_where_that_is_asked_for(tree: Path) -> None:
    user = tree / "app/user.py"
    async with editor(tree) as it:
        await it.open(user)
        whole = types.Range(types.Position(0, 0), types.Position(4, 0))
        assert {each.kind for each in (await it.actions(user, whole)).values()} == {"quickfix"}
        assert await it.actions(user, whole, ["source.organizeImports"]) == {}
        for only in ("source", "source.fixAll", "source.fixAll.repoint"):
            [action] = (await it.actions(user, whole, [only])).values()
            assert action.kind == "source.fixAll.repoint"
        await it.take(action)
        assert it.texts[user] == MOVED


async def test_a_fix_for_a_text_that_has_changed_is_refused(tree: Path) -> None:
    user = tree / "app/user.py"
    async with editor(tree) as it:
        await it.open(user)
        found = await it.actions(user, at(2, 0))
        it.replace(user, "\n" + it.texts[user])
        with pytest.raises(JsonRpcException, match="has changed since"):
            await it.take(found["move this file"])


async def test_a_client_that_cannot_ask_later_gets_a_command(tree: Path) -> None:
    user = tree / "app/user.py"
    async with editor(tree, resolves=False) as it:
        await it.open(user)
        commands = await it.commands(user, at(2, 0))
        assert [*commands] == ["move this one", "move this file", ALL]
        asked = types.ExecuteCommandParams(**commands["move this file"])
        await it.client.workspace_execute_command_async(asked)
        [edit] = it.heard.edits
        assert it.apply(edit) == [user]
        assert it.texts[user] == MOVED


async def test_each_folder_has_a_migration_of_its_own(tree: Path, tmp_path: Path) -> None:
    other = write_files(tmp_path / "other", {**FILES, "pyproject.toml": ""})
    async with editor(tree, other) as it:
        assert len(await it.open(tree / "app/user.py")) == 3
        assert await it.open(other / "app/user.py") == []
        assert "--migration" in await it.message()
    async with editor(other, options={"migration": "m.toml"}) as it:
        assert len(await it.open(other / "app/user.py")) == 3
    async with editor(other, words=("-m", "m.toml")) as it:
        assert len(await it.open(other / "app/user.py")) == 3


async def test_a_migration_that_the_editor_names_goes_before_that_of_the_settings(tree: Path) -> None:
    (tree / "other.toml").write_text('[[symbol]]\nold = "pkg.new:build"\nmanual = "by hand"\n')
    async with editor(tree, options={"migration": "other.toml"}) as it:
        assert await it.open(tree / "app/user.py") == []
    async with editor(tree, options={"migration": "other.toml"}, words=("-m", "m.toml")) as it:
        assert len(await it.open(tree / "app/user.py")) == 3


async def test_a_mistake_in_the_migration_is_said_and_mended(tree: Path) -> None:
    user = tree / "app/user.py"
    async with editor(tree) as it:
        (tree / "m.toml").write_text('[[symbol]]\nold = "pkg.old:mkae"\nnew = "pkg.new:build"\n')
        assert await it.open(user) == []
        (tree / "m.toml").write_text("[[symbol]]\n")
        it.client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([]))
        assert await it.told(user) == []
        assert "m.toml" in await it.message()
        (tree / "m.toml").write_text(FILES["m.toml"])
        it.client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([]))
        assert len(await it.told(user)) == 3
        [watching] = it.heard.registered[0].registrations
        assert watching.method == types.WORKSPACE_DID_CHANGE_WATCHED_FILES


async def test_a_server_that_was_killed_is_started_again(tree: Path) -> None:
    user = tree / "app/user.py"
    async with editor(tree) as it:
        assert len(await it.open(user)) == 3
        it.kill()
    async with editor(tree) as it:
        assert len(await it.open(user)) == 3


async def test_a_move_is_the_one_that_apply_makes(tmp_path: Path) -> None:
    root = copy_tree(NETRA, tmp_path / "netra")
    plan = make_plan(root, load_migration("websocket-manager", root))
    expected = {root / each.path: each.after.decode() for each in plan.files}
    changed: set[Path] = set()
    async with editor(root) as it:
        for group in plan.groups:
            path = root / group.paths[0]
            told = await it.open(path)
            for each in told:
                fixes = await it.actions(path, each.range)
                if ALL in fixes:
                    changed.update(await it.take(fixes[ALL]))
                    break
        texts = {path: it.texts.get(path) or path.read_text() for path in changed}
    assert changed
    assert {path: text for path, text in texts.items() if text != expected[path]} == {}
    assert changed == expected.keys()


async def test_without_its_library_it_says_what_to_install(tree: Path) -> None:
    hides = "import sys; sys.modules['pygls'] = None; sys.argv[1:] = ['lsp']"
    code = f"{hides}; import codemods.__main__ as main; main.main()"
    environment = {**os.environ, "PYTHONPATH": os.fspath(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, cwd=tree
    )
    assert done.returncode == 2
    assert "pip install 'repoint[lsp]'" in done.stderr
