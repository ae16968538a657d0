"""Articles in: one file per kind of document, told apart by their content."""

from annotator.sources.decoding import likely
from annotator.sources.document import Columns, ColumnsError, Content, Document, Reading, Table, Unread
from annotator.sources.registry import LIMIT, Kind, read_content, read_document, read_file, read_html, read_text

__all__ = [
    "LIMIT",
    "Columns",
    "ColumnsError",
    "Content",
    "Document",
    "Kind",
    "Reading",
    "Table",
    "Unread",
    "likely",
    "read_content",
    "read_document",
    "read_file",
    "read_html",
    "read_text",
]
