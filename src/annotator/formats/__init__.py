"""Annotations out and in: one file per format."""
