"""Encodings: what is certain first, old ones by statistics, and a clear refusal where nothing can be told."""

from __future__ import annotations

import codecs
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.core.errors import SourceError
from annotator.sources.decoding import decode

GERMAN = (
    "Die Behörde hat der Reederei Nordlicht am Dienstag befohlen, den Hafen zu räumen.\r\n"
    "„Die Küste bleibt gesperrt“, sagte der Bürgermeister; über die Gründe schwieg er.\r\n"
)
ARABIC = (
    "أمرت السلطات شركة الشمال يوم الثلاثاء بإخلاء الميناء وإغلاق الشاطئ أمام السفن.\n"
    "وقال رئيس البلدية إن المدينة تخشى على الصيادين، ولم يذكر الأسباب.\n"
)
HEBREW = "הרשות הורתה לחברת הספנות לפנות את הנמל, כך נמסר מטעם העירייה ביום שלישי. החוף ייסגר.\n"
RUSSIAN = "Власти приказали пароходству во вторник освободить порт. Мэр города не назвал причин.\n"
JAPANESE = "当局は火曜日、海運会社に港から退去するよう命じた。市長は理由を明らかにしなかった。\n"
CHINESE = "当局星期二命令航运公司撤离港口。市长没有说明原因。\n海岸仍然封闭，渔民们感到担忧。\n"
HERE = Path("article.txt")


@pytest.mark.parametrize(
    ("text", "encoding", "named"),
    [
        (GERMAN, "utf-8", "utf-8"),
        (GERMAN, "utf-8-sig", "utf-8"),
        (GERMAN, "utf-16", "utf-16-le"),
        (GERMAN, "utf-16-le", "utf-16-le"),
        (GERMAN, "utf-16-be", "utf-16-be"),
        (GERMAN, "utf-32", "utf-32-le"),
        (GERMAN, "utf-32-be", "utf-32-be"),
        (GERMAN, "cp1252", "cp1252"),
        (ARABIC, "utf-8", "utf-8"),
        (ARABIC, "utf-16-le", "utf-16-le"),
        (ARABIC, "utf-16-be", "utf-16-be"),
        (ARABIC, "cp1256", "cp1256"),
        (ARABIC, "iso8859-6", "iso8859-6"),
        (HEBREW, "cp1255", "cp1255"),
        (RUSSIAN, "cp1251", "cp1251"),
        (RUSSIAN, "koi8-r", "koi8-r"),
        (JAPANESE, "shift_jis", "cp932"),
        (JAPANESE, "euc-jp", "euc_jp"),
        (JAPANESE, "iso2022_jp", "iso2022_jp_2"),
        (CHINESE, "utf-16-le", "utf-16-le"),
        (CHINESE, "utf-16-be", "utf-16-be"),
        (CHINESE, "gb18030", "gb18030"),
    ],
)
def test_each_text_comes_back(text: str, encoding: str, named: str) -> None:
    assert decode(text.encode(encoding), HERE) == (text, named)


def test_utf16_without_a_mark_is_never_read_as_utf8() -> None:
    data = ARABIC.encode("utf-16-le")
    assert "\0" in data.decode("utf-8", "strict")  # the trap: it is valid UTF-8
    assert decode(data, HERE)[0] == ARABIC


def test_the_bytes_beyond_ascii_decide_however_late_they_come() -> None:
    text = "plain words " * 40_000 + ARABIC
    assert decode(text.encode("cp1256"), HERE) == (text, "cp1256")


def test_a_few_broken_bytes_do_not_spoil_the_rest() -> None:
    data = ARABIC.encode()
    text, encoding = decode(data[:50] + b"\xff" + data[50:], HERE)
    assert encoding == "utf-8"
    assert text.replace("\ufffd", "") == ARABIC


def test_a_truncated_file() -> None:
    text, encoding = decode(ARABIC.encode()[:-3], HERE)
    assert (text[:-1], encoding) == (ARABIC[:-3], "utf-8")


def test_lone_surrogates_are_left_to_normalisation() -> None:
    data = codecs.BOM_UTF16_LE + "a".encode("utf-16-le") + b"\x00\xd8" + "b".encode("utf-16-le")
    assert decode(data, HERE)[0] == "a\ud800b"


@pytest.mark.parametrize(
    ("data", "encoding", "reason"),
    [
        (b"abc", "klingon", "there is no text encoding 'klingon'"),
        (b"abc", "rot13", "there is no text encoding 'rot13'"),
        ("ü".encode("cp1252"), "utf-8", "is not in the encoding utf-8 (byte 0); name another, or none"),
        (codecs.BOM_UTF16_LE + b"abc", None, "begins like UTF-16-LE but is not (byte 2); it is damaged, or else"),
        (bytes(range(128, 160)) * 9 + b"\x00\xff\x81\x8d" * 99 + b"x", None, "is either no text or in an unknown"),
    ],
)
def test_refusals(data: bytes, encoding: str | None, reason: str) -> None:
    with pytest.raises(SourceError) as caught:
        decode(data, HERE, encoding)
    assert caught.value.reason.startswith(reason)


def test_the_encoding_given_is_obeyed_and_named_as_python_does() -> None:
    assert decode("ж".encode("cp1251"), HERE, "Windows-1251") == ("ж", "cp1251")


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_give_text_or_one_sentence(data: bytes) -> None:
    with suppress(SourceError):
        text, encoding = decode(data, HERE)
        assert isinstance(text, str)
        codecs.lookup(encoding)


@pytest.mark.parametrize("text", ["Hello\0 world, this is text\0 with NULs in it.\n", "Größe\0 und\0 Höhe"])
def test_a_few_nuls_do_not_make_text_a_wide_one(text: str) -> None:
    data = text.encode()
    for whole in (data, data + b" "):
        assert decode(whole, Path("a.txt")) == (whole.decode(), "utf-8")


def test_the_signs_of_addresses_stay_in_japanese() -> None:
    text = "速報①です。詳しくは http://example.org/~user/ をご覧ください。\n" * 4
    assert decode(text.encode("cp932"), HERE) == (text, "cp932")


def test_signs_beyond_the_basic_plane_are_no_fault_of_utf_16() -> None:
    text = "Gothic 𐌲𐌿𐍄 and Deseret 𐐔𐐯𐑅𐐨𐑉𐐯𐐻, 😀 too.\n" * 3
    assert decode(text.encode("utf-16-le"), HERE) == (text, "utf-16-le")
