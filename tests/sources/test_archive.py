"""Archives: every kind of document in them is read, nothing leads out of them, and bombs do not go off."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import zipfile

import pytest

from annotator.core.errors import NoArticleError, PasswordError, SourceError
from annotator.sources import Reading, Unread, archive
from annotator.sources.document import Document
from sources.reading import ARABIC, GERMAN, documents, parts, unread


def packed(members: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", compression) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return data.getvalue()


def test_members_of_any_kind() -> None:
    table = f'title,text\none,"{GERMAN}"\n'.encode()
    inner = packed({"deep/a.txt": ARABIC.encode("cp1256")})
    found = documents("all.zip", packed({"a.txt": GERMAN.encode(), "b/rows.csv": table, "c.zip": inner}))
    assert [(d.name, d.text) for d in found] == [("a.txt", GERMAN), ("rows.csv", GERMAN), ("a.txt", ARABIC)]


def test_what_fails_is_named_and_what_is_no_document_passed_over() -> None:
    found = parts("all.zip", packed({"empty.txt": b"", "p.png": b"\x89PNG\r\n\x1a\n", "good.txt": GERMAN.encode()}))
    bad = [part for part in found if isinstance(part, Unread)]
    assert [str(part.path) for part in bad] == ["all.zip/empty.txt", "all.zip/p.png"]
    assert isinstance(bad[1].error, NoArticleError)
    assert not isinstance(bad[0].error, NoArticleError)


def test_hidden_files_and_folders_beside_pages_are_left_alone() -> None:
    members = {".hidden": b"x", "__MACOSX/._a.txt": b"x", "Thumbs.db": b"x", "Seite_files/ad.txt": b"x"}
    members |= {"Seite-Dateien/ad.txt": b"x", "Seiten/other.txt": GERMAN.encode(), "Seite.html": b""}
    found = parts("all.zip", packed(members))
    assert [part.name for part in found if isinstance(part, Document)] == ["other.txt"]
    assert unread(found) == [reason for reason in unread(found) if "Seite.html" in reason]


def test_no_path_leads_out() -> None:
    names = ["../../etc/a.txt", "/etc/b.txt", "C:\\Windows\\c.txt", "..\\..\\d.txt"]
    found = parts("all.zip", packed({name: b"" for name in names}))
    paths = [str(part.path) for part in found if isinstance(part, Unread)]
    assert paths == ["all.zip/etc/a.txt", "all.zip/etc/b.txt", "all.zip/Windows/c.txt", "all.zip/d.txt"]


def test_names_in_utf8_that_do_not_say_so() -> None:
    data = packed({"x_______.txt": GERMAN.encode()})
    name = "xميناء".encode()[:8].decode("utf-8", "ignore").encode()
    data = data.replace(b"x_______.txt", name.ljust(8, b"_") + b".txt")
    (found,) = documents("all.zip", data)
    assert found.name == name.decode().ljust(8, "_")[: len(found.name or "") - 4] + ".txt"


def test_archives_in_archives_in_archives() -> None:
    data = packed({"a.txt": GERMAN.encode()})
    for depth in range(2):
        data = packed({f"{depth}.zip": data})
    assert documents("all.zip", data)[0].text == GERMAN
    assert unread(parts("all.zip", packed({"more.zip": data}))) == [
        "all.zip/more.zip/1.zip/0.zip: is an archive in archives; unpack it first"
    ]


# An archive that another program encrypted (with the old scheme of ZIP) by the password "harbour".
def test_encrypted_members_need_a_password() -> None:
    data = bytearray(packed({"a.txt": b"x" * 12 + GERMAN.encode()}, zipfile.ZIP_STORED))
    # Said to be encrypted, in both places where an archive says so.
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(PasswordError, match=r"is protected by a password$"):
        parts("all.zip", bytes(data))
    with pytest.raises(PasswordError, match="this is not it"):
        parts("all.zip", bytes(data), Reading(password="harbour"))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (packed({"a.txt": b"0" * 90_000_000}), "a zip bomb"),
        (packed({"a.txt": b"abc"})[:-8], "is damaged"),
        (packed({}), "is an archive without files"),
        (packed({"[Content_Types].xml": b""}), "is a document of a kind"),
        (gzip.compress(b"0" * 60_000_000), "unpacks to 60 MB"),
        (gzip.compress(GERMAN.encode())[:-9], "is a damaged packed file"),
        (gzip.compress(gzip.compress(b"a")), "is packed more than once"),
        (gzip.compress(b"\0" * 257 + b"ustar"), "is a TAR archive"),
    ],
)
def test_bombs_and_damage(data: bytes, reason: str) -> None:
    with pytest.raises(SourceError) as caught:
        parts("all.zip", data)
    assert reason in caught.value.reason


def test_a_damaged_member_is_named_and_the_rest_goes_on() -> None:
    data = bytearray(packed({"a.txt": GERMAN.encode(), "b.txt": ARABIC.encode()}, zipfile.ZIP_STORED))
    data[data.index(b"Hafenamt")] = 0
    found = parts("all.zip", bytes(data))
    assert unread(found) == ["all.zip/a.txt: is damaged (Bad CRC-32 for file 'a.txt')"]
    assert [part.text for part in found if isinstance(part, Document)] == [ARABIC]


def test_a_member_that_says_less_than_it_holds() -> None:
    data = bytearray(packed({"a.txt": GERMAN.encode() * 50}))
    at = data.index(b"PK\x01\x02") + 24
    data[at : at + 4] = (10).to_bytes(4, "little")
    assert "is damaged" in unread(parts("all.zip", bytes(data)))[0]


def test_archives_together_may_not_unpack_to_more_than_a_gigabyte(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "_TOGETHER", 1000)
    inner = packed({"a.txt": GERMAN.encode(), "b.txt": ARABIC.encode()})
    found = parts("all.zip", packed({"c.zip": inner, "d.zip": inner}))
    assert any("more than a gigabyte" in reason for reason in unread(found))


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
def test_single_packed_files(pack: object) -> None:
    (found,) = documents("a.txt.gz", pack(GERMAN.encode("utf-16")))  # type: ignore[operator]
    assert found.text == GERMAN
