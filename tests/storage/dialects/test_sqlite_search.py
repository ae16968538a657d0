"""The index itself: what it is asked is always well formed, and it is put in order step by step."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.storage.dialects import sqlite_search as index
from annotator.text.terms import Term, parse
from annotator.text.tokens import pieces
from text.alphabets import tricky_texts

ARTICLES = "CREATE TABLE article (id TEXT PRIMARY KEY, sha256 TEXT, title TEXT)"


@pytest.fixture
def driver() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.execute(ARTICLES)
        index.make(connection)
        yield connection


def put(driver: sqlite3.Connection, name: str, text: str, title: str = "") -> int:
    driver.execute("INSERT OR IGNORE INTO article VALUES (?, ?, ?)", (name, "0" * 64, title))
    parts = list(pieces(text))
    number = index.begin(driver, (name, "0" * 12, title), len(parts))
    for place, piece in enumerate(parts):
        index.put(driver, number, place, piece, "" if place else " ".join(part.words for part in pieces(title)))
    index.finish(driver, number)
    return number


def asked(words: str) -> list[str]:
    return [part for term in parse(words).terms if (part := index.expression(term)) is not None]


def proposed(driver: sqlite3.Connection, words: str, above: int = 0, limit: int = 100) -> list[int]:
    found, _ = index.candidates(driver, asked(words), above, index.top(driver), limit)
    return sorted(found)


@given(tricky_texts, st.booleans())
def test_whatever_is_sought_can_be_asked(words: str, prefix: bool) -> None:
    if not words.strip():
        return
    expression = index.expression(Term(words, prefix))
    if expression is None:
        return
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as driver:
        driver.execute(ARTICLES)
        index.make(driver)
        number = put(driver, "a", words)
        assert proposed_by(driver, expression) == [number]


def proposed_by(driver: sqlite3.Connection, expression: str) -> list[int]:
    return list(index.candidates(driver, [expression], 0, 10, 10)[0])


def test_proposals_lie_between_two_numbers_and_are_no_more_than_wanted(driver: sqlite3.Connection) -> None:
    numbers = [put(driver, f"a{number}", "Wort") for number in range(10)]
    assert proposed(driver, "wort") == numbers
    assert proposed(driver, "wort", above=numbers[4]) == numbers[4:]
    found, rest = index.candidates(driver, asked("wort"), 0, numbers[8], 3)
    assert sorted(found) == numbers[5:8]
    assert rest == numbers[5]
    assert index.candidates(driver, asked("wort"), numbers[9], numbers[9], 3) == ({}, numbers[9])


def test_a_title_counts_more_than_the_text(driver: sqlite3.Connection) -> None:
    text = put(driver, "a", "Hafen und mehr", "Anderes")
    title = put(driver, "b", "Anderes und mehr", "Hafen")
    scores, _ = index.candidates(driver, asked("hafen"), 0, 10, 10)
    assert scores[title] < scores[text]


def test_an_article_that_is_not_whole_is_missing_and_not_named(driver: sqlite3.Connection) -> None:
    driver.execute("INSERT INTO article VALUES ('a', ?, 't')", ("0" * 64,))
    number = index.begin(driver, ("a", "0" * 12, "t"), 1)
    (piece,) = pieces("Wort")
    index.put(driver, number, 0, piece, "")
    assert index.ids(driver, [number]) == {}
    assert index.missing(driver, "", everything=False) == ([("a", "0" * 12, "t")], "a")
    index.finish(driver, number)
    assert index.ids(driver, [number]) == {number: "a"}
    assert index.missing(driver, "", everything=False) == ([], "a")
    assert index.missing(driver, "a", everything=False) == ([], None)
    assert index.missing(driver, "", everything=True) == ([("a", "0" * 12, "t")], "a")


def test_merging_comes_to_an_end_and_changes_no_answer(driver: sqlite3.Connection) -> None:
    words = " ".join(f"wort{number}" for number in range(1000))
    numbers = [put(driver, f"a{number}", f"Wort {number} und {number % 7} {words}") for number in range(150)]
    segments = driver.execute("SELECT count(DISTINCT segid) FROM search1_words_idx").fetchone()[0]
    steps = 0
    while index.merge(driver):
        steps += 1
        assert steps < 1000
    assert steps > 1
    assert driver.execute("SELECT count(DISTINCT segid) FROM search1_words_idx").fetchone()[0] < segments / 4
    assert proposed(driver, "wort", limit=1000) == numbers
    assert proposed(driver, "und 3", limit=1000) == [
        numbers[3],
        *(n for i, n in enumerate(numbers) if i % 7 == 3 and i > 3),
    ]


def test_what_is_dropped_leaves_nothing(driver: sqlite3.Connection) -> None:
    put(driver, "a", "Wort")
    index.drop(driver)
    assert not index.is_there(driver)
    assert driver.execute("SELECT name FROM sqlite_master WHERE name LIKE 'search%'").fetchall() == []
    assert index.is_possible(driver)
