#!/usr/bin/env bash
# GitPython 3.2.1 sees no branches and no tags in a repository whose references are a reftable, and does not say so.
#
# Guess: a repository of a format that GitPython cannot read is refused when it is opened, or where a reference is asked
# for; git itself refuses formats that it does not know (core.repositoryFormatVersion, extensions.refStorage).
# Seen with GitPython 3.2.1 and git 2.55.0: it opens; `heads` and `tags` are empty lists, `head.is_valid()` is False, as in
# a repository without a commit, and is_dirty() is right, as it asks git. Only what reads HEAD's branch or commit raises. A
# tool that asks "is there a branch of my name already" gets a wrong no. git 3.0 is to have reftable as its default.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
if ! git init -q --ref-format=reftable "$folder/tree" 2>/dev/null; then
    newer=$("$(dirname "$0")/../.ci/newer-git" "$folder/git" 2>/dev/null) ||
        { echo "not run: git 2.45 or later is not to be had" && exit 77; }
    PATH=$newer:$PATH
    git init -q --ref-format=reftable "$folder/tree"
fi
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -qq GitPython==3.2.1
cd "$folder/tree"
git checkout -q -b main 2>/dev/null || true
git -c user.name=A -c user.email=a@example.invalid commit -q --allow-empty -m one
git branch topic
git tag v1
git for-each-ref --format='%(refname)' >"$folder/seen"
"$folder/venv/bin/python" - >>"$folder/seen" <<'PYTHON'
import git

repo = git.Repo(".")
print(repo.heads, repo.tags, repo.head.is_valid(), repo.is_dirty())
print("topic" in repo.heads)
try:
    repo.active_branch
except ValueError as error:
    print("active_branch raises ValueError")
PYTHON
diff - "$folder/seen" <<'SEEN'
refs/heads/main
refs/heads/topic
refs/tags/v1
[] [] False False
False
active_branch raises ValueError
SEEN
echo "as it was seen"
