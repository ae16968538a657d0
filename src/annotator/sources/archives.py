"""ZIP archives, opened with care: what is in them is counted and weighed before anything is unpacked.

Nothing is ever written to disk. An archive within an archive is one more call; how deep to go is the caller's to say.
"""

from __future__ import annotations

import stat
import zlib
from io import BytesIO
from pathlib import PurePosixPath, PureWindowsPath
from zipfile import BadZipFile, ZipFile, ZipInfo

from annotator.core.errors import SourceError
from annotator.sources.document import Content

MEMBERS = 100_000
"""How many members an archive may have."""
MEMBER = 100_000_000
"""Bytes of the largest member, unpacked."""
TOTAL = 1_000_000_000
"""Bytes of all members, unpacked."""
_RATIO = 250
_SMALL = 10_000_000
"""Up to this size a member may be packed as tightly as it likes: text that repeats itself is."""
_ENTRY = b"PK\x01\x02"
_UTF8 = 0x800
_ENCRYPTED = 0x1


def members_within_limits(content: Content) -> dict[str, ZipInfo]:
    """Return the files in the archive by name (folders left out, of two with one name the later).

    Raises SourceError where it is no ZIP archive or a damaged one, or would be too much when unpacked: over MEMBERS
    members or TOTAL bytes in all, or a bomb. Sizes are those that the archive states; no more than these is unpacked.
    """
    path = content.path
    # Before the list is read: each entry becomes an object.
    if content.data.count(_ENTRY) > MEMBERS:
        raise SourceError(path, f"is an archive of more than {MEMBERS} files; unpack it and import what you need")
    try:
        with ZipFile(BytesIO(content.data)) as archive:
            found = archive.infolist()
    except (BadZipFile, ValueError, OSError, NotImplementedError, EOFError):
        raise SourceError(path, "is damaged (its list of contents cannot be read); get it once more") from None
    if sum(info.file_size for info in found) > TOTAL:
        raise SourceError(path, f"would be more than {TOTAL // 1_000_000} MB when unpacked; unpack it yourself")
    for info in found:
        if info.file_size > max(_SMALL, _RATIO * info.compress_size):
            raise SourceError(path, "is packed so tightly that it must be a trap (a zip bomb)")
    return {member_name(info): info for info in found if not info.is_dir()}


def open_member(content: Content, info: ZipInfo, password: str | None = None) -> bytes:
    """Return the bytes of one member that `members_within_limits` gave.

    Raises SourceError, about the archive, where the member is over MEMBER bytes, encrypted (and `password` does not
    open it), damaged, a link, or named so that it would lie outside of the archive.
    """
    name = member_name(info)
    path = content.path
    if leads_out(name):
        raise SourceError(path, f"holds '{name}', a name that leads out of the archive")
    if stat.S_ISLNK(info.external_attr >> 16):
        raise SourceError(path, f"holds '{name}', which is a link to a file and not a file")
    if info.file_size > MEMBER:
        raise SourceError(path, f"holds '{name}', which is larger than {MEMBER // 1_000_000} MB")
    if info.flag_bits & _ENCRYPTED and password is None:
        raise SourceError(path, f"holds '{name}', which is protected by a password; unpack it and import that")
    try:
        with ZipFile(BytesIO(content.data)) as archive:
            return archive.read(info, pwd=None if password is None else password.encode())
    except RuntimeError:
        # What zipfile says where the password is a wrong one.
        raise SourceError(path, f"holds '{name}', which the password does not open") from None
    except NotImplementedError:
        raise SourceError(path, f"holds '{name}', packed in a way that cannot be read; unpack it yourself") from None
    except (BadZipFile, zlib.error, OSError, ValueError, EOFError):
        raise SourceError(path, f"is damaged (its part '{name}' cannot be unpacked); get it once more") from None


def member_name(info: ZipInfo) -> str:
    """Return the name of a member. One that is marked as UTF-8 is; of the others many are as well, unmarked."""
    if info.flag_bits & _UTF8:
        return info.filename
    try:
        # zipfile decodes unmarked names as code page 437, which loses nothing.
        return info.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return info.filename


def leads_out(name: str) -> bool:
    """Return whether unpacking a member of this name would write outside of the folder it is unpacked in."""
    posix, windows = PurePosixPath(name), PureWindowsPath(name)
    return posix.is_absolute() or bool(windows.drive or windows.root) or ".." in (*posix.parts, *windows.parts)
