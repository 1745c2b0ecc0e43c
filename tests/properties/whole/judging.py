"""A program prints the same after `apply`, and after `retire`, which refuses as `check` does."""

import contextlib
import importlib
import io
import sys
import warnings
from dataclasses import dataclass, replace

from codemods.plan.engine import Engine
from codemods.plan.retiring.plan_retirement import plan_retirement
from codemods.tree.open_tree import FolderTree
from codemods.tree.overlay_tree import OverlayTree
from codemods.values.plan import Survey
from codemods.values.retirement import Retirement
from codemods.values.rules import Migration
from tests.properties.sandbox import Finder
from tests.properties.whole.homes import Files
from tests.properties.whole.writing import Whole

Outputs = dict[str, str]


@dataclass(frozen=True)
class Fault:
    """What went wrong with a program: the law that is broken, and what was seen."""

    law: str
    seen: str


def outputs(files: Files, entries: list[str]) -> Outputs:
    """What each entry prints when it is imported into a fresh process, its exception included."""
    return {entry: _output(files, entry) for entry in entries}


def _output(files: Files, entry: str) -> str:
    tops = {path.partition("/")[0].removesuffix(".py") for path in files}
    finder = Finder(files)
    printed = io.StringIO()
    sys.meta_path.insert(0, finder)
    try:
        with contextlib.redirect_stdout(printed), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            importlib.import_module(entry)
    except Exception as error:
        printed.write(f"{type(error).__name__}: {error}")
    finally:
        sys.meta_path.remove(finder)
        for name in [name for name in sys.modules if name.partition(".")[0] in tops]:
            del sys.modules[name]
    return printed.getvalue()


def engine(files: Files, migration: Migration) -> Engine:
    """The engine over a tree in memory."""
    return Engine(_tree(files), migration, jobs=1, configuration={})


def _tree(files: Files) -> OverlayTree:
    return OverlayTree(FolderTree("/", ()), files)


def applied(program: Whole, files: Files) -> tuple[Files, list[str]]:
    """The tree after `apply`, and its findings."""
    plan = engine(files, program.home.migration).plan()
    told = [f"{each.path}:{each.line} {each.code} {each.message}" for each in plan.findings]
    return {**files, **{change.path: change.after for change in plan.files}}, told


def runs(program: Whole) -> bool:
    """Whether the program runs at all."""
    return not any("Error" in text for text in outputs(program.files, program.entries).values())


def fault_of(program: Whole) -> Fault | None:
    """The first law that a program breaks."""
    files = program.files
    expected = outputs(files, program.entries)
    try:
        after, told = applied(program, files)
    except Exception as error:
        return Fault("CRASH", f"{type(error).__name__}: {error}")
    findings = "\n".join(told)
    now = outputs(after, program.entries)
    if now != expected:
        return Fault("BROKEN", f"{expected}\n{now}\n{findings}\n{changes(files, after)}")
    again, _ = applied(program, after)
    if again != after:
        return Fault("NOT SETTLED", f"{changes(files, after)}\nagain\n{changes(after, again)}\n{findings}")
    survey = engine(after, program.home.migration).survey()
    if program.home.retire:
        return _fault_of_retirement(program, after, expected, survey)
    gone = outputs(program.home.gone(after), program.entries) if not survey.references else expected
    if gone != expected:
        return Fault("SILENT", f"{expected}\n{gone}\n{findings}\n{changes(files, after)}")
    return None


def _fault_of_retirement(program: Whole, files: Files, expected: Outputs, survey: Survey) -> Fault | None:
    """What `retire` does wrong in a migrated tree: it and `check` refuse for the same."""
    retirement = retired(program, files)
    if retirement.blockers and not survey.references:
        return Fault("REFUSED", f"check: 0\n{retirement.blockers}\n{changes({}, files)}")
    if retirement.blockers:
        return None
    cut = {each.path: each.after for each in retirement.files}
    taken = {each.path for each in retirement.removed}
    unasked = [each for each in survey.references if each.path not in taken | cut.keys()]
    if unasked:
        return Fault("UNASKED", f"retire goes through\n{unasked}\n{changes({}, files)}")
    left = {path: data for path, data in {**files, **cut}.items() if path not in taken}
    gone = outputs(left, program.entries)
    if gone != expected:
        return Fault("SILENT", f"{expected}\n{gone}\n{changes(program.files, files)}\n{changes(files, left)}")
    return None


def retired(program: Whole, files: Files) -> Retirement:
    """What `retire` makes of a tree, and what it refuses for."""
    migration = replace(program.home.migration, retire=program.home.retire)
    return plan_retirement(
        _tree(files), migration, (), lambda tree: Engine(tree, migration, jobs=1, configuration={}).survey()
    )


def changes(before: Files, after: Files) -> str:
    """The texts that differ."""
    return "\n".join(
        f"+++ {path}\n{data.decode()}" for path, data in after.items() if before.get(path) != data
    )


def shrunk(program: Whole, law: str) -> Whole:
    """The program with as few pieces as break the same law."""
    smaller = True
    while smaller:
        smaller = False
        for at, (_, pieces) in enumerate(program.pieces):
            for index in range(len(pieces)):
                less = program.with_pieces(at, [*pieces[:index], *pieces[index + 1 :]])
                if not less.pieces or not runs(less):
                    continue
                fault = fault_of(less)
                if fault is not None and fault.law == law:
                    program, smaller = less, True
                    break
            if smaller:
                break
    return program


def shown(program: Whole, fault: Fault) -> str:
    """A program and its fault, for a person."""
    texts = {path: data.decode() for path, data in program.files.items() if data and path != "seen.py"}
    files = "\n".join(f"--- {path}\n{text}" for path, text in texts.items())
    return f"{fault.law}\n{program.home.toml}\n{files}\n{fault.seen}"
