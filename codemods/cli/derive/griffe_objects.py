"""griffe's objects as the plain values that versions are compared by."""

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from codemods.cli.derive.griffe_functions import (
    decorators_of,
    gives_value,
    is_replaced,
    parameters_of,
    source_of,
    takes_object,
)
from codemods.plan.drafting.versions.api import Api, ApiKind, ApiObject, ApiParameter, ParameterKind

if TYPE_CHECKING:
    from griffe import Alias, Class, Expr, Function, Module, Object

_EMPTY_BASES = frozenset({"object", "ABC", "abc.ABC", "Generic", "typing.Generic"})
"""Bases from outside that bring no members that anybody uses."""
_NOISE = frozenset({"logger", "log", "LOG", "LOGGER"})
"""What each module has for itself."""
_HOPS = 20
"""How many aliases are followed to one object; more are a cycle."""


class ObjectReader:
    """Collects the objects of a version's modules, and what can be imported from where."""

    def __init__(self, folder: Path, packages: Sequence[str]) -> None:
        self._folder = folder
        self._packages = frozenset(packages)
        self._modules: set[str] = set()
        self._dynamic: set[str] = set()
        self._objects: dict[str, ApiObject] = {}
        self._targets: dict[str, str] = {}
        """Where names of modules lead next: to an object, or to another name."""
        self._assigned: dict[str, str] = {}
        """Names that are assigned another name, which may be one of the package's: `old = new`."""
        self._public: set[str] = set()
        self._listed: set[str] = set()

    def api(self, label: str) -> Api:
        """Everything that was read, with each name led to its end."""
        for symbol, dotted in self._assigned.items():
            target = self._split(dotted)
            if target != symbol and (target in self._objects or target in self._targets):
                self._targets[symbol] = target
        names = {name: self._end(name) for name in self._targets}
        objects = {
            path: replace(each, bases=tuple(map(self._end, each.bases))) if each.bases else each
            for path, each in self._objects.items()
        }
        public = frozenset(name for name in self._public if names[name] in objects)
        return Api(
            label,
            frozenset(self._modules),
            objects,
            names,
            public,
            dynamic=frozenset(self._dynamic),
            listed=frozenset(self._listed) & public,
        )

    def read_module(self, module: "Module") -> None:
        """Take in what a module defines and imports; the modules below it are read by themselves."""
        path = module.path
        self._modules.add(path)
        private = any(part.startswith("_") for part in path.split("."))
        exports = module.exports
        listed = {str(each) for each in exports} if exports is not None else None
        for name, member in module.members.items():
            if not member.is_alias and member.is_module:
                continue
            if name == "__getattr__":
                self._dynamic.add(path)
            if name.startswith("__"):
                continue
            symbol = f"{path}:{name}"
            if not member.runtime:
                continue
            if member.is_alias:
                self._targets[symbol] = member.target_path  # type: ignore[union-attr]
                shown = _handed_on(module, name, member, listed)  # type: ignore[arg-type]
            else:
                self._define(symbol, member)  # type: ignore[arg-type]
                self._targets[symbol] = symbol
                if assigned := _other_name(member):  # type: ignore[arg-type]
                    self._assigned[symbol] = assigned
                shown = not _is_type_variable(member)  # type: ignore[arg-type]
            if shown and not private and not name.startswith("_") and name not in _NOISE:
                self._public.add(symbol)
                if member.is_alias or (listed is not None and name in listed):
                    self._listed.add(symbol)

    def _define(self, path: str, member: "Object") -> None:
        """Take in an object, and the members of a class."""
        if member.is_class:
            self._objects[path] = self._class(path, member)  # type: ignore[arg-type]
        elif member.is_function:
            self._objects[path] = self._function(path, member)  # type: ignore[arg-type]
        elif member.is_attribute:
            kind, source = ApiKind.VALUE, source_of(member)
            if "property" in member.labels:
                source = source or ""
            self._objects[path] = ApiObject(path, kind, self._place(member), source, _docstring(member))

    def _class(self, path: str, found: "Class") -> ApiObject:
        members = {}
        for name, member in found.members.items():
            if name.startswith("__"):
                continue
            own = f"{path}.{name}"
            if member.is_alias:
                continue
            self._define(own, member)  # type: ignore[arg-type]
            if own in self._objects:
                members[name] = self._alias_member(path, found, member) or own  # type: ignore[arg-type]
        bases, outside = [], False
        for base in found.bases:
            target = _class_path(base)
            if target and target.partition(".")[0] in self._packages:
                bases.append(target)
            elif target not in _EMPTY_BASES:
                outside = True
        constructor = self._constructor(found)
        parameters = None if constructor is None else self._constructor_parameters(constructor)
        return ApiObject(
            path,
            ApiKind.CLASS,
            self._place(found),
            source_of(found),
            _docstring(found),
            parameters,
            "" if constructor is None else source_of(constructor),
            bases=tuple(bases),
            members=members,
            open_ended=outside or "__getattr__" in found.members or bool(found.keywords.get("metaclass")),
        )

    def _alias_member(self, path: str, owner: "Class", member: "Object") -> str | None:
        """The member of the same class that one is just another name of: `old = new`."""
        value = getattr(member, "value", None)
        name = str(value) if value is not None and "class-attribute" in member.labels else ""
        other = owner.members.get(name)
        return None if other is None or "instance-attribute" in other.labels else f"{path}.{name}"

    def _function(self, path: str, found: "Function") -> ApiObject:
        return ApiObject(
            path,
            ApiKind.FUNCTION,
            self._place(found),
            source_of(found),
            _docstring(found),
            None if is_replaced(found) else parameters_of(found, skip_first=takes_object(found)),
            decorators=decorators_of(found),
            is_async="async" in found.labels,
            gives_value=gives_value(found),
        )

    def _constructor(self, found: "Class") -> "Function | None":
        """The `__init__` that a class is called by; None where a base outside, or `__new__`, may say so."""
        seen: set[str] = set()
        current: Class | None = found
        while current is not None and current.path not in seen:
            seen.add(current.path)
            if "__new__" in current.members or current.keywords.get("metaclass"):
                return None
            init = current.members.get("__init__")
            if init is not None:
                return init if init.is_function and not init.is_alias else None  # type: ignore[return-value]
            if len(_real_bases(current)) != 1:
                return None
            current = self._loaded_base(current)
        return None

    def _constructor_parameters(self, init: "Function", depth: int = 0) -> tuple[ApiParameter, ...]:
        """What `__init__` takes, with the keywords of the base's that it passes its `**kwargs` on to."""
        own = parameters_of(init, skip_first=True)
        rest = next((each for each in own if each.kind is ParameterKind.KWARGS), None)
        owner = init.parent
        if rest is None or depth > _HOPS or owner is None or not owner.is_class:
            return own
        if not re.search(rf"super\(\)\.__init__\([^()]*\*\*{rest.name}\b", source_of(init)):
            return own
        base = self._loaded_base(owner)  # type: ignore[arg-type]
        above = self._constructor(base) if base is not None else None
        if above is None:
            return own
        names = {each.name for each in own if each is not rest}
        passed = [
            replace(each, kind=ParameterKind.KEYWORD if each.kind.by_keyword else each.kind, inherited=True)
            for each in self._constructor_parameters(above, depth + 1)
            if each.name not in names and (each.kind.by_keyword or each.kind is ParameterKind.KWARGS)
        ]
        return (*(each for each in own if each is not rest), *passed)

    def _loaded_base(self, found: "Class") -> "Class | None":
        try:
            bases = found.resolved_bases
        except Exception:  # griffe raises what its resolution of aliases raises
            return None
        base = bases[0] if len(_real_bases(found)) == len(bases) == 1 else None
        return base if base is not None and base.is_class else None  # type: ignore[return-value]

    def _place(self, member: "Object") -> str:
        path = member.filepath
        assert isinstance(path, Path)
        inside = path.relative_to(self._folder) if path.is_relative_to(self._folder) else path
        return f"{inside.as_posix()}:{member.lineno or 1}"

    def _end(self, name: str) -> str:
        """Follow names to the object they lead to; what is outside of the package stays as it is."""
        current = name if ":" in name else self._split(name)
        for _ in range(_HOPS):
            following = self._targets.get(current, current)
            following = following if ":" in following else self._split(following)
            if following == current:
                return current
            current = following
        return current

    def _split(self, dotted: str) -> str:
        """`module:name` of a dotted path, by the longest module of the version; unchanged for none."""
        module, _, name = dotted.rpartition(".")
        rest = [name]
        while module:
            if module in self._modules:
                return f"{module}:{'.'.join(rest)}"
            module, _, name = module.rpartition(".")
            rest.insert(0, name)
        return dotted


def _handed_on(module: "Module", name: str, member: "Alias", listed: set[str] | None) -> bool:
    """Whether users are meant to import a name from a module that imports it itself."""
    if listed is not None:
        return name in listed
    own = member.target_path.split(".")[0] == module.package.name
    if not own:
        return False
    if member.wildcard_imported:
        return True
    return module.is_init_module


def _other_name(member: "Object") -> str | None:
    """The dotted path that a value is just another name of: `old = new`, or `old = module.new`."""
    if not member.is_attribute or "property" in member.labels:
        return None
    value: Expr | str | None = member.value  # type: ignore[attr-defined]
    if value is None or isinstance(value, str) or not _is_dotted(str(value)):
        return None
    return value.canonical_path if _is_dotted(value.canonical_path) else None


def _is_type_variable(member: "Object") -> bool:
    """Whether it is a type variable: modules have them under the same short names, for themselves."""
    if not member.is_attribute:
        return False
    called = str(getattr(member, "value", None) or "").partition("(")[0]
    return called.rpartition(".")[2] in ("TypeVar", "ParamSpec", "TypeVarTuple")


def _is_dotted(text: str) -> bool:
    return all(part.isidentifier() for part in text.split("."))


def _real_bases(found: "Class") -> "list[Expr | str]":
    """The bases of a class that may say how it is called."""
    return [base for base in found.bases if _class_path(base) not in _EMPTY_BASES]


def _class_path(base: "Expr | str") -> str | None:
    path = base if isinstance(base, str) else base.canonical_path
    return path.partition("[")[0] if path else None


def _docstring(member: "Object") -> str:
    return member.docstring.value if member.docstring else ""
