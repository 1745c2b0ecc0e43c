#!/usr/bin/env bash
# ast.unparse writes the fields of t-strings (PEP 750) as they were, whatever has become of their code in the tree.
#
# Guess: a NodeTransformer that renames `old` to `new` everywhere, and ast.unparse, give the new name everywhere, as they do
# in f-strings.
# Seen with Python 3.14.10 and 3.15.2: in a t-string the old name is written, but for format specs, where it is the new
# one. The tree itself, compiled, runs the new name: text and tree say different things, and nothing is said. The text of
# a field is held apart, in `Interpolation.str`, and unparse prefers it; a transformer has to set it to None.
set -euo pipefail
python=""
for candidate in "${PYTHON:-}" python3.15 python3.14 "$HOME"/.pyenv/versions/3.1[45]*/bin/python; do
    if [ -n "$candidate" ] && "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 14))' 2>/dev/null; then
        python=$candidate
        break
    fi
done
[ -n "$python" ] || { echo "not run: there is no Python 3.14 here; PYTHON=COMMAND names one" && exit 77; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$python" - >"$folder/seen" <<'PYTHON'
import ast


class Rename(ast.NodeTransformer):
    def visit_Name(self, node):
        return ast.Name("new", node.ctx) if node.id == "old" else node


tree = ast.fix_missing_locations(Rename().visit(ast.parse("made = t'{old} {1:>{old}}', f'{old} {1:>{old}}'")))
print(ast.unparse(tree))
names = {"new": 5}
exec(compile(tree, "tree", "exec"), names)
print([(each.value, each.expression, each.format_spec) for each in names["made"][0].interpolations])
PYTHON
diff - "$folder/seen" <<'SEEN'
made = (t'{old} {1:>{new}}', f'{new} {1:>{new}}')
[(5, 'old', ''), (1, '1', '>5')]
SEEN
echo "as it was seen"
