"""Articles in: one file per kind of document."""
