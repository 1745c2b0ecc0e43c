"""Install the release that each table leads to, and see that its targets are there.

The packages come from where pip is set up to find them, without what they need, each into a folder. They are
read, and neither imported nor run. Home Assistant is written for Python 3.13, so this runs there or later.
"""

import argparse
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from check_targets import look_up

_TABLES = Path(__file__).resolve().parent.parent / "codemods/migrations"
_PROVIDERS = {
    "amazon": "9.39.0",
    "apache-druid": "4.6.1",
    "apache-hdfs": "4.14.2",
    "apache-hive": "9.7.1",
    "apache-pig": "4.9.1",
    "celery": "3.26.0",
    "cncf-kubernetes": "10.25.0",
    "common-compat": "1.23.0",
    "common-io": "1.11.0",
    "common-sql": "2.4.0",
    "daskexecutor": "1.1.1",
    "docker": "4.6.1",
    "fab": "3.10.2",
    "ftp": "3.16.1",
    "google": "22.8.0",
    "http": "6.3.0",
    "imap": "3.13.1",
    "jdbc": "5.6.1",
    "microsoft-mssql": "4.7.2",
    "mysql": "6.7.1",
    "openlineage": "2.20.3",
    "oracle": "4.7.1",
    "papermill": "3.13.3",
    "postgres": "7.1.1",
    "presto": "5.13.1",
    "samba": "4.14.1",
    "slack": "9.11.1",
    "smtp": "3.2.0",
    "sqlite": "4.3.4",
    "standard": "1.21.0",
    "trino": "6.7.1",
    "zendesk": "4.12.1",
}


@dataclass(frozen=True, slots=True)
class Release:
    """What a table's targets are looked up in, and those known not to be there."""

    packages: tuple[str, ...]
    """Pinned; none for the standard library."""
    absent: tuple[tuple[str, str], ...] = ()
    """A target, and why it is in the table all the same."""


_SHIM = "by Airflow's own table of deprecated names, which a look at its files does not tell"
RELEASES = {
    "airflow-3": Release(
        (
            *("apache-airflow-core==3.1.8", "apache-airflow-task-sdk==1.1.8", "kubernetes==37.0.2"),
            *(f"apache-airflow-providers-{name}=={version}" for name, version in _PROVIDERS.items()),
        ),
        (
            ("airflow.hooks.base:BaseHook", _SHIM),
            ("airflow.utils.trigger_rule:TriggerRule", _SHIM),
            ("airflow.utils.trigger_rule:TriggerRule.NONE_FAILED_MIN_ONE_SUCCESS", _SHIM),
        ),
    ),
    "django": Release(("django==5.2.8",)),
    "home-assistant": Release(("homeassistant==2026.1.0",)),
    "langchain": Release(
        (
            *("langchain==0.3.27", "langchain-core==0.3.80", "langchain-community==0.3.31"),
            *("langchain-text-splitters==0.3.11", "langchain-openai==0.3.35", "langchain-anthropic==0.3.22"),
            *("langchain-astradb==0.6.1", "langchain-fireworks==0.3.0", "langchain-ibm==0.3.20"),
            *("langchain-pinecone==0.2.12", "pydantic==2.14.4"),
        ),
        (
            ("langchain_core.utils.json_schema:_infer_skip_keys", "gone from 0.3, private before"),
            ("langchain_community.callbacks.tracers.wandb:RunProcessor", "gone from 0.3"),
        ),
    ),
    "numpy-2": Release(("numpy==2.4.6",)),
    "pydantic-2": Release(("pydantic==2.14.4", "pydantic-settings==2.16.3", "pydantic-extra-types==2.11.1")),
    "stdlib": Release(
        (), (("winreg", "there is one on Windows alone"), ("tkinter.tix", "gone from Python 3.13"))
    ),
    "torch": Release(("torch==2.13.0", "torchvision==0.28.0")),
}


def main() -> int:
    """Print a line a table, and each target that is not there; 1 where one is not listed above."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help=f"some of {', '.join(RELEASES)}; all when left out")
    parser.add_argument("--keep", type=Path, help="a folder for the packages, used again where it has them")
    options = parser.parse_args()
    unlisted = 0
    with TemporaryDirectory() as folder:
        for name in options.names or RELEASES:
            release = RELEASES[name]
            unpacked = (options.keep or Path(folder)) / name
            _install(release.packages, unpacked)
            unlisted += _report(name, release, unpacked)
    return 1 if unlisted else 0


def _install(packages: tuple[str, ...], folder: Path) -> None:
    if not packages or folder.exists():
        return
    options = ("--quiet", "--no-deps", "--no-compile", "--ignore-requires-python", "--only-binary", ":all:")
    command = [sys.executable, "-m", "pip", "install", *options, "--target", str(folder), *packages]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"pip could not install {' '.join(packages)}: {done.stderr.strip()[-300:]}")


def _report(name: str, release: Release, folder: Path) -> int:
    """Print what of one table is there; how many targets are missing that nobody knows of."""
    table = _TABLES / f"{name}.toml"
    read = tomllib.loads(table.read_text(encoding="utf-8"))
    rules = len(read.get("symbol", [])) + len(read.get("module", []))
    targets, missing = look_up(table, [folder])
    known = dict(release.absent)
    there = len(targets) - len(missing)
    print(f"{name}: {rules} rules, {there} of {len(targets)} targets are there")
    for target in missing:
        print(f"  not there: {target} ({known.get(target, 'not known before')})")
    for target in known.keys() - set(missing):
        print(f"  there now, take it off the list: {target}")
    return sum(target not in known for target in missing)


if __name__ == "__main__":
    sys.exit(main())
