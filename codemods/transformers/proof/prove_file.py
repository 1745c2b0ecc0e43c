"""The proof of one rewritten file: parse the new text, resolve it again, compare reference by reference."""

import ast
import builtins
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from codemods.project.decision import CallChange, Decision, NameChange, UseChange
from codemods.semantic.access import Access
from codemods.semantic.binding import ImportBinding
from codemods.semantic.facts import Facts
from codemods.semantic.read_facts import facts_of_tree
from codemods.semantic.scope_table import ScopeTable
from codemods.semantic.span import Span, SpanSet
from codemods.semantic.tracked_names import WantedNames
from codemods.transformers.proof.expected_expression import ExpectedReads
from codemods.transformers.proof.meaning import Meaning, ReadName, chain_meaning, read_names
from codemods.transformers.proof.prove_imports import doctest_difference
from codemods.transformers.proof.unproved import Unproved
from codemods.values.source import Source

_BUILTIN = re.compile(r"\Abuiltins\.")


def read_after(
    before: ScopeTable, decision: Decision, tree: ast.Module, after: Source, wanted: WantedNames
) -> Facts:
    """Read a rewritten file's facts, about all that the decision brings in too."""
    brought = {new.local for change in decision.aliases for new in change.new}
    tracked = replace(wanted, new=wanted.new | brought | before.facts.tracked | before.facts.unbound)
    return facts_of_tree(tree, after, before.facts.module, before.facts.is_package, tracked)


def prove(before: ScopeTable, decision: Decision, after: ScopeTable) -> Unproved | None:
    """Compare a rewritten file with its original; None when every reference is as decided."""
    difference = doctest_difference(before.facts, decision, after.facts)
    unproved = Unproved.of(0, difference) if difference else None
    return unproved or _accesses(before, decision, after) or _namespaces(before, decision, after)


def _accesses(before: ScopeTable, decision: Decision, after: ScopeTable) -> Unproved | None:
    """Compare the accesses of both texts."""
    expected = [*_expected(before, decision), *_brought(decision, after)]
    known = (before.facts.tracked | before.facts.unbound).union(each.base for each in expected)
    found = [each for each in read_names(after) if each.base in known]
    if decision.expressions or any(change.arguments is not None for change in _calls(decision)):
        return _unordered(expected, found)
    for old, new in zip(expected, found, strict=False):
        if old.meaning != new.meaning:
            return Unproved.of(
                old.line, f"`{new.text}` would mean {_words(new.meaning)} instead of {_words(old.meaning)}"
            )
    if len(expected) != len(found):
        return Unproved.of(
            0, f"{len(expected)} references were expected in the new text, {len(found)} are there"
        )
    return None


def _unordered(expected: list[ReadName], found: list[ReadName]) -> Unproved | None:
    """Arguments that change places change the order of the references, not what they mean."""
    missing = Counter(each.meaning for each in expected)
    missing.subtract(each.meaning for each in found)
    for each in expected:
        if missing[each.meaning] > 0:
            return Unproved.of(
                each.line, f"nothing means {_words(each.meaning)} any more where `{each.text}` did"
            )
    for each in found:
        if missing[each.meaning] < 0:
            return Unproved.of(
                0, f"`{each.text}` would mean {_words(each.meaning)}, which nothing did before"
            )
    return None


def _expected(before: ScopeTable, decision: Decision) -> list[ReadName]:
    """The old accesses with the mapping applied."""
    changes = {change.use: change for change in decision.uses}
    members = {change.span.end: change for change in decision.members}
    left_out = SpanSet(_left_out(before.facts, decision))
    reads = ExpectedReads(decision.expressions) if decision.expressions else None
    expected: list[ReadName] = []
    for index, access in enumerate(before.facts.accesses):
        if not access.placed or access.start in left_out or _goes(access, decision):
            continue
        meaning = chain_meaning(before, access)
        parts: Sequence[str] = (access.name, *access.attrs)
        change = changes.get(index)
        if members:
            attrs = _renamed(access, members)
            tail = "".join(f".{attr}" for attr in access.attrs)
            meaning = frozenset(each.removesuffix(tail) + "".join(f".{a}" for a in attrs) for each in meaning)
            parts = (access.name, *attrs)
            access = replace(access, attrs=attrs)
        if change is not None:
            attrs = access.attrs[change.attrs :]
            rest = "".join(f".{attr}" for attr in attrs)
            olds = {old + rest for old in change.olds}
            # A built-in is not bound in the file, so that the new text will be found not to bind it.
            target = _BUILTIN.sub("?", change.target) + rest
            starred = any(old.startswith("?") for old in change.olds)
            meaning = frozenset(target if each in olds else each for each in meaning)
            meaning |= frozenset({target} if starred else ())
            parts = (*change.parts, *attrs)
        kept = reads.kept(access, meaning) if reads is not None else (meaning,)
        expected += (ReadName(".".join(parts), access.line, each) for each in kept)
    return [*expected, *(reads.read() if reads is not None else ())]


def _left_out(facts: Facts, decision: Decision) -> Iterator[Span]:
    """The arguments of which nothing is left in the new text, or only the keyword."""
    for change in decision.uses:
        usage = facts.accesses[change.use].usage
        if change.arguments is None:
            continue
        kept = {each.index for each in change.arguments if not each.literal}
        # What `partial` calls is its first argument.
        first = 1 if usage.bound_by is not None else 0
        for index, argument in enumerate(usage.arguments, first):
            if index not in kept:
                yield argument.span
    for call in decision.calls:
        kept = {each.index for each in call.arguments or () if not each.literal}
        for index, span in enumerate(call.written):
            if call.arguments is not None and index not in kept:
                yield span


def _brought(decision: Decision, after: ScopeTable) -> Iterator[ReadName]:
    """What new arguments read, as far as the new text is looked at for it."""
    for change in _calls(decision):
        for read in change.brings:
            if read.text.partition(".")[0] in after.facts.tracked:
                yield ReadName(read.text, 0, read.meaning)


def _calls(decision: Decision) -> tuple[UseChange | CallChange, ...]:
    """The changes that may give calls other arguments."""
    return (*decision.uses, *decision.calls)


def _goes(access: Access, decision: Decision) -> bool:
    """Whether an access stands in what is taken out."""
    return any(each.node.start <= access.start < each.node.end for each in decision.removals)


def _renamed(access: Access, members: Mapping[int, NameChange]) -> tuple[str, ...]:
    """An access's attributes, those that are members with the names that they get."""
    found = [(attr, members.get(end)) for attr, end in zip(access.attrs, access.ends[1:], strict=True)]
    return tuple(
        change.new[0] if change is not None and change.old == attr else attr for attr, change in found
    )


def _namespaces(before: ScopeTable, decision: Decision, after: ScopeTable) -> Unproved | None:
    """Every module-level name is still there, or those that stand for it are; what comes in is imported."""
    for scope, name in before.bindings:
        for new in decision.namespace.renamed.get(name, (name,)) if scope == 0 else ():
            if (0, new) not in after.bindings and not hasattr(builtins, new):
                return Unproved.of(0, f"the module would no longer bind `{new}`")
    bound = {binding.name for binding in after.facts.bindings if isinstance(binding, ImportBinding)}
    for import_ in (new for change in decision.aliases for new in change.new if new.name != "*"):
        if import_.local not in bound:
            return Unproved.of(0, f"nothing would import `{import_.bound}` as `{import_.local}`")
    return None


def _words(meaning: Meaning) -> str:
    described = []
    for each in sorted(meaning):
        if each.startswith("?"):
            described.append(f"an unbound `{each[1:]}`")
        elif each.startswith("!"):
            described.append(f"this file's own {each[1:]}")
        else:
            described.append(f"`{each}`")
    return " or ".join(described)
