"""Find in the open articles: the field in the bar, the search behind it, and tagging what was found."""
