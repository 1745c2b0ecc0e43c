"""Drafts of rules from what a tree says of its deprecated names, or from two versions of a package."""
