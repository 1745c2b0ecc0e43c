"""Getting two versions of a package, and reading them, for `repoint derive`."""
