"""Strings that spell deprecated paths: targets follow the binding that they name, the rest are findings."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from codemods.resolution.lookup import Names
from codemods.resolution.model import Span, Text, Use
from codemods.ripple.decision import Decision, Remark, UseChange
from codemods.ripple.paths import Hop, Parts, Reach, target_parts
from codemods.ripple.project import Project
from codemods.values.symbols import Symbol

_DOTTED = re.compile(r"[^\W\d]\w*(?:\.[^\W\d]\w*)+")
TARGETS = frozenset({"patch", "setattr", "delattr"})
"""Callables whose string argument names a module's attribute: mock's `patch`, pytest's `monkeypatch`."""


@dataclass(frozen=True, slots=True)
class StringChange:
    """A dotted target whose last component changes: `span` is the string's, quotes included."""

    path: str
    span: Span
    old: str
    new: str
    use: UseChange | None = None
    """The same as a change of a use, where the name is no string but an attribute that is assigned to."""


@dataclass(frozen=True, slots=True)
class Target:
    """A string that names a binding in the namespace of a module of the tree."""

    text: Text
    parts: Parts
    reach: Reach
    use: int = -1
    """The index of the use whose last attribute it is, for one that is assigned to."""
    is_member: bool = False
    """Whether the string is the last part alone, and a module object beside it the rest."""


def targets_in(project: Project, names: Names) -> Iterator[Target]:
    """The patch targets of a file that go through some module's namespace to a deprecated symbol."""
    for text in _dotted_targets(project, names):
        parts = tuple(text.value.split("."))
        reach = project.reach(parts, names.facts.path)
        if reach is not None and reach.symbol is not None:
            yield Target(text, parts, reach)
    yield from _members_in(project, names)


def _dotted_targets(project: Project, names: Names) -> Iterator[Text]:
    """The strings that patch a dotted path which spells a deprecated name."""
    spelled = project.wanted.old | project.wanted.modules
    for text in names.facts.texts:
        patches = text.callee.rpartition(".")[2] in TARGETS and _DOTTED.fullmatch(text.value)
        if patches and not spelled.isdisjoint(text.value.split(".")):
            yield text


def _members_in(project: Project, names: Names) -> Iterator[Target]:
    """The strings that name an attribute of a module object beside them, for the same symbols."""
    for index, use in enumerate(names.facts.uses):
        member, attrs = _named_member(use)
        if member is None or member.value not in project.wanted.old:
            continue
        owner = names.owner(use.scope, use.name)
        for binding in names.groups.get((owner, use.name), ()):
            if binding.kind == "import":
                parts = (*target_parts(names.facts, binding), *attrs, member.value)
                reach = project.reach(parts, names.facts.path)
                if reach is not None and reach.symbol is not None and reach.depth == len(parts):
                    stored = index if use.stored else -1
                    yield Target(member, parts, reach, stored, is_member=True)


def _named_member(use: Use) -> tuple[Text | None, Parts]:
    """The name by which a use reaches into a namespace: a string beside it, or `module.name = …`."""
    if use.stored and use.attrs:
        name, end = use.attrs[-1], use.ends[-1]
        return Text(name, Span(end - len(name.encode()), end), use.line), use.attrs[:-1]
    return use.member, use.attrs


def strings_that_stay(project: Project, names: Names) -> Iterator[Remark]:
    """Findings for strings that name a definition, or nothing at all."""
    yield from _definitions_named(project, names)
    for text in _dotted_targets(project, names):
        module, _, name = text.value.rpartition(".")
        missing = project.modules.find(module, names.facts.path) and not project.binds(Symbol(module, name))
        if missing and project.reach(tuple(text.value.split(".")), names.facts.path) is None:
            yield Remark(
                text.span.start,
                "RP112",
                f"`{text.value}` did not resolve before: `{module}` binds no `{name}`",
                "patch a name that the module has; this test patches nothing",
            )


def _definitions_named(project: Project, names: Names) -> Iterator[Remark]:
    """Findings for strings beside a module object that name a deprecated definition in it."""
    for target in _members_in(project, names):
        if not target.reach.hops and project.reach(target.parts[:-1], names.facts.path) is None:
            yield Remark(
                target.text.span.start,
                "RP302",
                f"`{target.text.value}` is replaced in the module that defines it, whose readers move away",
                "replace what the code under test uses now",
                str(target.reach.symbol),
            )


def settle_target(
    target: Target, names: Names, decisions: Mapping[str, Decision]
) -> StringChange | Hop | None:
    """What a target becomes: a change, a name that must stay bound, or nothing."""
    if not target.reach.hops:
        return None
    hop = target.reach.hops[0]
    decision = decisions.get(hop.path)
    heirs = decision.renamed.get(hop.name) if decision is not None else None
    if heirs is None:
        return None
    if len(heirs) > 1 or target.reach.depth != len(target.parts) or target.parts[-1] != hop.name:
        return hop
    path = ".".join((*target.parts[:-1], heirs[0]))
    use = _stored(names.facts.uses[target.use], target, heirs[0], path) if target.use >= 0 else None
    new = heirs[0] if target.is_member else path
    return StringChange(names.facts.path, target.text.span, target.text.value, new, use)


def _stored(use: Use, target: Target, heir: str, path: str) -> UseChange:
    """An assignment to a module's attribute goes on naming the binding that it named."""
    parts = (use.name, *use.attrs[:-1], heir)
    return UseChange(target.use, len(use.attrs), parts, frozenset({".".join(target.parts)}), path)


def spelled_paths(project: Project, names: Names, followed: frozenset[Span]) -> Iterator[Remark]:
    """Findings for the other strings that spell a deprecated dotted path."""
    paths = {rule.old.dotted: str(rule.old) for rule in project.migration.symbols}
    paths |= {rule.old: rule.old for rule in project.migration.modules}
    for text in names.facts.texts:
        if text.exported or text.span in followed or "." not in text.value:
            continue
        found = [path for path in _DOTTED.findall(text.value) for path in _prefixes(path) if path in paths]
        if found:
            spelled = max(found, key=len)
            yield Remark(
                text.span.start,
                "RP301",
                f"this string spells `{spelled}`",
                "change it by hand if it names the code, leave it if it is only text",
                paths[spelled],
            )


def _prefixes(path: str) -> Iterator[str]:
    parts = path.split(".")
    for length in range(len(parts), 0, -1):
        yield ".".join(parts[:length])
