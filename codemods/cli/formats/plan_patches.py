"""The patches of a plan: by git where there is a repository, so that they are what `git diff` will show."""

from pathlib import Path

from codemods.cli.formats.unified_diff import unified_diffs
from codemods.git.patches import git_patches
from codemods.git.repository import open_repository
from codemods.values.plan import Plan


def plan_patches(root: Path, plan: Plan) -> dict[str, bytes]:
    """Give the patch of each changed file by its path, in the plan's order."""
    repository = open_repository(root)
    return git_patches(repository, root, plan.files) if repository else unified_diffs(plan.files)
