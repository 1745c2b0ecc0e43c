"""How a migration wants a module to be imported."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ImportForm:
    """`from module import name as asname`, or `import module as asname` where `name` is None."""

    module: str
    name: str | None = None
    asname: str | None = None

    @property
    def imports(self) -> str:
        """The dotted name of the module that it imports."""
        return f"{self.module}.{self.name}" if self.name is not None else self.module
