"""What `repoint init` does: read what the tree says of its deprecated names, and write a migration file."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from codemods.cli.exit_codes import ExitCode
from codemods.cli.formats.output_files import check_writable, save_file
from codemods.cli.one_rule import rule_between, rule_name
from codemods.cli.terminal import stdout
from codemods.cli.terminal.stderr import inform
from codemods.migration.drafts import Confidence, MigrationDraft, RuleDraft, draft_text, loadable
from codemods.migration.mistakes import TablePlace
from codemods.migration.symbol_paths import parse_symbol
from codemods.migration.target_settings import load_target_settings
from codemods.plan.drafting.module_shims import propose_module
from codemods.plan.drafting.package_shims import package_drafts
from codemods.plan.drafting.propose import propose
from codemods.plan.drafting.tree_names import TreeNames
from codemods.tree.find_root import chosen_root
from codemods.tree.namespace_roots import index_modules
from codemods.tree.open_tree import open_tree
from codemods.values.errors import RepointError
from codemods.values.plural import number_of


@dataclass(frozen=True, slots=True)
class InitOptions:
    """What a migration is made from, and where it goes."""

    olds: tuple[str, ...] = ()
    new: str | None = None
    shims: Path | None = None
    """The folder of a package, relative to the current folder."""
    output: Path | None = None
    """None is standard output."""
    root: Path | None = None


def run_init(options: InitOptions) -> ExitCode:
    """Write the migration. Raises RepointError where the tree has not what is named, or the file is there."""
    if options.output is not None:
        _check_free(options.output)
    rules, name = _rules(options)
    name = options.output.stem if options.output is not None else name
    text = draft_text(MigrationDraft(tuple(rules), name=name)).encode()
    if options.output is None:
        stdout.emit(text)
    else:
        save_file(options.output, text)
    _inform(rules, options.output)
    return ExitCode.OK


def _rules(options: InitOptions) -> tuple[Sequence[RuleDraft], str]:
    """The drafts, and what the migration is called."""
    if options.new is not None:
        (old,) = options.olds
        return [rule_between(old, options.new)], rule_name(old, options.new)
    root = chosen_root(options.root)
    config = load_target_settings(root)
    tree = open_tree(root, notebooks=config.notebooks)
    modules = index_modules(
        tree.paths, config.roots, dict(tree.links), [each.partition(":")[0] for each in options.olds]
    )
    names = TreeNames(tree, modules)
    if options.shims is not None:
        folder = _inside(options.shims, root)
        paths = [path for path in tree.paths if f"/{path}".startswith(f"/{folder}/") or not folder]
        found = package_drafts(names, (name for path in paths for name in modules.names(path)[:1]))
        if not found:
            raise RepointError(f"--shims {options.shims}: nothing in it is marked as deprecated")
        return loadable(found), f"{options.shims.resolve().name}-shims"
    drafts = [
        propose(names, parse_symbol(old, TablePlace("--from"))) if ":" in old else propose_module(names, old)
        for old in options.olds
    ]
    leaf = options.olds[0].rpartition(":")[2].rpartition(".")[2]
    return loadable(drafts), leaf


def _check_free(output: Path) -> None:
    """Refuse to write over anything. Raises RepointError."""
    if output.exists():
        raise RepointError(
            f"{output}: is there already, and is not overwritten; name another file, or move it"
        )
    check_writable(output)


def _inside(folder: Path, root: Path) -> str:
    """A folder relative to the root. Raises RepointError where it is not inside."""
    try:
        return folder.resolve().relative_to(root).as_posix().removeprefix(".")
    except ValueError:
        raise RepointError(f"--shims {folder}: not inside of the tree, {root}; pass --root as well") from None


def _inform(rules: Sequence[RuleDraft], output: Path | None) -> None:
    """Say how many rules there are of which kind, and what to do next."""
    counts = [
        f"{count} {confidence}"
        for confidence in Confidence
        if (count := sum(rule.confidence is confidence for rule in rules))
    ]
    sure = any(rule.confidence is Confidence.SURE for rule in rules)
    then = f"`repoint diff --migration {output}` shows what comes of it" if output is not None else ""
    if then and any(rule.confidence is not Confidence.SURE for rule in rules):
        then = f"read those that are not sure, and say where to or take them out; then {then}"
    if not sure:
        then = "no use moves before you say where to: read the comments, and write `new` in place of `manual`"
    inform(f"{number_of(len(rules), 'rule')}: {', '.join(counts)}{'; ' if then else ''}{then}")
