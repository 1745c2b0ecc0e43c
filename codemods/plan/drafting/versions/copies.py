"""Old copies that a version brings along, such as `pydantic.v1`: they hold all names that are gone."""

from collections import Counter

from codemods.plan.drafting.versions.api import Api

_MIRRORED = 3
"""How many modules a package has to repeat before it counts as a copy."""


def old_copies(old: Api, new: Api) -> tuple[str, ...]:
    """The packages of the new version that repeat modules of the old one, which it has as well."""
    mirrored: Counter[str] = Counter()
    for module in new.modules - old.modules:
        parts = module.split(".")
        for index in range(1, len(parts)):
            original = ".".join((*parts[:index], *parts[index + 1 :]))
            if original in old.modules and original in new.modules and index + 1 < len(parts):
                mirrored[".".join(parts[: index + 1])] += 1
    return tuple(sorted(package for package, count in mirrored.items() if count >= _MIRRORED))


def within(module: str, packages: tuple[str, ...]) -> bool:
    """Whether a module is one of the packages, or below one."""
    return any(module == each or module.startswith(f"{each}.") for each in packages)
