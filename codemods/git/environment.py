"""The environment that git runs in: the user's, without what points it at another repository.

Git sets variables for its hooks that say where its repository is, and reads them again. In a hook of a linked
work tree they make the current folder the top of the work tree, and with another `--root` they lead back to
the hook's own repository. So git finds the repository from the folder that it runs in, and only from there.
"""

import os

INDEX_VARIABLE = "GIT_INDEX_FILE"
REPOSITORY_VARIABLES = frozenset(
    {
        *("GIT_DIR", "GIT_WORK_TREE", INDEX_VARIABLE, "GIT_PREFIX", "GIT_NAMESPACE", "GIT_COMMON_DIR"),
        *("GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_CONFIG", "GIT_GRAFT_FILE"),
        *("GIT_IMPLICIT_WORK_TREE", "GIT_INTERNAL_SUPER_PREFIX", "GIT_NO_REPLACE_OBJECTS"),
        *("GIT_REPLACE_REF_BASE", "GIT_SHALLOW_FILE"),
    }
)
"""What `git rev-parse --local-env-vars` lists, and GIT_NAMESPACE.

Of that list, GIT_CONFIG_PARAMETERS and GIT_CONFIG_COUNT are left: they hold settings (`git -c`), which git
hands on to submodules too.
"""
_DROPPED = REPOSITORY_VARIABLES | {"GIT_DIFF_OPTS", "GIT_ATTR_SOURCE"}
"""The last two change patches (also where an option says otherwise) and how files are filtered."""
_FIXED = {
    "GIT_LITERAL_PATHSPECS": "1",
    "GIT_GLOB_PATHSPECS": "0",
    "GIT_NOGLOB_PATHSPECS": "0",
    "GIT_ICASE_PATHSPECS": "0",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
}
"""A star in a path stands for itself; reading takes no lock; no question waits for an answer."""
_given: dict[str, str] = {}
"""What was taken out of the environment, for `given_index`."""


def git_variables() -> dict[str, str]:
    """The variables to set for every git command; takes out those that must not be set.

    Out of this process's own environment, and for good: nothing else in it reads them, and GitPython can add
    variables but not leave any out.
    """
    _given.update({name: os.environ.pop(name) for name in _DROPPED & os.environ.keys()})
    return dict(_FIXED)


def given_index() -> str:
    """The index file that was in the environment; empty for none.

    Under `git commit -a`, or with paths, git gives its hooks that of the commit to be, not its own.
    """
    return _given.get(INDEX_VARIABLE, "")
