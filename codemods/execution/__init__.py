"""Where pure functions run: in this process, or on several."""
