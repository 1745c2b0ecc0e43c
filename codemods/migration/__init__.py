"""TOML files to checked rules and settings."""
