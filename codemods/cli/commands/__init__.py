"""What the commands do: read the options' meaning, make a plan, hand it to apply, formats or review."""
