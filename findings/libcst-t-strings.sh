#!/usr/bin/env bash
# LibCST 1.9.0 reads t-strings (PEP 750), but not two of them side by side, and of the raw ones only `rt`.
#
# Guess: what reads `t"a {b}"` and `rt"\d{b}"` reads `t"a {b}" t"{c}"`, as it reads f-strings side by side, and `tr"\d{b}"`,
# as it reads `fr"\d{b}"`. All are valid from Python 3.14 on.
# Seen with libcst 1.9.0: `tr` is a syntax error, and strings side by side end in "Logic error!". That is a CSTLogicError,
# names no place, and gets past `except ParserSyntaxError`, with which codemods pass over a file that cannot be read.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -qq libcst==1.9.0
"$folder/venv/bin/python" - >"$folder/seen" <<'PYTHON'
import libcst

for text in (r't"a {b}"', r'rt"\d{b}"', r'fr"\d{b}"', r'f"a {b}" f"{c}"', r't"a {b}" t"{c}"', r'tr"\d{b}"'):
    try:
        libcst.parse_module(f"x = {text}\n")
        print(text, "is read")
    except libcst.ParserSyntaxError:
        print(text, "is refused")
    except libcst.CSTLogicError as error:
        print(text, "ends in CSTLogicError:", error)
PYTHON
diff - "$folder/seen" <<'SEEN'
t"a {b}" is read
rt"\d{b}" is read
fr"\d{b}" is read
f"a {b}" f"{c}" is read
t"a {b}" t"{c}" ends in CSTLogicError: Logic error!
tr"\d{b}" is refused
SEEN
echo "as it was seen"
