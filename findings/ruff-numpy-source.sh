#!/usr/bin/env bash
# ruff 0.17.6 turns a call that prints into one that gives back what would be printed.
#
# Guess: a fix that a linter calls safe leaves what a program prints.
# Seen with ruff 0.17.6 (NPY201) and numpy 1.26.4: `np.source(f)` prints the source of `f`; it becomes
# `inspect.getsource(f)`, with no --unsafe-fixes, and the program prints nothing any more.
# A rule for such a function has to say `print(inspect.getsource(f))`.
set -euo pipefail
python=${PYTHON:-python3.11}
if ! command -v "$python" >/dev/null || ! "$python" -c 'import sys; sys.exit(not (3, 9) <= sys.version_info < (3, 13))'; then
    echo "numpy 1.26 needs a Python from 3.9 to 3.12; PYTHON=python3.12 names one"
    exit 77
fi
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$python" -m venv "$folder/venv"
"$folder/venv/bin/pip" install -qq ruff==0.17.6 numpy==1.26.4
cd "$folder"
printf 'import numpy as np\n\n\ndef f(): ...\n\n\nnp.source(f)\n' >show.py
venv/bin/python show.py | grep -c 'def f(): ...' >seen
venv/bin/ruff check --isolated --select NPY201 --fix --quiet show.py
tail -n 1 show.py >>seen
venv/bin/python show.py | wc -c | tr -d ' ' >>seen
diff - seen <<'SEEN'
1
getsource(f)
0
SEEN
echo "as it was seen"
