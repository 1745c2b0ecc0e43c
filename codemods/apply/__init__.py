"""Writing a plan to disk, into git's index and into commits, with a journal by which it is taken back."""
