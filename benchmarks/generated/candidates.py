"""What candidates hold of the migration: the forms of the real tree, in its proportions.

A role is one form: what is imported and how, and a unit of code that uses it. A file has one role and some
units of it. `QQ` is the file's own word, `NN` the unit's number, `CONSUMER` the module of a file that imports
the function itself, `DOTS` the dots that lead from the file to `netra_backend.app`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

CORE = "netra_backend.app.websocket_core"
FACTORY = f"{CORE}.websocket_manager_factory"


@dataclass(frozen=True, slots=True)
class Role:
    """One form in which a file spells a deprecated name."""

    name: str
    weight: int
    """How many candidates of its kind have it, of all weights of that kind."""
    units: tuple[int, int]
    """How many units a file has: at least, at most."""
    imports: str
    """At the top of the file; may be empty."""
    unit: str
    """Code without indentation; repeated."""


APP = (
    Role(
        "module-import",
        9,
        (1, 4),
        f"from {FACTORY} import create_websocket_manager\n",
        """
async def notify_QQ_NN(user_context, event):
    manager = await create_websocket_manager(user_context)
    await manager.send(event)
    return manager
""",
    ),
    Role(
        "import-in-function",
        8,
        (1, 3),
        "",
        f'''
class QQDispatcherNN:
    """Sends what happened to the one who asked."""

    async def dispatch(self, user_context, events):
        try:
            from {FACTORY} import create_websocket_manager

            manager = await create_websocket_manager(user_context=user_context)
        except ImportError as error:
            logger.warning(f"no manager for {{user_context}}: {{error}}")
            return 0
        for event in events:
            await manager.send(event)
        return len(events)
''',
    ),
    Role(
        "package-function",
        6,
        (1, 3),
        f"from {CORE} import create_websocket_manager\n",
        """
async def open_QQ_NN(user_context):
    if user_context is None:
        return None
    manager = create_websocket_manager(user_context)
    return manager.is_ready() and manager
""",
    ),
    Role(
        "package-function-awaited",
        4,
        (1, 2),
        "",
        f"""
async def resume_QQ_NN(user_context):
    from {CORE} import create_websocket_manager

    manager = await create_websocket_manager(user_context)
    return manager
""",
    ),
    Role(
        "relative",
        2,
        (1, 2),
        "from DOTSwebsocket_core.websocket_manager_factory import create_websocket_manager as make_manager\n",
        """
async def relay_QQ_NN(user_context, event):
    return await (await make_manager(user_context)).send(event)
""",
    ),
    Role(
        "module-object",
        2,
        (1, 3),
        f"from {CORE} import websocket_manager_factory\n",
        """
async def watch_QQ_NN(user_context):
    return await websocket_manager_factory.create_websocket_manager(user_context)
""",
    ),
    Role(
        "dotted-module",
        1,
        (1, 2),
        f"import {FACTORY}\n",
        f"""
async def probe_QQ_NN(user_context):
    return await {FACTORY}.create_websocket_manager(user_context)
""",
    ),
    Role(
        "facade",
        2,
        (1, 2),
        f"from {CORE}.canonical_imports import create_websocket_manager\n",
        """
async def greet_QQ_NN(user_context):
    return await asyncio.wait_for(create_websocket_manager(user_context), timeout=5)
""",
    ),
    Role(
        "re-export",
        2,
        (1, 1),
        f"""\
from {FACTORY} import (
    WebSocketComponentError,  # for callers of old
    create_websocket_manager,
)

__all__ = ["WebSocketComponentError", "create_websocket_manager"]
""",
        """
def describe_QQ_NN():
    return {"module": __name__, "names": sorted(__all__)}
""",
    ),
    Role(
        "star",
        1,
        (1, 2),
        "from netra_backend.app.websocket import *\n",
        """
def attach_QQ_NN(user_context):
    return create_websocket_manager(user_context)
""",
    ),
    Role(
        "no-counterpart",
        9,
        (1, 3),
        f"from {FACTORY} import WebSocketManagerFactory, create_defensive_user_execution_context\n",
        """
async def serve_QQ_NN(user_id):
    context = create_defensive_user_execution_context(user_id)
    factory = WebSocketManagerFactory()
    return await factory.create_websocket_manager(context)
""",
    ),
    Role(
        "own-method",
        8,
        (1, 3),
        "",
        """
class QQPoolNN:
    def create_websocket_manager(self, user_context):
        # create_websocket_manager of the factory is something else.
        return self._managers.setdefault(user_context, object())

    def first(self, user_context):
        return self.create_websocket_manager(user_context)
""",
    ),
)
"""Of production code."""

TESTS = (
    Role(
        "import-in-test",
        12,
        (1, 5),
        "",
        f'''
@pytest.mark.asyncio
async def test_QQ_manager_NN(user_context):
    """The manager sends what it is given."""
    from {FACTORY} import create_websocket_manager

    manager = await create_websocket_manager(user_context)
    assert await manager.send({{"type": "QQ", "number": NN}}) is manager
''',
    ),
    Role(
        "patched-consumer",
        5,
        (3, 8),
        "",
        """
@pytest.mark.asyncio
async def test_QQ_patched_NN():
    with patch("CONSUMER.create_websocket_manager") as make:
        make.return_value = AsyncMock()
        from CONSUMER import logger

        logger.info("patched: %s", make)
        assert not make.called
""",
    ),
    Role(
        "patched-definition",
        4,
        (1, 3),
        "",
        f"""
@patch("{FACTORY}.create_websocket_manager", new_callable=AsyncMock)
def test_QQ_definition_NN(make):
    make.return_value = {{"number": NN}}
    assert make.await_count == 0
""",
    ),
    Role(
        "package-awaited",
        12,
        (1, 4),
        f"from {CORE} import create_websocket_manager\n",
        """
class TestQQIsolationNN:
    @pytest.mark.asyncio
    async def test_two_users_have_two_managers(self, first_context, second_context):
        first = await create_websocket_manager(first_context)
        second = await create_websocket_manager(user_context=second_context)
        assert first is not second
""",
    ),
    Role(
        "mixed-statement",
        7,
        (1, 4),
        f"""\
from {FACTORY} import (
    WebSocketManagerFactory,
    create_websocket_manager,
    get_websocket_manager_factory,
)
""",
        """
@pytest.mark.asyncio
async def test_QQ_factory_NN(user_context):
    assert get_websocket_manager_factory() is create_websocket_manager
    manager = await create_websocket_manager(user_context)
    assert manager is not await WebSocketManagerFactory().create_websocket_manager(user_context)
""",
    ),
    Role(
        "user-id",
        4,
        (1, 3),
        f"from {FACTORY} import create_websocket_manager\n",
        """
@pytest.mark.asyncio
async def test_QQ_by_id_NN():
    manager = await create_websocket_manager(user_id="user-NN")
    assert manager.user_context is not None
""",
    ),
    Role(
        "not-awaited",
        6,
        (1, 5),
        f"from {FACTORY} import create_websocket_manager\n",
        """
def test_QQ_coroutine_NN(user_context):
    coroutine = create_websocket_manager(user_context)
    assert asyncio.iscoroutine(coroutine)
    coroutine.close()
""",
    ),
    Role(
        "through-a-consumer",
        2,
        (1, 2),
        "import CONSUMER as consumer\n",
        """
@pytest.mark.asyncio
async def test_QQ_through_NN(user_context):
    manager = await consumer.create_websocket_manager(user_context)
    assert hasattr(consumer, "create_websocket_manager") and manager.is_ready()
""",
    ),
    Role(
        "no-counterpart",
        18,
        (1, 2),
        f"from {FACTORY} import WebSocketManagerFactory\n",
        """
def test_QQ_makes_factories_NN():
    factory = WebSocketManagerFactory()
    assert isinstance(factory, WebSocketManagerFactory)
""",
    ),
    Role(
        "gone",
        4,
        (1, 2),
        "",
        f"""
def test_QQ_isolated_NN():
    try:
        from {FACTORY} import IsolatedWebSocketManager
    except ImportError:
        pytest.skip("the class is gone")
    assert IsolatedWebSocketManager
""",
    ),
    Role(
        "own-fixture",
        16,
        (1, 3),
        "",
        """
@pytest.fixture
def create_websocket_manager():
    return AsyncMock(name="create_websocket_manager")


@pytest.mark.asyncio
async def test_QQ_fixture_NN(create_websocket_manager):
    assert await create_websocket_manager("user-NN")
""",
    ),
    Role(
        "table",
        16,
        (1, 3),
        "",
        f"""
QQ_PATTERNS_NN = [
    r"from .*websocket_manager_factory import",
    "{FACTORY}",
    "create_websocket_manager",
    "WebSocketManagerFactory",
]


def test_QQ_patterns_NN():
    assert len(QQ_PATTERNS_NN) == 4
""",
    ),
)
"""Of tests."""

SCRIPTS = (
    Role(
        "import-in-try",
        3,
        (1, 2),
        "import sys\n",
        f"""
async def check_QQ_NN():
    try:
        from {FACTORY} import create_websocket_manager
    except ImportError:
        sys.exit("the factory module is gone")
    return await create_websocket_manager()
""",
    ),
    Role(
        "mention",
        4,
        (1, 2),
        "",
        """
async def count_QQ_NN(lines):
    # create_websocket_manager was there once.
    return sum("create_websocket_manager" in line for line in lines)
""",
    ),
)
"""Of scripts and helpers."""

ROLES = {"app": APP, "tests": TESTS, "scripts": SCRIPTS}
"""The roles of each kind of area."""


def role_of(kind: str, turn: int) -> Role:
    """The role of a kind's candidate by its turn, 0-based: any run of turns has every role in its share."""
    order = _order(ROLES[kind])
    return order[turn % len(order)]


def _order(roles: Sequence[Role]) -> list[Role]:
    """The roles, each as often as it weighs, spread evenly."""
    places = [
        ((turn + 0.5) / role.weight, number)
        for number, role in enumerate(roles)
        for turn in range(role.weight)
    ]
    return [roles[number] for _, number in sorted(places)]
