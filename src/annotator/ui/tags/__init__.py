"""The tags on the screen: the bar of chips and the dialog that edits one."""
