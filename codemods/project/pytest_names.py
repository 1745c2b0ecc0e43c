"""Names that pytest finds by themselves: fixtures and hooks, in whatever module imports them."""

from codemods.project.choose_rule import is_test
from codemods.project.deciding import Deciding
from codemods.project.facades import stars_with
from codemods.project.file_context import FileContext
from codemods.project.local_names import LocalName
from codemods.values import finding_texts as texts
from codemods.values.symbol import Symbol

_HOOK = "pytest_"


def found_by_pytest(file: FileContext, local: LocalName) -> str:
    """Why pytest may find a module-level name by itself; empty where it does not."""
    if local.scope != 0:
        return ""
    if local.name.startswith(_HOOK):
        return "pytest finds hooks by their names"
    symbols = {s.resolved.symbol for s in local.sources if s.resolved is not None and s.resolved.symbol}
    if any(_is_fixture(file, symbol) for symbol in symbols):
        return "pytest finds fixtures by their names"
    unknown = any(not file.definitions.is_known(symbol) for symbol in symbols)
    if unknown and not local.uses and is_test(file.path):
        return "pytest may find it by its name, as a fixture"
    return ""


def is_collected(file: FileContext, symbol: Symbol) -> bool:
    """Whether pytest makes something of a new name of a test module by itself: a fixture, a hook, a test."""
    if not is_test(file.path):
        return False
    return symbol.name.startswith((_HOOK, "test", "Test")) or file.definitions.is_fixture(symbol)


def hold_starred_fixtures(deciding: Deciding) -> None:
    """Say that a test module has fixtures and hooks by a star import: no name in it stands for them."""
    file = deciding.file
    if not is_test(file.path) or not any(statement.is_star for statement in file.facts.imports):
        return
    for symbol in dict.fromkeys(rule.old for rule in file.project.migration.symbols):
        if "." in symbol.name or not (symbol.name.startswith(_HOOK) or _is_fixture(file, symbol)):
            continue
        for index in stars_with(file, symbol):
            start = file.facts.imports[index].span.start
            deciding.made.reports.refer(start, "import", symbol, moves=False)
            deciding.made.reports.report(start, texts.STAR_BRINGS_FIXTURE.fill(symbol, name=symbol.name))


def _is_fixture(file: FileContext, symbol: Symbol) -> bool:
    """Whether a deprecated symbol, or what takes its place, is a fixture."""
    new = (rule.new for rule in file.project.rules.for_symbol(symbol) if rule.new is not None)
    return any(file.definitions.is_fixture(each) for each in (symbol, *new))
