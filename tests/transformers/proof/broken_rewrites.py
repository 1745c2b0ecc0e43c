"""Correct rewrites of small files, and ways to break them, by the part of the proof that refuses each."""

import sys
from dataclasses import dataclass
from functools import cached_property

import pytest
from _pytest.mark import ParameterSet

from codemods.plan.rewrite_file import RewriteJob
from tests.in_memory import MAKE, TextTree, module, symbol

SWAP = symbol("acme.old:make", "acme.new:build", signature="(user, uid)", call="(uid, user)")
ADD = symbol("acme.old:make", "acme.new:build", signature="(user)", call="(user, uid='x')")
AWAIT = symbol("acme.old:make", "acme.new:wait", when="async", signature="(a=None)", call="await (a)")
OTHER = symbol("acme.old:craft", "acme.tools:carve")


@dataclass(frozen=True)
class Program:
    """A file, the migration, and the file's correct new text."""

    before: str
    after: str
    tables: tuple[str, ...] = (MAKE,)
    python: tuple[int, ...] = ()
    """The first Python that reads it."""

    @cached_property
    def tree(self) -> TextTree:
        """The file in a tree."""
        new = "def build(user=None, uid=None): ...\ndef wait(a=None): ...\ndef make(): ...\n"
        return TextTree(
            {"app.py": self.before, "acme/new.py": new, "acme/tools.py": "carve = 1\n"}, *self.tables
        )

    @property
    def marks(self) -> tuple[pytest.MarkDecorator, ...]:
        """What skips a test of it where the running Python cannot read it."""
        return (pytest.mark.skipif(sys.version_info < self.python, reason="newer syntax"),)

    @property
    def job(self) -> RewriteJob:
        """What is to be done to the file."""
        return self.tree.job("app.py")


PLAIN = Program(
    "from acme.old import make\n\ndef f(x):\n    return make(x)\n\nmake.tag\n",
    "from acme.new import build\n\ndef f(x):\n    return build(x)\n\nbuild.tag\n",
)
ALIAS = Program("from acme.old import make as mk\nmk()\n", "from acme.new import build as mk\nmk()\n")
UNUSED = Program("from acme.old import make\n", "from acme.new import build\n")
TWO = Program(
    "from acme.old import make, craft, keep\nmake()\ncraft()\nkeep()\n",
    "from acme.old import keep\nfrom acme.new import build\nfrom acme.tools import carve\n"
    "build()\ncarve()\nkeep()\n",
    (MAKE, OTHER),
)
FIRST = Program("from acme.old import make\nmake()\n", "from acme.new import build\nbuild()\n")
LOCAL = Program(
    "def f():\n    from acme.old import make\n    return make()\n",
    "def f():\n    from acme.new import build\n    return build()\n",
)
SCOPES = Program(
    "from acme.old import make\n"
    "def f(x):\n    return [make(y) for y in x]\ndef g(build):\n    return build\n",
    "from acme.new import build\n"
    "def f(x):\n    return [build(y) for y in x]\ndef g(build):\n    return build\n",
)
PROBE = Program(
    "try:\n    from acme.old import make\nexcept ImportError:\n    make = None\nmake()\n",
    "try:\n    from acme.new import build as make\nexcept ImportError:\n    make = None\nmake()\n",
)
TYPING = Program(
    "if TYPE_CHECKING:\n    from acme.old import make\ndef f(x: 'make'): ...\n",
    "if TYPE_CHECKING:\n    from acme.new import build\ndef f(x: 'build'): ...\n",
)
EXPORT = Program(
    "from acme.old import make\n__all__ = ['make', 'other']\n",
    "from acme.new import build\n__all__ = ['build', 'other']\n",
)
SWAPPED = Program(
    "from acme.old import make\nmake(one, two)\n", "from acme.new import build\nbuild(two, one)\n", (SWAP,)
)
LITERAL = Program(
    "from acme.old import make\nmake(1)\n", "from acme.new import build\nbuild(1, uid='x')\n", (ADD,)
)
ASYNC = Program(
    "from acme.old import make\nasync def f():\n    make(1)\n",
    "from acme.new import wait\nasync def f():\n    await wait(1)\n",
    (AWAIT,),
)
MODULE = Program(
    "import acme.old\nacme.old.make()\nacme.old.make.tag\n",
    "import acme.new\nacme.new.make()\nacme.new.make.tag\n",
    (module("acme.old", "acme.new"),),
)
STAR = Program(
    "from acme.old import *\nmake()\n", "from acme.old import *\nfrom acme.new import build\nbuild()\n"
)
LAZY = Program(
    "lazy from acme.old import make\nlazy from acme.tools import keep\nmake()\n",
    "lazy from acme.new import build\nlazy from acme.tools import keep\nbuild()\n",
    python=(3, 15),
)
LISTED = Program(
    "__lazy_modules__ = ['acme.old', 'acme.tools']\nfrom acme.old import make\nmake()\n",
    "__lazy_modules__ = ['acme.new', 'acme.tools']\nfrom acme.new import build\nbuild()\n",
)
TEMPLATE = Program(
    "from acme.old import make\nt'a {make(2)} {make(1)}'\n",
    "from acme.new import build\nt'a {build(2)} {build(1)}'\n",
    python=(3, 14),
)

PROGRAMS = [
    pytest.param(program, id=name.lower(), marks=program.marks)
    for name, program in list(globals().items())
    if isinstance(program, Program)
]


def broken(program: Program, old: str, new: str, way: str) -> ParameterSet:
    """One way to break a correct rewrite."""
    return pytest.param(program, old, new, id=way, marks=program.marks)


MEANINGS = [
    broken(PLAIN, "return build", "return make", "a stale call"),
    broken(PLAIN, "return build", "return craft", "a call of another name"),
    broken(PLAIN, "build.tag", "make.tag", "a stale attribute"),
    broken(PLAIN, "build.tag", "build.other", "another attribute"),
    broken(PLAIN, "build.tag", "build", "an attribute gone"),
    broken(PLAIN, "build.tag", "", "a use gone"),
    broken(PLAIN, "build.tag", "build.tag\nbuild.tag", "a use more"),
    broken(PLAIN, "from acme.new import build\n", "", "a dropped import"),
    broken(PLAIN, "def f(x):", "def f(build):", "captured by a parameter"),
    broken(PLAIN, "    return", "    build = x\n    return", "captured by an assignment"),
    broken(PLAIN, "\nbuild.tag", "\nbuild = 1\nbuild.tag", "bound again"),
    broken(PLAIN, "\nbuild.tag", "\ndel build\nbuild.tag", "deleted"),
    broken(PLAIN, "    return", "    from acme.tools import build\n    return", "captured by an import"),
    broken(ALIAS, "mk()", "build()", "a call that lost its alias"),
    broken(UNUSED, "from acme.new import build", "", "a lost re-export"),
    broken(TWO, "build()\ncarve()", "carve()\nbuild()", "calls that changed places"),
    broken(TWO, "carve()", "build()", "the second name mistaken for the first"),
    broken(LOCAL, "    from acme.new import build\n", "", "a local import dropped"),
    broken(SCOPES, "[build(y) for y in x]", "[build(y) for build in x]", "captured by a comprehension"),
    broken(SCOPES, "def g(build)", "def g(make)", "a parameter renamed"),
    broken(SCOPES, "    return build", "    return make", "a shadowed use renamed"),
    broken(PROBE, "except ImportError:\n    make = None\n", "finally:\n    pass\n", "a removed fallback"),
    broken(PROBE, "make = None", "build = None", "a fallback under another name"),
    broken(PROBE, "make = None", "make = 1", "another fallback"),
    broken(TYPING, "'build'", "'make'", "a stale quoted annotation"),
    broken(EXPORT, "__all__ = ['build', 'other']\n", "", "`__all__` dropped"),
    broken(MODULE, "import acme.new\n", "", "the module's import dropped"),
    broken(MODULE, "acme.new.make()", "acme.old.make()", "a stale path"),
    broken(MODULE, "acme.new.make()", "make()", "a path cut short"),
    broken(STAR, "build()", "make()", "a use left to the star"),
]
"""What a name means, or that it is bound, is not as decided."""
IMPORTS = [
    broken(PLAIN, "import build", "import make", "the wrong name imported"),
    broken(PLAIN, "acme.new", "acme.old", "the wrong module"),
    broken(PLAIN, "acme.new", ".new", "the wrong package"),
    broken(PLAIN, "import build", "import build as make", "an alias that was not decided"),
    broken(PLAIN, "import build", "import build as b", "another alias that was not decided"),
    broken(PLAIN, "\n\ndef", "\nfrom acme.tools import build\n\ndef", "another import over it"),
    broken(PLAIN, "def f(x):\n", "def f(x):\n    from acme.new import build\n", "a duplicated import"),
    broken(PLAIN, "build\n\ndef", "build\nfrom acme.new import build\n\ndef", "an import that stands twice"),
    broken(ALIAS, " as mk", "", "a lost alias"),
    broken(ALIAS, " as mk", " as make", "another alias"),
    broken(UNUSED, "import build", "import build as make", "a re-export under the old name"),
    broken(UNUSED, "acme.new", "acme.tools", "a re-export from the wrong module"),
    broken(UNUSED, "build", "build, make", "a re-export too many"),
    broken(TWO, "from acme.old import keep\n", "", "a neighbour's import dropped"),
    broken(TWO, "acme.old", "acme.new", "a neighbour's import moved along"),
    broken(TWO, "acme.tools", "acme.new", "the second name from the first module"),
    broken(FIRST, FIRST.after, "build()\nfrom acme.new import build\n", "an import after the first use"),
    broken(
        LOCAL,
        "def f():\n    from acme.new import build\n",
        "from acme.new import build\ndef f():\n",
        "an import moved out of its function",
    ),
    broken(
        LOCAL,
        "    from acme.new import build\n    return build()",
        "    build()\n    from acme.new import build",
        "an import after its use",
    ),
    broken(
        PROBE,
        "try:\n    from acme.new import build as make",
        "from acme.new import build as make\ntry:\n    pass",
        "an import moved out of its try",
    ),
    broken(PROBE, "build as make", "build", "a lost local name"),
    broken(
        TYPING,
        "if TYPE_CHECKING:\n    from acme.new import build",
        "from acme.new import build",
        "an import moved out of TYPE_CHECKING",
    ),
    broken(MODULE, "import acme.new\n", "import acme\n", "only the package imported"),
    broken(MODULE, "import acme.new", "import acme.new as acme", "the module under its package's name"),
    broken(STAR, "from acme.old import *\n", "", "a star dropped"),
    broken(LAZY, "lazy from acme.new", "from acme.new", "a lazy import turned eager"),
    broken(LAZY, "lazy from acme.tools", "from acme.tools", "a neighbour's lazy import turned eager"),
    broken(STAR, "from acme.old import *", "from acme.new import *", "a star of another module"),
]
"""An import is not as decided."""
SHAPES = [
    broken(PLAIN, "return build(x)", "return 'build(x)'", "a call turned into a string"),
    broken(PLAIN, "return build(x)", "return build(y)", "another argument"),
    broken(PLAIN, "return build(x)", "return build(x, x)", "an argument more"),
    broken(PLAIN, "return build(x)", "return not build(x)", "another expression around it"),
    broken(PLAIN, "return build(x)", "build(x)", "another statement around it"),
    broken(PLAIN, "def f(x)", "def g(x)", "another definition around it"),
    broken(PROBE, "ImportError", "KeyError", "another exception"),
    broken(EXPORT, "['build', ", "['make', ", "a stale entry of `__all__`"),
    broken(EXPORT, "['build', ", "[", "an entry of `__all__` lost"),
    broken(EXPORT, "'other'", "'build'", "another entry of `__all__` changed"),
    broken(LISTED, "acme.new'", "acme.old'", "a stale entry of `__lazy_modules__`"),
    broken(LISTED, ", 'acme.tools'", "", "another entry of `__lazy_modules__` lost"),
    broken(SWAPPED, "two, one", "one, two", "stale arguments"),
    broken(SWAPPED, "two, one", "two", "an argument lost"),
    broken(SWAPPED, "two, one", "two, one=one", "an argument by keyword"),
    broken(LITERAL, ", uid='x'", "", "a literal left out"),
    broken(LITERAL, "'x'", "'y'", "another literal"),
    broken(ASYNC, "await ", "", "an await left out"),
    broken(TEMPLATE, "t'a", "t'b", "another text of a template"),
    broken(TEMPLATE, "t'a", "f'a", "a template turned into a string"),
    broken(TEMPLATE, "build(1)", "build(2)", "other code in a template"),
    broken(TEMPLATE, "build(1)", "build(1)!s", "another conversion in a template"),
    broken(TEMPLATE, "build(1)", "build(1)=", "a field of a template that shows its code"),
]
"""The program beside its names and imports is another."""
WAYS = [*MEANINGS, *IMPORTS, *SHAPES]
