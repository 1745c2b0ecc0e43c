"""Drafts of rules from what a tree says of its deprecated names."""
