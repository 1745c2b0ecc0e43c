"""The plan as one HTML page that loads nothing; its scripts only add comfort."""
