"""Articles side by side: a pane each, the row that holds them, the palette at a selection."""
