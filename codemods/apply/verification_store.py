"""What the last runs of `verify` found, kept beside the journal, so that the inventory can tell of it."""

from pathlib import Path

from codemods.apply.atomic import replace_file
from codemods.values.verification import Verification

_FILE = "verified.json"
_KEPT = 20
"""Commands that are remembered."""


def keep_verified(state: Path, verified: Verification) -> None:
    """Remember what a command found; what the same one found before is forgotten. Raises OSError."""
    import msgspec

    others = [each for each in read_verified(state) if each.command != verified.command]
    state.mkdir(parents=True, exist_ok=True)
    replace_file(state / _FILE, msgspec.json.encode([verified, *others][:_KEPT]))


def read_verified(state: Path) -> tuple[Verification, ...]:
    """What is remembered, the last first; nothing where there is none, or it cannot be read."""
    import msgspec

    try:
        return msgspec.json.decode((state / _FILE).read_bytes(), type=tuple[Verification, ...])
    except (OSError, msgspec.DecodeError):
        return ()
