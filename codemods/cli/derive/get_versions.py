"""Two versions of a package as folders: from the package index, a repository, or as they lie."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from codemods.cli.derive.package_index import download, releases_between, top_packages
from codemods.git.past_trees import python_blobs
from codemods.git.process import run_git
from codemods.git.read_blobs import read_blobs
from codemods.values.errors import RepointError
from codemods.values.progress import Progress

_STAGE = "Fetching"


@dataclass(frozen=True, slots=True)
class GotVersion:
    """One version, ready to be read."""

    label: str
    folder: Path
    """What its packages are in."""
    packages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WantedVersions:
    """What is to be compared, as a person gave it."""

    package: str
    old: str
    new: str
    through: tuple[str, ...] | None
    """The versions between that are read as well; None for those that the package index has."""
    repository: Path | None
    """Where `old` and `new` are revisions; None for versions and folders."""


def get_versions(wanted: WantedVersions, scratch: Path, progress: Progress) -> tuple[GotVersion, ...]:
    """The old version, those between, and the new one. What has to be written goes below `scratch`.

    Raises RepointError for a version that is not to be had, or without the package.
    """
    names = (wanted.old, *_between(wanted), wanted.new)
    found = []
    for done, name in enumerate(names):
        progress.step(_STAGE, done, len(names))
        found.append(_get(wanted, name, scratch / str(done)))
    progress.step(_STAGE, len(names), len(names))
    return tuple(found)


def is_folder(text: str) -> bool:
    """Whether a person means a folder: one is written with a slash, as `./old`."""
    return "/" in text or "\\" in text or text in (".", "..")


def _between(wanted: WantedVersions) -> Sequence[str]:
    if wanted.through is not None:
        return wanted.through
    if wanted.repository is not None or is_folder(wanted.old) or is_folder(wanted.new):
        return ()
    return releases_between(wanted.package, wanted.old, wanted.new)


def _get(wanted: WantedVersions, name: str, scratch: Path) -> GotVersion:
    if wanted.repository is not None:
        _check_out(wanted.repository, name, wanted.package, scratch)
        return _in_folder(name, scratch, wanted.package)
    if is_folder(name):
        folder = Path(name)
        if not folder.is_dir():
            raise RepointError(f"{name}: there is no such folder")
        return _in_folder(name, folder.resolve(), wanted.package)
    download(wanted.package, name, scratch)
    packages = top_packages(scratch)
    if not packages:
        raise RepointError(f"{wanted.package} {name}: its wheel has no Python package")
    return GotVersion(name, scratch, packages)


def _in_folder(label: str, folder: Path, package: str) -> GotVersion:
    """A package in a folder, in its `src`, or the folder itself. Raises RepointError where it is in none."""
    name = package.replace("-", "_")
    if folder.name == name and (folder / "__init__.py").is_file():
        return GotVersion(label, folder.parent, (name,))
    for top in (folder, folder / "src", folder / "lib"):
        if (top / name / "__init__.py").is_file() or (top / f"{name}.py").is_file():
            return GotVersion(label, top, (name,))
    raise RepointError(
        f"{label}: there is no package {name} in it, nor in its `src` or `lib`; "
        "give the name that code imports, and the folder that holds it"
    )


def _check_out(repository: Path, revision: str, package: str, scratch: Path) -> None:
    """Write the Python files of a revision's package into a folder. Raises RepointError."""
    asked = f"{revision}^{{commit}}"
    result = run_git(repository, "rev-parse", "--verify", "--quiet", "--end-of-options", asked)
    commit = result.stdout.decode().strip()
    if result.status or not commit:
        raise RepointError(f"{revision}: {repository} has no such revision")
    blobs = python_blobs(repository, commit)
    if blobs is None:
        raise RepointError(f"{revision}: {repository} does not have all of its files")
    name = package.replace("-", "_")
    wanted = {
        path: blob for path, blob in blobs.items() if name in Path(path).parts or path.endswith(f"{name}.py")
    }
    texts = read_blobs(repository, wanted.values())
    for path, blob in wanted.items():
        target = scratch / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(texts[blob])
    scratch.mkdir(parents=True, exist_ok=True)
