"""TOML files to `Migration` values: decode, check, collapse chains. See `docs/migrations.md`."""
