"""What the versions of a package say of a name themselves: in texts, warnings and tables."""

import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence

from codemods.plan.drafting.versions.api import Api, Hint, ParameterHint


class CollectedHints:
    """The hints of some versions, the oldest first, by the names that they are about."""

    def __init__(self, versions: Sequence[Api]) -> None:
        self._versions = versions
        self.by_path: dict[str, dict[str, list[Hint]]] = {}
        """By the label of a version, and by path."""
        for version in versions:
            by_path: dict[str, list[Hint]] = defaultdict(list)
            for hint in version.hints:
                by_path[hint.old].append(hint)
            self.by_path[version.label] = by_path

    def said(self, version: Api, name: str) -> list[Hint]:
        """What a version says of a name, or of the object that it leads to there."""
        here = version.resolve(name)
        hints = self.by_path[version.label]
        found = [*hints.get(here.path if here is not None else "", ()), *hints.get(name, ())]
        return list(dict.fromkeys(found))

    def outside(self, name: str) -> str | None:
        """The path in the standard library that the package says to use; None for none, or several."""
        paths = {
            hint.target
            for version in self._versions
            for hint in self.said(version, name)
            if "." in hint.target
            and hint.target.partition(".")[0] in sys.stdlib_module_names
            # It may name a whole module, as the "`urllib.parse` library".
            and not re.search(rf"{re.escape(hint.target)}\W+(?:library|module|package)\b", hint.text)
        }
        if len(paths) != 1:
            return None
        module, _, leaf = paths.pop().rpartition(".")
        return f"{module}:{leaf}"

    def told(self, name: str) -> str:
        """What the last version that says anything of a name tells people; empty for nothing."""
        texts = [hint.text for version in self._versions for hint in self.said(version, name) if hint.text]
        return texts[-1] if texts else ""

    def table_names(self) -> list[str]:
        """The names that tables of any version lead elsewhere."""
        return sorted({hint.old for version in self._versions for hint in version.hints if hint.table})

    def parameters(self, name: str) -> tuple[ParameterHint, ...]:
        """What the versions say of parameters of a function or constructor, the last of them of each.

        That one is deprecated, with nothing to pass instead, counts only where the new version says so.
        """
        said: dict[str, ParameterHint] = {}
        for version in self._versions:
            here = version.resolve(name)
            for each in version.lineage(here) if here is not None else ():
                for path in (each.path, f"{each.path}.__init__"):
                    for hint in version.parameter_hints.get(path, ()):
                        if hint.new or version is self._versions[-1]:
                            said[hint.old] = hint
        return tuple(said.values())

    def deprecated(self, name: str) -> bool:
        """Whether the new version says of a name that it has that it is deprecated."""
        return any(hint.stated for hint in self.said(self._versions[-1], name))

    def deprecated_before(self, name: str) -> bool:
        """Whether an earlier version says of a name that it is deprecated."""
        return any(hint.stated for version in self._versions[:-1] for hint in self.said(version, name))

    def words(self, name: str) -> tuple[str, ...]:
        """What the versions say of a name, with the places."""
        said = ((version, hint) for version in self._versions for hint in self.said(version, name))
        return once(f"{version.label}: {hint.why}" for version, hint in said)


def once(evidence: Iterable[str]) -> tuple[str, ...]:
    """The lines whose words stand in no earlier one: a text stands in many releases, at other places."""
    first: dict[str, str] = {}
    for line in evidence:
        _, _, words = line.partition(":")
        first.setdefault(words.partition(": ")[2], line)
    return tuple(first.values())
