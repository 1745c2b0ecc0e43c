"""The objects of a version that a text may mean: by a whole path, or by the end of one."""

from collections.abc import Iterable

from codemods.plan.drafting.versions.api import Api, ApiObject


class SpelledObjects:
    """Finds objects of the new version by what texts of any version spell."""

    def __init__(self, new: Api) -> None:
        self._new = new

    def find(self, text: str, here: ApiObject, name: str) -> list[ApiObject]:
        """The objects of the new version that a text may mean, by the first way that finds one."""
        if not text:
            return []
        parts = text.split(".")
        if text in self._new.modules:
            # A table may give the module alone, in which the name is the same.
            found = self._new.resolve(f"{text}:{here.leaf}")
            return [] if found is None else [found]
        module, _, qualified = here.path.partition(":")
        public_module = name.partition(":")[0]
        owner = self._owner(name)
        tries: list[str] = []
        if "." in qualified and owner is not None:
            tail = parts[1:] if parts[0] in ("self", "cls", owner.leaf) and len(parts) > 1 else parts
            if len(tail) == 1 and (member := self._new.member(owner, tail[0])) is not None:
                return [member]
        for start in (module, public_module, module.partition(".")[0]):
            tries += self._joined(f"{start}.{text}")
        tries += self._joined(text)
        for path in tries:
            if (found := self._new.resolve(path)) is not None:
                return [found]
        # The beginning may be left out, or be a usual short name: `nx.to_numpy_array`, `utils.get`.
        for tail in (parts, parts[1:]):
            suffix = "." + ".".join(tail)
            ends = (
                {path for path, names in self._new.public_paths.items() if _ends(names, suffix)}
                if tail
                else set()
            )
            if len(ends) == 1:
                return [self._new.objects[next(iter(ends))]]
        return []

    def _joined(self, dotted: str) -> list[str]:
        """`module:name` for each module that a dotted path may begin with, the longest first."""
        parts = dotted.split(".")
        splits = ((".".join(parts[:at]), ".".join(parts[at:])) for at in range(len(parts) - 1, 0, -1))
        return [f"{module}:{name}" for module, name in splits if module in self._new.modules]

    def _owner(self, name: str) -> ApiObject | None:
        """The class in the new version that a member's class is now."""
        module, _, qualified = name.partition(":")
        owner = qualified.rpartition(".")[0]
        return self._new.resolve(f"{module}:{owner}") if owner else None


def _ends(names: Iterable[str], suffix: str) -> bool:
    return any(f".{each.replace(':', '.')}".endswith(suffix) for each in names)
