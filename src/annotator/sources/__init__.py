"""Articles in: one file per kind of document, told apart by their content."""

from annotator.sources.document import Document
from annotator.sources.registry import LIMIT, Kind, read_document, read_text

__all__ = ["LIMIT", "Document", "Kind", "read_document", "read_text"]
