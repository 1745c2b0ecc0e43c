#!/usr/bin/env bash
# autoflake 2.4.0 and pycln 2.6.0 take out imports that are marked as re-exports by `as`.
#
# Guess: `import z as z` and `from a import b as b` say that the module hands the name on (PEP 484, and the typing specification's
# import conventions), so what removes unused imports leaves them, as ruff does, in every file.
# Seen: autoflake 2.4.0 and pycln 2.6.0 remove both forms; ruff 0.17.6 keeps them. A codemod that writes `new as new`, so that its
# edit stays a re-export, has it undone by the next run of either.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/pip" install -qq autoflake==2.4.0 pycln==2.6.0 ruff==0.17.6
cd "$folder"
for tool in autoflake pycln ruff; do printf 'import z as z\nfrom a import b as b\n\nprint()\n' >$tool.py; done
PATH="$folder/venv/bin:$PATH"
autoflake --in-place --remove-all-unused-imports autoflake.py
pycln --all --silence pycln.py
ruff check --isolated --quiet --fix --select F401 ruff.py
for tool in autoflake pycln ruff; do left=$({ grep import $tool.py || true; } | paste -sd ";"); echo "$tool: ${left:-nothing}"; done >seen
diff - seen <<'SEEN'
autoflake: nothing
pycln: nothing
ruff: import z as z;from a import b as b
SEEN
echo "as it was seen"
