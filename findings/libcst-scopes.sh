#!/usr/bin/env bash
# LibCST 1.9.0: scopes have no names that `match` binds, and a `:=` in a comprehension does not reach the function around it.
#
# Guess: ScopeProvider gives each name of a module to the scope in which Python binds it: captures of `match` are assignments of
# the scope around (PEP 634), and so is the target of `:=` in a comprehension (PEP 572).
# Seen with libcst 1.9.0: no form of capture is an assignment of any scope, so that reading one looks like a name that nothing
# binds, or like the import of the same name above. And `y` of `[y := 1 for x in z]` belongs to the comprehension.
# A codemod that asks scopes whether a name is free, or what an access means, is wrong in both places without a word.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/pip" install -qq libcst==1.9.0
"$folder/venv/bin/python" - >"$folder/seen" <<'PYTHON'
from libcst import parse_module
from libcst.metadata import MetadataWrapper, ScopeProvider

CODE = (
    "match x:\n    case str() as a: pass\n",
    "match x:\n    case A(b=a): pass\n",
    "match x:\n    case [a, *c]: pass\n",
    "match x:\n    case {'k': a, **c}: pass\n",
    "[y := 1 for x in z]\n",
)
for code in CODE:
    scopes = set(MetadataWrapper(parse_module(code)).resolve(ScopeProvider).values())
    found = sorted((type(each).__name__, sorted(one.name for one in each.assignments)) for each in scopes)
    print(code.splitlines()[-1].strip(), found)

code = "from old import a\nmatch x:\n    case [a]: print(a)\n"
wrapper = MetadataWrapper(parse_module(code))
(scope,) = set(wrapper.resolve(ScopeProvider).values())
print([type(each).__name__ for each in scope["a"]])
PYTHON
diff - "$folder/seen" <<'SEEN'
case str() as a: pass [('GlobalScope', [])]
case A(b=a): pass [('GlobalScope', [])]
case [a, *c]: pass [('GlobalScope', [])]
case {'k': a, **c}: pass [('GlobalScope', [])]
[y := 1 for x in z] [('ComprehensionScope', ['x', 'y']), ('GlobalScope', [])]
['ImportAssignment']
SEEN
echo "as it was seen"
