"""What deciding one file works with."""

from codemods.project.brought_names import BroughtNames
from codemods.project.decision_builder import DecisionBuilder
from codemods.project.edited_calls import CallEditor
from codemods.project.expression_uses import ExpressionUses
from codemods.project.file_context import FileContext
from codemods.project.match_rules import RuleMatcher
from codemods.project.new_names import NewNames


class Deciding:
    """One file, its rules, the names that are free in it, and the decision as far as it is made."""

    def __init__(self, file: FileContext) -> None:
        self.file = file
        self.made = DecisionBuilder(file)
        self.new_names = NewNames(file, self.made.effects.outcome)
        self.brought = BroughtNames(file, self.new_names, self.made)
        self.expressions = ExpressionUses(file, self.made, self.brought)
        self.rules = RuleMatcher(file, CallEditor(file, self.brought), self.expressions)
