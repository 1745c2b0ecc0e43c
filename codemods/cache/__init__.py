"""What earlier runs found out, kept beside the journal: an end, which the pure stages know as a `Memory`."""
