"""Codemods that others wrote with LibCST: their classes, one run over one file, and what it did to it."""
