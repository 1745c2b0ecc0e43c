"""Pieces of programs that hold a module object as a value, and read the deprecated name from it.

In these texts `$mod` is an expression that gives the module, `$M` its dotted name, `$N` the name in it, `$u`
a number of the piece's own, and `<<x>>` a use of what `x` gives. `@@ path` begins another file of the tree.
"""

MODULE_OBJECTS = """
m$u = $mod
<<m$u.$N>>
====
if (m$u := $mod):
    <<m$u.$N>>
====
print(repr((m$u := $mod).$N)[:1])
====
def default$u(m=$mod):
    return m.$N
<<default$u()>>
====
def given$u(m):
    return m.$N
<<given$u($mod)>>
====
class Held$u:
    api = $mod
<<Held$u.api.$N>>
<<Held$u().api.$N>>
====
class Own$u:
    def __init__(self):
        self.api = $mod
    def run(self):
        return self.api.$N
<<Own$u().run()>>
====
<<[$mod][0].$N>>
====
table$u = {"core": $mod}
<<table$u["core"].$N>>
====
for m$u in ($mod,):
    <<m$u.$N>>
====
<<[m.$N for m in ($mod,)][0]>>
====
<<(lambda m: m.$N)($mod)>>
====
with contextlib.nullcontext($mod) as m$u:
    <<m$u.$N>>
====
with contextlib.nullcontext($mod) as m$u:
    print(repr(m$u)[:1], m$u is None)
====
from help$u import used
<<used($mod)>>
@@ help$u.py
def used(m):
    return m.$N
====
from help$u import used
<<used($mod)>>
@@ help$u.py
def used(m):
    return getattr(m, "$N")
====
from help$u import used
<<used($mod, "$N")>>
@@ help$u.py
def used(m, name):
    return getattr(m, name)
====
from help$u import used
<<used($mod)>>
@@ help$u.py
def used(m):
    return vars(m)["$N"]
====
import help$u
help$u.api = $mod
<<help$u.run()>>
@@ help$u.py
api = None
def run():
    return api.$N
====
import help$u
<<help$u.api.$N>>
@@ help$u.py
$import
api = $expr
====
from help$u import api as api$u
<<api$u.$N>>
@@ help$u.py
$import
api = $expr
====
from help$u import get
<<get().$N>>
@@ help$u.py
def get():
    $import
    return $expr
====
f$u = $mod.$N
<<f$u>>
====
<<getattr($mod, "$N")>>
====
<<getattr($mod, "$N", None)>>
====
print(hasattr($mod, "$N"))
====
<<vars($mod)["$N"]>>
====
<<$mod.__dict__["$N"]>>
====
<<$mod.__dict__.get("$N")>>
====
<<operator.attrgetter("$N")($mod)>>
====
for n$u in ("$N",):
    <<getattr($mod, n$u)>>
====
n$u = "$N"
<<getattr($mod, n$u)>>
====
TABLE$u = {"x": "$N"}
<<getattr($mod, TABLE$u["x"])>>
====
match $mod:
    case object($N=c$u):
        <<c$u>>
====
<<importlib.reload($mod).$N>>
====
def get$u():
    return $mod
<<get$u().$N>>
====
def get$u():
    m = $mod
    return m
g$u = get$u()
<<g$u.$N>>
====
a$u, b$u = $mod, 1
<<a$u.$N>>
====
a$u = b$u = $mod
<<b$u.$N>>
====
m$u: types.ModuleType = $mod
<<m$u.$N>>
====
m$u = $mod if sys.argv is not None else None
<<m$u.$N>>
====
<<types.SimpleNamespace(api=$mod).api.$N>>
====
<<functools.partial(getattr, $mod)("$N")>>
====
class Box$u:
    pass
setattr(Box$u, "api", $mod)
<<Box$u.api.$N>>
====
many$u = []
many$u.append($mod)
<<many$u[0].$N>>
====
def walk$u():
    yield $mod
for m$u in walk$u():
    <<m$u.$N>>
====
top
globals()["g$u"] = $mod
<<g$u.$N>>
====
class Prop$u:
    @property
    def api(self):
        return $mod
<<Prop$u().api.$N>>
====
top
m$u = None
def set$u():
    global m$u
    m$u = $mod
set$u()
<<m$u.$N>>
====
m$u = None
try:
    m$u = $mod
except ImportError:
    pass
<<m$u.$N>>
====
m$u = $mod
def late$u():
    return m$u.$N
<<late$u()>>
====
m$u = $mod
k$u = m$u
<<k$u.$N>>
print(repr(m$u.keep(1))[:1])
====
m$u = $mod
<<getattr(m$u, "$N")>>
====
<<next(iter({"a": $mod}.values())).$N>>
====
<<max([$mod], key=id).$N>>
====
<<list(map(lambda m: m.$N, [$mod]))[0]>>
====
<<$mod.$N>>
====
print(repr($mod.keep(1))[:1])
<<$mod.$N>>
====
print(sorted(n for n in vars($mod) if n == "keep"))
====
names$u = [n for n in vars($mod) if n == "$N"]
print(names$u)
====
def rename$u(core):
    core.keep = core.keep
    return core.$N
<<rename$u($mod)>>
====
<<sys.modules["$M"].$N>>
====
mods$u = sys.modules
importlib.import_module("$M")
<<mods$u["$M"].$N>>
====
m$u = importlib.import_module("$M")
<<m$u.$N>>
====
<<importlib.import_module(name="$M").$N>>
====
where$u = "$M"
<<importlib.import_module(where$u).$N>>
====
for where$u in ("$M",):
    <<importlib.import_module(where$u).$N>>
====
for where$u in ("$M",):
    <<getattr(importlib.import_module(where$u), "$N")>>
====
<<__import__("$M", fromlist=["$N"]).$N>>
====
<<pkgutil.resolve_name("$M").$N>>
====
spec$u = importlib.util.find_spec("$M")
print(spec$u is not None)
====
def load$u(where):
    return importlib.import_module(where)
<<load$u("$M").$N>>
====
from help$u import load
<<load("$M", "$N")>>
@@ help$u.py
import importlib
def load(where, name):
    return getattr(importlib.import_module(where), name)
====
print("$M" in sys.modules or importlib.import_module("$M") is not None)
"""
BELOW_PACKAGE = """
<<getattr($import_package, "$L").$N>>
====
m$u = getattr($import_package, "$L")
<<m$u.$N>>
====
n$u = "$L"
<<getattr($import_package, n$u).$N>>
====
<<importlib.import_module(".$L", "$P").$N>>
====
<<importlib.import_module(".$L", package="$P").$N>>
====
leaf$u = "$L"
<<importlib.import_module(f"$P.{leaf$u}").$N>>
====
leaf$u = "$L"
<<importlib.import_module("$P." + leaf$u).$N>>
====
for leaf$u in ["$L"]:
    m$u = importlib.import_module("$P.%s" % leaf$u)
    <<m$u.$N>>
====
<<__import__("$M").$BELOW.$N>>
====
def walk$u(m):
    return m.$L.$N
<<walk$u($import_package)>>
====
p$u = $import_package
<<p$u.$L.$N>>
====
import help$u
<<help$u.shop$u.$L.$N>>
@@ help$u.py
import $M, $P as shop$u
====
<<operator.attrgetter("$L.$N")($import_package)>>
====
<<vars($import_package)["$L"].$N>>
====
from help$u import walk
<<walk($import_package)>>
@@ help$u.py
def walk(package):
    return package.$L.$N
====
from help$u import walk
<<walk($import_package)>>
@@ help$u.py
def walk(package):
    return getattr(getattr(package, "$L"), "$N")
====
from help$u import walk
<<walk($import_package, "$L")>>
@@ help$u.py
def walk(package, leaf):
    return getattr(package, leaf).$N
====
n$u = "$L"
<<operator.attrgetter(n$u)($import_package).$N>>
"""
