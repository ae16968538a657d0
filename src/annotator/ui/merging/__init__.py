"""Projects of several people become one in a new file, after asking which of their tags are the same."""
