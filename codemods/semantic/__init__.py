"""What the names in one file mean: scopes, bindings, uses and imports, read off `ast`."""
