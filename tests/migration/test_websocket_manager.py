"""The built-in migration: every deprecated home and every public name has its verdict."""

from pathlib import Path

import pytest

from codemods.migration.load import load_migration
from codemods.values.category import category_key
from codemods.values.rules import Migration, ModuleRule, RuleTable, TableKind
from codemods.values.symbol import Symbol

CORE = "netra_backend.app.websocket_core"
FACTORY = f"{CORE}.websocket_manager_factory"
CANONICAL = f"{CORE}.websocket_manager"

PUBLIC = [
    "create_websocket_manager",
    "create_websocket_manager_sync",
    "get_websocket_manager_factory",
    "WebSocketManagerFactory",
    "create_defensive_user_execution_context",
    "ConnectionLifecycleManager",
    "FactoryInitializationError",
    "FactoryMetrics",
    "ManagerMetrics",
    "validate_websocket_component_health",
    "_factory_instance",
    "_factory_lock",
    "_validate_ssot_user_context",
    "_validate_ssot_user_context_staging_safe",
    "WebSocketComponentError",
    "validate_websocket_manager_creation",
]
"""What the factory module's `__all__` lists, then what it binds besides and the canonical module does not."""

GONE = [
    (FACTORY, "IsolatedWebSocketManager"),
    (CORE, "IsolatedWebSocketManager"),
    (CORE, "WebSocketManagerFactory"),
    (CORE, "get_websocket_manager_factory"),
    (f"{CORE}.canonical_imports", "WebSocketManagerFactory"),
    (f"{CORE}.canonical_imports", "get_websocket_manager_factory"),
    (f"{CORE}.factory", "create_websocket_manager"),
    (CANONICAL, "FactoryInitializationError"),
]
"""Imported in the real repository, bound nowhere."""


@pytest.fixture(scope="module")
def migration() -> Migration:
    return load_migration("websocket-manager", Path())


def verdicts(migration: Migration, module: str, name: str) -> list[tuple[str | None, str, str]]:
    """For each rule of a symbol: when, the new name or `manual`, the call."""
    return [
        (
            rule.when,
            str(rule.new).removeprefix(f"{CANONICAL}:") if rule.new else "manual",
            rule.call.text if rule.call else "",
        )
        for rule in migration.rules_for(Symbol(module, name))
    ]


@pytest.mark.parametrize("name", PUBLIC)
def test_every_name_of_the_factory_module_has_a_rule_of_its_own(migration: Migration, name: str) -> None:
    assert migration.rules_for(Symbol(FACTORY, name))


def test_the_factory_module_itself_moves_to_the_canonical_one(migration: Migration) -> None:
    assert migration.modules == (ModuleRule(FACTORY, CANONICAL, table=RuleTable(TableKind.MODULE, 1)),)


@pytest.mark.parametrize(("module", "name"), GONE)
def test_a_name_that_is_gone_already_is_a_finding(migration: Migration, module: str, name: str) -> None:
    assert verdicts(migration, module, name) == [(None, "manual", "")]


@pytest.mark.parametrize("home", ["websocket_manager_factory", "canonical_imports", "unified_init", "utils"])
def test_the_async_homes_are_renamed_for_every_use(migration: Migration, home: str) -> None:
    symbol = Symbol(f"{CORE}.{home}", "create_websocket_manager")
    assert verdicts(migration, symbol.module, symbol.name) == [
        (None, "get_websocket_manager", "(user_context)")
    ]
    (rule,) = migration.rules_for(symbol)
    assert rule.signature is not None
    assert rule.signature.is_async
    assert list(rule.signature.parameters.parameters) == ["user_context", "user_id"]


def test_the_package_s_synchronous_function_goes_by_use(migration: Migration) -> None:
    assert verdicts(migration, CORE, "create_websocket_manager") == [
        ("awaited", "get_websocket_manager", "(user_context)"),
        ("async", "get_websocket_manager", "await (user_context)"),
        ("called", "WebSocketManager", "(user_context=user_context)"),
        ("value", "manual", ""),
    ]


def test_the_package_s_function_needs_a_context(migration: Migration) -> None:
    for rule in migration.rules_for(Symbol(CORE, "create_websocket_manager")):
        if rule.signature is not None:
            assert not rule.signature.is_async
            with pytest.raises(TypeError):
                rule.signature.parameters.bind()


def test_the_synchronous_twin_is_awaited_or_becomes_the_class_in_tests(migration: Migration) -> None:
    symbol = Symbol(FACTORY, "create_websocket_manager_sync")
    assert verdicts(migration, symbol.module, symbol.name) == [
        ("awaited", "manual", ""),
        ("value", "manual", ""),
        ("async", "get_websocket_manager", "await (user_context)"),
        (None, "WebSocketManager", "(user_context=user_context)"),
        (None, "manual", ""),
    ]
    in_tests = migration.rules_for(symbol)[-2]
    assert in_tests.categories == ("tests", "mission-critical")
    signature = in_tests.signature
    assert signature is not None
    with pytest.raises(TypeError):
        signature.parameters.bind(user_id="u")


def test_building_the_class_outside_tests_says_that_it_needs_a_token(migration: Migration) -> None:
    built = [rule for rule in migration.symbols if rule.new == Symbol(CANONICAL, "WebSocketManager")]
    (anywhere,) = (rule for rule in built if not rule.categories)
    assert len(built) == 2
    assert anywhere.note is not None
    assert "_ssot_authorization_token" in anywhere.note


def test_the_repaired_await_says_so(migration: Migration) -> None:
    rule = migration.rules_for(Symbol(CORE, "create_websocket_manager"))[0]
    assert rule.note is not None
    assert "repairs a TypeError" in rule.note


def test_a_finding_names_what_to_use_or_to_do(migration: Migration) -> None:
    doing = ("get_websocket_manager", "WebSocketManager", "remove", "move this function", "catch", "ask ")
    for rule in migration.symbols:
        if rule.manual is not None:
            assert any(word in rule.manual for word in doing), rule.old
            assert "\n" not in rule.manual, rule.old


def test_no_leaf_name_is_so_common_that_every_file_is_a_candidate(migration: Migration) -> None:
    common = {
        "WebSocketManager",
        "WebSocketManagerMode",
        "logger",
        "datetime",
        "UserID",
        "create_test_user_context",
    }
    assert not common & {rule.old.leaf for rule in migration.symbols}


@pytest.mark.parametrize(
    ("path", "category"),
    [
        ("tests/mission_critical/test_websocket_agent_events_suite.py", "mission-critical"),
        ("netra_backend/tests/mission_critical/test_a.py", "mission-critical"),
        ("backup/url_migration/tests/mission_critical/test_a.py", "tests"),
        ("tests/regression/test_websocket_context_import_regression_mission_critical.py", "tests"),
        ("netra_backend/tests/unit/conftest.py", "tests"),
        ("test_framework/ssot/orchestration.py", "tests"),
        ("test_scripts/run_it.py", "tests"),
        ("auth_service/test_auth.py", "tests"),
        ("test_violation_demo.py", "tests"),
        ("scripts/demonstrate_five_whys_prevention.py", "scripts"),
        ("scripts/test_websocket_1011_fix.py", "scripts"),
        ("netra_backend/app/routes/websocket.py", "production"),
        ("netra_backend/app/agents/base/scripts/a.py", "production"),
        ("shared/lifecycle/manager.py", "production"),
        ("phase1_compatibility_validation.py", "other"),
        ("backup/url_migration/netra_backend/app/a.py", "other"),
    ],
)
def test_the_category_of(migration: Migration, path: str, category: str) -> None:
    assert category_key(migration.categories)(path) == category
