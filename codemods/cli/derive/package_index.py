"""Versions of a package from the package index: pip downloads wheels, and nothing is installed or run.

A source distribution would have to run its own build to say what it needs, so none is taken.
"""

import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from codemods.values.errors import RepointError

_NAME = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?")
_VERSION = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+!-]*")
_RELEASE = re.compile(r"\d+(?:\.\d+)*(?:\.post\d+)?")
_OTHER_PYTHONS = ("312", "310", "39", "38", "37", "36")
"""Whose wheels are taken where there is none for this Python: only their text is read."""
_PLATFORMS = ("manylinux_2_17_x86_64", "manylinux2014_x86_64", "manylinux2010_x86_64", "manylinux1_x86_64")
_SOURCES = (".py", ".pyi")
_ABSENT = ("No matching distribution", "Could not find a version")


def download(package: str, version: str, folder: Path) -> None:
    """Unpack the Python files of a version's wheel into a folder. Raises RepointError."""
    _require(package, version)
    wheels = folder / "wheels"
    wheels.mkdir(parents=True)
    problem = ""
    for choice in _choices():
        arguments = ("--no-deps", "--only-binary", ":all:", "--ignore-requires-python", *choice)
        status, _, problem = _pip("download", *arguments, "--dest", str(wheels), f"{package}=={version}")
        if status == 0:
            break
        if not any(text in problem for text in _ABSENT):
            raise RepointError(f"{package} {version}: pip could not download it:\n{problem}")
    (found, *_) = [*wheels.glob("*.whl"), None]
    if found is None:
        raise RepointError(
            f"{package} {version}: the package index has no wheel of it. A source distribution is not taken, "
            f"since pip would run its build: unpack one yourself, and give its folder, as ./FOLDER"
        )
    _unpack(found, folder)


def top_packages(folder: Path) -> tuple[str, ...]:
    """The packages and modules at the top of an unpacked wheel, sorted."""
    names = {
        path.stem if path.is_file() else path.name
        for path in folder.iterdir()
        if path.suffix == ".py" or (path.is_dir() and (path / "__init__.py").is_file())
    }
    return tuple(
        sorted(name for name in names if name.isidentifier() and name not in ("tests", "test", "setup"))
    )


def releases_between(package: str, old: str, new: str) -> tuple[str, ...]:
    """The last release of each minor version between two, oldest first: it says what goes in the next.

    Pre-releases are left out. Empty where the index does not tell, or either version has no plain number.
    """
    _require(package, old)
    first, last = _numbers(old), _numbers(new)
    status, output, _ = _pip("index", "versions", package)
    if status or first is None or last is None:
        return ()
    listed = re.search(r"^Available versions: (.*)$", output, re.MULTILINE)
    latest: dict[tuple[int, ...], tuple[tuple[int, ...], str]] = {}
    for version in listed.group(1).split(", ") if listed else ():
        numbers = _numbers(version)
        if numbers is not None and first < numbers < last and numbers[:2] != last[:2]:
            latest[numbers[:2]] = max(latest.get(numbers[:2], ((), "")), (numbers, version))
    return tuple(version for _, version in sorted(latest.values()))


def _choices() -> Iterator[Sequence[str]]:
    """The options of pip that choose a wheel: that of this Python first, then of others."""
    yield ()
    platforms = [option for name in _PLATFORMS for option in ("--platform", name)]
    for python in _OTHER_PYTHONS:
        yield ("--python-version", python, "--implementation", "cp", *platforms)


def _require(package: str, version: str) -> None:
    if not _NAME.fullmatch(package):
        raise RepointError(f"{package}: expected the name of a package, as the package index has it")
    if not _VERSION.fullmatch(version):
        raise RepointError(
            f"{version}: expected a version, such as 2.1.0; write a folder with a slash, as ./{version}"
        )


def _pip(*arguments: str) -> tuple[int, str, str]:
    """Run pip: its exit status, its output, and its last lines of errors. Raises RepointError without pip."""
    command = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--no-input", *arguments)
    result = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    if result.returncode and "No module named pip" in result.stderr:
        raise RepointError(
            f"downloading a version takes pip, which {sys.executable} does not have: "
            "run `pip install 'repoint[derive]'`, or give two folders"
        )
    errors = [line for line in result.stderr.splitlines() if not line.startswith("WARNING")]
    return result.returncode, result.stdout, "\n".join(errors[-5:])


def _numbers(version: str) -> tuple[int, ...] | None:
    """The numbers of a release; None for pre-releases and the like."""
    return tuple(map(int, re.findall(r"\d+", version))) if _RELEASE.fullmatch(version) else None


def _unpack(wheel: Path, folder: Path) -> None:
    """Write the Python files of a wheel below a folder. Raises RepointError for paths that lead out of it."""
    try:
        with zipfile.ZipFile(wheel) as archive:
            for entry in archive.infolist():
                target = (folder / entry.filename).resolve()
                if not target.is_relative_to(folder.resolve()):
                    raise RepointError(
                        f"{wheel.name}: {entry.filename} leads out of the folder it is unpacked in"
                    )
                if entry.filename.endswith(_SOURCES) and not entry.is_dir():
                    target.parent.mkdir(parents=True, exist_ok=True)
                    target.write_bytes(archive.read(entry))
    except zipfile.BadZipFile as error:
        raise RepointError(f"{wheel.name}: not a wheel: {error}") from error
