"""Blocks of imports made at random, and what moving some of their names to other modules makes of them."""

import ast
from dataclasses import dataclass
from random import Random

from codemods.project.decision import NewImport
from codemods.transformers.import_statement import AliasReplacement, rewrite_statement
from codemods.values.edit import Edit
from codemods.values.source import Source

MODULES = (
    *("os", "os.path", "re", "json", "typing", "collections.abc"),
    *("attr", "attr.a", "lib.x", "zope", "zope.interface"),
    *("pkg", "pkg.a", "pkg.a.b", "pkg.a9", "pkg.a10", "pkg.b", "pkg.Z"),
    *(".", ".k", ".m.n", ".."),
)
_COMMENTS = (0, 0, 0, 0, 0, 1, 2)
"""How many lines of comment an import has above it, each as likely."""


@dataclass
class ImportBlock:
    """A file of imports."""

    random: Random

    def __post_init__(self) -> None:
        self._used: set[str] = set()

    def text(self) -> str:
        """The file, not sorted."""
        rows = map(self._import, self.random.sample(MODULES, self.random.randint(2, 9)))
        lines = [line for row in rows for line in row]
        if self.random.random() < 0.2:
            return "def f():\n" + "".join(f"    {line}\n" for line in lines) + "    return 1\n"
        return (
            self.random.choice(("", '"""D."""\n\n', '"""D."""\n\n# lead\n'))
            + "\n".join(lines)
            + "\n\nx = 1\n"
        )

    def moves(self, source: Source) -> list[Edit]:
        """Edits that move names of one or two imports of the sorted file to other modules."""
        nodes = [each for each in ast.walk(ast.parse(source.data)) if isinstance(each, ast.ImportFrom)]
        chosen = self.random.sample(nodes, min(len(nodes), self.random.randint(1, 2)))
        return sorted(self._moved(source, each) for each in chosen)

    def _import(self, module: str) -> list[str]:
        lines = [f"# {self.random.choice(('Why', 'What'))} {n}" for n in range(self.random.choice(_COMMENTS))]
        top = module.partition(".")[0]
        if top and top not in self._used and self.random.random() < 0.25:
            self._used.add(top)
            return [*lines, f"import {module}"]
        names = [self._name() for _ in range(self.random.choice((1, 1, 2, 3, 6, 14)))]
        names = [each if self.random.random() < 0.85 else f"{each} as {self._name()}" for each in names]
        return [*lines, f"from {module} import {', '.join(names)}"]

    def _name(self) -> str:
        while True:
            name = self.random.choice("abcdefghklmnpqrtuvw") * self.random.randint(1, 2)
            name = self.random.choice((name, name.title(), name.upper()))
            name += self.random.choice(("", "1", "22", "_x"))
            if name not in self._used:
                self._used.add(name)
                return name

    def _moved(self, source: Source, node: ast.ImportFrom) -> Edit:
        start = source.offset(node.lineno, node.col_offset)
        end = source.offset(node.end_lineno or node.lineno, node.end_col_offset or 0)
        module = self.random.choice([each for each in MODULES if not each.startswith(".")])
        changes = {}
        for number, alias in enumerate(node.names):
            if not number or self.random.random() < 0.5:
                asname = alias.asname if self.random.random() < 0.7 else None
                changes[number] = AliasReplacement(False, (NewImport(module, self._name(), asname),))
        old = source.data[start:end]
        rewritten = rewrite_statement(old.decode(), changes, None)
        added = [each.replace("\n", "\n" + " " * node.col_offset) for each in rewritten.added]
        lines = [each for each in (rewritten.text, *added) if each]
        return Edit(start, end, old, ("\n" + " " * node.col_offset).join(lines).encode())
