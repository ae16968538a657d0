"""Projects of several people become one: which records are the same, what becomes of each, and the files around it."""
