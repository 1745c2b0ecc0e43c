"""`repoint diff`: the plan as a patch; nothing is written into the tree."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from codemods.cli.exit_codes import say
from codemods.cli.formats import diffstat, findings_text, plan_json, save
from codemods.cli.formats.unified_diff import patches as output_patches
from codemods.cli.plan_cache import plan_of
from codemods.cli.request import Request, look_up, references
from codemods.cli.terminal import stdout
from codemods.cli.terminal.patch_colours import coloured
from codemods.git.patches import git_patches
from codemods.git.repository import open_repository
from codemods.values.finding import Finding
from codemods.values.plan import Plan
from codemods.values.plural import number_of


@dataclass(frozen=True, slots=True)
class DiffOptions:
    """In which form the plan is given, and where to."""

    json: bool = False
    stat: bool = False
    output: Path | None = None
    per_file: Path | None = None


def diff(request: Request, shape: DiffOptions) -> int:
    """Show the plan. Gives the exit code."""
    root = request.tree_root
    job = look_up(request, root)
    plan = plan_of(job)
    patches = patches_of(root, plan)
    text = b"".join(patches.values())
    if shape.output:
        save.save(shape.output, text)
    if shape.per_file:
        save.save_each(shape.per_file, patches)
    if shape.json:
        stdout.emit(plan_json.encode(plan_json.diff_document(plan, patches)))
    elif shape.stat:
        counts = [diffstat.count(path, patch) for path, patch in patches.items()]
        stdout.show(diffstat.stat(counts, stdout.width()).encode(), root)
    elif not (shape.output or shape.per_file):
        stdout.show(coloured(text) if stdout.wants_colour(sys.stdout) else text, root)
    report(plan.findings, shape.json)
    say(_planned(plan))
    return 0


def patches_of(root: Path, plan: Plan) -> dict[str, bytes]:
    """The patch of each changed file: by git where there is a repository, and so as its own diffs are."""
    repository = open_repository(root)
    return git_patches(repository, root, plan.files) if repository else output_patches(plan.files)


def report(found: Sequence[Finding], json: bool) -> None:
    """Print findings for people, unless the data holds them already."""
    if not json:
        findings_text.print_findings(found)
        if found:
            say("")


def _planned(plan: Plan) -> str:
    groups = sum(len(group.paths) > 1 for group in plan.groups)
    together = f" ({number_of(groups, 'ripple group')} among them)" if groups else ""
    return f"{number_of(len(plan.files), 'file')} would change{together}, {references(plan)}"
