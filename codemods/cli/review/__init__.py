"""`apply --interactive`: a plan gone through with a person, file by file, with the habits of `git add -p`."""

from codemods.cli.review.decision_store import Notes
from codemods.cli.review.desk import TerminalDesk
from codemods.cli.review.dialogue import review
from codemods.cli.review.outcome import Outcome
from codemods.cli.review.ports import Desk, EditorFailed, Planning, Style

__all__ = ["Desk", "EditorFailed", "Notes", "Outcome", "Planning", "Style", "TerminalDesk", "review"]
