"""From a tree and a migration to a plan: what changes, file by file, and what a person must know."""
