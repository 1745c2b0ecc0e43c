"""Writing a plan to disk, and into git's index: one of the two ends that touch the outside."""

from codemods.apply.run import ApplyResult, apply_plan

__all__ = ["ApplyResult", "apply_plan"]
