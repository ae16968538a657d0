"""Reading bytes in tests: what comes out of them, and the sentence where nothing does."""

from __future__ import annotations

from pathlib import Path

from annotator.sources import Content, Document, Reading, Unread, read_content

GERMAN = (
    "Das Hafenamt von Norderfleet hat am Dienstag zwölf Reedereien vorgeladen, und die Firmen sollen ihre neuen "
    "Lotsendienste selbst prüfen. Anlass ist die Sorge, dass gefälschte Funksprüche Schiffe in die Irre führen.\n"
    "Der Befund ist bis Freitag zu melden, sagte eine Sprecherin der Behörde."
)
ARABIC = (
    "استدعت هيئة الموانئ اثنتي عشرة شركة ملاحة وطلبت منها أن تفحص خدماتها الجديدة وأن ترفع تقريرًا قبل يوم الجمعة.\n"
    "وتخشى الهيئة أن تضلل الرسائل المزيفة السفن في عرض البحر، كما قالت متحدثة باسمها أمس."
)


def parts(name: str, data: bytes, reading: Reading = Reading()) -> list[Document | Unread]:  # noqa: B008  # frozen
    return list(read_content(Content(Path(name), data), reading))


def documents(name: str, data: bytes, reading: Reading = Reading()) -> list[Document]:  # noqa: B008  # frozen
    """What was read, where all of it could be."""
    found = parts(name, data, reading)
    assert not [part.reason for part in found if isinstance(part, Unread)]
    return [part for part in found if isinstance(part, Document)]


def unread(found: list[Document | Unread]) -> list[str]:
    """The sentences about what could not be read."""
    return [part.reason for part in found if isinstance(part, Unread)]
