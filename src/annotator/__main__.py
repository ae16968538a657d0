"""Start with `python -m annotator`."""
