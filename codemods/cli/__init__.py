"""All that a person meets: commands and their options, formats, report, review, fleet, verify."""
