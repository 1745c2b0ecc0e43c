#!/usr/bin/env bash
# LibCST 1.9.0: what GatherExportsVisitor takes for a module's `__all__` is less than that, and sometimes more.
#
# Guess: it finds the names of `__all__` in the forms that the typing specification asks of type checkers: a list or a tuple, `+=`,
# `extend`, `append`; and it looks at the module's own `__all__`.
# Seen with libcst 1.9.0: `extend` and `append` are passed over, a sum of two tuples gives nothing, and a local variable of that
# name in a function counts. RemoveImportsVisitor and the shipped RemoveUnusedImports ask it, so they take out an import that
# `__all__.extend` lists.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/pip" install -qq libcst==1.9.0
"$folder/venv/bin/python" - >"$folder/seen" <<'PYTHON'
from libcst import parse_module
from libcst.codemod import CodemodContext
from libcst.codemod.commands.remove_unused_imports import RemoveUnusedImportsCommand
from libcst.codemod.visitors import GatherExportsVisitor

CODE = (
    '__all__ = ["a"]\n__all__ += ["b"]\n',
    '__all__ = ["a"]\n__all__.extend(["b"])\n',
    '__all__ = ["a"]\n__all__.append("b")\n',
    '__all__ = ("a",) + ("b",)\n',
    'def f():\n    __all__ = ["a"]\n',
)
for code in CODE:
    visitor = GatherExportsVisitor(CodemodContext())
    parse_module(code).visit(visitor)
    print(code.splitlines()[-1].strip(), sorted(visitor.explicit_exported_objects))

code = 'from m import a, b\n__all__ = ["a"]\n__all__.extend(["b"])\n'
print(RemoveUnusedImportsCommand(CodemodContext()).transform_module(parse_module(code)).code.splitlines()[0])
PYTHON
diff - "$folder/seen" <<'SEEN'
__all__ += ["b"] ['a', 'b']
__all__.extend(["b"]) ['a']
__all__.append("b") ['a']
__all__ = ("a",) + ("b",) []
__all__ = ["a"] ['a']
from m import a
SEEN
echo "as it was seen"
