"""One file's names, read off `ast`: scopes, bindings, accesses, imports, patch targets."""
