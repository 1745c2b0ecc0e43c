#!/usr/bin/env bash
# `git grep -o` finds words that are none, behind an earlier match in their line.
#
# Guess: `-o` prints what matches in the lines that `git grep` finds, so that a pattern prints what it would print alone.
# Seen with git 2.39.5: after a match the search goes on as if the line's text began there. With the patterns `coding=x` and
# `\baa\b` the line `coding=xaa` gives `aa`, a word that it does not hold; and `(?<=x)aa`, which is there, is not found. `^` alone
# knows that it is not at the line's beginning.
# A tool that takes words from `-o` has to look at the line itself.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
git init -q
printf 'coding=xaa\n' >a.py
git add a.py
if ! git grep -qP 'coding' 2>/dev/null; then
    echo "this git was built without PCRE"
    exit 77
fi
{
    git grep -hP -e '\baa\b' || echo none
    git grep -hoP -e 'coding=x' -e '\baa\b'
    git grep -hoP -e '(?<=x)aa'
    git grep -hoP -e 'coding=x' -e '(?<=x)aa' -e '^aa'
} >seen
diff - seen <<'SEEN'
none
coding=x
aa
aa
coding=x
SEEN
echo "as it was seen"
