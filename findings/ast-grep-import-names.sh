#!/usr/bin/env bash
# ast-grep 0.51.1: one metavariable matches an import of several names, and what is put in its place has the first one only.
#
# Guess: `$A` stands for one node, as in `print($A)`, which does not match `print(a, b)`; so `from m import $A` matches imports of one
# name, with or without parentheses, and `$$$A` those of several.
# Seen with ast-grep 0.51.1: `from m import $A` matches `from m import a, b` as well, with `a` for `$A`; a rule that has
# `from n import $A` as its fix turns it into `from n import a`, and `b` is gone. `import $A` does likewise. And of
# `from m import (c)` it matches nothing: the parentheses belong to the pattern.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/pip" install -qq ast-grep-cli==0.51.1
cd "$folder"
printf '%s\n' 'from m import a, b' 'from m import (c)' 'import m, o' 'print(a, b)' >code.py
cat >rules.yml <<'RULES'
id: from
language: python
rule: {pattern: "from m import $A"}
fix: "from n import $A"
---
id: import
language: python
rule: {pattern: "import $A"}
fix: "import $A.n"
---
id: call
language: python
rule: {pattern: "print($A)"}
fix: "show($A)"
RULES
"$folder/venv/bin/ast-grep" scan --rule rules.yml --update-all code.py &>/dev/null
diff - code.py <<'SEEN'
from n import a
from m import (c)
import m.n
print(a, b)
SEEN
echo "as it was seen"
