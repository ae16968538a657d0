"""Archives: counted and weighed before anything is unpacked, and nothing leads out of them."""

from __future__ import annotations

import struct
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pytest

from annotator.core.errors import SourceError
from annotator.sources import Content, archives
from annotator.sources.archives import leads_out, members_within_limits, open_member
from made_files import zipped


def content(data: bytes) -> Content:
    return Content(Path("a.zip"), data)


def refused(data: bytes) -> str:
    def unpack() -> None:
        for info in members_within_limits(content(data)).values():
            open_member(content(data), info)

    with pytest.raises(SourceError) as caught:
        unpack()
    assert caught.value.path == "a.zip"
    return caught.value.reason


def test_members_come_back() -> None:
    data = zipped({"a.txt": "أ", "ordner/ü.txt": b"\0", "leer/": ""})
    found = members_within_limits(content(data))
    assert list(found) == ["a.txt", "ordner/ü.txt"]
    assert open_member(content(data), found["a.txt"]).decode() == "أ"


def test_names_that_are_utf8_without_saying_so() -> None:
    info = ZipInfo("x")
    data = zipped({"\N{LATIN SMALL LETTER E WITH ACUTE}x": "1"})
    with ZipFile(BytesIO(data)) as archive:
        (info,) = archive.infolist()
    raw = info.filename.encode()
    info.filename, info.flag_bits = raw.decode("cp437"), 0
    assert archives.member_name(info) == "éx"
    info.filename = b"\x81x".decode("cp437")
    assert archives.member_name(info) == "üx"


def test_bombs() -> None:
    assert refused(zipped({"a.xml": b"\0" * 20_000_000})).startswith("is packed so tightly that it must be a trap")
    assert members_within_limits(content(zipped({"a.xml": b"\0" * 9_000_000})))  # text that repeats itself


def test_too_much_in_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "TOTAL", 1_000_000)
    assert refused(zipped({f"{at}": b"\0" * 600_000 for at in "ab"})) == (
        "would be more than 1 MB when unpacked; unpack it yourself"
    )
    monkeypatch.setattr(archives, "MEMBER", 100_000)
    assert refused(zipped({"a": b"\0" * 600_000})) == "holds 'a', which is larger than 0 MB"
    monkeypatch.setattr(archives, "MEMBERS", 2)
    assert refused(zipped({f"{at}": "" for at in "abc"})).startswith("is an archive of more than 2 files")


def test_a_size_that_lies_gives_no_more_than_it_says() -> None:
    data = zipped({"a": b"x" * 5_000_000})
    lie = data.replace(struct.pack("<L", 5_000_000), struct.pack("<L", 10))
    assert refused(lie) == "is damaged (its part 'a' cannot be unpacked); get it once more"


@pytest.mark.parametrize(
    "name", ["../a", "/etc/passwd", "a/../../b", "C:\\a", "c:a", "\\\\host\\a", "..\\a", "a\\..\\..\\b", "//a"]
)
def test_names_that_lead_out(name: str) -> None:
    assert leads_out(name)
    assert refused(zipped({name: "x"})).endswith("a name that leads out of the archive")


@pytest.mark.parametrize("name", ["a", "a/b..c", "...", "ü/أ.txt", "a b"])
def test_names_that_do_not(name: str) -> None:
    assert not leads_out(name)


def test_links_and_passwords() -> None:
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        link = ZipInfo("link")
        link.create_system, link.external_attr = 3, 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    assert refused(buffer.getvalue()) == "holds 'link', which is a link to a file and not a file"
    locked = bytearray(zipped({"a": "x" * 40}))
    locked[6] |= 1
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    assert "protected by a password" in refused(bytes(locked))
    (info,) = members_within_limits(content(bytes(locked))).values()
    with pytest.raises(SourceError, match=r"'a', which the password does not open|is damaged"):
        open_member(content(bytes(locked)), info, "wrong")


@pytest.mark.parametrize("data", [b"PK\x03\x04", b"", zipped({"a": "x" * 99})[:-9]])
def test_damaged(data: bytes) -> None:
    assert refused(data).startswith("is damaged (its list of contents cannot be read)")


def test_a_damaged_member() -> None:
    data = zipped({"a": "Die Behörde hat der Reederei befohlen, den Hafen zu räumen."})
    assert refused(data[:40] + b"\xff\xff\xff" + data[43:]).startswith("is damaged (its part 'a' cannot be unpacked)")
