"""Names of symbols."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Symbol:
    """`module:qualified.name`, entry-point style: the colon says where the module ends."""

    module: str
    name: str

    def __str__(self) -> str:
        return f"{self.module}:{self.name}" if self.name else self.module

    @property
    def dotted(self) -> str:
        """The path as Python code spells it."""
        return f"{self.module}.{self.name}"

    @property
    def leaf(self) -> str:
        """The last component of the name, which a candidate must hold."""
        return self.name.rpartition(".")[2]

    @property
    def owner(self) -> "Symbol":
        """The name of the module's top level: the symbol itself, or the class that it is in."""
        return Symbol(self.module, self.name.partition(".")[0])


def whole_module(name: str) -> Symbol:
    """What stands for all of a module's names at once, where symbols are told apart."""
    return Symbol(name, "")


def packages_of(module: str) -> list[str]:
    """The dotted names of the packages around a module, the outermost first."""
    parts = module.split(".")
    return [".".join(parts[:depth]) for depth in range(1, len(parts))]
