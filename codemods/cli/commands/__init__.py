"""A module for each command with its options; beside it, `run_…` makes the plan and shows or applies it."""
