"""Two versions of a package compared: where each public name went, and how calls change."""
