"""What goes between driver and worker: bytes, and beside them the version that wrote them.

Values are packed rather than pickled, so that a worker with another version of repoint can say so before it
meets fields that it does not know.
"""

import sys
from typing import TypeVar

import msgspec

from codemods import __version__
from codemods.values.fleet_run import FleetTask, TaskFailure, TaskOutcome

Value = TypeVar("Value")

PYTHON = f"{sys.version_info.major}.{sys.version_info.minor}"
"""The version of Python that reads the repositories' code here."""


def pack(value: FleetTask | TaskOutcome) -> bytes:
    """Give a value as bytes."""
    return msgspec.msgpack.encode(value)


def unpack(data: bytes, kind: type[Value]) -> Value:
    """Give the value back. Raises msgspec.DecodeError."""
    return msgspec.msgpack.decode(data, type=kind)


def version_mismatch(version: str) -> TaskFailure | None:
    """Refuse the task of a driver with another version of repoint."""
    if version == __version__:
        return None
    return TaskFailure(
        f"a worker has repoint {__version__}, and the driver {version}; "
        "install the same version on every machine, and run repoint again"
    )
