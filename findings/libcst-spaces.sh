#!/usr/bin/env bash
# LibCST 1.9.0 loses spaces in two places of valid Python: before the colon of `except`, and after a conversion.
#
# Guess: a module that is parsed and written back is the same text; LibCST says that it is lossless, and it keeps odd
# spaces everywhere else, also before the colon of `except A as a :`, `try :`, `else :` and `class C :`.
# Seen with libcst 1.9.0: `except A :` becomes `except A:`, and `{a!r  :>5}` in an f-string, which is Python from 3.12 on,
# becomes `{a!r:>5}`. A codemod that compares whole files, or cuts by positions in the text that it was given, changes lines that it did not mean to.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -qq libcst==1.9.0
"$folder/venv/bin/python" - >"$folder/seen" <<'PYTHON'
import sys

import libcst

KEPT = "try :\n    pass\nexcept A as a :\n    pass\nelse :\n    pass\nclass C :\n    pass\nprint ( f'{ a }' )\n"
LOST = ("try:\n    pass\nexcept A :\n    pass\n", "try:\n    pass\nexcept* A :\n    pass\n", "f'{a!r  :>5}'\n")
print(libcst.parse_module(KEPT).code == KEPT)
for text in LOST if sys.version_info >= (3, 12) else LOST[:2]:
    compile(text, "valid", "exec")
for text in LOST:
    print(repr(libcst.parse_module(text).code))
PYTHON
diff - "$folder/seen" <<'SEEN'
True
'try:\n    pass\nexcept A:\n    pass\n'
'try:\n    pass\nexcept* A:\n    pass\n'
"f'{a!r:>5}'\n"
SEEN
echo "as it was seen"
