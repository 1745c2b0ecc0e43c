"""What there is: the tree's files, the candidates among them, their sources and the target's settings."""
