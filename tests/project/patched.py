"""A module that imports `make`, and a test that reaches into its namespace."""

from tests.in_memory import TextTree

USER = "from acme.old import make\ndef f():\n    return make()\n"


def patched(test: str, *tables: str, user: str = USER, path: str = "test_user.py") -> TextTree:
    """A tree of the two."""
    return TextTree({"user.py": user, path: test}, *tables)
