"""Annotator's own JSON, the format `json`: written and read back without loss."""

from annotator.formats.native_reading import read
from annotator.formats.native_writing import write

__all__ = ["read", "write"]
