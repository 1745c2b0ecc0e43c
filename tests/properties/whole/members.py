"""Pieces of programs that use a member of a class; `$C` is the class, `$N` the member, `$M` the module."""

MEMBERS = """
from $M import $C
print($C().$N())
====
from $M import $C
def f$u(basket: $C):
    return basket.$N()
print(f$u($C()))
====
from $M import $C
def f$u(basket):
    return basket.$N()
print(f$u($C()))
====
from $M import $C
class Sub$u($C):
    def run(self):
        return self.$N()
print(Sub$u().run())
====
from $M import $C
class Sub$u($C):
    def $N(self):
        return "sub", super().$N()
print(Sub$u().$N())
====
from $M import $C
class Sub$u($C):
    pass
print(Sub$u().$N(), Sub$u().describe())
====
from $M import $C
print(getattr($C(), "$N")())
====
from $M import $C
n$u = "$N"
print(getattr($C(), n$u)())
====
from $M import $C
print(operator.methodcaller("$N")($C()))
====
from $M import $C
print(operator.attrgetter("$N")($C())())
====
from $M import $C
class Own$u:
    def __init__(self):
        self.basket = $C()
    def run(self):
        return self.basket.$N()
print(Own$u().run())
====
from $M import $C
def get$u() -> $C:
    return $C()
print(get$u().$N())
====
from $M import $C
def get$u():
    return $C()
print(get$u().$N())
====
from $M import $C
for b$u in [$C()]:
    print(b$u.$N())
====
from $M import $C
print([b.$N() for b in ($C(),)])
====
from $M import $C
match $C():
    case $C() as b$u:
        print(b$u.$N())
====
import $M as m$u
print(m$u.$C().$N())
====
from $M import $C
C$u = $C
print(C$u().$N())
====
from $M import $C
print($C.$N($C()))
====
from $M import $C
print(list(map($C.$N, [$C()])))
====
class Other$u:
    def $N(self):
        return "other"
print(Other$u().$N())
====
from $M import $C
class Other$u:
    def $N(self):
        return "other"
for b$u in (Other$u(), $C()):
    print(b$u.$N())
====
from $M import $C
from help$u import run
print(run($C()))
@@ help$u.py
def run(basket):
    return basket.$N()
====
from help$u import get
print(get().$N())
@@ help$u.py
from $M import $C
def get():
    return $C()
====
from help$u import basket
print(basket.$N())
@@ help$u.py
from $M import $C
basket = $C()
====
from $M import $C
b$u = $C()
b$u.$N = lambda: "fake"
print(b$u.$N())
====
from unittest import mock
from $M import $C
with mock.patch.object($C, "$N", lambda self: "fake"):
    print($C().$N())
====
from $M import $C
print("$N" in vars($C) or hasattr($C, "$N"))
====
from $M import $C
with contextlib.nullcontext($C()) as b$u:
    print(b$u.$N())
====
from $M import $C
b$u = None or $C()
print(b$u.$N())
====
from $M import $C
@functools.lru_cache
def get$u():
    return $C()
print(get$u().$N())
====
from $M import $C
class Wrap$u:
    def __init__(self, inner):
        self.inner = inner
    def __getattr__(self, name):
        return getattr(self.inner, name)
print(Wrap$u($C()).$N())
====
from $M import $C
many$u = {"a": $C()}
print(many$u["a"].$N())
====
from $M import $C
if (b$u := $C()):
    print(b$u.$N())
====
from $M import $C
Mixed$u = type("Mixed$u", ($C,), {})
print(Mixed$u().$N())
====
from $M import $C
Mixed$u = type("Mixed$u", ($C,), {"$N": lambda self: "mixed"})
print(Mixed$u().$N())
"""
