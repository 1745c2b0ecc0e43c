"""The public names of one version of a package, as plain data: what can be imported, and what it leads to.

Paths of objects and of names are spelled as in a migration file, `module:qualified.name`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property


class ApiKind(StrEnum):
    """What an object is."""

    CLASS = "class"
    FUNCTION = "function"
    VALUE = "value"
    """Anything assigned: a constant, an instance, an attribute that `__init__` sets."""


class ParameterKind(StrEnum):
    """How a parameter takes arguments."""

    POSITIONAL = "positional-only"
    EITHER = "positional or keyword"
    ARGS = "*"
    KEYWORD = "keyword-only"
    KWARGS = "**"

    @property
    def by_position(self) -> bool:
        """Whether a caller may pass it by position."""
        return self in (ParameterKind.POSITIONAL, ParameterKind.EITHER)

    @property
    def by_keyword(self) -> bool:
        """Whether a caller may pass it by its name."""
        return self in (ParameterKind.EITHER, ParameterKind.KEYWORD)


@dataclass(frozen=True, slots=True)
class ApiParameter:
    """One parameter; the object that a method is called on is none."""

    name: str
    kind: ParameterKind
    default: str | None = None
    """The default's source text; None for a parameter that has to be passed."""
    annotation: str | None = None
    inherited: bool = False
    """Whether a constructor takes it by `**kwargs`, and hands it to the one of a base."""


@dataclass(frozen=True, slots=True)
class ApiObject:
    """A class, function or value where it is defined."""

    path: str
    kind: ApiKind
    place: str
    """The file, relative to the folder of the package, and the line: `shop/core.py:12`."""
    source: str = ""
    """The text of its definition, with the docstring; empty where there is none."""
    docstring: str = ""
    parameters: tuple[ApiParameter, ...] | None = None
    """Of a class, what its constructor takes; None where that is not known, or nothing can be called."""
    constructor: str = ""
    """Of a class, the text of the `__init__` that these are from, its own or a base's."""
    decorators: tuple[str, ...] = ()
    """The names of those that may change what calls pass or get, in their order."""
    is_async: bool = False
    gives_value: bool = True
    """Whether a call gives a plain value: not a generator, nor something that is awaitable by itself."""
    bases: tuple[str, ...] = ()
    """The classes of the package that a class derives from, in their order."""
    members: Mapping[str, str] = field(default_factory=dict)
    """What the class itself defines: names, and the paths of the objects."""
    open_ended: bool = False
    """Whether a class may have members that cannot be seen: a base from outside, or a `__getattr__`."""

    @property
    def leaf(self) -> str:
        """The last component of its path."""
        return self.path.replace(":", ".").rpartition(".")[2]


@dataclass(frozen=True, slots=True)
class Hint:
    """What a version itself says of a deprecated name."""

    old: str
    """Where it is defined in that version."""
    target: str
    """What to use instead, as the text spells it; it need not exist. Empty for nothing."""
    why: str
    """The evidence in one line, with its place: `shop/core.py:12: warns "use get_basket"`."""
    text: str = ""
    """What it says to people."""
    stated: bool = True
    """Whether somebody says that it is deprecated, of itself: not the code alone, and not a docstring."""
    table: bool = False
    """Whether it stands in what the module's `__getattr__` looks names up in: there may be no such object."""
    same: bool = False
    """Whether it says, or the code shows, that both are the same thing: renamed, moved, or only handed on."""


@dataclass(frozen=True, slots=True)
class ParameterHint:
    """What a version itself says of a deprecated parameter."""

    old: str
    new: str
    """The parameter to pass instead; empty where there is none."""
    takes_value: bool
    """Whether the code gives the new one what was passed for the old one, as it is."""
    text: str
    """What it says to people."""


@dataclass(frozen=True)
class Api:
    """One version of a package."""

    label: str
    """What the version is called: a version, a revision or a folder."""
    modules: frozenset[str]
    """Every module, private ones as well."""
    objects: Mapping[str, ApiObject]
    """Every object of the package, members of classes among them, by the path of its definition."""
    names: Mapping[str, str]
    """What can be imported: names of modules, and where they lead. A path that `objects` lacks is outside."""
    public: frozenset[str]
    """Those of `names` that users are meant to import."""
    hints: tuple[Hint, ...] = ()
    """What the package itself says of deprecated names."""
    parameter_hints: Mapping[str, tuple[ParameterHint, ...]] = field(default_factory=dict)
    """What it says of parameters, by where the function is defined."""
    dynamic: frozenset[str] = frozenset()
    """The modules with a `__getattr__`, whose names are not all known."""
    listed: frozenset[str] = frozenset()
    """Those of `public` in an `__all__`, or imported by a package from its modules."""

    @cached_property
    def public_paths(self) -> Mapping[str, tuple[str, ...]]:
        """The public names of each object, the shortest first."""
        found: dict[str, list[str]] = {}
        for name in self.public:
            found.setdefault(self.names[name], []).append(name)
        return {path: tuple(sorted(names, key=_length)) for path, names in found.items()}

    def shortest(self, path: str) -> str | None:
        """The shortest public name of an object, a member's by its class's; None for one that has none."""
        module, _, name = path.partition(":")
        owner, _, member = name.partition(".")
        names = self.public_paths.get(f"{module}:{owner}")
        if names is None:
            return None
        return f"{names[0]}.{member}" if member else names[0]

    def resolve(self, path: str) -> ApiObject | None:
        """The object that a path leads to, inherited members too; None outside of the package."""
        module, _, name = path.partition(":")
        first, *rest = name.split(".")
        found = self.objects.get(self.names.get(f"{module}:{first}", ""))
        for part in rest:
            found = self.member(found, part) if found is not None else None
        return found

    def importable(self, path: str) -> bool:
        """Whether a path leads anywhere: to an object of the package, or to one outside."""
        module, _, name = path.partition(":")
        if not name:
            return module in self.modules
        return path in self.names or self.resolve(path) is not None

    def member(self, owner: ApiObject, name: str) -> ApiObject | None:
        """A member of a class, its own or of a base in the package."""
        for each in self.lineage(owner):
            if name in each.members:
                return self.objects.get(each.members[name])
        return None

    def closed(self, owner: ApiObject) -> bool:
        """Whether all members of a class are known."""
        return not any(each.open_ended for each in self.lineage(owner))

    def lineage(self, owner: ApiObject) -> Iterator[ApiObject]:
        """A class and its bases in the package, each once, nearest first."""
        seen: set[str] = set()
        queue = [owner.path]
        while queue:
            path = queue.pop(0)
            found = self.objects.get(path)
            if found is None or path in seen:
                continue
            seen.add(path)
            yield found
            queue += found.bases


def _length(name: str) -> tuple[int, int, str]:
    return name.count("."), len(name), name
