"""Code under test without the rights of root, to whom no permission applies."""

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

Unprivileged = Callable[[], AbstractContextManager[None]]
_USER = 65534
"""`nobody`, on any Linux."""


@pytest.fixture
def unprivileged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Unprivileged:
    """A context in which permissions count, and all files of the test belong to the user who runs it."""

    @contextmanager
    def drop_rights() -> Iterator[None]:
        if os.geteuid() != 0:
            yield
            return
        for folder in tmp_path.parents:
            if folder.stat().st_uid == 0 and str(folder) != folder.anchor:
                folder.chmod(folder.stat().st_mode | 0o011)
        for path in (tmp_path, *tmp_path.rglob("*")):
            os.chown(path, _USER, _USER, follow_symlinks=False)
        # Git looks for the user's settings there.
        monkeypatch.setenv("HOME", str(tmp_path))
        os.seteuid(_USER)
        try:
            yield
        finally:
            os.seteuid(0)

    return drop_rights
