"""The comparison: what each report of an event says, set side by side; values into lines, lines onto the screen."""
