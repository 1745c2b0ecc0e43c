"""Which ty is asked, and about which environment."""

import os
import sys
import sysconfig
from pathlib import Path

import pytest

from codemods.tree.type_server.find_ty import find_environment, find_ty
from codemods.values.errors import RepointError


def made(folder: Path) -> Path:
    folder.mkdir(parents=True)
    (folder / "pyvenv.cfg").write_text("")
    return folder


def test_the_environment_is_the_one_given_else_the_active_one_else_that_of_the_root(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own, active, given = (made(tmp_path / name) for name in (".venv", "active", "given"))
    monkeypatch.setenv("VIRTUAL_ENV", str(active))
    assert find_environment(tmp_path, given) == given
    assert find_environment(tmp_path, None) == active
    monkeypatch.delenv("VIRTUAL_ENV")
    assert find_environment(tmp_path, None) == own


def test_no_environment_is_an_error_that_says_what_to_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VIRTUAL_ENV", str(tmp_path / "gone"))
    with pytest.raises(RepointError, match="name its python with --types-python"):
        find_environment(tmp_path, None)
    with pytest.raises(RepointError, match=r"there is no .*nowhere"):
        find_environment(tmp_path, tmp_path / "nowhere")


def test_ty_is_the_one_beside_this_program_or_on_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sysconfig, "get_path", lambda _name: str(tmp_path / "scripts"))
    monkeypatch.setattr(sys, "executable", str(tmp_path / "bin" / "python"))
    monkeypatch.setenv("PATH", str(tmp_path / "path"))
    with pytest.raises(RepointError, match=r"pip install 'repoint\[types\]'"):
        find_ty()
    for folder in ("path", "scripts"):
        (tmp_path / folder).mkdir()
        command = tmp_path / folder / ("ty.exe" if os.name == "nt" else "ty")
        command.write_text("")
        command.chmod(0o755)
        assert find_ty() == str(command)
