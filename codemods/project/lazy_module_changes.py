"""A file's `__lazy_modules__` (PEP 810): its entries follow the modules that its imports go to."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from codemods.project.decision import AliasChange, NameChange
from codemods.project.decision_builder import DecisionBuilder
from codemods.project.dotted_paths import absolute_module
from codemods.project.file_context import FileContext
from codemods.semantic.lazy_modules import LazyModules
from codemods.values import finding_texts as texts
from codemods.values.finding_texts import FindingText


def follow_lazy_modules(file: FileContext, made: DecisionBuilder) -> None:
    """Let the entries follow, so that what is imported lazily stays lazy, and what is not stays so too.

    Where they cannot tell the two apart, a finding says what turns.
    """
    lazy = file.facts.lazy_modules
    if lazy is not None:
        _LazyModuleChanges(file, made, lazy).follow()


class _LazyModuleChanges:
    """The imports of one file by the modules that they name, before and after."""

    def __init__(self, file: FileContext, made: DecisionBuilder, lazy: LazyModules) -> None:
        self._file = file
        self._made = made
        self._lazy = lazy
        self._modules = {
            (each.start, each.alias): ".".join(absolute_module(file.facts, each)) for each in lazy.imports
        }
        """The module of each import, by the offset of its statement and its index there."""
        self._listed = {each.module for each in lazy.entries}
        self._left = Counter(self._modules.values())
        """How many imports of a module stay."""

    def follow(self) -> None:
        """Write down what becomes of the entries."""
        moves = list(self._moves())
        self._left.subtract(old for change, old, _ in moves if not change.keep)
        self._left.update(new for _, old, new in moves if old not in self._listed)
        coming: dict[str, dict[str, None]] = {}
        for change, old, new in moves:
            why = self._trouble(old, new) if new != old else None
            if why is not None:
                self._made.reports.report(self._start(change), why.fill(module=new))
            elif new != old and old in self._listed:
                coming.setdefault(old, {})[new] = None
        self._change_entries(coming)

    def _trouble(self, old: str, new: str) -> FindingText | None:
        """What an import that goes from one module to another turns, or may turn; None where nothing."""
        if not self._lazy.is_plain:
            return texts.LAZINESS_UNKNOWN
        if old not in self._listed:
            return texts.TURNS_LAZY if new in self._listed else None
        return texts.TURNS_EAGER if new not in self._listed and self._left[new] > 0 else None

    def _change_entries(self, coming: Mapping[str, Iterable[str]]) -> None:
        """Let the entry of each module become those that come in its place, and stay where it is needed."""
        present = set(self._listed)
        for entry in self._lazy.entries:
            fresh = tuple(each for each in coming.get(entry.module, ()) if each not in present)
            present.update(fresh)
            needed = entry.module not in coming or self._left[entry.module] > 0
            stays = needed or not (fresh or self._lazy.may_shrink)
            names = (entry.module, *fresh) if stays else fresh
            if names != (entry.module,):
                self._made.change_lazy_module(NameChange(entry.span, entry.module, names, exported=True))

    def _moves(self) -> Iterator[tuple[AliasChange, str, str]]:
        """The changed imports that `__lazy_modules__` is about: the module that each names, and will name."""
        for change in self._made.aliases:
            old = self._modules.get((self._start(change), change.alias))
            if old is not None:
                for new in dict.fromkeys(each.module for each in change.new):
                    yield change, old, new

    def _start(self, change: AliasChange) -> int:
        return self._file.facts.imports[change.statement].span.start
