"""Marks of replaced articles that found no certain place in the later version: listed, and settled one by one."""
