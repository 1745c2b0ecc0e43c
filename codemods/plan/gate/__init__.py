"""The gate: which references fail a check, and which a baseline lets through."""
