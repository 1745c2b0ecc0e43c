"""numpy-2: what NumPy 2.0 took out of its namespaces, from its own table and from ruff's NPY201."""

import importlib
import importlib.metadata
import re
from collections.abc import Mapping

from ruff_answers import Answer, ask_ruff, ruff_version
from rule_model import ModuleRule, Section, SymbolRule, Table

_CANONICAL = {
    "compare_chararrays": "numpy.char:compare_chararrays",
    "chararray": "numpy.char:chararray",
    "format_parser": "numpy.rec:format_parser",
}
"""What ruff spells through `numpy`, since these modules cannot be imported from NumPy 1.x."""
_WRITTEN = re.compile(r"Replace with `(?P<module>[\w.]+)\.(?P<name>\w+)`")
_REFERENCES = {
    "issubclass_": ("issubclass", ()),
    "NINF": ("-inf", ("numpy:inf",)),
    "NZERO": ("-0.0", ()),
    "PZERO": ("0.0", ()),
}
"""What ruff writes in place of the name itself."""
_CALLS = {
    "in1d": ("(ar1, ar2)", "isin(ar1, ar2).ravel()", ("numpy:isin",)),
    "fastCopyAndTranspose": ("(a)", "a.T.copy()", ()),
    "asfarray": ("(a)", "asarray(a, dtype=float)", ("numpy:asarray",)),
    "sctype2char": ("(sctype)", "dtype(sctype).char", ("numpy:dtype",)),
    "source": ("(object)", "print(getsource(object))", ("inspect:getsource",)),
}
"""Calls whose new form NumPy's table or ruff's message spells out.

`numpy.source` prints, which ruff's edit loses.
"""
_ADDED = ("INF", "NAN", "cumproduct", "product", "trapz", "row_stack", "in1d", "disp", "compat")
"""Asked of ruff beside the names of NumPy's own table."""
_EXCEPTIONS = (
    *("AxisError", "ComplexWarning", "DTypePromotionError", "ModuleDeprecationWarning", "RankWarning"),
    *("TooHardError", "VisibleDeprecationWarning", "chararray"),
)


def derive(ruff: str) -> Table:
    """Ask ruff of each name that NumPy calls expired, and of the few that only ruff knows."""
    expired: Mapping[str, str] = importlib.import_module("numpy._expired_attrs_2_0").__expired_attributes__
    names = sorted({*expired, *_ADDED, *_EXCEPTIONS})
    answers = ask_ruff(ruff, "NPY201", {name: f"import numpy\n\nnumpy.{name}\n" for name in names})
    rules = [_rule(name, next(iter(answers.get(name, ())), None)) for name in names if name != "compat"]
    return Table(
        "numpy-2",
        "NumPy 1.x to 2.0: names that are gone from numpy's namespaces, to those that 1.25 has as well.",
        (
            f"numpy {importlib.metadata.version('numpy')} (`numpy._expired_attrs_2_0`), BSD-3-Clause",
            f"ruff {ruff_version(ruff)} (NPY201, asked name by name), MIT",
        ),
        (
            Section("Names that have another one.", tuple(each for each in rules if not each.manual)),
            Section("Names without one.", tuple(each for each in rules if each.manual)),
            Section(
                "The module for Python 2.",
                (
                    ModuleRule(
                        "numpy.compat", manual="Python 2 is gone: write what Python 3 has", package=True
                    ),
                ),
            ),
        ),
    )


def _rule(name: str, answer: Answer | None) -> SymbolRule:
    old = f"numpy:{name}"
    if name in _REFERENCES:
        expression, imports = _REFERENCES[name]
        return SymbolRule(old, expression=expression, imports=imports)
    if name in _CALLS:
        signature, expression, imports = _CALLS[name]
        return SymbolRule(old, signature=signature, expression=expression, imports=imports)
    if name in _CANONICAL:
        return SymbolRule(old, new=_CANONICAL[name])
    written = _WRITTEN.search(answer.help) if answer and answer.fixed else None
    if answer is None or written is None:
        return SymbolRule(old, manual=_MANUAL[name])
    late = "NumPy 1.x does not have it" if "2.0" in answer.help else None
    return SymbolRule(old, new=f"{written['module']}:{written['name']}", note=late)


_ERRSTATE = "use `with numpy.errstate(...)` around the code that it is for"
_OWN_WARNING = (
    "call `warnings.warn(..., DeprecationWarning)` yourself, or decorate with `warnings.deprecated`"
)
_MANUAL = {
    "issctype": "write `isinstance(value, type) and issubclass(value, numpy.generic)`",
    "geterrobj": _ERRSTATE,
    "seterrobj": _ERRSTATE,
    "cast": "write `numpy.asarray(value, dtype=...)`",
    "lookfor": "search NumPy's documentation instead",
    "who": "look at `locals()`, or at the variables in your editor",
    "set_numeric_ops": "give the array class `__array_ufunc__`, or use `PyUFunc_ReplaceLoopBySignature`",
    "add_newdoc_ufunc": "it was internal and has no successor",
    "maximum_sctype": "name the dtype that you want, such as `numpy.float64`",
    "obj2sctype": "write `numpy.dtype(value).type`; the `default` it had is yours to handle",
    "sctypes": "list the dtypes that you mean",
    "set_string_function": "use `numpy.set_printoptions(formatter=...)`",
    "recfromcsv": "use `numpy.genfromtxt` with `delimiter=','`, and view the result as a record array",
    "recfromtxt": "use `numpy.genfromtxt`, and view the result as a record array",
    "deprecate": _OWN_WARNING,
    "deprecate_with_doc": _OWN_WARNING,
    "find_common_type": "use `numpy.promote_types`, or `numpy.result_type` with 0, 0.0 or 0j for scalars",
    "get_array_wrap": "it has no successor: look at the arrays' `__array_wrap__` yourself",
    "nbytes": "write `numpy.dtype(...).itemsize`",
    "disp": "use `print`, or write to the stream yourself",
}
