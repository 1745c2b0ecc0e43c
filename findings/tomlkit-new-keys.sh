#!/usr/bin/env bash
# tomlkit 0.15.2 puts a new key of a table behind the comments that stand above the next table.
#
# Guess: `document["a"]["y"] = 2` adds a line behind the last key of `[a]`, as a person would, since tomlkit keeps a file's
# comments and layout.
# Seen with tomlkit 0.15.2: the empty line and the comment above `[b]` belong to `[a]`, and the key comes behind them: what
# was said of `[b]` stands above a key of `[a]` now, and `[b]` follows without an empty line. A key that is there already
# keeps its place. A tool that adds keys has to find the place itself.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -qq tomlkit==0.15.2
"$folder/venv/bin/python" - >"$folder/seen" <<'PYTHON'
import tomlkit

document = tomlkit.parse("[a]\nx = 1  # one\n\n# What b is for.\n[b]\nz = 3\n")
document["a"]["x"] = 4
document["a"]["y"] = 2
print(tomlkit.dumps(document), end="")
PYTHON
diff - "$folder/seen" <<'SEEN'
[a]
x = 4  # one

# What b is for.
y = 2
[b]
z = 3
SEEN
echo "as it was seen"
