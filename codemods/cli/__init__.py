"""All that a person meets: commands, options, formats, report, review; and fleet and verify."""
