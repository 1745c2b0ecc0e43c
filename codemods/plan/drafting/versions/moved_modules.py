"""Modules that are gone: those whose names all went to one other module, and the rest."""

from collections import Counter
from collections.abc import Sequence

from codemods.migration.drafts import Confidence, RuleDraft, RuleKind
from codemods.plan.drafting.versions.api import Api


def module_rules(old: Api, new: Api, symbols: Sequence[RuleDraft]) -> tuple[list[RuleDraft], frozenset[str]]:
    """The rules for public modules that are gone, and the old paths whose rules they make needless.

    A module moved where the new one has every name that the old one defined, private ones too.
    """
    found: list[RuleDraft] = []
    covered: set[str] = set()
    for module in sorted(old.modules - new.modules):
        if any(part.startswith("_") for part in module.split(".")) or module.rpartition(".")[0] in covered:
            continue
        own = [each for each in symbols if each.old.partition(":")[0] == module]
        home = _home(old, new, module)
        if home is not None:
            reason = f"moved: {home} has all that it defined"
            found.append(RuleDraft(RuleKind.MODULE, module, new=home, reason=reason))
            covered |= {
                each.old for each in own if each.confidence is not Confidence.OPEN and _is_kept(each, home)
            }
        elif not any(each.confidence is Confidence.SURE for each in own):
            reason = f"{new.label} has no module {module} any more"
            found.append(RuleDraft(RuleKind.MODULE, module, confidence=Confidence.OPEN, reason=reason))
    return found, frozenset(covered)


def _is_kept(rule: RuleDraft, home: str) -> bool:
    """Whether the rule of the module does what that of the symbol does."""
    return rule.new == f"{home}:{rule.old.partition(':')[2]}" and not rule.keys


def _home(old: Api, new: Api, module: str) -> str | None:
    """The one public module of the new version that has all names which a module defined; None for none."""
    names = [path.partition(":")[2] for path in old.objects if path.startswith(f"{module}:")]
    names = [
        name for name in names if "." not in name and old.names.get(f"{module}:{name}") == f"{module}:{name}"
    ]
    if not names:
        return None
    holding: Counter[str] = Counter()
    wanted = set(names)
    for path in new.names:
        home, _, name = path.partition(":")
        if name in wanted and home not in old.modules:
            holding[home] += 1
    full = [
        home
        for home, count in holding.items()
        if count == len(wanted) and not any(part.startswith("_") for part in home.split("."))
    ]
    if len(full) != 1:
        return None
    kinds = ((old.objects.get(f"{module}:{name}"), new.resolve(f"{full[0]}:{name}")) for name in names)
    return full[0] if all(one and other and one.kind is other.kind for one, other in kinds) else None
