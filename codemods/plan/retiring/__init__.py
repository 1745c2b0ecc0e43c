"""What goes once nothing refers to it: definitions, modules, re-exports; and the proof that nothing does."""
