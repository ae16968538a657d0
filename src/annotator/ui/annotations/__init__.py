"""The marks on the screen as a list: filter, rows, and the card of the one in focus."""
