"""The output formats: one line a format, with its name on the command line and the module that writes it.

Such a module has a function `write`, and is imported when it is needed: a command loads nothing that it does
not print. One more format of `check` is a module `check_NAME.py` and a line here.
"""

from enum import StrEnum
from importlib import import_module
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from codemods.cli.formats.check_result import CheckResult
    from codemods.values.inventory import Inventory


class OutputFormat(StrEnum):
    """The formats of every other command: text for people, which its module prints, or one JSON document."""

    TEXT = "text"
    JSON = "json"


class _WrittenFormat(StrEnum):
    """A format with the module that writes it."""

    module: str

    def __new__(cls, name: str, module: str) -> Self:
        member = str.__new__(cls, name)
        member._value_ = name
        member.module = f"codemods.cli.formats.{module}"
        return member

    def _write(self, *result: Any) -> bytes:
        data: bytes = import_module(self.module).write(*result)
        return data


class CheckFormat(_WrittenFormat):
    """The formats of `check`."""

    TEXT = "text", "check_text"
    JSON = "json", "check_json"
    GITHUB = "github", "check_github"
    SARIF = "sarif", "check_sarif"
    GITLAB = "gitlab", "check_gitlab"
    JUNIT = "junit", "check_junit"

    def write(self, result: "CheckResult") -> bytes:
        """Give what `check` found in this format."""
        return self._write(result)


class ScanFormat(_WrittenFormat):
    """The formats of `scan`."""

    TABLE = "table", "scan_table"
    JSON = "json", "scan_json"
    CSV = "csv", "scan_csv"

    def write(self, inventory: "Inventory", depth: int) -> bytes:
        """Give an inventory in this format; directories are counted `depth` folders deep."""
        return self._write(inventory, depth)
