"""Kept in a database: schema, store, dialects, migrations."""
