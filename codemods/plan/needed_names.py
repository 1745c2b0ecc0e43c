"""The names that modules of a program must go on having, since references or targets elsewhere need them."""

from collections.abc import Mapping

from codemods.project.dotted_paths import ModuleAttribute


class NeededNames:
    """The names that must go on existing in modules of the program, each with a file that needs it."""

    def __init__(self) -> None:
        self._by_file: dict[str, dict[str, str]] = {}

    def of(self, path: str) -> Mapping[str, str]:
        """The names that must go on existing in one module."""
        return self._by_file.get(path, {})

    def add(self, needed: Mapping[ModuleAttribute, str]) -> set[str]:
        """Take names in; gives the modules of which they were not known to be needed."""
        fresh = {name: reader for name, reader in needed.items() if name.name not in self.of(name.path)}
        for name, reader in fresh.items():
            self._by_file.setdefault(name.path, {})[name.name] = reader
        return {name.path for name in fresh}
