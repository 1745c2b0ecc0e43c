"""A fleet of repositories: their list, the workers, and the ledger of what is done."""
