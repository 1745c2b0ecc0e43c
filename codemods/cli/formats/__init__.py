"""What a plan looks like to people and machines: patches, counts, findings, JSON, progress, pager."""
