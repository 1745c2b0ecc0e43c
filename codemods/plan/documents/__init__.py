"""Python in documents: the fenced code of Markdown, reStructuredText and docstrings, as files of the tree."""
