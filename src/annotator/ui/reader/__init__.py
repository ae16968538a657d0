"""The reading pane: an article as a page, with its marks, in its own direction of writing."""
