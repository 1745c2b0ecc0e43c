"""Rename definitions where they stand, before anything is decided: `definition = "rename"` in a migration."""

import ast
import re
from collections.abc import Iterator, Sequence

from codemods.plan.change_limits import limits_of
from codemods.plan.program import Program
from codemods.plan.renamed_files import RenamedFile, RenamedFiles
from codemods.project.choose_rule import is_test
from codemods.semantic.scope_table import ScopeTable
from codemods.transformers.definition_rename import NotRenamedError, RenamedDefinition, rename_definition
from codemods.transformers.visual_indent import realigned
from codemods.transformers.wrapping.long_lines import wrap_long_lines
from codemods.values import finding_texts as texts
from codemods.values.edit import Edit, splice
from codemods.values.finding import Finding
from codemods.values.rejection import Rejection
from codemods.values.rules import SymbolRule
from codemods.values.source import Source
from codemods.values.symbol import Symbol
from codemods.values.tree import Selection

_TELLS_NAME = re.compile(rb"\.__(?:qual)?name__\b")


def rename_definitions(program: Program, selection: Selection) -> RenamedFiles:
    """Rename what the migration says, in the files where it is defined, a stub beside a module with it.

    Lines that are aligned with a name move along, and those that get too long are wrapped. A definition that
    can't be renamed is held, with a finding, and so are its uses.
    """
    made = _Renaming(program, selection)
    for rule in program.migration.symbols:
        if rule.renames_definition and rule.new is not None:
            made.rename(rule, rule.new)
    made.lay_out()
    return RenamedFiles(made.files, made.held, tuple(sorted(made.findings)))


class _Renaming:
    def __init__(self, program: Program, selection: Selection) -> None:
        self._program = program
        self._selection = selection
        self.files: dict[str, RenamedFile] = {}
        self.held: dict[Symbol, Rejection] = {}
        self.findings: list[Finding] = []

    def rename(self, rule: SymbolRule, new: Symbol) -> None:
        """Rename one definition, or say why it stays."""
        modules = self._program.modules
        home = modules.find(rule.old.module)
        if home is None:
            return
        done: dict[str, RenamedDefinition] = {}
        path = home
        try:
            for path in filter(None, (home, modules.twin(home))):
                done[path] = self._renamed(path, rule, new)
            if any(each.edits for each in done.values()):
                self._check_others(home, rule, new)
        except NotRenamedError as error:
            self._hold(rule, new, path, error)
            return
        for path, renamed in done.items():
            if renamed.edits:
                self._take(path, rule, new, renamed)

    def lay_out(self) -> None:
        """Let the lines around the new names stand as those around the old ones did."""
        for path, file in self.files.items():
            source, limits = (
                file.source,
                limits_of(file.source, self._selection, self._program.migration.exclude),
            )
            edits = wrap_long_lines(source, realigned(source, file.edits), self._program.code_style)
            free = all(limits.protected(each.start) is None for each in edits)
            if edits != file.edits and free and _is_same_program(source, file.edits, edits):
                places = {each.start: file.starts[each] for each in file.edits}
                starts = {
                    each: places[max((at for at in places if at <= each.end), default=min(places))]
                    for each in edits
                }
                self.files[path] = RenamedFile(source, edits, file.symbols, starts)

    def _renamed(self, path: str, rule: SymbolRule, new: Symbol) -> RenamedDefinition:
        """The edits in one file. Raises NotRenamedError."""
        project, workspace = self._program.project, self._program.workspace
        source, tree = workspace.source(path), workspace.tree(path)
        table = project.scope_table(path, (rule.old.name, new.name))
        if source is None or tree is None or table is None:
            raise NotRenamedError("its file can't be read")
        renamed = rename_definition(source, tree, table, rule.old.name, new.name)
        if renamed.edits:
            self._check_limits(source, renamed)
            self._check_namespace(path, table, rule, new)
            _check_texts(source, rule.old)
            try:
                source.to_file(new.name.encode())
            except UnicodeEncodeError:
                raise NotRenamedError("the file's encoding can't hold the new name", renamed.start) from None
            if path in self.files:
                known = [edit.start for edit in self.files[path].edits]
                if any(edit.start in known for edit in renamed.edits):
                    raise NotRenamedError("another definition beside it is renamed", renamed.start)
        return renamed

    def _check_limits(self, source: Source, renamed: RenamedDefinition) -> None:
        limits = limits_of(source, self._selection, self._program.migration.exclude)
        if limits.rejection is not None:
            raise NotRenamedError(limits.rejection.message, renamed.start)
        for edit in renamed.edits:
            if (protected := limits.protected(edit.start)) is not None:
                raise NotRenamedError(protected.rejection.message, edit.start)

    def _check_namespace(self, path: str, table: ScopeTable, rule: SymbolRule, new: Symbol) -> None:
        """Raise NotRenamedError where the module has the new name otherwise, or pytest finds the old one."""
        project, definitions = self._program.project, self._program.definitions
        start = table.bindings[0, rule.old.name][0].span.start
        if self._program.modules.find(f"{new.module}.{new.name}") is not None:
            raise NotRenamedError(f"the package has a submodule `{new.name}`", start)
        if any(True for _ in project.namespaces.star_paths(table, new.name)):
            raise NotRenamedError(f"a star import may bring `{new.name}` in there", start)
        tested = is_test(path) and rule.old.name.lower().startswith("test")
        if tested or definitions.is_fixture(rule.old):
            raise NotRenamedError("pytest would find it under both names", start)

    def _check_others(self, home: str, rule: SymbolRule, new: Symbol) -> None:
        """Raise NotRenamedError where another file would take the new name for what it is not."""
        project = self._program.project
        for path in sorted(project.star_importers.with_importers(home) - {home}):
            table = project.scope_table(path, (new.name,))
            owned = (each for each in table.facts.accesses if each.name == new.name) if table else ()
            if table is not None and (
                (0, new.name) in table.bindings
                or any(table.owner(each.scope, new.name) is None for each in owned)
            ):
                raise NotRenamedError(f"{path} takes the module over by `import *`, and has a `{new.name}`")
        for path in self._program.words.among(self._program.candidates, {rule.old.name}):
            source = self._program.workspace.source(path)
            if source is not None:
                _check_texts(source, rule.old)
        private = self._private_names(home, rule.old)
        readers = self._program.words.holding(private) if private else ()
        if readers:
            raise NotRenamedError(f"{min(readers)} spells a private name with the class's in it")

    def _private_names(self, home: str, symbol: Symbol) -> set[str]:
        """The names of private attributes as code outside the class spells them (reference 6.2.1)."""
        tree = self._program.workspace.tree(home)
        classes = (each for each in ast.walk(tree) if isinstance(each, ast.ClassDef)) if tree else ()
        inside = [each for owner in classes if owner.name == symbol.name for each in ast.walk(owner)]
        names = {getattr(each, name, "") for each in inside for name in ("id", "attr", "name", "arg")}
        private = {each for each in names if isinstance(each, str) and each[:2] == "__" and each[-2:] != "__"}
        return {f"_{symbol.name.lstrip('_')}{each}" for each in private}

    def _hold(self, rule: SymbolRule, new: Symbol, path: str, error: NotRenamedError) -> None:
        told = texts.DEFINITION_STAYS.fill(rule.old, old=rule.old.name, new=new.name, why=error.why)
        self.held[rule.old] = texts.STAYS_WITH_DEFINITION.fill(rule.old, old=rule.old.name, new=new.name)
        source = self._program.workspace.source(path)
        place = source.position(error.offset or self._start(path, rule.old)) if source is not None else (0, 0)
        self.findings.append(told.at(path, *place))

    def _start(self, path: str, symbol: Symbol) -> int:
        """Where a module defines a symbol; 0 if that is not known."""
        table = self._program.project.scope_table(path)
        bindings = table.bindings.get((0, symbol.name), ()) if table is not None else ()
        return bindings[0].span.start if bindings else 0

    def _take(self, path: str, rule: SymbolRule, new: Symbol, renamed: RenamedDefinition) -> None:
        source = self._program.source(path)
        if renamed.tells_name:
            decorators = ", ".join(f"`@{each}`" for each in dict.fromkeys(renamed.decorators))
            more = f"; see whether {decorators} reads it" if decorators else ""
            told = texts.TELLS_NEW_NAME.fill(rule.old, old=rule.old.name, new=new.name, more=more)
            self.findings.append(told.at(path, *source.position(renamed.start)))
        edits, symbols = renamed.edits, frozenset({str(rule.old)})
        starts = dict.fromkeys(edits, renamed.start)
        if (known := self.files.get(path)) is not None:
            edits, symbols = tuple(sorted((*known.edits, *edits))), known.symbols | symbols
            starts |= known.starts
        self.files[path] = RenamedFile(source, edits, symbols, starts)


def _is_same_program(source: Source, one: Sequence[Edit], other: Sequence[Edit]) -> bool:
    try:
        first, second = (ast.dump(ast.parse(splice(source.data, edits))) for edits in (one, other))
    except SyntaxError:
        return False
    return first == second


def _check_texts(source: Source, symbol: Symbol) -> None:
    """Raise NotRenamedError where a line compares a name that an object tells with the old one."""
    for line in _lines_telling(source):
        text = source.line_text(line)
        if re.search(rb"""(["'])""" + re.escape(symbol.name.encode()) + rb"\1", text):
            where = f"{source.path}:{line}"
            raise NotRenamedError(f"{where} reads its name as text")


def _lines_telling(source: Source) -> Iterator[int]:
    for match in _TELLS_NAME.finditer(source.data):
        yield source.line_of(match.start())
