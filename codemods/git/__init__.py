"""git: what a repository holds and what is under way in it, its index, and commits made of a plan."""
