"""Run the command line: `repoint`, or `python -m codemods`.

A wheel holds `cli.py` as `codemods.cli`. In a checkout it stands beside the package, and is loaded under
that same name, so that nothing ever takes the import name `cli`.
"""

import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

NAME = "codemods.cli"


def load() -> ModuleType:
    """Give the module `codemods.cli`, wherever it is kept."""
    if NAME in sys.modules:
        return sys.modules[NAME]
    package = Path(__file__).parent
    places = (package / "cli.py", package.parent / "cli.py")
    spec = spec_from_file_location(NAME, next(place for place in places if place.is_file()))
    if spec is None or spec.loader is None:
        raise ImportError(f"{NAME} can't be loaded from {package}", name=NAME)
    module = sys.modules[NAME] = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def main() -> None:
    """Run the command that the arguments name, and exit."""
    load().app(prog_name="repoint")


if __name__ == "__main__":
    main()
