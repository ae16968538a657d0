"""What both sides of a merge have edited: listed with both values, and settled one by one."""
