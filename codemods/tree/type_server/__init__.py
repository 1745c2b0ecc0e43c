"""Asking a type checker, a process beside this one, of which classes objects are."""
