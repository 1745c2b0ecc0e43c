"""Pieces that run with the old name and with the new one; `$NM` and `$NN` are the new module and name."""

COMPAT = """
try:
    from $NM import $NN as f$u
except ImportError:
    from $M import $N as f$u
<<f$u>>
====
try:
    from $M import $N as f$u
except ImportError:
    from $NM import $NN as f$u
<<f$u>>
====
try:
    from $M import $N as f$u
except ImportError:
    f$u = None
<<f$u>>
====
try:
    from $NM import $NN as f$u
except (ImportError, AttributeError):
    $import
    f$u = $expr.$N
<<f$u>>
====
if sys.version_info >= (3, 8):
    from $NM import $NN as f$u
else:
    from $M import $N as f$u
<<f$u>>
====
if sys.version_info < (3, 8):
    from $NM import $NN as f$u
else:
    from $M import $N as f$u
<<f$u>>
====
f$u = $mod.$NN if hasattr($mod, "$NN") else $mod.$N
<<f$u>>
====
f$u = $mod.$N if hasattr($mod, "$N") else None
print(f$u is None)
====
f$u = getattr($mod, "$NN", None) or $mod.$N
<<f$u>>
====
f$u = getattr($mod, "$N", None) or getattr($mod, "$NN", None)
print(f$u is None)
====
try:
    f$u = $mod.$NN
except AttributeError:
    f$u = $mod.$N
<<f$u>>
====
try:
    f$u = $mod.$N
except AttributeError:
    f$u = None
print(f$u is None)
====
$import
if not hasattr($expr, "$NN"):
    $expr.$NN = $expr.$N
    fine$u = True
<<$expr.$NN>>
====
$import
if not hasattr($expr, "$N"):
    $expr.$N = None
<<$expr.$N>>
====
try:
    import $M as m$u
except ImportError:
    m$u = None
print(m$u is None)
====
try:
    import $M as m$u
except ImportError:
    import $NM as m$u
print(m$u is None)
====
with contextlib.suppress(ImportError):
    from $M import $N as f$u
<<f$u>>
====
if importlib.util.find_spec("$M"):
    from $M import $N as f$u
else:
    f$u = None
print(f$u is None)
====
if typing.TYPE_CHECKING:
    from $M import $N as f$u
def typed$u(value: "f$u") -> None: ...
print("value" in typed$u.__annotations__)
"""
