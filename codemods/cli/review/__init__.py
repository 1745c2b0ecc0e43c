"""`apply --interactive`: a plan gone through with a person, file by file, with the habits of `git add -p`."""

from codemods.cli.review.decision_store import DecisionStore
from codemods.cli.review.desk import TerminalDesk
from codemods.cli.review.dialogue import review
from codemods.cli.review.outcome import ReviewOutcome
from codemods.cli.review.ports import Desk, EditorFailed, Planning, Style

__all__ = [
    "DecisionStore",
    "Desk",
    "EditorFailed",
    "Planning",
    "ReviewOutcome",
    "Style",
    "TerminalDesk",
    "review",
]
