"""The rule that the tree speaks for, of one deprecated name; in doubt a text for people, never a guess."""

import ast

from codemods.migration.drafts import Confidence, RuleDraft, RuleKind, Value
from codemods.plan.close_names import meant_name
from codemods.plan.drafting.call_forms import takes_alike
from codemods.plan.drafting.draft_rule import LONGEST, RuleDrafter
from codemods.plan.drafting.evidence import Equivalent, Evidence, NamedTarget, gather
from codemods.plan.drafting.public_paths import is_private, public_path
from codemods.plan.drafting.target_forms import form_of
from codemods.plan.drafting.tree_names import ModuleView, Target, TreeNames
from codemods.semantic.delegation import FUNCTIONS, same_body
from codemods.semantic.deprecation_marks import DeprecationMark, MarkKind
from codemods.semantic.read_deprecation_marks import own_warners
from codemods.values.errors import RepointError
from codemods.values.symbol import Symbol


def propose(names: TreeNames, old: Symbol) -> RuleDraft:
    """The draft of a rule for a symbol, read off the tree.

    Raises RepointError where the tree does not have the symbol.
    """
    view = names.view(old.module)
    if view is None:
        raise RepointError(
            f'--from {old}: no module "{old.module}" in the tree that can be read; pass --to as well'
        )
    target = names.find(old)
    home = names.view(target.symbol.module, view.path) if target is not None and target.in_tree else view
    evidence = gather(names, old, home or view, target if target is not None and target.in_tree else None)
    if target is None and not evidence.marks and old.owner.name not in view.bound:
        meant = meant_name(old.owner.name, set(view.bound))
        hint = f'; did you mean "{old.module}:{meant}"?' if meant else ""
        raise RepointError(f"--from {old}: `{old.module}` ({view.path}) does not bind `{old.name}`{hint}")
    if target is not None and target.symbol != old and not evidence.is_deprecated:
        handed_on = _handed_on(names, old, target, view)
        if handed_on is not None:
            return handed_on
    return _Proposal(names, evidence).rule()


class _Proposal:
    def __init__(self, names: TreeNames, evidence: Evidence) -> None:
        self._names = names
        self._evidence = evidence
        self._drafter = RuleDrafter(names, evidence)
        self._old = evidence.old

    def rule(self) -> RuleDraft:
        """The rule: by what the code shows, else by what a text names, else open."""
        evidence = self._evidence
        if not evidence.is_deprecated:
            parameters = [each for each in evidence.marks if each.kind is MarkKind.PARAMETER]
            if parameters:
                return self._of_parameters(parameters)
        same = next(iter(sorted(evidence.equivalents, key=lambda each: bool(each.doubt))), None)
        if same is not None and not same.doubt:
            return self._of_equivalent(same)
        if len(evidence.named) == 1:
            return self._of_named(evidence.named[0], same)
        if len(evidence.named) > 1:
            return self._drafter.open("its text names several things")
        if same is not None and same.target is not None:
            return self._drafter.likely(same.target, same.keys, f"{same.how}, but {same.doubt}")
        if evidence.missing:
            return self._drafter.open(
                f"its text names `{evidence.missing[0]}`, which nobody finds in the tree"
            )
        if evidence.is_deprecated:
            return self._drafter.open("it is deprecated, and nothing names what takes its place")
        return self._drafter.open("nothing says that it is deprecated, or what takes its place")

    # By what the code shows ------------------------------------------------------------------------

    def _of_equivalent(self, same: Equivalent) -> RuleDraft:
        evidence = self._evidence
        against = self._against(same)
        if against:
            return self._drafter.likely(same.target, same.keys, f"{same.how}, and {against}")
        if same.is_expression:
            return self._drafter.sure(None, same.keys, same.how)
        assert same.target is not None
        if same.target.symbol.module == "builtins":
            return self._drafter.sure(None, {"expression": same.target.symbol.name}, same.how)
        if same.target.is_module:
            return self._drafter.open(f"it is the module {same.target.symbol.module}")
        old = evidence.target
        if old is not None and old.owner is not None and not _is_beside(old, same.target):
            return self._drafter.likely(
                same.target, same.keys, f"{same.how}, which is no member of its class"
            )
        new = self._drafter.path(same.target)
        if is_private(new):
            if len(evidence.named) == 1:
                return self._of_named(evidence.named[0], same)
            return self._drafter.open(f"{same.how}, which is private")
        return self._drafter.sure(new, same.keys, same.how)

    def _against(self, same: Equivalent) -> str:
        """What a text says against what the code shows; empty where it says the same, or nothing."""
        evidence = self._evidence
        named = {self._names.ultimate(each.target).symbol for each in evidence.named}
        if same.target is not None and self._names.ultimate(same.target).symbol in named:
            return ""
        if same.target is not None and is_private(same.target.symbol) and len(named) == 1:
            return ""
        leaves = {each.rpartition(".")[2] for each in evidence.missing}
        if same.target is not None and same.target.symbol.leaf in leaves:
            return ""
        if same.is_expression:
            text = str(same.keys.get("expression", ""))
            if text in evidence.text:
                return ""
            spelled = {
                each.id if isinstance(each, ast.Name) else each.attr
                for each in ast.walk(ast.parse(text))
                if isinstance(each, (ast.Name, ast.Attribute))
            }
            if spelled & ({each.leaf for each in named} | leaves):
                return ""
        if named:
            return f"its text names {min(named)}"
        return f"its text names `{evidence.missing[0]}`" if evidence.missing else ""

    # By what a text names --------------------------------------------------------------------------

    def _of_named(self, named: NamedTarget, same: Equivalent | None) -> RuleDraft:
        """One thing that a text names: sure only where the text, or the code, says that it is the same."""
        old, new = self._evidence.target, named.target
        doubt = self._doubt(old, new, named)
        if not doubt and not named.said.same_thing and not self._is_copy(old, new):
            doubt = "its text names it, and what it does may differ"
        if doubt and same is not None and same.doubt and same.target == new:
            doubt = f"{same.how}, but {same.doubt}"
        if doubt:
            return self._drafter.likely(new, {}, doubt)
        how = "its text says that it is the same" if named.said.same_thing else "the two have the same code"
        return self._drafter.sure(self._drafter.path(new), {}, how)

    def _doubt(self, old: Target | None, new: Target, named: NamedTarget) -> str:
        """Why what a text names cannot just take the place; empty where it can."""
        if named.said.with_arguments:
            return "its text says how to call it"
        if not new.in_tree:
            return "its text names it, and it is not in the tree"
        if old is None:
            return ""
        kinds = kind_of(self._names, old), kind_of(self._names, new)
        if kinds[0] != kinds[1]:
            return f"it is a {kinds[1]}, and the old one a {kinds[0]}"
        if not _is_beside(old, new):
            return "the two are not members of one class"
        if kinds[0] in ("function", "async function", "method"):
            forms = form_of(self._names, old), form_of(self._names, new)
            if forms[0] is None or forms[1] is None or not takes_alike(forms[0], forms[1]):
                return "it takes other arguments"
        if kinds[0] == "constant" and not _same_value(old, new):
            return "its value is another one"
        return ""

    def _is_copy(self, old: Target | None, new: Target) -> bool:
        """Whether two definitions say the same: the same code, or the same literal."""
        if old is None:
            return False
        one, other = old.node, self._names.ultimate(new).node
        if isinstance(one, FUNCTIONS) and isinstance(other, FUNCTIONS):
            return same_body(one, other, own_warners(self._evidence.view.tree))
        return _same_value(old, new) and kind_of(self._names, old) == "constant"

    # Parameters ------------------------------------------------------------------------------------

    def _of_parameters(self, marks: list[DeprecationMark]) -> RuleDraft:
        """A function that stays, some of whose parameters have new names."""
        renamed = {mark.parameter: mark.new_parameter for mark in marks if mark.new_parameter}
        left = [mark.parameter for mark in marks if mark.parameter not in renamed]
        lines = tuple(self._drafter.lines())
        if not renamed:
            text = " ".join(mark.text for mark in marks)[:LONGEST]
            reason = f"the parameter `{left[0]}` is deprecated, and nothing names what takes its value"
            return RuleDraft(
                RuleKind.SYMBOL,
                str(self._old),
                manual=text or reason,
                keys={},
                evidence=lines,
                confidence=Confidence.OPEN,
                reason=reason,
            )
        reason = "its parameters have new names"
        if left:
            reason += f"; nothing is said of {', '.join(f'`{each}`' for each in left)}"
        arguments: dict[str, Value] = {"rename": dict(renamed)}
        return RuleDraft(
            RuleKind.SYMBOL, str(self._old), keys={"arguments": arguments}, evidence=lines, reason=reason
        )


def _is_beside(old: Target, new: Target) -> bool:
    """Whether a rule can lead from one to the other: a member gives way to one of its own class."""
    if old.owner is not None and new.owner is not None:
        return old.owner.symbol == new.owner.symbol
    return old.owner is None and new.owner is None


def kind_of(names: TreeNames, target: Target) -> str:
    """What sort of thing a definition is, in a word that people know."""
    node = names.ultimate(target).node
    if isinstance(node, ast.ClassDef):
        return "class"
    if isinstance(node, FUNCTIONS):
        if any("property" in ast.unparse(each) for each in node.decorator_list):
            return "property"
        if isinstance(node, ast.AsyncFunctionDef):
            return "async function"
        return "method" if target.owner is not None else "function"
    return "constant" if isinstance(node, (ast.Assign, ast.AnnAssign)) else "module"


def _same_value(one: Target, other: Target) -> bool:
    values = [getattr(each.node, "value", None) for each in (one, other)]
    if not all(isinstance(each, ast.Constant) for each in values):
        return False
    return ast.dump(values[0]) == ast.dump(values[1])  # type: ignore[arg-type]


def _handed_on(names: TreeNames, old: Symbol, target: Target, view: ModuleView) -> RuleDraft | None:
    """A name that its module only imports: what takes its place is where it is imported from."""
    if not target.symbol.name:
        return None
    new = public_path(names, target, target.symbol)
    if new == old or is_private(new):
        return None
    line = next((each.lineno for each in view.bound.get(old.owner.name, ())), 1)
    evidence = f"{view.path}:{line}: imported from {target.symbol.module}"
    reason = f"`{old.module}` only hands it on"
    return RuleDraft(RuleKind.SYMBOL, str(old), str(new), evidence=(evidence,), reason=reason)
