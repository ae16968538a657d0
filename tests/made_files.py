"""Office documents and e-books made by hand, byte by byte where it matters, for the tests of reading them."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest

from annotator.core.errors import SourceError
from annotator.sources import Content, Document, Reading, read_content

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def zipped(members: Mapping[str, str | bytes]) -> bytes:
    """An archive of these members, in this order."""
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data, compress_type=ZIP_STORED if name == "mimetype" else ZIP_DEFLATED)
    return buffer.getvalue()


def docx(body: str, **parts: str) -> bytes:
    """A Word document of the XML in its body and in further parts (styles, numbering, footnotes, ...)."""
    spaces = (
        f'xmlns:w="{W}" xmlns:r="{_OFFICE}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    )
    links = "".join(
        f'<Relationship Id="r{at}" Type="{_OFFICE}/{name}" Target="{name}.xml"/>' for at, name in enumerate(parts)
    )
    main = f'<Relationship Id="r" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
    return zipped(
        {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}">{main}</Relationships>',
            "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}">{links}</Relationships>',
            "word/document.xml": f"<w:document {spaces}><w:body>{body}</w:body></w:document>",
            **{f"word/{name}.xml": f"<w:{name} {spaces}>{xml}</w:{name}>" for name, xml in parts.items()},
        }
    )


def read(data: bytes, name: str, reading: Reading = Reading()) -> Document:  # noqa: B008  # frozen
    """The one document in these bytes."""
    (found,) = read_content(Content(Path(name), data), reading)
    assert isinstance(found, Document)
    return found


def refused(data: bytes, name: str, reading: Reading = Reading()) -> str:  # noqa: B008  # frozen
    """The sentence that says why these bytes are no document."""
    with pytest.raises(SourceError) as caught:
        list(read_content(Content(Path(name), data), reading))
    assert caught.value.path == name
    assert "\n" not in caught.value.reason
    return caught.value.reason


def lines(*paragraphs: str) -> str:
    """Paragraphs as texts hold them."""
    return "\n\n".join(paragraphs)
