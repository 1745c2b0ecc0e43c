"""Blocks of statements, nested: functions, closures, classes, conditions, loops and handlers."""

from collections.abc import Callable

from hypothesis import strategies as st

from tests.properties.bindings import binding
from tests.properties.imports import import_block
from tests.properties.source_writer import Lines, SourceWriter, guarded, indent
from tests.properties.uses import expression, handed, use


class Author:
    """Writes nested blocks out of imports, uses and bindings."""

    def __init__(self, imports: tuple[Lines, ...], *, binds: bool = True) -> None:
        """`imports` are statements to place anywhere; `binds` allows names to be bound otherwise too."""
        self.imports = imports
        self.binds = binds

    def block(self, writer: SourceWriter, longest: int = 4) -> Lines:
        """A few statements of any kind."""
        count = writer.draw(st.integers(1, longest))
        return [line for _ in range(count) for line in self.statement(writer)]

    def statement(self, writer: SourceWriter) -> Lines:
        """One statement: a use, a binding, an import, or a nested block."""
        kinds: list[Callable[[SourceWriter], Lines]] = [use, use, self.imported]
        if self.binds:
            kinds += [binding, binding]
        if writer.depth > 0:
            kinds += [self.function, self.function, self.klass, self.nested]
        return writer.pick(kinds)(writer)

    def imported(self, writer: SourceWriter) -> Lines:
        """One of the program's imports, guarded where it may raise."""
        lines = import_block(writer, writer.pick(self.imports), alone=not self.binds)
        return guarded(writer, lines) if lines and writer.scope == "module" and writer.chance(50) else lines

    def nested(self, writer: SourceWriter) -> Lines:
        """A block that is no scope."""
        head = writer.pick(
            (
                f"if flag({writer.chance(60)}):",
                "for w in (1, 2):",
                f"with scope({expression(writer, 1)}):",
                "try:",
                f"while note({writer.label()}, 1):",
            )
        )
        body = indent(self.block(writer.deeper(), 2))
        if head == "try:":
            tail = ["except NameError:", *indent(self.block(writer.deeper(), 1))]
            return guarded(writer, [head, *body, *writer.pick((tail, ["finally:", *indent(use(writer))]))])
        return guarded(writer, [head, *body, *(["    break"] if head.startswith("while") else [])])

    def function(self, writer: SourceWriter) -> Lines:
        """A function of any signature, and its call, at once or after more statements."""
        name = f"f{writer.label()}"
        inner = writer.inside("function")
        body = [*self.declarations(writer), *self.block(inner, 3)]
        called = guarded(writer, [f"note({writer.label()}, {writer.pick((f'{name}()', f'[*{name}()]'))})"])
        between = self.statement(writer) if writer.chance(30) else []
        parameters = self.parameters(writer)
        lines = [f"def {name}({parameters}):", *indent([*body, *self.returned(inner)])]
        return [*(guarded(writer, lines) if "=" in parameters else lines), *between, *called]

    def parameters(self, writer: SourceWriter) -> str:
        """A parameter list that can be called without arguments, defaults over targets included."""
        if not self.binds:
            return writer.pick(("", f"given={expression(writer, 1)}"))
        name = writer.name()
        default = f"{name}={handed(writer, 1)}"
        return writer.pick(("", default, "", f"*, {default}", f"*{name}", f"given={expression(writer, 1)}"))

    def declarations(self, writer: SourceWriter) -> Lines:
        """`global` and `nonlocal`; those that the place does not allow are taken out afterwards."""
        if not self.binds or not writer.chance(30):
            return []
        return [f"{writer.pick(('global', 'nonlocal'))} {writer.name()}"]

    def returned(self, writer: SourceWriter) -> Lines:
        """What a function ends with."""
        last = expression(writer, 1)
        return writer.pick(([], [f"return {last}"], [f"yield {last}"], [f"yield from [{last}]"]))

    def klass(self, writer: SourceWriter) -> Lines:
        """A class whose body and method run, with what its attributes turned out to be."""
        name, method = f"K{writer.label()}", f"m{writer.label()}"
        body = self.block(writer.inside("class"), 2)
        method_body = self.block(writer.inside("function"), 2)
        declared = [*body, f"def {method}(self, *rest):", *indent(method_body)]
        asked = guarded(writer, [f"note({writer.label()}, {name}.{writer.name()})"]) if self.binds else []
        after = [*guarded(writer, [f"{name}().{method}()"]), *asked]
        return [f"class {name}:", *indent(declared), *after]
