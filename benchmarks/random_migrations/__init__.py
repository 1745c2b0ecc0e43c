"""Random migrations over a tree's own names, and what has to hold of each, whatever the tree."""
