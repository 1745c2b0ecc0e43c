"""The files of a tree: which there are, which spell a name, what they hold; and the cache."""
