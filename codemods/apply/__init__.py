"""Writing a plan: files, index and branch in one step, and a journal that takes it back."""
