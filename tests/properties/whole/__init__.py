"""Whole programs, generated: they print the same after `apply`, and without old names once `check` says 0."""
