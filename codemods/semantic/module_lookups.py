"""Expressions that look up a module or its namespace: `import_module`, `sys.modules`, `__dict__`, `vars`."""

import ast
from collections.abc import Iterator, Mapping

from codemods.semantic.dotted_names import trailing_names

_IMPORT = "__import__"
_IMPORTERS = frozenset({"import_module", _IMPORT, "importorskip"})
GIVE_NAMES = frozenset({"__dict__", "__getattr__", "__getattribute__"})
"""Attributes of a module object by which any of its names can be read."""
FUNCTION_NAMESPACE = "__globals__"
"""The attribute of a function that is its module's namespace."""
MODULE_OF_OBJECT = "__module__"
"""The attribute by which an object names the module that it comes from."""
_TAKE_NAME = frozenset({"get", "pop", "setdefault"})
"""Methods of `sys.modules` that take a module's name."""

Aliases = Mapping[str, str]
"""Local names of `patch`, `import_module` and `modules`, where a file gives them others."""


def module_name_argument(node: ast.AST, aliases: Aliases) -> ast.expr | None:
    """The expression that names the module which another one looks up; None where that looks up none.

    `importlib.import_module("a.b")`, `sys.modules["a.b"]` and `sys.modules.get("a.b")`.
    """
    if isinstance(node, ast.Subscript):
        return node.slice if _is_sys_modules(node.value, aliases) else None
    if is_module_import(node, aliases):
        assert isinstance(node, ast.Call)
        return next(iter(node.args), None) or keyword_value(node, "name")
    if not isinstance(node, ast.Call) or not node.args:
        return None
    reads = isinstance(node.func, ast.Attribute) and node.func.attr in _TAKE_NAME
    return node.args[0] if reads and _is_sys_modules(node.func, aliases, 1) else None


def is_loaded_module(node: ast.AST, aliases: Aliases) -> bool:
    """Whether an expression reads a module from `sys.modules`, which has those that are loaded."""
    if isinstance(node, ast.Subscript):
        return isinstance(node.ctx, ast.Load) and _is_sys_modules(node.value, aliases)
    called = node.func if isinstance(node, ast.Call) else None
    return isinstance(called, ast.Attribute) and called.attr == "get" and _is_sys_modules(called, aliases, 1)


def replaced_keys(node: ast.AST, aliases: Aliases) -> Iterator[ast.expr]:
    """The keys of `sys.modules` under which a call puts other modules, or none.

    `patch.dict("sys.modules", {"a.b": fake})`, `setitem(sys.modules, "a.b", fake)`, and
    `sys.modules.update({"a.b": fake})`; and `delitem`, which takes one out.
    """
    if not isinstance(node, ast.Call) or not node.args:
        return
    names = [aliases.get(each, each) for each in trailing_names(node.func)]
    first, second = node.args[0], node.args[1] if len(node.args) > 1 else None
    if names[-1:] in (["setitem"], ["delitem"]) and second is not None and _is_sys_modules(first, aliases):
        yield second
    values = first if names[-2:] == ["modules", "update"] else second
    in_place = getattr(first, "value", None) == "sys.modules" or _is_sys_modules(first, aliases)
    patches = ".".join(names).endswith("patch.dict") and in_place
    if isinstance(values, ast.Dict) and (patches or names[-2:] == ["modules", "update"]):
        yield from (key for key in values.keys if key is not None)


def replaces_module(node: ast.AST) -> bool:
    """Whether an expression that finds a module in `sys.modules` puts another one there."""
    if isinstance(node, ast.Subscript):
        return not isinstance(node.ctx, ast.Load)
    return isinstance(node, ast.Call) and trailing_names(node.func)[-1:] == ["setdefault"]


def resolved_name_argument(node: ast.AST) -> ast.expr | None:
    """What `pkgutil.resolve_name(...)` finds an object by: a module's name, and perhaps a path in it."""
    is_call = isinstance(node, ast.Call) and trailing_names(node.func)[-1:] == ["resolve_name"]
    return node.args[0] if is_call and isinstance(node, ast.Call) and node.args else None


def found_name_argument(node: ast.AST) -> ast.expr | None:
    """The name of a module in no package that `importlib.util.find_spec("a")` looks for.

    One with dots says by itself what it names.
    """
    is_call = isinstance(node, ast.Call) and trailing_names(node.func)[-1:] == ["find_spec"]
    name = node.args[0] if is_call and isinstance(node, ast.Call) and node.args else None
    text = name.value if isinstance(name, ast.Constant) else None
    return name if isinstance(text, str) and text.isidentifier() else None


def is_module_import(node: ast.AST, aliases: Aliases) -> bool:
    """Whether an expression is a call of `import_module` or the like."""
    names = trailing_names(node.func) if isinstance(node, ast.Call) else []
    return bool(names) and aliases.get(names[-1], names[-1]) in _IMPORTERS


def passed_importer(node: ast.AST) -> ast.expr | None:
    """The `import_module` that a call hands on, to import what only run time can tell; None if there is none.

    `partial(importlib.import_module, package="a")`, `map(import_module, names)`. A plain name counts as the
    first argument of several: alone, it is as likely a module that some code imports.
    """
    given = [*node.args, *(each.value for each in node.keywords)] if isinstance(node, ast.Call) else []
    if not isinstance(node, ast.Call) or len(given) < 2:
        return None
    given = [each for each in given if isinstance(each, ast.Attribute) or each in node.args[:1]]
    return next((each for each in given if trailing_names(each)[-1:] in (["import_module"], [_IMPORT])), None)


def module_of_object(node: ast.AST, aliases: Aliases) -> ast.expr | None:
    """What an expression looks up the module of, whichever that is; None for any other expression.

    `inspect.getmodule(function)`, `sys.modules[function.__module__]`, `import_module(function.__module__)`.
    """
    if isinstance(node, ast.Call) and trailing_names(node.func)[-1:] == ["getmodule"]:
        return next(iter(node.args), None)
    name = module_name_argument(node, aliases)
    return name if isinstance(name, ast.Attribute) and name.attr == MODULE_OF_OBJECT else None


def package_argument(node: ast.AST) -> ast.expr | None:
    """What `import_module(".a", package)` takes a relative name from; None where nothing is passed."""
    if not isinstance(node, ast.Call):
        return None
    return node.args[1] if len(node.args) > 1 else keyword_value(node, "package")


def keyword_value(call: ast.Call, name: str) -> ast.expr | None:
    """What a call passes under a keyword; None where it does not."""
    return next((each.value for each in call.keywords if each.arg == name), None)


def gives_top_package(node: ast.AST) -> bool:
    """Whether an expression is `__import__("a.b")`, which gives `a`: only a `fromlist` makes it give `a.b`.

    A `fromlist` that only run time can tell does not count.
    """
    if not isinstance(node, ast.Call) or trailing_names(node.func)[-1:] != [_IMPORT]:
        return False
    named = {each.arg: each.value for each in node.keywords}
    given = node.args[3] if len(node.args) > 3 else named.get("fromlist")
    return not (isinstance(given, (ast.List, ast.Tuple)) and given.elts)


def namespace_owner(node: ast.expr) -> ast.expr | None:
    """The object whose namespace an expression gives: `object.__dict__`, `vars(object)`.

    `function.__globals__` is that of a module that nothing names.
    """
    if isinstance(node, ast.Attribute) and node.attr in ("__dict__", FUNCTION_NAMESPACE):
        return node.value if node.attr == "__dict__" else node
    if isinstance(node, ast.Call) and trailing_names(node.func) == ["vars"] and len(node.args) == 1:
        return node.args[0]
    return None


def _is_sys_modules(node: ast.expr, aliases: Aliases, left_off: int = 0) -> bool:
    """Whether an expression is `sys.modules`, with some of its last attributes left off."""
    names = trailing_names(node)[: -left_off or None]
    return bool(names) and aliases.get(names[-1], names[-1]) == "modules"
