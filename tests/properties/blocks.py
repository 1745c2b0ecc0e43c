"""Blocks of statements, nested: functions, closures, classes, conditions, loops and handlers."""

from collections.abc import Callable

from hypothesis import strategies as st

from tests.properties.bindings import binding
from tests.properties.imports import import_block
from tests.properties.source_writer import Lines, Pen, guarded, indent
from tests.properties.uses import expression, handed, use


class Author:
    """Writes nested blocks out of imports, uses and bindings."""

    def __init__(self, imports: tuple[Lines, ...], *, binds: bool = True) -> None:
        """`imports` are statements to place anywhere; `binds` allows names to be bound otherwise too."""
        self.imports = imports
        self.binds = binds

    def block(self, pen: Pen, longest: int = 4) -> Lines:
        """A few statements of any kind."""
        count = pen.draw(st.integers(1, longest))
        return [line for _ in range(count) for line in self.statement(pen)]

    def statement(self, pen: Pen) -> Lines:
        """One statement: a use, a binding, an import, or a nested block."""
        kinds: list[Callable[[Pen], Lines]] = [use, use, self.imported]
        if self.binds:
            kinds += [binding, binding]
        if pen.depth > 0:
            kinds += [self.function, self.function, self.klass, self.nested]
        return pen.pick(kinds)(pen)

    def imported(self, pen: Pen) -> Lines:
        """One of the program's imports, guarded where it may raise."""
        lines = import_block(pen, pen.pick(self.imports), alone=not self.binds)
        return guarded(pen, lines) if lines and pen.scope == "module" and pen.chance(50) else lines

    def nested(self, pen: Pen) -> Lines:
        """A block that is no scope."""
        head = pen.pick(
            (
                f"if flag({pen.chance(60)}):",
                "for w in (1, 2):",
                f"with scope({expression(pen, 1)}):",
                "try:",
                f"while note({pen.label()}, 1):",
            )
        )
        body = indent(self.block(pen.deeper(), 2))
        if head == "try:":
            tail = ["except NameError:", *indent(self.block(pen.deeper(), 1))]
            return guarded(pen, [head, *body, *pen.pick((tail, ["finally:", *indent(use(pen))]))])
        return guarded(pen, [head, *body, *(["    break"] if head.startswith("while") else [])])

    def function(self, pen: Pen) -> Lines:
        """A function of any signature, and its call, at once or after more statements."""
        name = f"f{pen.label()}"
        inner = pen.inside("function")
        body = [*self.declarations(pen), *self.block(inner, 3)]
        called = guarded(pen, [f"note({pen.label()}, {pen.pick((f'{name}()', f'[*{name}()]'))})"])
        between = self.statement(pen) if pen.chance(30) else []
        parameters = self.parameters(pen)
        lines = [f"def {name}({parameters}):", *indent([*body, *self.returned(inner)])]
        return [*(guarded(pen, lines) if "=" in parameters else lines), *between, *called]

    def parameters(self, pen: Pen) -> str:
        """A parameter list that can be called without arguments, defaults over targets included."""
        if not self.binds:
            return pen.pick(("", f"given={expression(pen, 1)}"))
        name = pen.name()
        default = f"{name}={handed(pen, 1)}"
        return pen.pick(("", default, "", f"*, {default}", f"*{name}", f"given={expression(pen, 1)}"))

    def declarations(self, pen: Pen) -> Lines:
        """`global` and `nonlocal`; those that the place does not allow are taken out afterwards."""
        if not self.binds or not pen.chance(30):
            return []
        return [f"{pen.pick(('global', 'nonlocal'))} {pen.name()}"]

    def returned(self, pen: Pen) -> Lines:
        """What a function ends with."""
        last = expression(pen, 1)
        return pen.pick(([], [f"return {last}"], [f"yield {last}"], [f"yield from [{last}]"]))

    def klass(self, pen: Pen) -> Lines:
        """A class whose body and method run, with what its attributes turned out to be."""
        name, method = f"K{pen.label()}", f"m{pen.label()}"
        body = self.block(pen.inside("class"), 2)
        method_body = self.block(pen.inside("function"), 2)
        declared = [*body, f"def {method}(self, *rest):", *indent(method_body)]
        asked = guarded(pen, [f"note({pen.label()}, {name}.{pen.name()})"]) if self.binds else []
        after = [*guarded(pen, [f"{name}().{method}()"]), *asked]
        return [f"class {name}:", *indent(declared), *after]
