"""Derive the built-in migrations anew: `python migrations-tools/derive.py --help`.

It runs in an environment of its own, with the packages of requirements.txt, which hold the facts.
"""

import argparse
import importlib
import os
from collections import Counter
from pathlib import Path

from rule_model import SymbolRule, Table
from toml_writer import table_text

_MODULES = {
    "numpy-2": "numpy_table",
    "airflow-3": "airflow_table",
    "langchain": "langchain_table",
    "pydantic-2": "pydantic_table",
    "django": "django_table",
    "stdlib": "stdlib_table",
    "torch": "torch_table",
    "home-assistant": "home_assistant_table",
}
_TESTS = "\n# Tests: `repoint test` runs them.\n"
_FOLDER = Path(__file__).resolve().parent.parent / "codemods/migrations"


def main() -> None:
    """Write the tables that are named, or all whose sources are given, and say what each holds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help=f"some of {', '.join(_MODULES)}; all when left out")
    parser.add_argument("--ruff", default="ruff", help="the ruff that is asked (numpy-2, airflow-3)")
    parser.add_argument("--ruff-source", type=Path, help="a checkout of the same release (airflow-3)")
    parser.add_argument(
        "--home-assistant",
        type=Path,
        action="append",
        default=[],
        help="an unpacked release, the oldest first; may be repeated",
    )
    parser.add_argument("--out", type=Path, default=_FOLDER, help="where the files go")
    options = parser.parse_args()
    for name in options.names or _MODULES:
        table = _derive(name, options)
        if table is None:
            print(f"{name}: its source is not given")
            continue
        path = options.out / f"{name}.toml"
        path.write_text(table_text(table) + _tests(name), encoding="utf-8")
        print(f"{os.path.relpath(path)}: {_counts(table)}")


def _tests(name: str) -> str:
    """The tests that the table has by now, with the comment above them: they are written by hand."""
    path = _FOLDER / f"{name}.toml"
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    return "".join(text.partition(_TESTS)[1:])


def _derive(name: str, options: argparse.Namespace) -> Table | None:
    if name == "home-assistant" and not options.home_assistant:
        return None
    if name == "airflow-3" and options.ruff_source is None:
        return None
    module = importlib.import_module(_MODULES[name])
    arguments = {
        "numpy-2": (options.ruff,),
        "airflow-3": (options.ruff, options.ruff_source),
        "home-assistant": (options.home_assistant,),
    }
    table: Table = module.derive(*arguments.get(name, ()))
    return table


def _counts(table: Table) -> str:
    kinds = Counter(rule.kind for rule in table.rules)
    narrowed = sum(bool(rule.narrowed) for rule in table.rules if isinstance(rule, SymbolRule))
    listed = ", ".join(f"{count} {kind}" for kind, count in kinds.most_common())
    left = sum(each.count for each in table.left_out)
    return f"{len(table.rules)} rules ({listed}; {narrowed} narrowed), {left} entries left out"


if __name__ == "__main__":
    main()
