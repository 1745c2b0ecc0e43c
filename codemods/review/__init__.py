"""`apply --interactive`: a plan gone through with a person, file by file, with the habits of `git add -p`."""

from codemods.review.dialogue import review
from codemods.review.notes import Notes
from codemods.review.outcome import Outcome
from codemods.review.ports import Desk, EditorFailed, Planning, Style
from codemods.review.terminal import TerminalDesk

__all__ = ["Desk", "EditorFailed", "Notes", "Outcome", "Planning", "Style", "TerminalDesk", "review"]
