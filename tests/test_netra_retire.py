"""The miniature to its end: applied, mended by hand where the plan leaves that, and retired."""

import subprocess
from pathlib import Path

import pytest
from typer.testing import CliRunner

from codemods.__main__ import load
from tests.support import NETRA, copy_tree, run_suite

APP = "netra_backend/app"
CORE = f"{APP}/websocket_core"
FACTORY = "from netra_backend.app.websocket_core.websocket_manager_factory import"
CONTEXT = "from netra_backend.app.services.user_execution_context import UserExecutionContext"
MANAGER = "from netra_backend.app.websocket_core.websocket_manager import get_websocket_manager"
WITH_TOKEN = "from netra_backend.app.websocket_core.websocket_manager import WebSocketManager"
MENDED = {
    f"{APP}/routes/health.py": [
        ("from netra_backend.app.websocket_core import create_websocket_manager", MANAGER),
        ("def refuses_without_context", "async def refuses_without_context"),
        ("        create_websocket_manager()\n", "        await get_websocket_manager(mode=None)\n"),
        ("except ValueError", "except TypeError"),
        (f"    {FACTORY} validate_websocket_component_health\n\n", ""),
        ("validate_websocket_component_health()", '{"status": "healthy"}'),
    ],
    f"{APP}/services/bridge_both_ways.py": [
        ("from netra_backend.app.websocket_core import create_websocket_manager\n", "")
    ],
    f"{APP}/services/callbacks.py": [
        (f"{FACTORY} create_websocket_manager", MANAGER),
        ("create_websocket_manager", "get_websocket_manager"),
    ],
    f"{APP}/services/holder.py": [
        (f"{FACTORY} create_websocket_manager", MANAGER),
        ("staticmethod(create_websocket_manager)", "staticmethod(get_websocket_manager)"),
    ],
    "tests/test_patched.py": [
        ("services.callbacks.create_websocket_manager", "services.callbacks.get_websocket_manager")
    ],
    f"{APP}/services/defensive.py": [
        (f"{FACTORY} (\n        create_defensive_user_execution_context,\n    )", CONTEXT),
        ("create_defensive_user_execution_context(user_id)", "UserExecutionContext(user_id)"),
    ],
    f"{APP}/services/lazy.py": [
        (
            '{"create_websocket_manager": "netra_backend.app.websocket_core.websocket_manager_factory"}',
            '{"get_websocket_manager": "netra_backend.app.websocket_core.websocket_manager"}',
        )
    ],
    f"{APP}/services/lookups.py": [
        (f"{FACTORY} get_websocket_manager_factory", MANAGER),
        ("    factory = get_websocket_manager_factory()\n", ""),
        ("await factory(", "await get_websocket_manager("),
    ],
    f"{APP}/services/sync_bridge.py": [
        (f"{FACTORY} create_websocket_manager_sync", WITH_TOKEN),
        (
            f"{FACTORY} (\n        create_websocket_manager_sync as make_now,\n    )",
            f"{WITH_TOKEN} as make_now",
        ),
        ("create_websocket_manager_sync(user_context)", "WebSocketManager(user_context=user_context)"),
    ],
    f"{APP}/services/user_ids.py": [
        (f"{FACTORY} create_websocket_manager", f"{CONTEXT}\n    {MANAGER}"),
        ("create_websocket_manager(user_id=user_id)", "get_websocket_manager(UserExecutionContext(user_id))"),
    ],
    f"{APP}/services/user_ids_sometimes.py": [
        (f"{FACTORY} create_websocket_manager", CONTEXT),
        (
            "await create_websocket_manager(user_context, user_id=user_id)",
            "await get_websocket_manager(UserExecutionContext(user_id))",
        ),
    ],
    f"{APP}/services/websocket/quality_alert_handler.py": [
        (f"{FACTORY} FactoryInitializationError\n", ""),
        ("    try:\n        return", "    return"),
        ("    except FactoryInitializationError:\n        return None\n", ""),
    ],
}
"""What an engineer would do about each place that the plan leaves, as replacements."""
OBSOLETE_TESTS = (
    "test_the_docstring_says_so",
    "test_the_signature_is_kept",
    "test_the_shim_refuses",
    "test_classes_of_old",
    "test_one_facade_works_and_one_is_broken",
    "test_a_name_with_two_heirs_is_patched_as_ever",
)
"""Tests of the deprecated objects, which go with them."""
TRACES = (b"websocket_manager_factory", b"WebSocketManagerFactory", b"FactoryInitializationError")


def git(root: Path, *words: str) -> str:
    return subprocess.run(["git", *words], cwd=root, check=True, capture_output=True, text=True).stdout


def repoint(root: Path, *words: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(load().app, [*words, "--root", str(root)])
    return result.exit_code, result.stdout, result.stderr


def mend(root: Path) -> None:
    """Do by hand what the findings ask for."""
    for path, replacements in MENDED.items():
        text = (root / path).read_text("utf-8")
        for old, new in replacements:
            assert old in text, (path, old)
            text = text.replace(old, new)
        (root / path).write_text(text, "utf-8")
    file = root / "tests/test_legacy.py"
    head, *tests = file.read_text("utf-8").split("\n\n\n")
    kept = [test for test in tests if not any(name in test for name in OBSOLETE_TESTS)]
    assert len(tests) - len(kept) == len(OBSOLETE_TESTS)
    text = "\n\n\n".join([head, *kept]).replace("lazy.create_websocket_manager", "lazy.get_websocket_manager")
    text = text.replace("assert health.refuses", "assert await health.refuses")
    file.write_text(text.replace("def test_health", "async def test_health"), "utf-8")


def commit(root: Path, message: str) -> None:
    git(root, "add", ".")
    git(root, "commit", "-qm", message)


def applied(folder: Path) -> Path:
    """Give the miniature in a repository, the plan applied and committed."""
    root = copy_tree(NETRA, folder / "tree")
    git(root, "init", "-q")
    for key, value in (("user.name", "A"), ("user.email", "a@b.c")):
        git(root, "config", key, value)
    commit(root, "before")
    assert repoint(root, "apply")[0] == 0
    git(root, "commit", "-qm", "applied")
    return root


@pytest.fixture(scope="module")
def retired(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The miniature applied, mended and retired."""
    root = applied(tmp_path_factory.mktemp("netra"))
    mend(root)
    commit(root, "mended")
    code, _, said = repoint(root, "retire")
    assert code == 0, said
    return root


def test_while_work_is_left_it_refuses_and_names_each_place(tmp_path: Path) -> None:
    root = applied(tmp_path)
    code, out, said = repoint(root, "retire")
    assert (code, out) == (1, "")
    for path in (*MENDED, "tests/test_legacy.py"):
        assert f"{path}:" in said, path
    assert f"{CORE}/" not in said
    assert git(root, "status", "--porcelain") == ""


def test_mended_its_suite_is_green_without_a_warning(retired: Path) -> None:
    code, output = run_suite(retired, "-W", "error::DeprecationWarning")
    assert code == 0, output


def test_no_trace_of_the_factory_is_left(retired: Path) -> None:
    assert not (retired / CORE / "websocket_manager_factory.py").exists()
    for file in retired.rglob("*.py"):
        assert not any(trace in file.read_bytes() for trace in TRACES), file
    left = git(retired, "grep", "-l", "-w", "create_websocket_manager", "--", CORE).split()
    assert left == [f"{CORE}/canonical_imports.py", f"{CORE}/unified_init.py"]


def test_a_second_retire_has_nothing_to_do(retired: Path) -> None:
    code, out, said = repoint(retired, "retire")
    assert (code, out) == (0, "")
    assert "is gone already" in said


def test_undo_brings_all_of_it_back(tmp_path: Path) -> None:
    root = applied(tmp_path)
    mend(root)
    commit(root, "mended")
    before = git(root, "rev-parse", "HEAD")
    assert repoint(root, "retire")[0] == 0
    assert repoint(root, "undo")[0] == 0
    assert git(root, "rev-parse", "HEAD") == before
    assert git(root, "status", "--porcelain") == ""
    assert (root / CORE / "websocket_manager_factory.py").exists()
