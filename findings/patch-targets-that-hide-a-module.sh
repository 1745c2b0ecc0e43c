#!/usr/bin/env bash
# unittest.mock, its backport, and pytest's monkeypatch replace different objects for one and the same string.
#
# Guess: `patch("pkg.ship.make")` and `monkeypatch.setattr("pkg.ship.make", …)` name the same thing, also where a package binds the
# function `ship` over its submodule `ship` (`from .ship import ship`).
# Seen with the standard library of Python 3.11, mock 5.2.0 and pytest 9.2.0: unittest.mock imports as far as it can
# (pkgutil.resolve_name), and replaces `make` of the module; the backport and monkeypatch read attributes from the package, come
# to the function, and replace its attribute `make`. Where that has none, they raise, as they do with a target that is wrong.
# So whether a string leads to a deprecated name depends on which of the three takes it.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/pip" install -qq mock==5.2.0 pytest==9.2.0
mkdir "$folder/pkg"
echo "from .ship import ship" >"$folder/pkg/__init__.py"
cat >"$folder/pkg/ship.py" <<'PYTHON'
def ship(): ...


def make(): ...


ship.make = "of the function"
PYTHON
cd "$folder"
"$folder/venv/bin/python" - >"$folder/seen" <<'PYTHON'
import sys
from unittest import mock

import mock as backport
import pkg
import pytest


def replaced():
    of_function, of_module = pkg.ship.make, sys.modules["pkg.ship"].make
    return [name for name, each in (("function", of_function), ("module", of_module)) if each == "replaced"]


with mock.patch("pkg.ship.make", "replaced"):
    print("unittest.mock:", *replaced())
with backport.patch("pkg.ship.make", "replaced"):
    print("mock:", *replaced())
with pytest.MonkeyPatch.context() as monkeypatch:
    monkeypatch.setattr("pkg.ship.make", "replaced")
    print("monkeypatch:", *replaced())
PYTHON
diff - "$folder/seen" <<'SEEN'
unittest.mock: module
mock: function
monkeypatch: function
SEEN
echo "as it was seen"
