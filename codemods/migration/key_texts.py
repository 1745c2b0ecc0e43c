"""What the keys of a migration file mean, in the words of docs/migrations.md, for editors."""

from collections.abc import Mapping

_NOTE = "a text shown with each edit that the entry makes"
_PATH = "where the code stands in the test's tree"
_BEFORE = "the code; required"
_AFTER = "what it is to become"
_STAYS = "`true`: it is to stay as it is"
_FINDING = "the code of the finding that it is to have, or a list; none when left out"
TEXTS: Mapping[str, Mapping[str, str]] = {
    "MigrationFile": {
        "name": "what the migration is called in messages; the file's name without `.toml` when left out",
        "extends": "other migrations that this one begins with",
        "exclude": "globs of files that are never changed (they are still looked at)",
        "compat": "what becomes of code that runs with the old name and with the new one",
        "categories": "what kind of file a path is: a name and its globs, the first that fits wins",
        "symbol": "one deprecated symbol, or one kind of use of it",
        "module": "one deprecated module",
        "facade": "one module that goes on exporting the old names",
        "retire": "what `repoint retire` removes once nothing refers to it",
        "test": "one test of the migration, for `repoint test`",
    },
    "SymbolTable": {
        "old": "the deprecated symbol; required",
        "new": "the canonical symbol",
        "manual": "in place of `new`: nothing is edited, each use becomes a finding with this text",
        "when": "the use that this entry is for; every use when left out",
        "where": "parameters and the literals that a call has to pass for them",
        "passed": "parameters that a call has to pass",
        "not_passed": "parameters that a call must not pass",
        "category": "the categories of the files that this entry is for, a name or a list; "
        "every file when left out",
        "signature": "how today's calls bind",
        "call": "the new call, in the names of `signature`",
        "arguments": "a table, `[symbol.arguments]`: what changes in a call whose other arguments stay as "
        "they are",
        "expression": "a Python expression that takes the place of a call, or of the name where there is no "
        "`signature`",
        "imports": "what the expression uses: `module:name`, or a module",
        "remove": "`true`: a call statement, a decorator or an import goes, with nothing in its place",
        "definition": '`"rename"`: what defines `old` takes the new name where it stands',
        "note": _NOTE,
    },
    "ArgumentsTable": {
        "rename": "gives a keyword another name; two old ones may lead to one new",
        "drop": "takes an argument out",
        "add": "passes a keyword, with a Python expression as its value, where the call does not pass it",
        "keyword": "makes keywords of the leading arguments by position, which have these names in this "
        "order",
        "values": "for a parameter: literals, and the Python expressions that replace them",
        "imports": "what those expressions use: `module:name`, or a module, which they spell whole",
    },
    "ModuleTable": {
        "old": "the deprecated module; required",
        "new": "the canonical module",
        "manual": "in place of `new`: the module is gone, and each reference becomes a finding with this "
        "text",
        "package": "`true`: the entry is about all modules below `old` as well",
        "others": "what to say of names that no entry is for and `new` does not bind",
        "import": "how `new` is to be imported where the code does not say so itself",
        "note": _NOTE,
    },
    "FacadeTable": {
        "module": "a module that hands deprecated names on to users outside the tree; required",
    },
    "TestTable": {
        "name": "what the test is called in messages",
        "path": _PATH + "; `example.py` when left out",
        "before": _BEFORE,
        "after": _AFTER,
        "stays": _STAYS,
        "finding": _FINDING,
        "file": "one file of several, in place of the five keys above",
        "given": "files that are there as well, a text for each path; what becomes of them is not looked at",
    },
    "TestFileTable": {
        "path": _PATH,
        "before": _BEFORE,
        "after": _AFTER,
        "stays": _STAYS,
        "finding": _FINDING,
    },
    "RetireTable": {
        "modules": "a list of modules whose files go",
        "symbols": "a list of symbols whose definitions go; each a name of its module's top level",
    },
}
"""By the table's type, then by key: what the page says first of it."""
