"""The miniature of the real repository: its suite passes before and after, and what is left has a finding."""

import ast
import io
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

from codemods.migration.load import load_migration
from codemods.plan.engine import make_plan
from codemods.values.plan import Plan
from tests.support import NETRA, applied, copy_tree, run_suite, tree_bytes

CORE = "netra_backend/app/websocket_core"
HOMES = {f"{CORE}/__init__.py", f"{CORE}/utils.py", f"{CORE}/websocket_manager_factory.py"}
DEPRECATED = {
    "ConnectionLifecycleManager",
    "FactoryInitializationError",
    "FactoryMetrics",
    "IsolatedWebSocketManager",
    "WebSocketComponentError",
    "WebSocketManagerFactory",
    "create_defensive_user_execution_context",
    "create_websocket_manager",
    "create_websocket_manager_sync",
    "get_websocket_manager_factory",
    "validate_websocket_component_health",
    "websocket_manager_factory",
}


def plan_netra(root: Path) -> Plan:
    """Plan the built-in migration over the miniature."""
    return make_plan(root, load_migration("websocket-manager", root))


@pytest.fixture(scope="module")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Plan]:
    root = copy_tree(NETRA, tmp_path_factory.mktemp("netra") / "tree")
    plan = plan_netra(root)
    applied(root, plan)
    return root, plan


def spelled(root: Path) -> Iterator[tuple[str, range]]:
    """Where the tree's code spells a deprecated name, outside the homes: path and lines.

    A name is on one line, but for the module that a `from` names: that stands for the whole
    statement. Lines that end in `# own name` define or use a thing of their own that is called so.
    """
    for path, data in tree_bytes(root).items():
        if not path.endswith(".py") or path in HOMES:
            continue
        headers = {
            node.lineno: range(node.lineno, (node.end_lineno or node.lineno) + 1)
            for node in ast.walk(ast.parse(data))
            if isinstance(node, ast.ImportFrom)
        }
        for token in tokenize.tokenize(io.BytesIO(data).readline):
            if token.type == tokenize.NAME and token.string in DEPRECATED and "# own name" not in token.line:
                line = token.start[0]
                yield path, headers.get(line, range(line, line + 1))


def test_suite_passes_before(tmp_path: Path) -> None:
    code, output = run_suite(copy_tree(NETRA, tmp_path / "tree"))
    assert code == 0, output


def test_suite_warns_before(tmp_path: Path) -> None:
    code, output = run_suite(copy_tree(NETRA, tmp_path / "tree"), "-W", "error::DeprecationWarning")
    assert code != 0, output
    assert "DeprecationWarning" in output


def test_suite_passes_after_without_a_deprecation(migrated: tuple[Path, Plan]) -> None:
    root, _ = migrated
    # A function that is passed on as a value stays, since the canonical one takes other arguments.
    # So does a plain call of the synchronous twin, in production code.
    values = "not functions_as_values and not defaults_were_bound and not sync_bridges"
    imported = "default:the factory module is deprecated:DeprecationWarning"
    code, output = run_suite(root, "-W", "error::DeprecationWarning", "-W", imported, "-k", values)
    assert code == 0, output
    code, output = run_suite(root)
    assert code == 0, output


def test_second_plan_is_empty(migrated: tuple[Path, Plan]) -> None:
    root, _ = migrated
    assert plan_netra(root).files == ()


def test_no_reference_is_left_without_a_finding(migrated: tuple[Path, Plan]) -> None:
    root, plan = migrated
    renamed_only_by_target = {finding.path for finding in plan.findings if finding.code == "RP201"}
    told = {(finding.path, finding.line) for finding in plan_netra(root).findings}
    left = [place for place in spelled(root) if place[0] not in renamed_only_by_target]
    assert [(path, lines) for path, lines in left if not told & {(path, line) for line in lines}] == []


def test_old_names_stay_only_where_they_must(migrated: tuple[Path, Plan]) -> None:
    root, _ = migrated
    files = {path for path, _ in spelled(root)}
    services = "netra_backend/app/services"
    assert files == {
        "netra_backend/app/agents/optional_manager.py",
        "netra_backend/app/core/capturing.py",
        "netra_backend/app/routes/health.py",
        f"{services}/bridge_both_ways.py",
        f"{services}/callbacks.py",
        f"{services}/defensive.py",
        f"{services}/has_the_other.py",
        f"{services}/holder.py",
        f"{services}/lookups.py",
        f"{services}/sync_bridge.py",
        f"{services}/user_ids.py",
        f"{services}/user_ids_sometimes.py",
        f"{services}/websocket/quality_alert_handler.py",
        f"{CORE}/canonical_imports.py",
        f"{CORE}/unified_init.py",
        "tests/test_legacy.py",
    }


def test_forty_consumers_move(migrated: tuple[Path, Plan]) -> None:
    _, plan = migrated
    assert sum("/websocket_core/" not in change.path for change in plan.files) >= 40


def test_forms_that_an_engineer_would_look_at(migrated: tuple[Path, Plan]) -> None:
    root, _ = migrated
    services = root / "netra_backend" / "app" / "services"
    expected = {
        "notification_service.py": "return (await get_websocket_manager(user_context)).is_ready()",
        "bridge.py": 'return {"manager": WebSocketManager(user_context=user_context)}',
        "merging.py": "websocket_manager import WebSocketManager, get_websocket_manager\n",
        "has_the_other.py": "import get_websocket_manager as create_websocket_manager\n",
        "through_facades.py": "get_websocket_manager as make_by_utils",
        "public.py": "    'get_websocket_manager',  # handed on\n",
        "websocket/quality_metrics_handler.py": "    get_websocket_manager,  # one a request\n",
    }
    for name, text in expected.items():
        assert text in (services / name).read_text(encoding="utf-8"), name
