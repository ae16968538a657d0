"""Tables: CSV and its relatives come in row by row, whatever they are written with, and what is broken is named."""

from __future__ import annotations

import csv
import io
import json
import zlib

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from annotator.core.errors import NoArticleError, SourceError
from annotator.sources import Columns, ColumnsError, Reading
from annotator.sources.document import Document
from annotator.text.canonical import canonical
from annotator.text.direction import Direction
from sources.reading import ARABIC, GERMAN, documents, parts, unread


def written(rows: list[list[str]], **dialect: str) -> str:
    made = io.StringIO(newline="")
    csv.writer(made, **dialect).writerows(rows)  # type: ignore[arg-type]
    return made.getvalue()


ROWS = [
    ["Titel", "Inhalt", "Datum", "Quelle", "Link"],
    ["Hafen", GERMAN, "19.03.2021", "Nordblatt", "https://nordblatt.example/1"],
    ["ميناء", ARABIC, "20.03.2021", "", "https://nordblatt.example/2"],
]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_any_separator_and_encoding(delimiter: str, encoding: str) -> None:
    first, second = documents("export.csv", written(ROWS, delimiter=delimiter).encode(encoding))
    assert (first.text, first.title, first.published) == (GERMAN, "Hafen", "2021-03-19")
    assert (first.source, first.url, first.name) == ("Nordblatt", "https://nordblatt.example/1", "export.csv")
    assert (second.text, second.direction, second.source) == (ARABIC, Direction.RTL, None)
    assert first.guesses == ("language", "direction")
    assert first.sha256 == second.sha256


def test_old_encodings_are_told_from_the_whole_table() -> None:
    (german,) = documents("a.csv", written(ROWS[:2], delimiter=";").encode("cp1252"))
    assert german.text == GERMAN
    (arabic,) = documents("a.csv", written([["نص", "مصدر"], [ARABIC, "البحر"]]).encode("cp1256"))
    assert (arabic.text, arabic.source, arabic.encoding) == (ARABIC, "البحر", "cp1256")


def test_a_table_is_told_by_its_first_line_too() -> None:
    for delimiter in ",;\t":
        assert len(documents("export.txt", written(ROWS, delimiter=delimiter).encode())) == 2
    prose = "Text, title, date: three words.\nAnd this is what a text file may begin with, for all one knows.\n"
    assert [found.text for found in documents("prose.txt", prose.encode())] == [prose]


def test_the_line_in_which_excel_names_the_separator() -> None:
    table = f"sep=|\r\nnr|text\r\n1|{GERMAN.replace(chr(10), ' ')}\r\n"
    assert documents("a.csv", table.encode())[0].text == GERMAN.replace("\n", " ")


def test_other_quotes_and_escapes() -> None:
    single = f"title,text\n'It''s','{GERMAN}'\n"
    assert documents("a.csv", single.encode())[0].title == "It's"
    escaped = 'title,text\n"a \\"quoted\\" word","' + GERMAN + '"\n'
    assert documents("a.csv", escaped.encode())[0].title == 'a "quoted" word'
    spaced = f'title, text\n"one", "{GERMAN}"\n'
    assert documents("a.csv", spaced.encode())[0].text == GERMAN


def test_what_else_a_row_says_is_kept() -> None:
    rows = [["text", "rating"], [GERMAN, "7"]]
    (found,) = documents("a.csv", written(rows).encode())
    assert found.packed is not None
    assert json.loads(zlib.decompress(found.packed)) == {"text": GERMAN, "rating": "7"}
    assert documents("a.csv", written(rows).encode(), Reading(kept=0))[0].packed is None


def test_broken_and_empty_rows_are_named_and_the_rest_goes_on() -> None:
    table = written([["title", "text", "x"], ["One", GERMAN, "1"], ["Two", "", "2"], ["", "", ""]])
    table += "Three,ragged\r\n" + written([["Four", ARABIC, "4"], ["5", "five", "5", "more"]])
    found = parts("a.csv", table.encode())
    assert [part.title for part in found if isinstance(part, Document)] == ["One", "Four"]
    assert unread(found) == [
        "a.csv/row 3: has no text in 'text'",
        "a.csv/row 5: has 2 cells where the others have 3; a quote or a separator is missing or too many",
        "a.csv/row 7: has 4 cells where the others have 3; a quote or a separator is missing or too many",
    ]


def test_a_table_without_names_is_asked_about_by_number() -> None:
    table = written([["1", GERMAN, "2021-03-19"], ["2", ARABIC, "2021-03-20"]]).encode()
    first, second = documents("a.csv", table)
    assert (first.text, second.text, first.published) == (GERMAN, ARABIC, None)
    told = documents("a.csv", table, Reading(columns=Columns("2", published="3")))
    assert [found.published for found in told] == ["2021-03-19", "2021-03-20"]


def test_columns_that_do_not_tell_are_asked_for() -> None:
    table = written([["kind", "one", "two"], ["a", GERMAN, ARABIC]]).encode()
    with pytest.raises(ColumnsError, match="does not tell which column holds the text") as caught:
        parts("a.csv", table)
    assert caught.value.table.names == ("kind", "one", "two")
    assert caught.value.table.rows[0][1] == GERMAN[:300]
    (found,) = documents("a.csv", table, Reading(columns=Columns("Two", title="1")))
    assert (found.text, found.title) == (ARABIC, "a")
    with pytest.raises(SourceError, match="has no column 'three' for the text; it has: 'kind', 'one', 'two'"):
        parts("a.csv", table, Reading(columns=Columns("three")))


def test_what_is_left_open_is_told_and_what_is_nothing_is_not() -> None:
    table = written([["title", "text", "note"], ["Hafen", GERMAN, ARABIC]]).encode()
    open_, shut = (documents("a.csv", table, Reading(columns=Columns("note", title=title)))[0] for title in ("", None))
    assert (open_.text, open_.title) == (ARABIC, "Hafen")
    assert shut.title != "Hafen"
    assert "title" in shut.guesses


def test_cells_are_cells_whatever_they_hold() -> None:
    odd = "=1+1\t'quoted' \"words\"; and, separators | of every kind\r\nA new line\n" + GERMAN
    found = documents("a.csv", written([["title", "text"], ["a", odd]]).encode())
    assert found[0].text == canonical(odd)


def test_many_bad_rows_are_counted() -> None:
    table = written([["title", "text"], ["a", GERMAN], *([["b", ""]] * 1500)]).encode()
    found = unread(parts("a.csv", table))
    assert len(found) == 1001
    assert found[-1] == "a.csv: 500 more of its records could not be read"


def test_a_million_cells_and_one_huge_cell() -> None:
    wide = written([["text", *map(str, range(99))], *([[GERMAN, *"x" * 99]] * 10_000)]).encode()
    assert len(documents("wide.csv", wide)) == 10_000
    huge = "Ein Wort. " * 1_000_000
    (found,) = documents("huge.csv", written([["title", "text"], ["a", huge]]).encode(), Reading(kept=0))
    assert len(found.text) == 10_000_000


def test_what_is_no_table() -> None:
    for data in (
        b"",
        b"\n \n",
        b"a,b\n\0\x01\x02,\x03\x04\n" * 9,
        b"n,m\n1,2\n",
        b"," * 20_000_000,
        b"a" + b"," * 20_000,
    ):
        with pytest.raises(SourceError) as caught:
            parts("a.csv", data)
        assert "\n" not in caught.value.reason
    assert isinstance(caught.value, NoArticleError)


CELLS = st.text(
    st.characters(blacklist_categories=["Cs"], blacklist_characters="\0\x01\x02\x03\x04\x05\x06\x07\x08"), max_size=40
).filter(lambda text: not any(ch < " " and ch not in "\n\r\t" for ch in text))


@given(st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=8), st.sampled_from(",;\t|"))
@example([(" a", '"', "\r")], ",")
def test_rows_that_were_written_come_back(cells: list[tuple[str, str, str]], delimiter: str) -> None:
    rows = [["nr", "text", "title"], *([a, GERMAN + b, c] for a, b, c in cells)]
    reading = Reading(encoding="utf-8", columns=Columns("text", title=None))
    found = documents("a.csv", written(rows, delimiter=delimiter).encode(), reading)
    assert [document.text for document in found] == [canonical(GERMAN + b) for _, b, _ in cells]


def test_a_cell_that_holds_a_page_is_read_as_one() -> None:
    pytest.importorskip("annotator.sources.html")
    pytest.importorskip("trafilatura")
    page = f"<p>{GERMAN}</p><p>Und &amp; mehr.<br>Noch eine Zeile.</p><script>var x = 1;</script>"
    found = documents(
        "a.csv", written([["title", "text"], ["Hafen", page], ["Plain", "1 < 2 and 3 > 2; " + GERMAN]]).encode()
    )
    assert [document.title for document in found] == ["Hafen", "Plain"]
    assert "Und & mehr." in found[0].text
    assert "<" not in found[0].text
    assert "var x" not in found[0].text
    assert found[0].name == "a.csv"
    assert found[1].text.startswith("1 < 2")
