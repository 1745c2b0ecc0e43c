"""What `repoint derive` does: get two versions of a package, compare them, and write the rules as a draft."""

import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from codemods.cli.derive.get_versions import GotVersion, WantedVersions, get_versions
from codemods.cli.derive.read_api import read_api, require_griffe
from codemods.cli.exit_codes import ExitCode
from codemods.cli.formats.output_files import save_file
from codemods.cli.terminal.progress_bar import TerminalProgress
from codemods.cli.terminal.stderr import inform
from codemods.cli.terminal.stdout import emit
from codemods.migration.drafts import Confidence, MigrationDraft, RuleDraft, draft_text
from codemods.plan.drafting.versions.compare_versions import compare_versions
from codemods.tree.find_root import chosen_root
from codemods.values.plural import number_of
from codemods.values.progress import Progress

_STAGE = "Reading"


def run_derive(
    package: str,
    old: str,
    new: str,
    *,
    git: bool,
    through: tuple[str, ...] | None,
    output: Path | None,
    root: Path | None,
) -> ExitCode:
    """Write the draft to a file, or to standard output, and how many rules there are to standard error."""
    require_griffe()
    repository = chosen_root(root) if git else None
    wanted = WantedVersions(package, old, new, through, repository)
    with tempfile.TemporaryDirectory(prefix="repoint-derive-") as scratch, TerminalProgress() as progress:
        versions = get_versions(wanted, Path(scratch), progress)
        rules = _compare(versions, progress)
    if rules:
        draft = MigrationDraft(rules, _name(package, versions[-1].label), _head(package, versions))
        text = draft_text(draft).encode()
        if output is not None:
            save_file(output, text)
        else:
            emit(text)
    inform(_summary(rules, versions))
    return ExitCode.OK


def _compare(versions: Sequence[GotVersion], progress: Progress) -> tuple[RuleDraft, ...]:
    read = []
    for done, version in enumerate(versions):
        progress.step(_STAGE, done, len(versions))
        read.append(read_api(version.label, version.folder, version.packages, inform))
    progress.step(_STAGE, len(versions), len(versions))
    return compare_versions(read[0], read[1:-1], read[-1], progress)


def _name(package: str, new: str) -> str:
    kept = "".join(each if each.isalnum() or each in "._" else "-" for each in new).strip("-.")
    return f"{package}-{kept}" if kept else package


def _head(package: str, versions: Sequence[GotVersion]) -> tuple[str, ...]:
    old, *between, new = (version.label for version in versions)
    lines = [
        f"A draft, from {package} {old} and {new}"
        + (f", by way of {', '.join(between)}." if between else ".")
    ]
    lines.append(
        "Read it before you follow it: values and results are not compared, only names and parameters."
    )
    return tuple(lines)


def _summary(rules: Sequence[RuleDraft], versions: Sequence[GotVersion]) -> str:
    ends = f"{versions[0].label} to {versions[-1].label}"
    if not rules:
        return f"{ends}: nothing that is public went, or is called in another way; no draft"
    counts = Counter(rule.confidence for rule in rules)
    edits = sum(rule.confidence is Confidence.SURE and rule.manual is None for rule in rules)
    told = counts[Confidence.SURE] - edits
    return (
        f"{ends}: {number_of(edits, 'rule')} sure, and {told} that "
        f"{'tells' if told == 1 else 'tell'} of calls to mend by hand; {counts[Confidence.LIKELY]} likely, "
        f"{counts[Confidence.OPEN]} open"
    )
