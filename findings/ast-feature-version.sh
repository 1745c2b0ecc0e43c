#!/usr/bin/env bash
# ast.parse of Python 3.15 takes its new syntax for code of any older version; that of 3.14, it told apart.
#
# Guess: since `feature_version=(3, 13)` refuses the t-strings and the `except A, B:` of 3.14, `feature_version=(3, 14)` refuses
# what 3.15 has brought, and so tells whether a target that supports 3.14 can have it.
# Seen with Python 3.15.2: lazy imports (PEP 810) and unpacking in comprehensions (PEP 798) pass with every version, even
# (3, 3). The documentation promises no more than "best effort". A codemod that checks its output so passes what the
# target's Pythons refuse.
set -euo pipefail
python=""
for candidate in "${PYTHON:-}" python3.15 "$HOME"/.pyenv/versions/3.15*/bin/python; do
    if [ -n "$candidate" ] && "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 15))' 2>/dev/null; then
        python=$candidate
        break
    fi
done
[ -n "$python" ] || { echo "not run: there is no Python 3.15 here; PYTHON=COMMAND names one" && exit 77; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$python" - >"$folder/seen" <<'PYTHON'
import ast


def first(text):
    for minor in range(3, 16):
        try:
            ast.parse(text, feature_version=(3, minor))
        except SyntaxError:
            continue
        return f"passes as Python 3.{minor}"
    return "never passes"


for text in ('t"{a}"', "try: pass\nexcept A, B: pass", "lazy import a", "lazy from a import b", "[*a for a in b]"):
    print(repr(text), first(text))
PYTHON
diff - "$folder/seen" <<'SEEN'
't"{a}"' passes as Python 3.14
'try: pass\nexcept A, B: pass' passes as Python 3.14
'lazy import a' passes as Python 3.3
'lazy from a import b' passes as Python 3.3
'[*a for a in b]' passes as Python 3.3
SEEN
echo "as it was seen"
