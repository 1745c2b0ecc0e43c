"""Turn decisions into edits: LibCST rewrites the fragment that changes, the rest is never touched."""
