"""What a module's `__getattr__` (PEP 562) may give out: names that it finds in other modules, by a table.

The stub beside it may be the table: `lazy_loader.attach_stub` reads its imports when the program runs, and
takes no notice of `as` (lazy_loader 0.6).
"""

import re

from codemods.project.dotted_paths import ResolvedPath, imported_path
from codemods.project.project import Project
from codemods.semantic.binding import ImportBinding
from codemods.semantic.scope_table import ScopeTable

_QUOTED = re.compile(rb"[\"'](\.*[A-Za-z_][\w.]*)[\"']")


def gives_deprecated(project: Project, table: ScopeTable, name: str) -> bool:
    """Whether a lazy module, or a table beside it, may give out a symbol that it finds where it is defined.

    One that it finds in a module that imported it needs nothing: that module keeps the name. Where no string
    of a lazy module names a module that has it, it may come from anywhere.
    """
    facts = table.facts
    in_stub = _given_by_stub(project, facts.path, name) if facts.has_module_getattr else None
    if in_stub is not None and in_stub.symbol is not None and not in_stub.through:
        return True
    package = facts.module if facts.is_package else facts.module.rpartition(".")[0]
    text = project.store.search.text(facts.path) or b""
    spelled = {match.decode() for match in _QUOTED.findall(text)}
    known = False
    names = {each.lstrip(".") for each in spelled}
    for module in sorted(names | {f"{package}.{each}" for each in names}):
        parts = tuple(module.split("."))
        resolved = project.resolve((*parts, name), facts.path, len(parts))
        if resolved is not None and resolved.symbol is not None and resolved.depth == len(parts) + 1:
            known = True
            if not resolved.through:
                return True
        path = project.modules.find(module, facts.path)
        known = known or (path not in (None, facts.path) and project.namespaces.has(path or "", name))
    return facts.has_module_getattr and not known


def lazy_module_beside(project: Project, stub: str, name: str) -> str | None:
    """The module beside a stub that has a name by its `__getattr__` alone; None where there is none."""
    module = project.modules.twin(stub) if stub.endswith(".pyi") else None
    table = project.scope_table(module, (name,)) if module is not None else None
    lazy = table is not None and table.facts.has_module_getattr and (0, name) not in table.bindings
    return module if lazy else None


def _given_by_stub(project: Project, module: str, name: str) -> ResolvedPath | None:
    """What an import in the stub beside a module leads to; None where that does not import the name."""
    stub = project.modules.twin(module)
    table = project.scope_table(stub, (name,)) if stub is not None else None
    for each in table.bindings.get((0, name), ()) if table is not None else ():
        if table is not None and isinstance(each, ImportBinding):
            return project.resolve(imported_path(table.facts, each), table.facts.path)
    return None


def in_lazy_package(project: Project, path: str) -> bool:
    """Whether a package around a file gives out names by `__getattr__`, perhaps by tables in its modules."""
    folder = path.rpartition("/")[0]
    while folder:
        text = project.store.search.text(f"{folder}/__init__.py")
        if text is not None and b"__getattr__" in text:
            return True
        folder = folder.rpartition("/")[0]
    return False
