"""What `repoint diff` does: show the plan as a patch, counts or JSON; nothing is written into the tree."""

import sys
from dataclasses import dataclass
from pathlib import Path

from codemods.cli.exit_codes import ExitCode
from codemods.cli.formats.cell_diff import shown_patches
from codemods.cli.formats.diffstat import count_lines, format_diffstat
from codemods.cli.formats.encode_json import encode_json
from codemods.cli.formats.findings_text import print_findings
from codemods.cli.formats.output_files import save_file, save_patches
from codemods.cli.formats.plan_json import diff_document
from codemods.cli.formats.plan_patches import plan_patches
from codemods.cli.passed_over import PassedOver
from codemods.cli.plan_cache import cached_plan
from codemods.cli.request import Request, prepare_job
from codemods.cli.summaries import reference_summary
from codemods.cli.target_python import print_newer_python
from codemods.cli.terminal import stdout
from codemods.cli.terminal.patch_colours import coloured
from codemods.cli.terminal.stderr import inform
from codemods.cli.unread_files import print_unmatched_rules
from codemods.values.plan import Plan
from codemods.values.plural import number_of


@dataclass(frozen=True, slots=True)
class DiffOptions:
    """How the plan is shown, and where it is written to."""

    json: bool = False
    stat: bool = False
    output: Path | None = None
    """A file for the whole patch."""
    per_file: Path | None = None
    """A folder for one patch per file."""


def run_diff(request: Request, options: DiffOptions) -> ExitCode:
    """Show the plan. Raises RepointError when it can't be made, or written to a file."""
    root = request.tree_root
    job = prepare_job(request, root)
    passed_over = PassedOver(job)
    plan = cached_plan(job)
    patches = plan_patches(root, plan)
    text = b"".join(patches.values())
    if options.output:
        save_file(options.output, text)
    if options.per_file:
        save_patches(options.per_file, patches)
    if options.json:
        stdout.emit(encode_json(diff_document(plan, patches)))
    elif options.stat:
        counts = [count_lines(path, patch) for path, patch in patches.items()]
        stdout.show_paged(format_diffstat(counts, stdout.width()).encode(), root)
    elif not (options.output or options.per_file):
        if sys.stdout.isatty():
            text = b"".join(shown_patches(plan, patches).values())
        stdout.show_paged(coloured(text) if stdout.wants_colour(sys.stdout) else text, root)
    if not options.json:
        print_findings(plan.findings)
    passed_over.inform()
    print_unmatched_rules(plan.unmatched)
    inform(_summary(plan))
    print_newer_python(root, plan.findings)
    return ExitCode.OK


def _summary(plan: Plan) -> str:
    groups = sum(len(group.paths) > 1 for group in plan.groups)
    together = f" ({number_of(groups, 'group')} of them must land together)" if groups else ""
    return f"{number_of(len(plan.files), 'file')} would change{together}, {reference_summary(plan)}"
