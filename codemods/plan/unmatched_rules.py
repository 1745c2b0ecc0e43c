"""The rules that match nothing: most are mistyped, and a check that finds nothing proves nothing."""

from collections.abc import Iterable, Sequence

from codemods.migration.migration_files import is_builtin
from codemods.plan.close_names import meant_name
from codemods.plan.program import Program
from codemods.semantic.source_words import SourceWords
from codemods.values.finding import Finding
from codemods.values.reference import Reference
from codemods.values.rules import ModuleRule, SymbolRule
from codemods.values.symbol import Symbol, whole_module
from codemods.values.tree import Tree


def unmatched_rules(
    tree: Tree, program: Program, references: Sequence[Reference], findings: Sequence[Finding]
) -> tuple[str, ...]:
    """Say of the rules that match nothing what is wrong with them, each mistake once, in their order.

    A rule matches what refers to its `old`, and the module that defines it. One whose `new` is spelled
    outside its home has done its work, and what the migration retires may be gone. Of a built-in migration,
    which is a published table, most rules match nothing anywhere.
    """
    migration = program.migration

    def is_own(rule: SymbolRule | ModuleRule) -> bool:
        return not is_builtin(rule.table.file or migration.origin)

    matched = {each.symbol for each in references} | {each.symbol for each in findings}
    met = {symbol.partition(":")[0] for symbol in matched}
    symbols = [
        rule
        for rule in filter(is_own, migration.symbols)
        if str(rule.old) not in matched
        and not migration.retire.covers(str(rule.old))
        and _is_gone(program, rule)
    ]
    moved = [
        rule
        for rule in filter(is_own, migration.modules)
        if not any(f"{module}.".startswith(f"{rule.old}.") for module in met)
        and rule.old not in migration.retire.modules
        and not (program.modules.find(rule.old) or program.modules.is_namespace(rule.old))
    ]
    news = {rule.new for rule in symbols if rule.new is not None}
    news |= {whole_module(rule.new) for rule in moved if rule.new is not None}
    done = _spelled_elsewhere(tree, program, news)
    said: dict[str, dict[str, None]] = {}
    for symbol in symbols:
        if _is_wrong(program, symbol, done):
            said.setdefault(_why_symbol(program, symbol), {})[str(symbol.table)] = None
    for module in moved:
        if module.new is not None and whole_module(module.new) not in done:
            said.setdefault(_why_module(program, module), {})[str(module.table)] = None
    return tuple(f"{', '.join(tables)}: {why}" for why, tables in said.items())


def _is_gone(program: Program, rule: SymbolRule) -> bool:
    """Whether the tree does not have what a rule calls old."""
    path = program.modules.find(rule.old.module)
    top, _, member = rule.old.name.partition(".")
    if path is None or not program.project.namespaces.may_have(path, top):
        return True
    return bool(member) and program.definitions.has_attribute(Symbol(rule.old.module, top), member) is False


def _is_wrong(program: Program, rule: SymbolRule, done: set[Symbol]) -> bool:
    """Whether it is likely that a rule is mistyped, and not that nothing is left to do."""
    if rule.new is None:
        return program.modules.find(rule.old.module) is not None
    return rule.new not in done or bool(_meant(program, rule))


def _spelled_elsewhere(tree: Tree, program: Program, news: Iterable[Symbol]) -> set[Symbol]:
    """Those of some new names that a file spells which is not their home."""
    by_word: dict[str, set[Symbol]] = {}
    for new in news:
        by_word.setdefault(new.leaf or new.module.rpartition(".")[2], set()).add(new)
    found: set[Symbol] = set()
    for path in tree.holding(by_word) if by_word else ():
        source = program.workspace.source(path)
        for word in SourceWords(source).spelled(frozenset(by_word)) if source is not None else ():
            found |= {new for new in by_word[word] if program.modules.find(new.module) != path}
    return found


def _meant(program: Program, rule: SymbolRule) -> str:
    path = program.modules.find(rule.old.module)
    name = rule.old.name.partition(".")[0]
    known = program.definitions.bound_names(path) if path is not None else ()
    own = {rule.new.name.partition(".")[0]} if rule.new is not None else set[str]()
    return meant_name(name, set(known) - own)


def _why_symbol(program: Program, rule: SymbolRule) -> str:
    old, path = rule.old, program.modules.find(rule.old.module)
    top, _, member = old.name.partition(".")
    if path is None:
        return f'nothing in the tree has to do with "{old}"{_beside(program, old.module)}'
    if program.project.namespaces.may_have(path, top):
        return f"`{top}` of `{old.module}` has no `{member}`"
    return f"`{old.module}` binds no `{top}`{_did_you_mean(_meant(program, rule))}"


def _why_module(program: Program, rule: ModuleRule) -> str:
    return f'nothing in the tree has to do with "{rule.old}"{_beside(program, rule.old)}'


def _beside(program: Program, module: str) -> str:
    """The module of the same package that a mistyped one was likely to be."""
    package, _, leaf = module.rpartition(".")
    path = program.modules.find(package) if package else None
    meant = meant_name(leaf, program.modules.modules_beside(path)) if path is not None else ""
    return _did_you_mean(f"{package}.{meant}" if meant else "")


def _did_you_mean(meant: str) -> str:
    return f"; did you mean `{meant}`?" if meant else ""
