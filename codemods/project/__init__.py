"""Names across files: where a dotted path leads, and what each reference becomes."""
