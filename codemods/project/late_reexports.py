"""An import in a function of a name that another module re-exports, and a test replaces there."""

from codemods.project.choose_rule import RuleChoice
from codemods.project.deciding import Deciding
from codemods.project.decision import BindingOutcome, NewImport
from codemods.project.dotted_paths import ModuleAttribute, old_path
from codemods.project.local_names import ImportSource, LocalName
from codemods.semantic.binding import ScopeKind
from codemods.values import finding_texts as texts
from codemods.values.symbol import Symbol


class LateReexport:
    """Decides a local name that a function imports from a re-export: it follows the re-export's own name.

    The import runs each time that the function does, so that it sees what a test puts there. Were it to go
    straight to the canonical module, it would go past the test's mock.
    """

    def __init__(self, deciding: Deciding, local: LocalName) -> None:
        self._deciding = deciding
        self._file = deciding.file
        self._made = deciding.made
        self._local = local
        self.must_stay = False
        """Whether the import must stay as it is, since the re-export that is replaced does."""

    def decide(self) -> bool:
        """Let the import and its uses follow the re-export; False where they cannot, or need not."""
        source, attribute = self._reexport()
        if source is None or attribute is None or self._file.is_protected(self._local):
            return False
        outcome = self._made.effects.outcome(attribute)
        new = self._new_symbol(outcome)
        matched = self._deciding.rules.match(self._local, self._local.uses)
        choices = list(matched.choices.values())
        apart = matched.rejections or any(each.new != new for each in choices)
        if outcome is None or new is None or apart:
            self.must_stay = outcome is not None
            return False
        (name,) = outcome.path_of(attribute.name, new)
        if name != attribute.name or any(choice.adapts for choice in choices):
            self._follow(source, name, matched.choices)
        elif attribute.path in self._file.project.rules.facades and source.resolved is not None:
            # The facade keeps the old name for others; what a test replaces there must be read there too.
            start, symbol = source.binding.span.start, source.resolved.symbol
            self._made.reports.refer(start, "import", symbol, moves=False)
            self._made.reports.report(start, texts.REPLACED_HERE.fill(symbol, old=attribute.name))
        return True

    def _reexport(self) -> tuple[ImportSource | None, ModuleAttribute | None]:
        """The one import of the name, and the name of the module's namespace that a test replaces."""
        local = self._local
        late = self._file.facts.scopes[local.scope].kind in (ScopeKind.FUNCTION, ScopeKind.LAMBDA)
        if not late or len(local.sources) != 1 or local.others or local.star:
            return None, None
        (source,) = local.sources
        through = source.resolved.through if source.resolved is not None else ()
        if not through or source.resolved is None or source.resolved.at_home:
            return None, None
        named = through[0].name == source.path[-1] and through[0] in self._file.patched_names
        return (source, through[0]) if named else (None, None)

    def _new_symbol(self, outcome: BindingOutcome | None) -> Symbol | None:
        """The canonical symbol for which the re-exporting module has one name in the old one's place."""
        found = set(outcome.replacements.values()) if outcome is not None else set()
        new = next(iter(found)) if len(found) == 1 else None
        source = self._local.sources[0]
        if outcome is None or new is None or "." in new.name:
            return None
        return new if len(outcome.path_of(source.path[-1], new)) == 1 else None

    def _follow(self, source: ImportSource, name: str, choices: dict[int | None, RuleChoice]) -> None:
        """Import the re-export's new name, and let the uses follow it."""
        local, made = self._local, self._made
        alias = self._file.alias_of(source)
        module = ".".join(source.path[:-1])
        brought = NewImport(module, name, alias.asname if alias.asname not in (None, name) else None)
        accesses = [each.use for each in local.uses if each.index in choices]
        if self._deciding.new_names.obstacle(local, brought.local, brought, accesses):
            brought = NewImport(module, name, local.name)
        made.change_alias(source, False, (brought,))
        made.reports.refer(source.binding.span.start, "import", old_path(source.resolved), moves=True)
        for access in local.uses:
            if access.index in choices:
                made.move(local, access, choices[access.index], (brought.local,), f"{module}.{name}")
