#!/usr/bin/env bash
# lazy_loader 0.6 gives out the names in a stub's imports, and not those after `as`.
#
# Guess: `attach_stub` lets a package have what its stub says: with `from .core import make as build` in `__init__.pyi` the package
# has `build`, as type checkers read it.
# Seen with lazy_loader 0.6: the package has `make`, `__all__` lists `make`, and `build` is an AttributeError. Nothing is raised
# when the stub is read. So a rename that keeps the local name of a stub by an alias, which is right for every other reader,
# takes the name away when the program runs.
# Source: the visitor of `attach_stub` takes `alias.name` of each import, and never `alias.asname`.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/pip" install -qq lazy-loader==0.6
mkdir "$folder/shop"
cat >"$folder/shop/__init__.py" <<'PYTHON'
import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
PYTHON
echo "from .core import make as build" >"$folder/shop/__init__.pyi"
echo "def make(): ..." >"$folder/shop/core.py"
cd "$folder"
"$folder/venv/bin/python" - >"$folder/seen" <<'PYTHON'
import shop

print(shop.__all__, hasattr(shop, "make"), hasattr(shop, "build"))
PYTHON
diff - "$folder/seen" <<'SEEN'
['make'] True False
SEEN
echo "as it was seen"
