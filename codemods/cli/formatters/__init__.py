"""The tree's own formatters, which have the last word on what is shown and written."""
