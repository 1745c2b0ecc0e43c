"""The gate: which references may remain, and which may not."""
