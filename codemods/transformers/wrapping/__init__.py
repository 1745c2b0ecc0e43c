"""Lines that edits make longer than the settings of a tree allow, wrapped as their file wraps lines."""
