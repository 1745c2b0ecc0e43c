"""What a name means across the tree, and what each reference to a deprecated symbol becomes."""
