"""Files that spell the names and are not part of the tree: how many there are is said, in one line."""

import re
from pathlib import Path

from codemods.cli.request import PlanJob
from codemods.cli.terminal.stderr import inform
from codemods.git.grep import start_grep
from codemods.git.process import split_names
from codemods.git.tracked_files import start_untracked
from codemods.tree.disk import read_bytes, read_for_search
from codemods.tree.open_tree import GitTree, open_tree
from codemods.tree.word_search import git_patterns, search_words, word_finder
from codemods.values.plural import number_of
from codemods.values.tree import UnreadableError

_WITHOUT_SUFFIX = ("-I", "--", ":(glob)**/*", ":(exclude,glob)**/*.*")
_SHEBANG = re.compile(rb"#![^\n]*python")
_MOST = 1000
"""Untracked files that are read; where there are more, they are somebody's environment."""


class PassedOver:
    """Looks for such files in a repository while the rest is at work."""

    def __init__(self, job: PlanJob) -> None:
        self._root = job.tree.root
        self._leaves = job.migration.leaves
        self._submodules = job.tree.submodules
        self._outside = job.tree.outside
        words = search_words(self._leaves)
        self._holds = word_finder(words)
        in_git = isinstance(job.tree, GitTree) and bool(words)
        self._untracked = start_untracked(self._root) if in_git else None
        self._scripts = start_grep(self._root, git_patterns(words), _WITHOUT_SUFFIX) if in_git else None

    def inform(self) -> None:
        """Print how many there are, where there are any."""
        untracked = split_names(self._untracked.output()) if self._untracked is not None else []
        scripts = split_names(self._scripts.output()) if self._scripts is not None else []
        counts = (
            (sum(map(self._is_held, untracked[:_MOST])), "untracked file", None),
            (sum(map(self._is_script, scripts)), "script without a suffix", "scripts without a suffix"),
            (sum(map(self._is_held_in, self._submodules)), "submodule", None),
        )
        parts = [number_of(count, noun, plural) for count, noun, plural in counts if count]
        if len(untracked) > _MOST:
            parts.append(f"{len(untracked) - _MOST} more untracked files, which were not read")
        if parts:
            inform(f"not part of the tree, though they spell the names: {', '.join(parts)}")
        if self._outside:
            inform(f"links to folders, not looked into: {', '.join(self._outside)}")

    def _is_held(self, path: str) -> bool:
        data = read_for_search(self._root, path)
        return data is not None and self._holds(data)

    def _is_held_in(self, submodule: str) -> bool:
        return bool(open_tree(Path(self._root) / submodule).holding(self._leaves))

    def _is_script(self, path: str) -> bool:
        try:
            return _SHEBANG.match(read_bytes(self._root, path)) is not None
        except UnreadableError:
            return False
