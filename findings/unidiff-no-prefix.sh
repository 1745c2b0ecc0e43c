#!/usr/bin/env bash
# unidiff 0.7.5 takes `a/` and `b/` off the paths of a patch that was made without prefixes.
#
# Guess: `PatchedFile.path` of `git diff --no-prefix` (or of a user with diff.noPrefix, or with diff.mnemonicPrefix) is the
# path in the repository, as it is for the usual prefixes.
# Seen with unidiff 0.7.5: the file `a/x.py` is called `x.py`, and there may be another `x.py`; a diff of the two names one
# path twice, and iterating over it as a mapping of paths loses one. With diff.mnemonicPrefix, every path begins with `i/`.
# A tool that reads patches of a user's git has to ask for --src-prefix=a/ --dst-prefix=b/.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -qq unidiff==0.7.5
mkdir -p "$folder/tree/a"
cd "$folder/tree"
git init -q
printf 'one\n' | tee x.py >a/x.py
git add -A
printf 'two\n' | tee x.py >a/x.py
for options in "" "--no-prefix" "--src-prefix=i/ --dst-prefix=w/"; do
    # shellcheck disable=SC2086
    git -c diff.noprefix=false diff $options >"$folder/patch"
    "$folder/venv/bin/python" -c 'import sys, unidiff
print([each.path for each in unidiff.PatchSet.from_filename(sys.argv[1])])' "$folder/patch"
done >"$folder/seen"
diff - "$folder/seen" <<'SEEN'
['a/x.py', 'x.py']
['x.py', 'x.py']
['i/a/x.py', 'i/x.py']
SEEN
echo "as it was seen"
