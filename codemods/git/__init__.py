"""The git process, and what it knows of a repository: status, index, objects, commits."""
