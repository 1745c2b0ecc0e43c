"""Small frozen values that cross the stages; they pickle and know nothing of disk or terminal."""
