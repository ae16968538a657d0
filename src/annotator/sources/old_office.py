"""Files of old Office programs, and protected ones of new: told apart, so that the sentence says what to do."""

from __future__ import annotations

from collections.abc import Iterator

from annotator.core.errors import SourceError
from annotator.sources.document import Content, Document, Reading

# Names of what is in such a file, as it has them.
_KINDS = (
    ("EncryptedPackage", "is protected by a password; open it in Office and save it without one"),
    ("WordDocument", "is an old Word document (.doc); open it in Word or LibreOffice and save it as .docx"),
    ("PowerPoint Document", "is an old PowerPoint presentation (.ppt); save its text as .docx or .txt"),
    ("Workbook", "is an old Excel workbook (.xls); open it in Excel or LibreOffice and save it as .xlsx"),
    ("Book", "is an old Excel workbook (.xls); open it in Excel or LibreOffice and save it as .xlsx"),
)


def read(content: Content, _reading: Reading) -> Iterator[Document]:
    """Raise SourceError."""
    for name, reason in _KINDS:
        if name.encode("utf-16-le") in content.data:
            raise SourceError(content.path, reason)
    raise SourceError(content.path, "is an old Office document; open it in its program and save it as .docx")


def refuse_presentation(content: Content, _reading: Reading) -> Iterator[Document]:
    """Raise SourceError."""
    raise SourceError(content.path, "is a PowerPoint presentation; save its outline as .rtf or .docx and import that")
