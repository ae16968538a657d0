"""Collections that are packed: ZIP archives of any kinds of document, and single files packed by gzip and its like."""

from __future__ import annotations

import bz2
import gzip
import lzma
import re
import zlib
from collections.abc import Callable, Iterator
from io import BufferedIOBase, BytesIO
from pathlib import PurePosixPath
from zipfile import BadZipFile, ZipFile, ZipInfo

from annotator.core.errors import PasswordError, SourceError
from annotator.sources.archives import MEMBER, members_within_limits
from annotator.sources.document import Content, Document, Inside, Reading, Unread
from annotator.sources.recognition import PACKED, is_zip

_DEEPEST = 2
"""Archives in archives, and no further."""
_TOGETHER = 1_000_000_000
"""Bytes that the archives in an archive may unpack to, all in all."""
_RATIO, _FREE = 1000, 10_000_000
_PACKED: dict[bytes, Callable[[BytesIO], BufferedIOBase]] = {
    PACKED[0]: lambda file: gzip.GzipFile(fileobj=file),
    PACKED[1]: bz2.BZ2File,
    PACKED[2]: lzma.LZMAFile,
}
_ENDINGS = (".gz", ".bz2", ".xz")
_OFFICE = frozenset({"[Content_Types].xml", "mimetype"})
_ENCRYPTED = 0x1
_PAGE = (".html", ".htm", ".xhtml", ".mht")
_BESIDE = re.compile(r"[-_. ]\w+")


def read(content: Content, reading: Reading, inside: Inside) -> Iterator[Document | Unread]:
    """Give the documents in an archive, and an Unread for each member that cannot be read. Raises SourceError."""
    if content.members & _OFFICE:
        raise SourceError(content.path, "is a document of a kind that cannot be read; save its text as a .txt file")
    count = 0
    for found in _members(content, reading, inside, _DEEPEST, [_TOGETHER]):
        count += 1
        yield found
    if not count:
        raise SourceError(content.path, "is an archive without files")


def read_packed(content: Content, reading: Reading, inside: Inside) -> Iterator[Document | Unread]:
    """Give the documents in a single packed file. Raises SourceError."""
    data = _unpacked(content)
    if data[257:262] == b"ustar":
        raise SourceError(content.path, "is a TAR archive; unpack it and import its folder")
    if data.startswith(PACKED):
        raise SourceError(content.path, "is packed more than once; unpack it first")
    name = content.path.name
    shorter = name[: -len(content.suffix)] if content.suffix in _ENDINGS else name
    yield from inside(Content(content.path.with_name(shorter or name), data), reading)


def _unpacked(content: Content) -> bytes:
    opener = next(opener for beginning, opener in _PACKED.items() if content.head.startswith(beginning))
    try:
        with opener(BytesIO(content.data)) as opened:
            data = opened.read(MEMBER + 1)
    except (OSError, EOFError, zlib.error, lzma.LZMAError) as error:
        raise SourceError(content.path, f"is a damaged packed file ({error})") from None
    if len(data) > MEMBER or (len(data) > _FREE and len(data) > _RATIO * len(content.data)):
        raise SourceError(content.path, f"unpacks to {len(data) // 1_000_000} MB or more; it is not read")
    return data


def _members(
    content: Content, reading: Reading, inside: Inside, deeper: int, left: list[int]
) -> Iterator[Document | Unread]:
    """Give the documents in an archive. `left` is how many bytes it and all that lies in it may still unpack to."""
    entries = members_within_limits(content)
    pages = [PurePosixPath(name) for name in entries if name.lower().endswith(_PAGE)]
    stems = {(page.parent, page.stem) for page in pages}
    try:
        # Opened once: its list of contents may be long.
        with ZipFile(BytesIO(content.data)) as archive:
            for name, entry in entries.items():
                place = PurePosixPath(*_parts(name))
                if not place.parts or _is_hidden(place) or _belongs_to_page(place, stems):
                    continue
                left[0] -= entry.file_size
                if left[0] < 0:
                    reason = "unpacks to more than a gigabyte, with the archives in it; it is not read any further"
                    yield Unread.of(SourceError(content.path, reason))
                    return
                try:
                    member = Content(content.path / place, _bytes(archive, entry, content, place, reading.password))
                    yield from _member(member, reading, inside, deeper, left)
                except PasswordError:
                    raise
                except SourceError as error:
                    yield Unread.of(error)
    except (BadZipFile, OSError, ValueError) as error:
        raise SourceError(content.path, f"is a damaged ZIP archive ({error})") from None


def _member(
    member: Content, reading: Reading, inside: Inside, deeper: int, left: list[int]
) -> Iterator[Document | Unread]:
    if not is_zip(member) or member.members & _OFFICE:
        yield from inside(member, reading)
    elif deeper > 0:
        yield from _members(member, reading, inside, deeper - 1, left)
    else:
        raise SourceError(member.path, "is an archive in archives; unpack it first")


def _bytes(archive: ZipFile, entry: ZipInfo, content: Content, place: PurePosixPath, password: str | None) -> bytes:
    """Return what a member holds, and no more than its archive says that it does."""
    label = content.path / place
    if entry.file_size > MEMBER:
        raise SourceError(label, f"is larger than {MEMBER // 1_000_000} MB; split it into articles first")
    if entry.flag_bits & _ENCRYPTED and password is None:
        raise PasswordError(content.path, "is protected by a password")
    try:
        with archive.open(entry, pwd=None if password is None else password.encode("utf-8")) as file:
            return file.read(entry.file_size)
    except NotImplementedError:
        raise SourceError(label, "is packed or encrypted in a way that cannot be read; unpack the archive") from None
    except (RuntimeError, zlib.error, lzma.LZMAError, EOFError, OSError, BadZipFile) as error:
        if entry.flag_bits & _ENCRYPTED:
            # Python tells a wrong password by one byte; it may also unpack to nonsense.
            raise PasswordError(content.path, "is protected by a password, and this is not it") from None
        raise SourceError(label, f"is damaged ({error})") from None


def _parts(name: str) -> list[str]:
    """Return the parts of a member's name without those that lead out of the archive."""
    parts = PurePosixPath(name.replace("\\", "/")).parts
    return [part for part in parts if part not in ("..", "/", ".") and not part.endswith(":")]


def _is_hidden(path: PurePosixPath) -> bool:
    return any(part.startswith(".") or part == "__MACOSX" for part in path.parts) or path.name.lower() == "thumbs.db"


def _belongs_to_page(path: PurePosixPath, stems: set[tuple[PurePosixPath, str]]) -> bool:
    """Return whether a member lies in the folder that a browser saves beside a page (`News_files`, `News-Dateien`)."""
    for folder in path.parents[:-1]:
        for parent, stem in stems:
            beside = folder.name.removeprefix(stem)
            if folder.parent == parent and folder.name.startswith(stem) and _BESIDE.fullmatch(beside):
                return True
    return False
