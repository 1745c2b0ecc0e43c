#!/usr/bin/env bash
# ast-grep 0.51.1: a pattern of a call matches no call whose one argument is a generator without parentheses of its own.
#
# Guess: `old($$$A)` matches every call of `old`, whatever its arguments are.
# Seen with ast-grep 0.51.1 (its tree-sitter grammar of Python): `old(i for i in x)` is left out, for there the arguments are a
# generator expression, and not a list of arguments that holds one. A pattern of `old($A)` leaves it out as well. So a rule that
# renames calls misses `sum`-like uses, and says nothing.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/pip" install -qq ast-grep-cli==0.51.1
cd "$folder"
printf '%s\n' 'old()' 'old(1, *a, b=2)' 'old(i for i in x)' 'old((i for i in x))' >code.py
"$folder/venv/bin/ast-grep" run --lang python --pattern 'old($$$A)' --rewrite 'new($$$A)' --update-all code.py &>/dev/null
diff - code.py <<'SEEN'
new()
new(1, *a, b=2)
old(i for i in x)
new((i for i in x))
SEEN
echo "as it was seen"
