"""Pieces of programs that import the deprecated name, and read what it is bound to in every way.

`$from` is the import of the name from its module, `$x` the local name that it binds; the rest is as in the
pieces of module objects. A piece that begins with `top` stands at the top of its file.
"""

READERS = """
$from
<<$x>>
====
$from
call$u = $x
<<call$u>>
====
$from
def default$u(f=$x):
    return f
<<default$u()>>
====
$from
table$u = {"x": $x, "y": [$x]}
<<table$u["x"]>>
====
$from
print(repr(dict($x=1)), repr($x)[:1])
====
top
$from
class Holder$u:
    $x = $x
<<Holder$u.$x>>
====
$from
class Holder$u:
    made = staticmethod($x) if callable($x) else $x
<<Holder$u.made>>
====
$from
def shadow$u($x):
    return $x
<<shadow$u($x)>>
====
$from
<<[f for f in ($x,)][0]>>
====
top
$from
<<globals()["$x"]>>
====
top
$from
n$u = "$x"
<<globals()[n$u]>>
====
top
$from
<<globals().get("$x")>>
====
top
$from
for n$u in ("$x",):
    <<globals()[n$u]>>
====
top
$from
<<vars()["$x"]>>
====
top
$from
<<locals()["$x"]>>
====
top
$from
<<eval("$x")>>
====
$from
<<eval("$x")>>
====
top
$from
<<getattr(sys.modules[__name__], "$x")>>
====
top
$from
n$u = "$x"
<<getattr(sys.modules[__name__], n$u)>>
====
top
$from
me$u = sys.modules[__name__]
<<me$u.$x>>
====
top
$from
<<vars(sys.modules[__name__])["$x"]>>
====
top
$from
<<importlib.import_module(__name__).$x>>
====
top
$from
<<getattr(importlib.import_module(__name__), "$x")>>
====
top
$from
<<pkgutil.resolve_name(__name__ + ":$x")>>
====
top
$from
<<pkgutil.resolve_name(f"{__name__}.$x")>>
====
top
$from
print(f"{$x=}"[:5])
====
top
$from
print(f"{repr($x)[:1]=}")
====
top
$from
def names$u():
    return [n for n in globals() if n == "$x"]
print(names$u())
====
def local$u():
    $from
    return locals()["$x"]
<<local$u()>>
====
$from
try:
    used$u = $x
finally:
    pass
<<used$u>>
====
top
$from
del $x
$from
<<$x>>
====
top
$from
def change$u():
    global $x
    $x = $x
change$u()
<<$x>>
====
top
__all__ = ["$x"]
$from
<<$x>>
====
$from
exec("print(repr($x)[:1])")
====
$from
print("{0}".format(repr($x)[:1]), "{$x}".format($x=1))
====
$from
print(string.Template("\\$$x").substitute($x=1), repr($x)[:1])
====
$from
def call$u(**given):
    return sorted(given)
print(call$u($x=$x))
====
$from
def typed$u(value: "$x") -> None: ...
print("value" in typed$u.__annotations__)
====
$from
print(isinstance($x, type), callable($x))
====
<<pkgutil.resolve_name("$M.$N")>>
====
<<pkgutil.resolve_name("$M:$N")>>
====
where$u = "$M.$N"
module$u, _, name$u = where$u.rpartition(".")
<<getattr(importlib.import_module(module$u), name$u)>>
====
def load$u(where):
    module, _, name = where.rpartition(".")
    return getattr(importlib.import_module(module), name)
<<load$u("$M.$N")>>
====
def load$u(where):
    module, name = where.split(":")
    return getattr(importlib.import_module(module), name)
<<load$u("$M:$N")>>
====
WAYS$u = {"make": ("$M", "$N")}
<<getattr(importlib.import_module(WAYS$u["make"][0]), WAYS$u["make"][1])>>
====
for module$u, name$u in [("$M", "$N")]:
    <<getattr(importlib.import_module(module$u), name$u)>>
====
name$u = "$N"
<<pkgutil.resolve_name(f"$M.{name$u}")>>
====
name$u = "$N"
<<pkgutil.resolve_name("$M:%s" % name$u)>>
====
name$u = "$N"
<<pkgutil.resolve_name("$M" + "." + name$u)>>
====
<<pkgutil.resolve_name(".".join(["$M", "$N"]))>>
====
from help$u import settings
<<pkgutil.resolve_name(settings["maker"])>>
@@ help$u.py
settings = {"maker": "$M.$N"}
====
from help$u import $N as lazy$u
<<lazy$u>>
@@ help$u.py
import importlib
_LAZY = {"$N": "$M"}
def __getattr__(name):
    if name in _LAZY:
        return getattr(importlib.import_module(_LAZY[name]), name)
    raise AttributeError(name)
====
import help$u
<<help$u.$N>>
@@ help$u.py
import importlib
_LAZY = {"$N": ("$M", "$N")}
def __getattr__(name):
    if name in _LAZY:
        module, real = _LAZY[name]
        return getattr(importlib.import_module(module), real)
    raise AttributeError(name)
====
import help$u
<<help$u.$N>>
@@ help$u.py
import importlib
_LAZY = {"$M": ["$N"]}
_WHERE = {name: module for module, names in _LAZY.items() for name in names}
def __getattr__(name):
    try:
        module = _WHERE[name]
    except KeyError:
        raise AttributeError(name) from None
    return getattr(importlib.import_module(module), name)
====
import help$u
<<help$u.$N>>
@@ help$u.py
def __getattr__(name):
    if name == "$N":
        $import
        return $expr.$N
    raise AttributeError(name)
====
from help$u import $N as lazy$u
<<lazy$u>>
@@ help$u.py
def __getattr__(name):
    $import
    return getattr($expr, name)
====
import help$u
<<help$u.made$u>>
@@ help$u.py
def __getattr__(name):
    if name == "made$u":
        from $M import $N
        return $N
    raise AttributeError(name)
====
top
from $M import *
<<$N>>
====
top
from $M import *
<<globals()["$N"]>>
====
top
from help$u import *
<<$N>>
@@ help$u.py
from $M import *
====
top
from help$u import *
<<$N>>
@@ help$u.py
from $M import $N
__all__ = ["$N"]
====
from help$u import $N as r$u
<<r$u>>
@@ help$u.py
from $M import $N as $N
====
from help$u import $N as r$u
<<r$u>>
@@ help$u.py
from $M import $N
====
import help$u
<<help$u.$N>>
@@ help$u.py
from $M import $N
====
import help$u
n$u = "$N"
<<getattr(help$u, n$u)>>
@@ help$u.py
from $M import $N
====
from help$u import table
<<table["$N"]>>
@@ help$u.py
from $M import $N
table = globals()
====
import help$u
<<help$u.get("$N")>>
@@ help$u.py
from $M import $N
def get(name):
    return globals()[name]
====
<<pkgutil.resolve_name("help$u.$N")>>
@@ help$u.py
from $M import $N
====
def load$u(where):
    module, _, name = where.rpartition(".")
    return getattr(importlib.import_module(module), name)
<<load$u("help$u.$N")>>
@@ help$u.py
from $M import $N
====
import help$u
me$u = help$u
<<me$u.$N>>
@@ help$u.py
from $M import $N
====
import help$u
from more$u import read
<<read(help$u)>>
@@ help$u.py
from $M import $N
@@ more$u.py
def read(module):
    return module.$N
====
import help$u
<<help$u.again()>>
@@ help$u.py
from $M import $N as _kept
def again():
    return _kept
====
import help$u
<<help$u.box$u.$N>>
@@ help$u.py
import types
from $M import $N
box$u = types.SimpleNamespace($N=$N)
====
import help$u
<<help$u.box$u.$N>>
@@ help$u.py
from $M import $N
class box$u:
    $N = $N
====
from unittest import mock
import help$u
with mock.patch("help$u.$N", "fake"):
    print(repr(help$u.use())[:5])
@@ help$u.py
from $M import $N
def use():
    return $N
====
from unittest import mock
import help$u
with mock.patch.object(help$u, "$N", "fake"):
    print(repr(help$u.use())[:5])
@@ help$u.py
from $M import $N
def use():
    return $N
====
import help$u
saved$u = help$u.$N
help$u.$N = "fake"
print(repr(help$u.use())[:5])
help$u.$N = saved$u
@@ help$u.py
from $M import $N
def use():
    return $N
====
from unittest import mock
import help$u
with mock.patch("help$u." "$N", "fake"):
    print(repr(help$u.use())[:5])
@@ help$u.py
from $M import $N
def use():
    return $N
====
from unittest import mock
import help$u
with mock.patch(".".join(("help$u", "$N")), "fake"):
    print(repr(help$u.use())[:5])
@@ help$u.py
from $M import $N
def use():
    return $N
====
from unittest import mock
import help$u
with mock.patch(f"{help$u.__name__}.$N", "fake"):
    print(repr(help$u.use())[:5])
@@ help$u.py
from $M import $N
def use():
    return $N
====
from unittest import mock
import help$u
with mock.patch("%s.$N" % help$u.__name__, "fake"):
    print(repr(help$u.use())[:5])
@@ help$u.py
from $M import $N
def use():
    return $N
====
from unittest import mock
import help$u
where$u = "help$u"
with mock.patch(where$u + ".$N", "fake"):
    print(repr(help$u.use())[:5])
@@ help$u.py
from $M import $N
def use():
    return $N
====
from unittest import mock
import help$u
name$u = "$N"
with mock.patch(f"help$u.{name$u}", "fake"):
    print(repr(help$u.use())[:5])
@@ help$u.py
from $M import $N
def use():
    return $N
====
from unittest import mock
import help$u
def stub_out(target, new):
    return mock.patch(target, new)
with stub_out("help$u.$N", "fake"):
    print(repr(help$u.use())[:5])
@@ help$u.py
from $M import $N
def use():
    return $N
====
from unittest import mock
import help$u
with mock.patch.dict(vars(help$u), {"$N": "fake"}):
    print(repr(help$u.use())[:5])
@@ help$u.py
from $M import $N
def use():
    return $N
====
from unittest import mock
import help$u
with mock.patch.multiple(help$u, $N="fake"):
    print(repr(help$u.use())[:5])
@@ help$u.py
from $M import $N
def use():
    return $N
====
from unittest import mock
import help$u
for name$u in ["$N"]:
    mock.patch(f"help$u.{name$u}", "fake").start()
if True:
    print(repr(help$u.use())[:5])
mock.patch.stopall()
@@ help$u.py
from $M import $N
def use():
    return $N
====
from unittest import mock
import help$u
with mock.patch.multiple("help$u", **{"$N": "fake"}):
    print(repr(help$u.use())[:5])
@@ help$u.py
from $M import $N
def use():
    return $N
====
<<getattr(importlib.import_module("$M"), "$N")>>
====
top
from $M import $N as $N
me$u = globals()
<<me$u["$N"]>>
====
import help$u
<<vars(help$u)["$N"]>>
@@ help$u.py
from $M import $N
====
from help$u import made
<<made["$N"]>>
@@ help$u.py
from $M import $N
made = {name: globals()[name] for name in ("$N",)}
====
from help$u import again
<<again>>
@@ help$u.py
import sys
from $M import $N
again = getattr(sys.modules[__name__], "$N")
"""
