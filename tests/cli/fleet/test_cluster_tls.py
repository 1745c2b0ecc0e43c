"""A fleet on a cluster that speaks TLS, set up as Dask's own documentation says: by its configuration."""

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.fleet.dask_cluster import Cluster
from tests.cli.fleet.fleet_repositories import FleetFolder, pushes

pytestmark = [
    pytest.mark.skipif(
        importlib.util.find_spec("distributed") is None, reason="distributed is not installed"
    ),
    pytest.mark.skipif(
        shutil.which("openssl") is None, reason="openssl, which makes certificates, is not here"
    ),
    pytest.mark.skipif(sys.platform == "win32", reason="kills processes"),
]


def certificates(folder: Path, name: str) -> dict[str, str]:
    """A new key, its certificate, and the settings by which scheduler, workers and clients have them."""
    key, own = (os.fspath(folder / f"{name}.{kind}") for kind in ("key", "pem"))
    words = ["-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=fleet"]
    subprocess.run(
        ["openssl", "req", *words, "-keyout", key, "-out", own], check=True, stderr=subprocess.DEVNULL
    )
    tls = "DASK_DISTRIBUTED__COMM__TLS__"
    parts = [
        (f"{tls}{role}__{what}", file)
        for role in ("SCHEDULER", "WORKER", "CLIENT")
        for what, file in (("KEY", key), ("CERT", own))
    ]
    return {
        **dict(parts),
        f"{tls}CA_FILE": own,
        "DASK_DISTRIBUTED__COMM__REQUIRE_ENCRYPTION": "true",
        "DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT": "5s",
    }


def test_a_fleet_runs_where_the_certificate_is_known_and_nowhere_else(
    fleet: FleetFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fleet.fill({"a": "one", "b": "many"})
    known, strange = certificates(tmp_path, "known"), certificates(tmp_path, "strange")
    with Cluster(tmp_path / "cluster", known, "tls") as cluster:
        cluster.add("w")
        assert cluster.address.startswith("tls://")
        for settings in ({}, strange):
            with monkeypatch.context() as patch:
                for name, value in settings.items():
                    patch.setenv(name, value)
                refused = fleet.run("--push", "--scheduler", cluster.address)
            assert refused.exit_code == 2
            assert f"--scheduler: {cluster.address} can't be reached" in refused.stderr
            assert not pushes(fleet.repository("a"))
        for name, value in known.items():
            monkeypatch.setenv(name, value)
        result = fleet.run("--push", "--format", "json", "--scheduler", cluster.address)
        assert {each["state"] for each in result.entries().values()} == {"done"}
        assert pushes(fleet.repository("a"))
        plain = cluster.address.replace("tls://", "tcp://")
        assert fleet.run("--again", "--scheduler", plain).exit_code == 2
