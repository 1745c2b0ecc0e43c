"""The other way round: each migration as a command of LibCST's own tool, file by file.

    python -m libcst.tool codemod -x codemods.libcst.MigrationCommand --migration websocket-manager PATH...

Each file is planned and proved by itself, in a tree of one. What would take the other files is left, or told
in a warning; `repoint` itself looks at all of them.
"""

import argparse
import os
from dataclasses import replace
from functools import cache
from pathlib import Path

from libcst import Module, parse_module
from libcst.codemod import CodemodCommand, CodemodContext

from codemods.migration.load import load_migration
from codemods.plan.engine import Engine
from codemods.transformers.proof.prove_links import lost_names
from codemods.transformers.proof.whole_names import all_names
from codemods.tree.decoding import decode_source
from codemods.tree.open_tree import FolderTree
from codemods.tree.overlay_tree import OverlayTree
from codemods.tree.path_globs import glob_matcher
from codemods.tree.word_search import search_words, word_finder
from codemods.values.finding import Finding
from codemods.values.finding_texts import DEFINITION
from codemods.values.plan import Plan
from codemods.values.rules import Migration

_TARGET = b"def __getattr__(name): return name.startswith('')\n"
"""What stands for a module that the migration moves names to: it is not at hand, and may bind any name.

It has to compute what it has: else a name that no file spells would be none of its.
"""


class MigrationCommand(CodemodCommand):
    """Moves one file off deprecated names, as far as the file alone allows."""

    DESCRIPTION = "Move files off deprecated names by a migration of repoint, each file by itself."

    @staticmethod
    def add_args(arg_parser: argparse.ArgumentParser) -> None:
        """Declare the arguments."""
        arg_parser.add_argument(
            "--migration",
            metavar="NAME|FILE",
            action="append",
            required=True,
            help="A built-in migration's name, or a TOML file; several make one.",
        )
        arg_parser.add_argument(
            "--rename",
            action="store_true",
            help="Rename what a module imports too, and warn of names that other files may take from it.",
        )

    def __init__(self, context: CodemodContext, migration: list[str], rename: bool = False) -> None:
        """`migration` are names and files; with `rename`, modules lose the old names."""
        super().__init__(context)
        self._migration = _load(tuple(migration))
        self._rename = rename

    def transform_module_impl(self, tree: Module) -> Module:
        """Plan the file and give its new tree; findings become warnings."""
        data = tree.bytes
        if not word_finder(search_words(self._migration.leaves))(data) or self._is_excluded():
            return tree
        path, module = self._place()
        plan = _plan(self._migration, path, module, data, keeps_names=not self._rename)
        for finding in plan.findings:
            if finding.path == path and finding.code != DEFINITION.code:
                self.warn(_shown(finding))
        after = next((change.after for change in plan.files if change.path == path), data)
        if after == data:
            return tree
        for name in self._lost(path, module, data, after):
            self.warn(
                f"{module} has no `{name}` any more; files that take it from there do not follow, since they "
                "are not looked at: `repoint apply` moves them as well"
            )
        return parse_module(after)

    def _place(self) -> tuple[str, str]:
        """The path that the file has in its tree, below one source root, and the name of its module."""
        module = self.context.full_module_name or "module"
        inner = module.replace(".", "/")
        is_package = os.path.basename(self.context.filename or "").startswith("__init__.")
        return (f"{inner}/__init__.py" if is_package else f"{inner}.py"), module

    def _is_excluded(self) -> bool:
        file = os.path.relpath(self.context.filename) if self.context.filename else ""
        return bool(file) and glob_matcher(self._migration.exclude)(file.replace(os.sep, "/"))

    def _lost(self, path: str, module: str, before: bytes, after: bytes) -> list[str]:
        """The names that the module had and has no more."""
        is_package = path.endswith("/__init__.py")
        old, new = (all_names(decode_source(path, data), module, is_package) for data in (before, after))
        return sorted(lost_names(old, new))


@cache
def _load(names: tuple[str, ...]) -> Migration:
    return load_migration(names, Path.cwd())


def _plan(migration: Migration, path: str, module: str, data: bytes, keeps_names: bool) -> Plan:
    """Plan a file in a tree that holds it and the modules that names move to."""
    facades = (*migration.facades, module) if keeps_names else migration.facades
    files = {f"{each.replace('.', '/')}.py": _TARGET for each in sorted(_targets(migration))}
    files |= {path: data}
    tree = OverlayTree(FolderTree("/", ()), files)
    return Engine(tree, replace(migration, facades=facades, exclude=()), roots=("",), jobs=1).plan()


def _targets(migration: Migration) -> set[str]:
    symbols = {rule.new.module for rule in migration.symbols if rule.new is not None}
    return symbols | {rule.new for rule in migration.modules if rule.new is not None}


def _shown(finding: Finding) -> str:
    place = f"line {finding.line}: " if finding.line else ""
    advice = f"; {finding.advice}" if finding.advice else ""
    return f"{place}{finding.message}{advice} ({finding.code})"
