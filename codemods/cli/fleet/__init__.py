"""A fleet of repositories: who is in it, who does the work, and how far it is."""
