"""A tree of any size in the shape of the repository that the built-in migration is for."""
