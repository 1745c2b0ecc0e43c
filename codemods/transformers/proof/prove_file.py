"""The proof of one rewritten file: parse the new text, resolve it again, compare reference by reference."""

import ast
import builtins
import re
from collections import Counter

from msgspec.structs import replace

from codemods.project.decision import Decision
from codemods.semantic.facts import Facts
from codemods.semantic.read_facts import facts_in
from codemods.semantic.scope_table import ScopeTable
from codemods.semantic.tracked_names import WantedNames
from codemods.transformers.proof.meaning import Meaning, Read, chain_meaning, namespace, reads
from codemods.transformers.proof.prove_imports import example_trouble
from codemods.transformers.proof.unproved import Unproved
from codemods.values.source import Source

_BUILTIN = re.compile(r"\Abuiltins\.")


def read_after(
    before: ScopeTable, decision: Decision, tree: ast.Module, after: Source, wanted: WantedNames
) -> Facts:
    """Read a rewritten file's facts, about all that the decision brings in too."""
    brought = {new.local for change in decision.aliases for new in change.new}
    tracked = replace(wanted, new=wanted.new | brought | before.facts.tracked)
    return facts_in(tree, after, before.facts.module, before.facts.is_package, tracked)


def prove(before: ScopeTable, decision: Decision, now: ScopeTable) -> Unproved | None:
    """Compare a rewritten file with its original; None when every reference is as decided."""
    trouble = example_trouble(before.facts, decision, now.facts)
    unproved = Unproved(0, trouble) if trouble else None
    return unproved or _uses(before, decision, now) or _namespaces(before, decision, now)


def _uses(before: ScopeTable, decision: Decision, now: ScopeTable) -> Unproved | None:
    expected = _expected(before, decision)
    known = before.facts.tracked
    found = [each for each in reads(now) if _base(each) in known or _base(each) in _bases(expected)]
    if any(change.arguments is not None for change in decision.uses):
        return _unordered(expected, found)
    for old, new in zip(expected, found, strict=False):
        if old.meaning != new.meaning:
            return Unproved(
                old.line, f"`{new.text}` would mean {_words(new.meaning)} instead of {_words(old.meaning)}"
            )
    if len(expected) != len(found):
        return Unproved(
            0, f"{len(expected)} references were expected in the new text, {len(found)} are there"
        )
    return None


def _unordered(expected: list[Read], found: list[Read]) -> Unproved | None:
    """Arguments that change places change the order of the references, not what they mean."""
    missing = Counter(each.meaning for each in expected)
    missing.subtract(each.meaning for each in found)
    for each in expected:
        if missing[each.meaning] > 0:
            return Unproved(
                each.line, f"nothing means {_words(each.meaning)} any more where `{each.text}` did"
            )
    for each in found:
        if missing[each.meaning] < 0:
            return Unproved(0, f"`{each.text}` would mean {_words(each.meaning)}, which nothing did before")
    return None


def _expected(before: ScopeTable, decision: Decision) -> list[Read]:
    """The old uses with the mapping applied."""
    changes = {change.use: change for change in decision.uses}
    expected: list[Read] = []
    for index, use in enumerate(before.facts.accesses):
        if not use.placed:
            continue
        meaning = chain_meaning(before, use)
        text = ".".join((use.name, *use.attrs))
        change = changes.get(index)
        if change is not None:
            rest = "".join(f".{attr}" for attr in use.attrs[change.attrs :])
            olds = {old + rest for old in change.olds}
            target = _BUILTIN.sub("?", change.target) + rest
            starred = any(old.startswith("?") for old in change.olds)
            meaning = frozenset(target if each in olds else each for each in meaning)
            meaning |= frozenset({target} if starred else ())
            text = ".".join((*change.parts, *use.attrs[change.attrs :]))
        expected.append(Read(text, use.line, meaning))
    return expected


def _namespaces(before: ScopeTable, decision: Decision, now: ScopeTable) -> Unproved | None:
    """Every module-level name is still there, or one that stands for it is."""
    after = namespace(now)
    for name in namespace(before):
        for heir in decision.namespace.renamed.get(name, (name,)):
            if heir not in after and not hasattr(builtins, heir):
                return Unproved(0, f"the module would no longer bind `{heir}`")
    targets = {
        new.local: f"{new.module}.{new.name}" if new.name else new.module if new.asname else new.local
        for change in decision.aliases
        for new in change.new
        if new.name != "*"
    }
    bound = {binding.name for binding in now.facts.bindings if binding.kind == "import"}
    for local, target in targets.items():
        if local not in bound:
            return Unproved(0, f"nothing would import `{target}` as `{local}`")
    return None


def _base(read: Read) -> str:
    return read.text.partition(".")[0]


def _bases(expected: list[Read]) -> set[str]:
    return {_base(each) for each in expected}


def _words(meaning: Meaning) -> str:
    spoken = []
    for each in sorted(meaning):
        if each.startswith("?"):
            spoken.append(f"an unbound `{each[1:]}`")
        elif each.startswith("!"):
            spoken.append(f"this file's own {each[1:]}")
        else:
            spoken.append(f"`{each}`")
    return " or ".join(spoken)
