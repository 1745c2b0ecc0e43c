#!/usr/bin/env bash
# LibCST 1.9.0 reads lazy imports (PEP 810) and writes them back, but its scopes know nothing of the names that they bind.
#
# Guess: what parses `lazy from lib import old` renames it as it renames `from lib import old`, or refuses the file.
# Seen with libcst 1.9.0 (the nodes are LazyImport and LazyImportFrom, which ScopeProvider has no visitor for):
# - a file whose only import of the name is lazy comes back unchanged, without a word;
# - beside an eager import, the rename takes the name and forgets the module: the lazy import then asks `lib` for `new`,
#   which is in `other`, and ends in an ImportError where it is first read.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -qq libcst==1.9.0
"$folder/venv/bin/python" - >"$folder/seen" <<'PYTHON'
import libcst
from libcst.codemod import CodemodContext
from libcst.codemod.commands.rename import RenameCommand
from libcst.metadata import MetadataWrapper, QualifiedNameProvider

ALONE = "lazy from lib import old\nprint(old)\n"
BESIDE = "from lib import old\nlazy from lib import old as late\nprint(old, late)\n"


def renamed(text):
    command = RenameCommand(CodemodContext(), old_name="lib.old", new_name="other.new")
    return command.transform_module(libcst.parse_module(text)).code


print(renamed(ALONE))
print(renamed(BESIDE))
for text in (ALONE.removeprefix("lazy "), ALONE):
    wrapper = MetadataWrapper(libcst.parse_module(text))
    name = wrapper.module.body[1].body[0].value.args[0].value
    found = wrapper.resolve(QualifiedNameProvider)[name]
    print([each.name for each in (found() if callable(found) else found)])
PYTHON
diff - "$folder/seen" <<'SEEN'
lazy from lib import old
print(old)

from other import new
lazy from lib import new as late
print(new, late)

['lib.old']
[]
SEEN
echo "as it was seen"
