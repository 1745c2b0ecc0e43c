"""What `repoint apply` does: write the plan to the disk, to the index, or as commits."""

from codemods.apply.apply_plan import ApplyResult
from codemods.apply.locked_tree import LockedTree, lock_tree
from codemods.cli.apply_options import ApplyOptions
from codemods.cli.commands.run_undo import undo_interrupted
from codemods.cli.exit_codes import ExitCode
from codemods.cli.formats import plan_json
from codemods.cli.formats.encode_json import encode_json
from codemods.cli.formats.findings_text import print_findings
from codemods.cli.formats.plan_patches import plan_patches
from codemods.cli.make_series import Series, report_series
from codemods.cli.passed_over import PassedOver
from codemods.cli.request import Request, prepare_job
from codemods.cli.summaries import reference_summary
from codemods.cli.target_python import print_newer_python
from codemods.cli.terminal import stdout
from codemods.cli.terminal.stderr import inform
from codemods.cli.unread_files import is_held_up, print_unmatched_rules
from codemods.cli.write_plan import check_targets, write_plan
from codemods.values.plan import Plan
from codemods.values.plural import number_of


def run_apply(request: Request, options: ApplyOptions) -> ExitCode:
    """Apply the plan. Ends with COULD_NOT_RUN when there was something to do and nothing could be done."""
    root = request.tree_root
    with lock_tree(root) as tree:
        undo_interrupted(tree)
        check_targets(tree, options)
        job = prepare_job(request, root)
        passed_over = PassedOver(job)
        review = None
        if options.interactive:
            from codemods.cli.review.review_plan import review_in_terminal

            review = review_in_terminal
        written = write_plan(tree, job, options, review)
        if isinstance(written.outcome, Series):
            code = report_series(tree, written.outcome, options)
        else:
            code = _report(tree, written.plan, written.outcome, options)
        passed_over.inform()
        return code


def _report(tree: LockedTree, plan: Plan, result: ApplyResult, options: ApplyOptions) -> ExitCode:
    if not options.json:
        print_findings(sorted((*plan.findings, *result.findings)))
    print_unmatched_rules(plan.unmatched)
    inform(apply_summary(plan, result))
    print_newer_python(tree.root, plan.findings)
    # Last, so that it is known what was done where the document can't be written.
    if options.json:
        stdout.emit(encode_json(plan_json.apply_document(plan, plan_patches(tree.root, plan), result)))
    failed = not options.interactive and _nothing_was_done(plan, result)
    return ExitCode.COULD_NOT_RUN if failed else ExitCode.OK


def apply_summary(plan: Plan, result: ApplyResult) -> str:
    """What was written of a plan, in one line."""
    done = max(len(result.written), len(result.staged))
    parts = [f"{number_of(len(result.written), 'file')} written, {len(result.staged)} staged"]
    if done < len(plan.files):
        parts.append(f"{len(plan.files) - done} of the plan left as they were")
    undo = "; `repoint undo` takes it back" if result.number else ""
    return f"{', '.join(parts)}; {reference_summary(plan)}{undo}"


def _nothing_was_done(plan: Plan, result: ApplyResult) -> bool:
    """Whether there was something to do and none of it could be done."""
    if plan.files:
        return not (result.written or result.staged)
    return is_held_up(plan)
