"""The inventory: references by category, kind and place, mentions in text, and how far a migration is."""
