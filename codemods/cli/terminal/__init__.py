"""Standard output and error as terminals: colours, columns and progress."""
