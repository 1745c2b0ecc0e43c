#!/usr/bin/env bash
# tomlkit 0.15.2 writes comments that no TOML parser reads, its own among them.
#
# Guess: what tomlkit writes is TOML. `tomlkit.string` escapes what a basic string may not hold, and `tomlkit.comment` splits a text at
# line feeds, so a comment made of any text is a comment.
# Seen with tomlkit 0.15.2: a form feed, or a carriage return alone, stands in the file as it is, where TOML 1.0 allows no control
# character but the tab; `tomllib` and `tomlkit.parse` refuse the document. Docstrings that are parted into pages have form feeds. A tool
# that writes other people's texts into comments has to escape them first.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -qq tomlkit==0.15.2
"$folder/venv/bin/python" - >"$folder/seen" <<'PYTHON'
import tomllib

import tomlkit


def reads(read, text):
    try:
        return read(text) is not None
    except ValueError:
        return False


for text in ("use get\nor put", "page one\fpage two", "use get\ror put"):
    document = tomlkit.document()
    document.add(tomlkit.comment(text))
    document["name"] = text
    written = tomlkit.dumps(document)
    comment = written.partition("name =")[0]
    print(repr(comment), reads(tomllib.loads, written), reads(tomlkit.parse, written))
    print(reads(tomllib.loads, written.removeprefix(comment)))
PYTHON
diff - "$folder/seen" <<'SEEN'
'# use get\n# or put\n' True True
True
'# page one\x0cpage two\n' False False
True
'# use get\ror put\n' False False
True
SEEN
echo "as it was seen"
