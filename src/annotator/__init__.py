"""Annotator: read reports of one event side by side and mark who did what."""

__version__ = "0.1.0"
