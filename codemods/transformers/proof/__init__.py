"""Prove that a rewritten file resolves to what the original resolved to, with the mapping applied."""
