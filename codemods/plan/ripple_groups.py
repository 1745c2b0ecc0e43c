"""Ripple groups: files that must land together, since what one of them does, another must follow."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from codemods.values.plan import RippleGroup

if TYPE_CHECKING:
    from codemods.project.decision import Decision
    from codemods.project.target_decisions import StringChange


def ripple_groups(
    changed: Sequence[str],
    decisions: "Mapping[str, Decision]",
    strings: "Mapping[str, Sequence[StringChange]]",
) -> tuple[RippleGroup, ...]:
    """The connected components of the dependence between changed files, by name.

    A group is named after the first of its files that others depend on.
    """
    depends = (
        (path, other) for path in changed for other in _depends(path, decisions, strings.get(path, ()))
    )
    return connected_groups(changed, depends)


def connected_groups(changed: Sequence[str], depends: Iterable[tuple[str, str]]) -> tuple[RippleGroup, ...]:
    """The same, where each file of a pair depends on the second one; that one may be unchanged."""
    top = {path: path for path in changed}
    hubs: set[str] = set()
    for path, other in depends:
        if other in top and other != path:
            hubs.add(other)
            _join(top, path, other)
    members: dict[str, list[str]] = {}
    for path in sorted(changed):
        members.setdefault(_root(top, path), []).append(path)
    groups = (RippleGroup(next((p for p in m if p in hubs), m[0]), tuple(m)) for m in members.values())
    return tuple(sorted(groups, key=lambda group: group.name))


def join_groups(groups: Sequence[RippleGroup], pair: tuple[str, str]) -> tuple[RippleGroup, ...]:
    """Make one group of the groups of two files; it has the name of the first one's."""
    own = [next(group for group in groups if path in group.paths) for path in pair]
    joined = RippleGroup(own[0].name, tuple(sorted({path for group in own for path in group.paths})))
    rest = [group for group in groups if group not in own]
    return tuple(sorted((*rest, joined), key=lambda group: group.name))


def _depends(
    path: str, decisions: "Mapping[str, Decision]", strings: "Sequence[StringChange]"
) -> Iterator[str]:
    """The files whose changes a file's own changes go with."""
    decision = decisions.get(path)
    for attribute in sorted(decision.others.read) if decision is not None else ():
        gone = decisions[attribute.path].namespace.renamed if attribute.path in decisions else {}
        if attribute.name in gone:
            yield attribute.path
    for change in strings:
        yield from sorted(change.depends)


def _root(top: dict[str, str], path: str) -> str:
    while top[path] != path:
        top[path] = top[top[path]]
        path = top[path]
    return path


def _join(top: dict[str, str], path: str, other: str) -> None:
    first, second = sorted((_root(top, path), _root(top, other)))
    top[second] = first
