"""Plain tables are read as `tomllib` reads them, whatever stands between them."""

import random
import tomllib

import pytest

from codemods.migration.plain_tables import _plain_table, read_toml

PLAIN = '[[symbol]]\nold = "a:b"\nnew = "c:d"\n\n'
BLOCKS = (
    PLAIN,
    '[[module]]\nold = "a"\nnew = "b"\n',
    '# a comment with "quotes" and [[symbol]]\n',
    '[[symbol]]\nold = "a:f"\n[symbol.arguments]\nrename = { x = "y" }\n',
    '[[symbol]] # spoken to\nold = "a:b"\n',
    '[[symbol]]\nold = "a:\\u0062"\n',
    '[[symbol]]\nold = \'a:b\'\nmanual = """\n[[symbol]]\nold = "no"\n"""\n',
    "[[symbol]]\nmanual = '''\n[[symbol]]\nold = \"no\"\n'''\n",
    '[[symbol]]\nold = "a:b"\nold = "a:b"\n',
    '[[symbol]]\nold = "a:b\n',
    '[[symbol]]\nold = "a:b" # why\n',
    '[[symbol]]\r\nold = "a:b"\r\n',
    '[[ symbol ]]\nold = "a:b"\n',
    '[retire]\nmodules = ["a"]\n',
    '[symbol.arguments]\ndrop = ["x"]\n',
    'symbol = [{ old = "a:b" }]\n',
    'name = "some"\n',
    "[[module]]\npackage = true\n",
    '[[symbol]]\nold = "a\tb\x01"\n',
    '[[symbol.deep]]\nold = "a:b"\n',
    '[[symbol]]\na-b = "c"\n',
    '[[symbol]]\nsymbol = "x"\n[[module]]\n',
)


def outcome(read: object, text: str) -> object:
    """What a reader gives, or the error that it raises."""
    try:
        return read(text)  # type: ignore[operator]
    except tomllib.TOMLDecodeError as error:
        return str(error)


@pytest.mark.parametrize("seed", range(40))
def test_any_order_of_tables_is_read_as_tomllib_reads_it(seed: int) -> None:
    chosen = random.Random(seed)
    for _ in range(100):
        text = "".join(chosen.choices(BLOCKS, k=chosen.randint(0, 6)))
        assert outcome(read_toml, text) == outcome(tomllib.loads, text), text


@pytest.mark.parametrize("text", BLOCKS)
def test_each_table_alone_is_read_as_tomllib_reads_it(text: str) -> None:
    assert outcome(read_toml, text) == outcome(tomllib.loads, text)


def test_thousands_of_plain_tables_are_not_left_to_tomllib(monkeypatch: pytest.MonkeyPatch) -> None:
    left: list[str] = []
    loads = tomllib.loads

    def remembering(text: str) -> object:
        left.append(text)
        return loads(text)

    monkeypatch.setattr(tomllib, "loads", remembering)
    rest = '[[symbol]]\nold = "a:f"\nremove = true\n'
    read = read_toml('name = "long"\n\n' + PLAIN * 1000 + rest + PLAIN)
    assert len(read["symbol"]) == 1002  # type: ignore[arg-type]
    assert sum(map(len, left)) < 100


def test_a_table_with_a_key_twice_is_not_plain() -> None:
    assert _plain_table('[[symbol]]\nold = "a"\nold = "b"\n') is None
