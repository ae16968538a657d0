"""Articles in: one file per kind of document, told apart by their content."""

from annotator.sources.document import Columns, Content, Document, Reading, Unread
from annotator.sources.registry import LIMIT, Kind, read_content, read_document, read_file, read_html, read_text

__all__ = [
    "LIMIT",
    "Columns",
    "Content",
    "Document",
    "Kind",
    "Reading",
    "Unread",
    "read_content",
    "read_document",
    "read_file",
    "read_html",
    "read_text",
]
