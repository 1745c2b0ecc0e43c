"""Runs the formatters that a tree's settings name over planned texts, before these are shown or written."""

import os
import shlex
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from codemods.cli.formatters.mirror_folder import MirrorFolder
from codemods.cli.verify.prepare_command import PreparedCommand
from codemods.cli.verify.run_commands import CommandJob, CommandTimeoutError, run_commands
from codemods.git.environment import REPOSITORY_VARIABLES
from codemods.migration.target_settings import FILES
from codemods.values import finding_texts as texts
from codemods.values.errors import RepointError
from codemods.values.finding import Finding
from codemods.values.formatting import FormattedTexts
from codemods.values.plan import FileChange
from codemods.values.printable import printable
from codemods.values.rejection import Rejection

_TIMEOUT = 120.0
"""Seconds that one command may take, and so many more for each file that it gets."""
_TIMEOUT_FOR_FILE = 2.0
_AT_ONCE = 400
"""How many files one command gets: a command line has its length."""
_TRIES = 8
"""How many files are tried one by one, all failing, before the command is what fails."""
_MODULES = (".py", ".pyi")
SETTINGS_FILE = "pyproject.toml"


class _CommandFailedError(Exception):
    """A command can't do its work, whatever the file."""

    def __init__(self, rejection: Rejection) -> None:
        super().__init__(rejection.message)
        self.rejection = rejection


@dataclass
class HouseFormatters:
    """The formatters of one tree; what they made of a text is not asked again."""

    root: Path
    top: Path
    """That of the repository, or the root."""
    commands: tuple[str, ...]
    paths: Sequence[str]
    """The modules of the tree."""
    inform: Callable[[str], None]

    def __post_init__(self) -> None:
        self._known: dict[tuple[str, bytes, bytes], bytes | None] = {}
        self._findings: dict[tuple[str, bytes, bytes], Finding] = {}
        self._broken: Finding | None = None
        self._said = False

    def __call__(self, changes: Sequence[FileChange]) -> FormattedTexts:
        """Give what the formatters make of changes."""
        wanted = {(each.path, each.before, each.after): each for each in changes if _is_module(each)}
        fresh = [each for key, each in wanted.items() if key not in self._known]
        if fresh and self._broken is None:
            self._ask(fresh)
        found = {key[0]: text for key in wanted if (text := self._known.get(key)) is not None}
        findings = [self._findings[key] for key in wanted if key in self._findings]
        if wanted and self._broken is not None:
            return FormattedTexts({}, (self._broken,))
        return FormattedTexts(found, tuple(findings))

    def _ask(self, changes: Sequence[FileChange]) -> None:
        if not self._said:
            commands = ", ".join(f"`{printable(each)}`" for each in self.commands)
            self.inform(f"formatted as {SETTINGS_FILE} says (--no-format leaves it out), by {commands}")
            self._said = True
        try:
            with tempfile.TemporaryDirectory(prefix="repoint-format-") as folder:
                self._format(changes, Path(os.path.realpath(folder)))
        except _CommandFailedError as error:
            self._broken = error.rejection.at(SETTINGS_FILE)
        except OSError as error:
            reason = error.strerror or str(error)
            self._broken = texts.FORMATTERS_HAVE_NO_PLACE.fill(reason=reason).at(SETTINGS_FILE)

    def _format(self, changes: Sequence[FileChange], folder: Path) -> None:
        """Format the old texts, to see which are as the formatters want them; of these, the new ones.

        Of several formatters, one that wants an old text otherwise is left out for that file. Raises
        _CommandFailedError and OSError.
        """
        mirror = MirrorFolder(folder / "tree", self.root, self.top, self.paths)
        commands = [shlex.split(each) for each in self.commands]
        mirror.add_settings((each.path for each in changes), (word for each in commands for word in each[1:]))
        before = {each.path: each.before for each in changes}
        runs = [_Run(self, mirror, folder, words) for words in commands]
        passed: dict[str, tuple[_Run, ...]] = dict.fromkeys(_passing(runs, mirror, before), tuple(runs))
        left = {path: text for path, text in before.items() if path not in passed}
        if len(runs) > 1 and left:
            for run in runs:
                for path in _passing([run], mirror, left):
                    passed[path] = (*passed.get(path, ()), run)
        failed: dict[str, Rejection] = {}
        done: dict[str, bytes] = {}
        for chosen in dict.fromkeys(passed.values()):
            given = {each.path: each.after for each in changes if passed.get(each.path) == chosen}
            done |= _formatted(chosen, mirror, given, failed)
        for each in changes:
            key = each.path, each.before, each.after
            self._known[key] = done.get(each.path)
            if each.path in failed:
                self._findings[key] = failed[each.path].at(each.path)


def _passing(runs: Sequence["_Run"], mirror: MirrorFolder, given: Mapping[str, bytes]) -> list[str]:
    """The files whose texts formatters leave as they are. Raises _CommandFailedError and OSError."""
    found = _formatted(runs, mirror, given, {})
    return [path for path, text in given.items() if found.get(path) == text]


def _formatted(
    runs: Sequence["_Run"], mirror: MirrorFolder, given: Mapping[str, bytes], failed: dict[str, Rejection]
) -> dict[str, bytes]:
    """What the formatters make of texts; `failed` takes in why there is none of some."""
    mirror.write(given)
    for run in runs:
        left = [path for path in given if path not in failed]
        if left:
            failed.update(run.over(left))
    found = mirror.read(path for path in given if path not in failed)
    for path in given:
        if path not in failed and path not in found:
            failed[path] = texts.FORMATTER_TOOK_FILE.fill()
    return found


@dataclass(eq=False)
class _Run:
    """One command, as it is run over files of the mirror."""

    house: HouseFormatters
    mirror: MirrorFolder
    folder: Path
    words: Sequence[str]
    works: bool = False
    """Whether it has ended with 0 once."""

    @property
    def name(self) -> str:
        return printable(" ".join(each for each in self.words if each != FILES))

    def over(self, paths: Sequence[str]) -> dict[str, Rejection]:
        """Run it over files; gives why it failed on some. Raises _CommandFailedError."""
        failed: dict[str, Rejection] = {}
        for start in range(0, len(paths), _AT_ONCE):
            chunk = paths[start : start + _AT_ONCE]
            reason = self._reason(chunk)
            if reason is not None:
                failed.update(self._one_by_one(chunk, reason))
        return failed

    def _one_by_one(self, paths: Sequence[str], reason: str) -> Iterator[tuple[str, Rejection]]:
        """The files on which it fails, if it does not on all."""
        failing = 0
        for path in paths:
            own = self._reason([path]) if len(paths) > 1 else reason
            if own is not None:
                failing += 1
                yield path, texts.FORMATTER_FAILED.fill(command=self.name, reason=own)
            if not self.works and failing in (_TRIES, len(paths)):
                raise _CommandFailedError(texts.FORMATTER_FAILED.fill(command=self.name, reason=reason))

    def _reason(self, paths: Sequence[str]) -> str | None:
        """Why it fails, in its own words; None where it ends with 0. Raises _CommandFailedError."""
        files = [f"./{path}" if path.startswith("-") else path for path in paths]
        words = [word for each in self.words[1:] for word in (files if each == FILES else [each])]
        log = self.folder / "log"
        command = PreparedCommand((self._program(), *words), self.mirror.root, None)
        job = CommandJob(self.name, command, self._environment(), log)
        timeout = _TIMEOUT + _TIMEOUT_FOR_FILE * len(paths)
        try:
            (result,) = run_commands([job], timeout=timeout)
        except CommandTimeoutError:
            seconds = f"{timeout:g}"
            raise _CommandFailedError(
                texts.FORMATTER_TOO_SLOW.fill(command=self.name, seconds=seconds)
            ) from None
        except RepointError as error:
            failure = texts.FORMATTER_FAILED.fill(command=self.name, reason=printable(str(error)))
            raise _CommandFailedError(failure) from None
        if result.status == 0:
            self.works = True
            return None
        said = log.read_bytes()[:100_000].decode("utf-8", "replace").split("\n")
        line = next((each.strip() for each in said if each.strip()), "")
        return printable(f"it ended with {result.status}" + (f": {line[:200]}" if line else ""))

    def _program(self) -> str:
        """The program's path. Raises _CommandFailedError."""
        name = self.words[0]
        # One of the tree's own, as `.venv/bin/ruff`, is not in the mirror.
        found = shutil.which(os.path.join(self.house.root, name) if os.sep in name else name)
        if found is None:
            raise _CommandFailedError(texts.FORMATTER_MISSING.fill(program=printable(name)))
        return os.path.abspath(found)

    def _environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if name not in REPOSITORY_VARIABLES}
        # Nothing of the mirror, whose modules are empty, is imported, and nothing of it is remembered.
        own = {"PYTHONSAFEPATH": "1", "RUFF_NO_CACHE": "true", "BLACK_CACHE_DIR": str(self.folder / "cache")}
        return {**kept, **own}


def _is_module(change: FileChange) -> bool:
    return change.path.endswith(_MODULES) and change.before != change.after
