"""What `repoint lsp` is, beside what it answers: a process that lives for a day."""

import gc
from collections.abc import Sequence

import pytest

from codemods.cli.commands.run_lsp import run_lsp
from codemods.cli.lsp import handlers


class _Server:
    def start_io(self, *_: object) -> None:
        assert gc.isenabled()
        raise EOFError


def test_it_lets_go_of_cycles(monkeypatch: pytest.MonkeyPatch) -> None:
    def make_server(migration: Sequence[str] | None = None) -> _Server:
        return _Server()

    monkeypatch.setattr(handlers, "make_server", make_server)
    monkeypatch.setattr("os.dup2", lambda *_: None)
    gc.disable()  # As it is when a command begins.
    try:
        with pytest.raises(EOFError):
            run_lsp(None, debug=True)
    finally:
        gc.enable()
