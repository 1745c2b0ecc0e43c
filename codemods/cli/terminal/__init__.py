"""Standard output and error as terminals: colours, columns, pager, progress, interrupts."""
