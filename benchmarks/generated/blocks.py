"""Ordinary code: what files hold beside what the migration is about.

Templates are rendered once, into a pool of blocks; a file takes blocks of the pool until it is as long as it
should be. In a block, `QQ` stands for the file's own word and `NN` for the block's number in the file.
"""

from functools import lru_cache
from random import Random
from string import Template
from textwrap import dedent

from benchmarks.generated.long_blocks import LONG_FUNCTIONS, LONG_TESTS
from benchmarks.generated.shape import pick
from benchmarks.generated.words import NOUNS, VERBS

VARIANTS = 12
"""How often each template is in the pool, with other words."""

IMPORTS = """\
import asyncio
import json
import logging
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from typing import Any, Dict, List, Optional
from unittest.mock import AsyncMock, MagicMock, patch

import pytest

logger = logging.getLogger(__name__)
"""
"""What the blocks use."""

FUNCTIONS = (
    '''
    def ${verb}_${noun}_NN(${arg}: Dict[str, Any], limit: int = ${number}) -> List[str]:
        """${Verb} the ${noun} of a ${other}.

        Args:
            ${arg}: what the ${other} service answered, by name.
            limit: how many entries are kept; the others are dropped without a word.

        Returns:
            The names, in the order in which the ${other} gave them.
        """
        names = []
        for name, value in sorted(${arg}.items()):
            if value is None or name.startswith("_"):
                continue
            if isinstance(value, dict) and value.get("${noun}_id") is not None:
                names.append(f"{name}:{value['${noun}_id']}")
            elif len(names) < limit:
                names.append(str(name).strip().lower())
        logger.debug("${verb} ${noun}: %d of %d", len(names), len(${arg}))
        return names[:limit]
    ''',
    '''
    async def ${verb}_${noun}_for_${other}_NN(
        client: Any, ${arg}: str, *, attempts: int = 3
    ) -> Optional[Dict[str, Any]]:
        """${Verb} one ${noun}, and try again when the ${other} is busy."""
        delay = 0.${number}
        for attempt in range(1, attempts + 1):
            try:
                response = await client.request("GET", f"/${other}/{${arg}}/${noun}", timeout=${number})
                if response.status == 200:
                    return json.loads(await response.text())
                if response.status in (429, 502, 503):
                    raise ConnectionError(f"${other} is busy: {response.status}")
                return None
            except (ConnectionError, asyncio.TimeoutError) as error:
                # The ${other} comes back within seconds, mostly.
                logger.warning(f"${verb} ${noun} {${arg}}: attempt {attempt} of {attempts}: {error}")
                await asyncio.sleep(delay * 2**attempt)
        return None
    ''',
    """
    def ${verb}_${noun}_totals_NN(rows: List[Dict[str, Any]]) -> Dict[str, float]:
        totals: Dict[str, float] = {}
        for row in rows:
            key = row.get("${other}") or "unknown"
            amount = float(row.get("amount", 0)) * (1 - float(row.get("${noun}_discount", 0)) / 100)
            totals[key] = totals.get(key, 0.0) + round(amount, 2)
        largest = max(totals.values(), default=0.0)
        shares = {key: value / largest if largest else 0.0 for key, value in totals.items()}
        return {key: shares[key] for key in sorted(shares, key=lambda each: (-shares[each], each))}
    """,
    '''
    @dataclass
    class ${Noun}${Other}QQNN:
        """A ${noun} as the ${other} knows it."""

        ${noun}_id: str
        created_at: datetime = field(default_factory=lambda: datetime.now(timezone.utc))
        ${other}_name: str = "${other}"
        attempts: int = ${number}
        labels: List[str] = field(default_factory=list)
        metadata: Dict[str, Any] = field(default_factory=dict)

        @property
        def is_expired(self) -> bool:
            return datetime.now(timezone.utc) - self.created_at > timedelta(minutes=${number})

        def to_dict(self) -> Dict[str, Any]:
            return {
                "${noun}_id": self.${noun}_id,
                "created_at": self.created_at.isoformat(),
                "${other}_name": self.${other}_name,
                "attempts": self.attempts,
                "labels": [label.upper() for label in self.labels if label],
                "metadata": {**self.metadata, "source": "${verb}"},
            }
    ''',
    '''
    class ${Noun}${Verb}ErrorQQNN(Exception):
        """The ${noun} could not be told apart from its ${other}."""

        def __init__(self, message: str, ${noun}_id: Optional[str] = None, code: int = ${number}):
            super().__init__(message)
            self.${noun}_id = ${noun}_id
            self.code = code

        def __str__(self) -> str:
            return f"[{self.code}] {self.args[0]} (${noun}={self.${noun}_id!r})"
    ''',
    '''
    class ${Noun}${Other}ServiceQQNN:
        """Keeps every ${noun} of a ${other}, and says what became of it.

        One instance serves one user. Nothing is shared between users but the client.
        """

        DEFAULT_LIMIT = ${number}

        def __init__(self, client: Any, user_id: str, settings: Optional[Dict[str, Any]] = None):
            self.client = client
            self.user_id = user_id
            self.settings = settings or {}
            self._${noun}s: Dict[str, Dict[str, Any]] = {}
            self._lock = asyncio.Lock()
            self._started = False

        async def start(self) -> None:
            if self._started:
                logger.info("${noun} service of %s runs already", self.user_id)
                return
            async with self._lock:
                self._started = True
                for name in self.settings.get("${other}s", []):
                    await self.${verb}_${noun}(name, {"origin": "start"})

        async def ${verb}_${noun}(self, name: str, payload: Dict[str, Any]) -> Dict[str, Any]:
            """${Verb} a ${noun}; gives what the ${other} made of it."""
            if not name:
                raise ValueError("a ${noun} needs a name")
            entry = {
                "name": name,
                "user_id": self.user_id,
                "payload": dict(payload),
                "received": datetime.now(timezone.utc).isoformat(),
            }
            async with self._lock:
                previous = self._${noun}s.get(name)
                self._${noun}s[name] = entry
            if previous is not None and previous["payload"] != entry["payload"]:
                logger.warning(f"${noun} {name} of {self.user_id} was replaced: {previous['received']}")
            result = await self.client.send("${other}.${verb}", entry)
            return result if isinstance(result, dict) else {"status": "unknown", "raw": result}

        async def ${second}_all(self, limit: Optional[int] = None) -> List[Dict[str, Any]]:
            found = []
            for name, entry in list(self._${noun}s.items())[: limit or self.DEFAULT_LIMIT]:
                try:
                    found.append(await self.client.fetch(f"${noun}/{name}", user=self.user_id))
                except KeyError:
                    logger.error("${noun} %s is gone, received %s", name, entry["received"])
                except Exception as error:
                    found.append({"name": name, "error": str(error), "type": type(error).__name__})
            return found

        def stats(self) -> Dict[str, Any]:
            sizes = [len(json.dumps(entry["payload"])) for entry in self._${noun}s.values()]
            return {
                "${noun}s": len(self._${noun}s),
                "bytes": sum(sizes),
                "largest": max(sizes, default=0),
                "mean": sum(sizes) / len(sizes) if sizes else 0.0,
                "started": self._started,
            }
    ''',
    """
    ${NOUN}_${OTHER}_TABLE_NN = {
        "${noun}.created": {"handler": "${verb}_${noun}", "retries": ${number}, "queue": "${other}-high"},
        "${noun}.updated": {"handler": "${second}_${noun}", "retries": 5, "queue": "${other}-high"},
        "${noun}.deleted": {"handler": "${verb}_${other}", "retries": 1, "queue": "${other}-low"},
        "${other}.failed": {"handler": "report_failure", "retries": 0, "queue": "dead"},
        "${other}.delayed": {"handler": "${second}_${other}", "retries": ${number}, "queue": "slow"},
    }
    """,
)
"""Of production code, scripts and helpers."""

TESTS = (
    '''
    @pytest.mark.asyncio
    async def test_${verb}_${noun}_NN():
        """A ${noun} that the ${other} knows is found again."""
        client = AsyncMock()
        client.send.return_value = {"status": "ok", "${noun}_id": "${noun}-${number}"}
        answer = await client.send("${other}.${verb}", {"name": "${noun}", "limit": ${number}})
        assert answer["status"] == "ok"
        assert answer["${noun}_id"].endswith("${number}")
        client.send.assert_awaited_once()
    ''',
    '''
    class Test${Noun}${Other}QQNN:
        """The ${noun} and its ${other}, from the first message to the last.

        Business value: users see their ${noun} at once, whichever ${other} holds it.
        """

        def setup_method(self, method):
            """Make what each test needs."""
            self.client = MagicMock()
            self.client.fetch = AsyncMock(return_value={"${noun}": [1, 2, ${number}]})
            self.user_id = "user_${number}"
            self.context = {
                "user_id": self.user_id,
                "thread_id": "thread_${noun}_${number}",
                "run_id": "run_${other}_${number}",
                "agent_context": {"user_request": "${Verb} the ${noun}", "mode": "test"},
            }

        @pytest.mark.asyncio
        async def test_${verb}_reaches_the_${other}(self):
            """What is sent arrives, in order."""
            events = []
            self.client.send = AsyncMock(side_effect=lambda event: events.append(event))
            for number in range(${number}):
                await self.client.send({"type": "${noun}", "number": number, "user": self.user_id})
            assert len(events) == ${number}, f"expected ${number} events, got {len(events)}"
            assert [event["number"] for event in events] == list(range(${number}))
            assert all(event["user"] == self.user_id for event in events)

        @pytest.mark.asyncio
        async def test_${second}_survives_a_${other}_that_fails(self):
            # The first answer is lost on the way; the second one counts.
            self.client.fetch = AsyncMock(side_effect=[ConnectionError("${other}"), {"${noun}": []}])
            with pytest.raises(ConnectionError):
                await self.client.fetch("${noun}")
            result = await self.client.fetch("${noun}")
            assert result == {"${noun}": []}
            assert self.client.fetch.await_count == 2

        def test_${noun}_context_is_complete(self):
            missing = [key for key in ("user_id", "thread_id", "run_id") if not self.context.get(key)]
            assert not missing, f"missing: {missing}"
            assert self.context["agent_context"]["mode"] == "test"
    ''',
    """
    def test_${noun}_${other}_settings_NN(monkeypatch):
        monkeypatch.setenv("${NOUN}_LIMIT", "${number}")
        settings = {"limit": ${number}, "${other}": {"name": "${noun}", "active": True, "tags": ["a", "b"]}}
        assert settings["limit"] == ${number}
        assert settings["${other}"]["active"] is True
        assert sorted(settings["${other}"]["tags"]) == ["a", "b"]
        print(f"  ${noun}: {settings['${other}']['name']} with {settings['limit']} entries")
    """,
    '''
    @pytest.fixture
    def ${noun}_${other}_NN():
        """A ${noun} with a few entries."""
        entries = [
            {"id": number, "name": f"${noun}-{number}", "score": number / ${number}} for number in range(20)
        ]
        holder = MagicMock(entries=entries, ${other}="${other}")
        holder.${verb} = AsyncMock(return_value=entries[0])
        yield holder
        holder.reset_mock()
    ''',
)
"""Of tests."""


def block_pool(kind: str) -> tuple[str, ...]:
    """The blocks of ordinary code that files of a kind take; the same ones in every tree."""
    return _tests() if kind == "tests" else _functions()


@lru_cache(maxsize=1)
def _functions() -> tuple[str, ...]:
    return _rendered((*FUNCTIONS, *LONG_FUNCTIONS * 4), Random("functions"))


@lru_cache(maxsize=1)
def _tests() -> tuple[str, ...]:
    # Helpers of production's kind are in every other test file.
    return _rendered((*TESTS, *LONG_TESTS * 6, *FUNCTIONS), Random("tests"))


def _rendered(templates: tuple[str, ...], random: Random) -> tuple[str, ...]:
    parsed = [Template("\n\n" + dedent(text).lstrip("\n")) for text in templates]
    return tuple(each.substitute(_words(random)) for each in parsed for _ in range(VARIANTS))


def _words(random: Random) -> dict[str, str]:
    noun, other = pick(random, NOUNS), pick(random, NOUNS)
    verb, second = pick(random, VERBS), pick(random, VERBS)
    return {
        "noun": noun,
        "Noun": noun.title(),
        "NOUN": noun.upper(),
        "other": f"{other}_group" if other == noun else other,
        "Other": other.title(),
        "OTHER": other.upper(),
        "verb": verb,
        "Verb": verb.title(),
        "second": f"{second}_again" if second == verb else second,
        "arg": pick(random, ("payload", "data", "details", "values", "options")),
        "number": str(2 + int(random.random() * 60)),
    }
