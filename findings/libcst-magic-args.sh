#!/usr/bin/env bash
# LibCST 1.9.0 gives the arguments of a `MagicArgsCodemodCommand` to the wrong parameters of its transforms, or raises.
#
# Guess: a `MagicArgsCodemodCommand` makes each transform with those values of the context that have the names of the parameters of
# its `__init__`, as its documentation says; a parameter with a default, and no value, keeps the default.
# Seen with libcst 1.9.0: a parameter that keeps its default is passed over, and the values after it are given by position, so
# that each lands one place too early: `second="TWO"` alone becomes `first`. And for a parameter behind `*` without a default the
# value is there, and it raises KeyError all the same.
# A codemod with two optional arguments does something else than it was asked to, in silence, as soon as one is left out.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -qq libcst==1.9.0
"$folder/venv/bin/python" - >"$folder/seen" <<'PYTHON'
from libcst import parse_module
from libcst.codemod import CodemodContext, ContextAwareTransformer, MagicArgsCodemodCommand


class Defaults(ContextAwareTransformer):
    def __init__(self, context, first="one", second="two"):
        super().__init__(context)
        print("first:", first, "second:", second)


class KeywordOnly(ContextAwareTransformer):
    def __init__(self, context, *, only):
        super().__init__(context)
        print("only:", only)


def run(transform, **values):
    class Command(MagicArgsCodemodCommand):
        def get_transforms(self):
            yield transform

    try:
        Command(CodemodContext(), **values).transform_module(parse_module(""))
    except Exception as error:
        print(repr(error))


run(Defaults, first="ONE", second="TWO")
run(Defaults, first="ONE")
run(Defaults, second="TWO")
run(KeywordOnly, only="ONLY")
PYTHON
diff - "$folder/seen" <<'SEEN'
first: ONE second: TWO
first: ONE second: two
first: TWO second: two
KeyError('only')
SEEN
echo "as it was seen"
