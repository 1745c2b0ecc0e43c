"""The imports that nothing in a file reads any more, since expressions have come for what they brought."""

from collections.abc import Sequence

from codemods.project.deciding import Deciding
from codemods.project.facades import is_facade
from codemods.project.local_names import LocalName, what_else_binds
from codemods.project.pinned_names import PinKind, pin_of_symbol, why_module_stays
from codemods.project.project import Project
from codemods.project.template_match import reads_itself
from codemods.semantic.binding import ScopeKind
from codemods.values import finding_texts as texts
from codemods.values.symbol import Symbol


class ExpressedImports:
    """Takes the imports of one file out, or says why they stay; `edited` is as in `ExpressionsInPlace`."""

    def __init__(self, deciding: Deciding, edited: Project) -> None:
        self._file = deciding.file
        self._made = deciding.made
        self._edited = edited
        self._category = edited.category_of(deciding.file.path)

    def drop(self, local: LocalName) -> None:
        """Take the imports of a local name out."""
        for source in local.sources:
            self._made.drop_alias(source)
        self._made.rename_bare(local, ())

    def tell(self, local: LocalName) -> None:
        """Say of the imports of a replaced symbol that they stay, though nothing in the file uses them."""
        if is_facade(self._file):
            return
        why = self.why_stays(local) or "another file may take it from here"
        for source in local.named:
            symbol = source.resolved.symbol if source.resolved is not None else None
            if symbol is None or not self._is_replaced(symbol):
                continue
            start, limits = source.binding.span.start, self._file.limits
            protected = limits.protected(start)
            reason = limits.about(symbol) or (protected.rejection.about(symbol) if protected else None)
            self._made.reports.refer(start, "import", symbol, moves=False)
            reason = reason or texts.STILL_NAMED.fill(symbol, name=local.name, why=why)
            self._made.reports.report(start, reason)

    def tell_module(self, local: LocalName, olds: Sequence[Symbol], leads: bool) -> None:
        """Say of a module's imports that they stay, though expressions came for all that was read through it.

        `olds` is what that was; `leads` says whether each import is made for what was read.
        """
        packages = {each.module.partition(".")[0] for each in olds}
        own = all(source.path[0] in packages for source in local.sources)
        if not own or is_facade(self._file) or not all(map(self._is_replaced, olds)):
            return
        why = self.why_stays(local) or ("" if leads else "a module may be imported for what it does")
        for source in local.sources if why else ():
            start, limits = source.binding.span.start, self._file.limits
            if limits.about(olds[0]) is None and limits.protected(start) is None:
                self._made.reports.report(start, texts.STILL_NAMED.fill(olds[0], name=local.name, why=why))

    def _is_replaced(self, symbol: Symbol) -> bool:
        """Whether an expression without the symbol comes for every use of it, outside of its own module."""
        if self._edited.modules.find(symbol.module) == self._file.path:
            return False
        rules = [each for each in self._edited.rules.for_symbol(symbol) if each.is_for(self._category)]
        if any(each.expression is None or each.new is not None or reads_itself(each) for each in rules):
            return False
        return any(each.when is None and not each.condition for each in rules)

    def why_stays(self, local: LocalName) -> str:
        """Why the imports of a name must stay, whether or not anything in the file reads it; or empty."""
        if self._file.is_protected(local):
            return "its line may not change"
        if local.alias is not None or not local.sources or any(each.star for each in local.sources):
            return "it comes in by another name, or by a star"
        if any(each.statement.position.nested for each in local.sources):
            return "its import stands in a block"
        if any(self._file.alias_of(each).is_reexport for each in local.sources):
            return "its import is marked as a re-export"
        if local.others:
            return f"`{local.name}` is also bound by {what_else_binds(local) or 'a `del`'}"
        if self._file.facts.in_doctest(local.scope):
            return "its import stands in an example"
        if self._file.facts.scopes[local.scope].kind is ScopeKind.CLASS:
            return f"`{local.name}` is an attribute of the class"
        if any(each.name == local.name for each in self._file.facts.declarations):
            return f"`{local.name}` is declared here"
        return self._who_reads(local) if local.scope == 0 else ""

    def _who_reads(self, local: LocalName) -> str:
        """Who else may have to do with a name of the module, in words; empty if nobody."""
        file, attribute = self._file, self._file.attribute(local)
        readers = file.project.attribute_readers
        if local.name in file.facts.dunder_all.included:
            return "`__all__` lists it"
        if file.facts.is_package:
            return "the package hands it on"
        if file.is_needed(local):
            return f"{file.must_stay[local.name]} reads it from here"
        if file.is_replaced(local):
            return f"{file.replaced[local.name]} replaces it here"
        pin = pin_of_symbol(file, local)
        if pin is not None and pin.kind is not PinKind.ALIAS:
            return pin.why
        if why := why_module_stays(file, local):
            return why
        if patching := readers.patching_files(attribute):
            return f"{patching[0]} replaces it here"
        return "another file reads it from here" if readers.is_read(attribute) else ""
