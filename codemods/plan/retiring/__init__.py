"""Definitions, modules and re-exports that are removed, and the proof that nothing refers to them."""
