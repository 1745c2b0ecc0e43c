"""Putting a file in the place of another, with a last look at what was there: an edit of the user's survives.

Between a look at a file and a rename over it somebody may save it. Where the system can let two names trade
places (Linux, on most file systems), the look comes afterwards, and a file that is not what was expected goes
back. Elsewhere it comes right before the rename.
"""

import ctypes
import errno
import os
from collections.abc import Callable
from functools import cache
from pathlib import Path

from codemods.apply.regular_files import has_content

_NO_REPLACE, _EXCHANGE = 1, 2
"""Flags of `renameat2`, https://man7.org/linux/man-pages/man2/rename.2.html."""
_CURRENT_FOLDER = -100
_CANNOT = frozenset({errno.EINVAL, errno.ENOSYS, errno.EOPNOTSUPP, errno.ENOTSUP})


def take_place(fresh: Path, target: Path, expected: bytes | None) -> bool:
    """Put a new file in the place of one with the expected bytes; None for no file.

    False, with the target left or put back, where it is not as expected. Raises OSError.
    """
    if not has_content(target, expected):
        return False
    if expected is None:
        return _move(fresh, target)
    if not exchange(fresh, target):
        os.replace(fresh, target)
        return True
    if has_content(fresh, expected):
        fresh.unlink()
        return True
    exchange(fresh, target)
    return False


def take_away(target: Path, aside: Path, expected: bytes | None) -> bool:
    """Remove a file with the expected bytes, or that is gone already.

    False, with the target left or put back, where it is another. Raises OSError.
    """
    if not os.path.lexists(target):
        return True
    if not has_content(target, expected):
        return False
    os.rename(target, aside)
    if has_content(aside, expected):
        aside.unlink()
        return True
    _move(aside, target)
    return False


def exchange(first: Path, second: Path) -> bool:
    """Let two names trade places in one step; False where the system cannot. Raises OSError."""
    return _rename(first, second, _EXCHANGE)


def _move(source: Path, target: Path) -> bool:
    """Rename a file to a name that is free; False where it is not."""
    try:
        if _rename(source, target, _NO_REPLACE):
            return True
    except FileExistsError:
        return False
    if os.path.lexists(target):
        return False
    os.rename(source, target)
    return True


def _rename(source: Path, target: Path, flags: int) -> bool:
    call = _renameat2()
    if call is None:
        return False
    names = os.fsencode(source), os.fsencode(target)
    if call(_CURRENT_FOLDER, names[0], _CURRENT_FOLDER, names[1], flags) == 0:
        return True
    number = ctypes.get_errno()
    if number in _CANNOT:
        return False
    raise OSError(number, os.strerror(number), os.fspath(source), None, os.fspath(target))


@cache
def _renameat2() -> Callable[..., int] | None:
    """The function of the C library; None where it has none."""
    try:
        found = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError, TypeError):
        return None
    found.argtypes = (ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_uint)
    given: Callable[..., int] = found
    return given
