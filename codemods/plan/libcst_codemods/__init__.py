"""A plan made by a codemod that somebody wrote with LibCST, in place of a migration's rules."""
