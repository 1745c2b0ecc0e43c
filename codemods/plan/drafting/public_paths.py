"""Under which path a definition of the tree is best imported."""

import ast

from codemods.plan.drafting.tree_names import Target, TreeNames
from codemods.semantic.dunder_all import read_dunder_all
from codemods.values.symbol import Symbol


def is_private(symbol: Symbol) -> bool:
    """Whether a part of a symbol's path says that it is nobody else's business."""
    parts = (*symbol.module.split("."), *symbol.name.split("."))
    return any(each.startswith("_") and not each.endswith("__") for each in parts)


def public_path(names: TreeNames, target: Target, near: Symbol) -> Symbol:
    """The symbol by which code should import what takes the place of `near`.

    That is the module of `near` where it hands the name on, else the home, or, where that is private, the
    nearest package around it that has the name.
    """
    if not target.in_tree or not target.symbol.name:
        return target.symbol
    beside = Symbol(near.module, target.symbol.name)
    if beside != target.symbol and _offers(names, beside) and _is_spelled(names, beside, target):
        return beside
    if not is_private(Symbol(target.symbol.module, "")):
        return target.symbol
    package = target.symbol.module
    while package := package.rpartition(".")[0]:
        outer = Symbol(package, target.symbol.name)
        if not is_private(outer) and _is_spelled(names, outer, target):
            return outer
    return target.symbol


def _is_spelled(names: TreeNames, symbol: Symbol, target: Target) -> bool:
    found = names.find(symbol)
    return found is not None and names.ultimate(found).symbol == names.ultimate(target).symbol


def _offers(names: TreeNames, symbol: Symbol) -> bool:
    """Whether a module means to hand a name on: it lists it, or is a package that does not use it."""
    view = names.view(symbol.module)
    if view is None or is_private(symbol):
        return False
    listed, top = read_dunder_all(view.tree), symbol.owner.name
    if listed.is_stated and not listed.is_dynamic:
        return top in listed.included
    reads = (each for each in ast.walk(view.tree) if isinstance(each, ast.Name) and each.id == top)
    return view.is_package and not any(reads)
