"""Decisions to edits: LibCST rewrites the fragment that changes; and the proof of the result."""
