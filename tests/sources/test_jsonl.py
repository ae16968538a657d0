"""Records of JSON: in lines, in lists, in what interfaces answer; broken ones are named, and hostile ones refused."""

from __future__ import annotations

import json
import zlib
from typing import Any

import pytest

from annotator.core.errors import NoArticleError, SourceError
from annotator.sources.document import Document
from sources.reading import ARABIC, GERMAN, documents, parts, unread


def lines(*records: Any) -> bytes:
    return "\n".join(json.dumps(record, ensure_ascii=False) for record in records).encode()


def test_a_record_a_line() -> None:
    record = {
        "id": 1,
        "headline": "Hafen",
        "body": GERMAN,
        "date": "2021-03-19",
        "lang": "de",
        "url": "https://a.example",
    }
    first, second = documents("a.jsonl", lines(record, {"headline": "ميناء", "body": ARABIC}))
    assert (first.title, first.text, first.published, first.language) == ("Hafen", GERMAN, "2021-03-19", "de")
    assert first.guesses == ()
    assert (second.title, second.text, second.url) == ("ميناء", ARABIC, None)
    # Told by its content too.
    assert len(documents("a.txt", lines(record, record))) == 2


def test_lists_and_answers_of_interfaces() -> None:
    article = {"source": {"id": None, "name": "Nordblatt"}, "title": "Hafen", "content": GERMAN, "authors": ["A", "B"]}
    for shape in ([article], {"status": "ok", "articles": [article]}, {"a": {"results": [article]}}, article):
        (found,) = documents("a.json", json.dumps(shape).encode())
        assert (found.title, found.source, found.author) == ("Hafen", "Nordblatt", "A, B")


def test_paragraphs_in_a_list() -> None:
    (found,) = documents("a.json", json.dumps([{"body": [GERMAN, ARABIC], "images": [{"a": 1}]}]).encode())
    assert found.text == f"{GERMAN}\n\n{ARABIC}"


def test_broken_lines_are_named_and_the_rest_goes_on() -> None:
    deep = b"[" * 100_000
    data = lines({"text": GERMAN}) + b"\n{broken\n\n[1]\n" + deep + b"\n" + lines({"text": ""}, {"text": ARABIC})
    found = parts("a.jsonl", data)
    assert [part.text for part in found if isinstance(part, Document)] == [GERMAN, ARABIC]
    places = [reason.split(": ")[0] for reason in unread(found)]
    assert places == ["a.jsonl/line 2", "a.jsonl/line 4", "a.jsonl/line 5", "a.jsonl/line 6"]


def test_lone_surrogates_and_nuls_become_replacement_characters() -> None:
    (found,) = documents(
        "a.jsonl", b'{"text": "' + GERMAN.replace("\n", " ").encode() + b' \\ud83d \\u0000", "n": "\\udc00"}'
    )
    assert found.text.endswith(" \ufffd \ufffd")
    assert found.packed is not None
    assert json.loads(zlib.decompress(found.packed))["n"] == "\udc00"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is empty"),
        (b"[" * 500_000, "is JSON that is nested too deeply to be read"),
        (b'{"a":' * 500_000, "is JSON that is nested too deeply to be read"),
        (b"[" + b"{}," * 3_000_000 + b"{}]", "is JSON of more than two million parts"),
        (b'[{"text": "cut off', "is damaged JSON"),
        (b"[{}, {}]", "holds no JSON records"),
        (b"1" * 10_000, "is damaged JSON"),
        (b"[1, 2]", "is JSON data, not articles"),
    ],
)
def test_what_cannot_be_read(data: bytes, reason: str) -> None:
    with pytest.raises(SourceError) as caught:
        parts("a.json", data)
    assert caught.value.reason.startswith(reason)


def test_data_without_texts_is_no_article() -> None:
    for shape in ({"version": 1}, [{"a": 1}, {"a": 2}], {"format": "annotator"}):
        with pytest.raises(NoArticleError):
            parts("a.json", json.dumps(shape).encode())


def test_an_article_may_begin_with_a_bracket() -> None:
    text = "[[Ticker]] Der Hafen ist zu.\nUnd das ist neu."
    assert documents("a.txt", text.encode())[0].text == text
