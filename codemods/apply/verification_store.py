"""What the last runs of `verify` found, stored beside the journal for `scan`."""

from pathlib import Path

from codemods.apply.atomic import replace_file
from codemods.values.verification import Verification

_FILE = "verified.json"
_MAX_COMMANDS = 20


def save_verification(state: Path, verification: Verification) -> None:
    """Store what a command found, in place of what it found before. Raises OSError."""
    import msgspec

    others = [each for each in read_verifications(state) if each.command != verification.command]
    state.mkdir(parents=True, exist_ok=True)
    replace_file(state / _FILE, msgspec.json.encode([verification, *others][:_MAX_COMMANDS]))


def read_verifications(state: Path) -> tuple[Verification, ...]:
    """What is stored, the last first; nothing where there is none, or it cannot be read."""
    import msgspec

    try:
        return msgspec.json.decode((state / _FILE).read_bytes(), type=tuple[Verification, ...])
    except (OSError, msgspec.DecodeError):
        return ()
