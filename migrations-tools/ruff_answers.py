"""What ruff says of single names: its own command is asked, so the facts are those of its release."""

import json
import re
import subprocess
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

_USE = re.compile(r"[Uu]se `(?P<name>[^`]+)` from `(?P<module>[^`]+)`")
_MOVED = re.compile(r"`(?P<name>[^`]+)` has been moved to `(?P<module>[^`]+)`")
_HELP = re.compile(r"^help: (?P<text>.*)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Answer:
    """What ruff says of one program."""

    code: str
    message: str
    help: str
    fixed: bool
    """Whether ruff edits it."""

    @property
    def target(self) -> tuple[str, str] | None:
        """The module and the name that it points to, if it names both."""
        match = _USE.search(self.help) or _MOVED.search(self.help)
        return (match["module"], match["name"]) if match else None


def ask_ruff(ruff: str, select: str, programs: Mapping[str, str]) -> dict[str, tuple[Answer, ...]]:
    """What ruff says of each program, by the program's key; what it passes over is left out.

    Raises RuntimeError when ruff could not run.
    """
    with tempfile.TemporaryDirectory() as folder:
        names = {f"program_{number:05}.py": key for number, key in enumerate(programs)}
        for name, key in names.items():
            Path(folder, name).write_text(programs[key])
        found = _run(ruff, select, "json", folder)
        helps = _helps(_run(ruff, select, "full", folder))
        answers: dict[str, tuple[Answer, ...]] = {}
        for each in json.loads(found):
            key = names[Path(each["filename"]).name]
            place = (Path(each["filename"]).name, each["location"]["row"], each["location"]["column"])
            answer = Answer(each["code"], each["message"], helps.get(place, ""), each["fix"] is not None)
            answers[key] = (*answers.get(key, ()), answer)
        return answers


def ruff_version(ruff: str) -> str:
    """The release that answers."""
    return subprocess.run([ruff, "--version"], capture_output=True, text=True, check=True).stdout.split()[1]


def _run(ruff: str, select: str, form: str, folder: str) -> str:
    command = [ruff, "check", "--isolated", "--preview", "--no-cache", "--select", select]
    done = subprocess.run(
        [*command, "--output-format", form, "."], cwd=folder, capture_output=True, text=True, check=False
    )
    if done.returncode not in (0, 1):
        raise RuntimeError(f"ruff could not run: {done.stderr.strip()}")
    return done.stdout


def _helps(text: str) -> dict[tuple[str, int, int], str]:
    """The line of help of each diagnostic, by its place."""
    found: dict[tuple[str, int, int], str] = {}
    for block in re.split(r"\n\n(?=\S)", text):
        at = re.search(r"--> (\S+):(\d+):(\d+)", block)
        said = _HELP.search(block)
        if at and said:
            found[at[1], int(at[2]), int(at[3])] = said["text"]
    return found


def importing(dotted: Iterable[str]) -> dict[str, str]:
    """For each dotted name a program that imports it and reads it."""
    programs = {}
    for name in dotted:
        module, _, leaf = name.rpartition(".")
        programs[name] = f"from {module} import {leaf}\n\n{leaf}\n"
    return programs
