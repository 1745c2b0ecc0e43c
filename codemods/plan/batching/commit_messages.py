"""What a batch's commit says: a template filled in with counts and findings."""

from collections import Counter
from collections.abc import Sequence
from string import Template

from codemods.migration.mistakes import did_you_mean
from codemods.values.batch import Batch
from codemods.values.errors import RepointError
from codemods.values.finding import Finding
from codemods.values.finding_texts import FINDING_CODES
from codemods.values.plan import Plan
from codemods.values.plural import number_of
from codemods.values.printable import printable

DEFAULT_TEMPLATE = """\
${migration}: ${batch} (${number}/${total})

Move ${references} in ${files} off deprecated names.

${findings}
"""
CODEMOD_TEMPLATE = """\
${migration}: ${batch} (${number}/${total})

Change ${files} by the codemod ${migration}.

${findings}
"""
"""The one of a codemod, which says of no name that it is deprecated."""
PLACEHOLDERS = ("migration", "batch", "number", "total", "files", "references", "findings")
"""What a template may name; a dollar sign is written `$$`."""
TRAILER = "Repoint-Migration"


def check_template(text: str, origin: str) -> None:
    """Raise RepointError for a template that cannot be filled in; `origin` says where it is written."""
    template = Template(text)
    if not text.strip():
        raise RepointError(f"{origin}: the message is empty; write a text, or leave it out")
    if not template.is_valid():
        raise RepointError(f"{origin}: a `$` stands alone; write `$$` for a dollar sign")
    for word in template.get_identifiers():
        if word not in PLACEHOLDERS:
            known = ", ".join(f"${known}" for known in PLACEHOLDERS)
            said = f"{origin}: ${word} means nothing; expected one of {known}"
            raise RepointError("; ".join(filter(None, (said, did_you_mean(word, PLACEHOLDERS)))))


def commit_messages(plan: Plan, batches: Sequence[Batch], template: str = DEFAULT_TEMPLATE) -> list[str]:
    """Fill the template in for each batch, in order."""
    references = {change.path: change.references for change in plan.files}
    return [
        Template(template).substitute(
            migration=printable(plan.migration),
            batch=printable(batch.name),
            number=number,
            total=len(batches),
            files=number_of(len(batch.paths), "file"),
            references=number_of(sum(references[path] for path in batch.paths), "reference"),
            findings=_findings([each for each in plan.findings if each.path in batch.paths]),
        )
        for number, batch in enumerate(batches, 1)
    ]


def _findings(findings: Sequence[Finding]) -> str:
    if not findings:
        return "No findings in these files."
    lines = [
        f"{number_of(len(findings), 'finding')} in these files, which `repoint diff` shows in place:",
        "",
    ]
    for code, number in sorted(Counter(each.code for each in findings).items()):
        lines.append(f"- {number} {code} {FINDING_CODES[code].name}: {FINDING_CODES[code].title}")
    return "\n".join(lines)
