"""A comparison written in each format, and read back by a program that did not write it."""

from __future__ import annotations

import csv
import gc
import json
from io import BytesIO, StringIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from msgspec.structs import replace

from annotator.analysis.comparison import Comparison
from annotator.analysis.sifting import Filter, filtered
from annotator.core.errors import FormatError, NotFoundError
from annotator.core.tagset import DEFAULT_TAGS
from annotator.core.values import Cue, Pattern, Verdict
from annotator.formats.compared import Compared
from annotator.formats.comparison_csv import guarded
from annotator.formats.comparison_markdown import plain
from annotator.formats.comparison_records import COLUMNS
from annotator.formats.comparisons import COMPARISON_FORMATS, comparison_format
from annotator.ui.compare.shown import names
from comparisons import Scene, report

NASTY = (
    "=HYPERLINK(1)", "<script>alert(1)</script>", "a|b\nc", "‮reversed", "bell\x07", "*bold* _and_ [link](x)",
    "\"'&amp;", "1. list", "+1", "نص عربي",
)  # fmt: skip


def written(found: Comparison, name: str) -> bytes:
    stream = BytesIO()
    COMPARISON_FORMATS[name].write(Compared(found, "press", {"ann": "Ann <b>", "bob": "Bob"}), stream)
    return stream.getvalue()


def scene(*reports: Any) -> Scene:
    made = Scene(
        *(reports or (
            report("de", published="2021-03-19", source="Zeitung", url="https://example.org/?a=1&b=2"),
            report("ar", rtl=True, published="2021-03-18", source="=صحيفة", url="javascript:alert(1)"),
        )),
        tags=(*DEFAULT_TAGS[:2], replace(DEFAULT_TAGS[2], pattern=Pattern.WAVY, colour="red;}</style>")),
    )  # fmt: skip
    made.entity("firms <all>")
    made.entity("Xiaomi", part_of="firms <all>")
    made.entity("order", "directive")
    made.entity("named", "concern")
    first = made.reports[0].id
    second = made.reports[-1].id
    for words in NASTY:
        made.mark(second, words, "Xiaomi", note=words)
    made.mark(second, "again", "Xiaomi", uncertain=True)
    firms = made.mark(first, "firms", "firms <all>")
    told = made.mark(first, "prüfen", "order", tag="directive", attributes=(("force", "obliges"),))
    asked = made.mark(second, "تقييم", "order", tag="directive", attributes=(("force", "requests"), ("n", 2.0)))
    made.relate("issues", made.mark(first, "das Amt"), told, cue=Cue(first, 0, 7, "wies an"))
    made.relate("addresses", told, firms)
    made.relate("answers", asked, "named")
    made.judge("order", Verdict.DIFFERS, "Ordered | asked </p> for.", time="2026-02-02T00:00:00Z")
    made.judge("order", Verdict.SAME, "No | <i>difference.", coder="bob", time="2026-02-01T00:00:00Z")
    made.judge("named", Verdict.SAME, coder="bob")
    made.done(first)
    return made


@pytest.fixture
def found() -> Comparison:
    return scene().compared()


def test_an_unknown_format_is_named_with_those_there_are() -> None:
    with pytest.raises(NotFoundError, match="html"):
        comparison_format("pdf")


# The page.


def page(found: Comparison) -> Any:
    parser = etree.HTMLParser(encoding="utf-8")
    tree = etree.fromstring(written(found, "html"), parser)
    # libxml2 knows the elements of HTML 4, and finds all else that is wrong.
    wrong = [str(one) for one in parser.error_log if "invalid" not in one.message]
    assert wrong == []
    return tree


def said(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def test_the_page_is_well_formed_and_runs_nothing(found: Comparison) -> None:
    tree = page(found)
    assert tree.xpath("//script | //*[@onclick] | //link | //img") == []
    assert tree.xpath("//a/@href") == ["https://example.org/?a=1&b=2"]
    policy = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy == ["default-src 'none'; style-src 'unsafe-inline'"]
    (style,) = tree.xpath("//style")
    assert "red" not in style.text
    assert "url(" not in style.text
    assert "<all>" in said(tree)
    assert "\x07" not in written(found, "html").decode()


def test_two_reports_are_set_like_a_bilingual_edition(found: Comparison) -> None:
    tree = page(found)
    for row in tree.xpath("//tbody/tr | //thead/tr"):
        assert [cell.get("dir") for cell in row] == ["rtl", None, "ltr"]
    quotes = tree.xpath("//tbody//td[@dir='rtl']/p[not(@class)]/bdi[@class='q']")
    assert len(quotes) == len(NASTY) + 2
    assert {quote.get("dir") for quote in quotes} == {"rtl"}
    assert {quote.get("lang") for quote in quotes if said(quote) in ("نص عربي", "تقييم")} == {"ar"}
    assert {quote.get("lang") for quote in quotes if said(quote) in ("a|b c", "again")} == {""}
    assert [said(quote) for quote in quotes[:2]] == list(NASTY[:2])


def test_each_row_says_its_state_in_words_and_the_analysts_sentence(found: Comparison) -> None:
    tree = page(found)
    rows = {said(row.xpath(".//*[@class='name']")[0]): row for row in tree.xpath("//tbody/tr")}
    for row in found.rows():
        assert row.state.value.replace("-", " ") in said(rows[row.entity.name].xpath("th")[0])
    assert "Ordered | asked </p> for. Ann <b>same: No | <i>difference. (Bob)" in said(rows["order"])
    assert "confirmed Bob" in said(rows["named"])
    assert "das Amt wies an to firms: prüfen" in said(rows["order"])
    assert "meant, but not named" in said(rows["named"])
    assert "not said here" in said(rows["Xiaomi"])
    assert "by its parts" in said(rows["firms <all>"])
    assert "(uncertain)" in said(rows["Xiaomi"])
    assert [said(one) for one in tree.xpath("//ol[@class='timeline']/li/time")] == ["2021-03-18", "2021-03-19"]
    assert "1 mark tied to nothing" in said(tree.xpath("//summary")[0])


def test_of_several_reports_each_has_its_share_of_the_paper() -> None:
    """The names of the rows took more than half of it, and what is tied to nothing was not printed at all."""
    tree = page(scene(*(report(f"r{n}", published="2021-03-19T08:30:00Z") for n in range(3))).compared())
    (style,) = tree.xpath("//style")
    printed = style.text.partition("@media print")[2]
    assert ".many table { table-layout: fixed; } .many thead th:first-child { width: 24%; }" in printed
    assert "details" not in printed
    assert {said(one) for one in tree.xpath("//thead//time")} == {"2021-03-19 08:30"}
    assert {one.get("datetime") for one in tree.xpath("//thead//time")} == {"2021-03-19T08:30:00Z"}


def test_a_row_can_be_shown_by_its_state_or_that_of_its_parts(found: Comparison) -> None:
    tree = page(found)
    whole = next(row for row in tree.xpath("//tbody/tr") if "firms" in said(row.xpath("th")[0]))
    states = {found.row("firms <all>").state, found.row("Xiaomi").state}  # type: ignore[union-attr]
    assert set(whole.get("class").split()) == {f"has-{state.value}" for state in states}
    assert set(tree.xpath("//label/@for")) == set(tree.xpath("//input/@id"))


@pytest.mark.parametrize("number", [0, 1, 3, 9])
def test_any_number_of_reports_has_a_page(number: int) -> None:
    reports = [report(f"r{n}", rtl=n == 1, source="Same") for n in range(number)]
    made = scene(*reports) if reports else Scene()
    tree = page(made.compared())
    for row in tree.xpath("//tbody/tr"):
        assert len(row.xpath("td")) == number
        assert row[0].tag == "th"
    (style,) = tree.xpath("//style")
    assert ("landscape" in style.text) is (number == 3)
    assert (".elsewhere { display: block" in style.text) is (number == 9)


# Tables.


def test_csv_has_a_line_for_each_entity_and_report(found: Comparison) -> None:
    data = written(found, "csv")
    assert data.startswith(b"\xef\xbb\xbf")
    assert b"\r\n" in data
    lines = list(csv.DictReader(StringIO(data.decode("utf-8-sig"), newline="")))
    assert tuple(lines[0]) == COLUMNS
    assert len(lines) == 2 * len(list(found.rows())) + 1
    assert (lines[-1]["entity"], lines[-1]["said"]) == ("", "tied to nothing")
    assert (lines[-1]["tag"], lines[-1]["quotes"], lines[-1]["language"]) == ("actor", "das Amt", "de")
    assert lines[-1]["read as sentences"] == "“das Amt” “wies an”: “prüfen”"
    xiaomi = next(line for line in lines if line["entity"] == "Xiaomi" and line["language"] == "ar")
    assert xiaomi["quotes"].startswith("'=HYPERLINK(1) | <script>")
    assert xiaomi["source"] == "'=صحيفة"
    assert len(xiaomi["places"].split("; ")) == len(NASTY) + 1
    order = next(line for line in lines if line["entity"] == "order" and line["language"] == "de")
    assert order["read as sentences"] == "“das Amt” “wies an” to “firms”: “prüfen”"
    assert order["verdict by"] == "Ann <b>"
    assert order["other verdicts"] == "same: No | <i>difference. (Bob)"
    assert xiaomi["quotes"].endswith("| again (uncertain)"), "not all of them are"
    assert xiaomi["uncertain"] == ""
    silent = next(line for line in lines if line["entity"] == "Xiaomi" and line["language"] == "de")
    assert silent["said"] == "not said here"


@given(st.text())
def test_no_text_begins_like_a_formula(text: str) -> None:
    assert not str(guarded(text)).lstrip(" \u00a0\ufeff").startswith(("=", "+", "-", "@", "\t", "\r"))
    assert str(guarded(text)).removeprefix("'") == text.removeprefix("'")


def test_a_workbook_bears_characters_that_no_xml_has(found: Comparison) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    strange = "a\x0c\x1b\ufffe\uffff"
    report = replace(found.reports[0], title=strange)
    odd = replace(found, event=replace(found.event, name=strange), reports=(report, *found.reports[1:]))
    book = openpyxl.load_workbook(BytesIO(written(odd, "xlsx")))
    assert book.properties.title == "a" + 4 * "\ufffd" == book["Reports"]["A2"].value


def test_a_workbook_holds_texts_and_no_formulas(found: Comparison) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.load_workbook(BytesIO(written(found, "xlsx")))
    assert book.sheetnames == ["Comparison", "Quotes", "Reports"]
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            assert all(cell.data_type in ("s", "n") for cell in row)
    matrix = book["Comparison"]
    heads = [cell.value for cell in matrix[1]]
    assert heads == ["Tag", "Entity", "Part of", "State", "Verdict", "=صحيفة", "Zeitung"]
    rows = {row[1].value: row for row in matrix.iter_rows(min_row=2)}
    xiaomi = rows["Xiaomi"]
    assert xiaomi[2].value == "firms <all>"
    assert (xiaomi[5].alignment.readingOrder, xiaomi[5].alignment.horizontal) == (2, "right")
    assert (xiaomi[6].alignment.readingOrder, xiaomi[6].value) == (1, "not said here")
    assert xiaomi[5].value.startswith("=HYPERLINK(1)\n")
    verdict = ["Ordered | asked </p> for. (Ann <b>)", "same: No | <i>difference. (Bob)"]
    assert rows["order"][4].value.split("\n") == verdict
    assert rows["named"][4].value == "confirmed (Bob)"
    assert book["Quotes"].max_row == 1 + 2 * len(list(found.rows())) + 1
    assert [cell.value for cell in book["Reports"]["H"]] == ["compared", "yes", "yes"]
    assert [cell.value for cell in book["Reports"]["I"]] == ["read", "not declared read", "read for all tags"]
    assert matrix.print_title_rows == "$1:$1"


def test_a_missing_library_is_named(found: Comparison, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(FormatError, match="annotator\\[documents\\]"):
        written(found, "xlsx")


def test_what_excel_cannot_hold_is_said(found: Comparison, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("annotator.formats.comparison_xlsx._ROWS", 4)
    with pytest.raises(FormatError, match="CSV"):
        written(found, "xlsx")


# Markdown and JSON.


def test_markdown_tables_survive_pipes_and_newlines(found: Comparison) -> None:
    parser = pytest.importorskip("markdown_it").MarkdownIt("gfm-like", {"linkify": False}).disable("linkify")
    tokens = parser.parse(written(found, "markdown").decode())
    cells = 0
    for token in tokens:
        if token.type == "tr_open":
            cells = 0
        elif token.type in ("td_open", "th_open"):
            cells += 1
        elif token.type == "tr_close":
            assert cells == 3
    kinds = {child.type for token in tokens for child in token.children or ()}
    assert kinds <= {"text", "text_special", "html_inline", "strong_open", "strong_close", "em_open", "em_close",
                     "link_open", "link_close", "softbreak"}  # fmt: skip
    assert all(
        child.content in ("<br>",) for token in tokens for child in token.children or () if child.type == "html_inline"
    )
    text = "".join(child.content for token in tokens for child in token.children or ())
    for words in NASTY:
        # Line breaks and the controls of directions left open are those of the display.
        assert " ".join(words.split()) in text


def test_markdown_says_who_judged_what_was_left_out_and_what_is_tied_to_nothing(found: Comparison) -> None:
    bare = str.maketrans("", "", "\u2068\u2069\\")
    text = written(filtered(found, Filter(languages=frozenset({"de"}))), "markdown").decode().translate(bare)
    assert "(=صحيفة, 2021-03-18, ar) (left out by a filter)" in text
    assert "Tied to nothing, Zeitung: “das Amt”; “das Amt” “wies an”: “prüfen”" in text
    assert "Ordered | asked </p> for. (Ann <b>)<br>same: No | <i>difference. (Bob)" in text


@pytest.mark.parametrize("name", ["html", "markdown", "csv", "json", "xlsx"])
def test_every_format_says_that_a_row_changed_since_it_was_judged(name: str) -> None:
    made = scene()
    before = written(made.compared(), name)
    made.mark("ar", "طلب", "order", tag="directive", modified="2026-02-03T00:00:00Z")
    after = written(made.compared(), name)
    if name == "xlsx":
        book = pytest.importorskip("openpyxl").load_workbook(BytesIO(after))
        rows = {row[1].value: row[4].value for row in book["Comparison"].iter_rows(min_row=2)}
        assert "\nchanged since it was judged\nsame: No" in rows["order"]
    elif name == "csv":
        lines = list(csv.DictReader(StringIO(after.decode("utf-8-sig"), newline="")))
        assert {line["entity"] for line in lines if line["changed since"]} == {"order"}
    elif name == "json":
        assert [row["entity"]["id"] for row in json.loads(after)["rows"] if row["changed_since"]] == ["order"]
    else:
        assert b"changed since it was judged" in after
        assert b"changed since it was judged" not in before


def test_it_is_told_how_far_each_report_was_read(found: Comparison) -> None:
    """The silence of one that nobody has read for a tag is no finding."""
    assert [said(one)[-18:] for one in page(found).xpath("//ul[@class='reports']/li")] == [
        "ar · not declared read"[-18:], "for all tags · address"[-18:],
    ]  # fmt: skip
    text = written(found, "markdown").decode()
    assert "de) <https://example.org/?a=1&b=2>: read for all tags" in text
    assert "ar): not declared read" in text
    read = json.loads(written(found, "json"))
    assert [len(one["done"]) for one in read["reports"]] == [0, 3]


def test_who_confirms_without_a_sentence_confirms_what_was_proposed() -> None:
    made = scene()
    made.judge("firms <all>", Verdict.DIFFERS, coder="bob")
    found = made.compared()
    (row,) = page(found).xpath("//tbody/tr[contains(., 'firms <all>')][contains(., 'confirmed')]")
    assert "confirmed Bobnamed parts: Xiaomi (=صحيفة); none (Zeitung)" in said(row.xpath("th")[0])
    text = written(found, "markdown").decode().translate(str.maketrans("", "", "\u2068\u2069\\"))
    assert "confirmed (Bob)<br>named parts: Xiaomi (=صحيفة); none (Zeitung)" in text
    made.judge("firms <all>", Verdict.SAME, coder="ann", time="2027-01-01T00:00:00Z")
    assert "named parts" not in written(made.compared(), "html").decode()


def test_a_whole_names_its_parts_where_a_filter_has_left_out_their_rows(found: Comparison) -> None:
    whole = found.row("firms <all>")
    assert whole is not None
    assert found.row("Xiaomi").state is not whole.state  # type: ignore[union-attr]
    alone = filtered(found, Filter(states=frozenset({whole.state})))
    assert alone.row("Xiaomi") is None
    lines = csv.DictReader(StringIO(written(alone, "csv").decode("utf-8-sig"), newline=""))
    assert next(line["named parts"] for line in lines if line["language"] == "ar") == "Xiaomi"
    assert "parts: Xiaomi" in said(page(alone))
    assert "parts: \u2068Xiaomi\u2069" in written(alone, "markdown").decode()
    assert names(alone).entity("Xiaomi") == "Xiaomi", "in the window, too"


@given(st.text())
def test_escaped_markdown_reads_as_it_was(text: str) -> None:
    parser = pytest.importorskip("markdown_it").MarkdownIt("gfm-like", {"linkify": False}).disable("linkify")
    line = plain(text)
    if not line or "\0" in line:
        return
    tokens = parser.parse(line)
    (inline,) = (token for token in tokens if token.type == "inline")
    assert {child.type for child in inline.children} <= {"text", "text_special"}
    assert "".join(child.content for child in inline.children) == " ".join(text.split())


def test_json_says_all_of_it_with_ids(found: Comparison) -> None:
    data = written(found, "json")
    read = json.loads(data)
    assert data == written(found, "json")
    assert (read["format"], read["version"], read["offsets"]) == ("annotator-comparison", 1, "code-points")
    assert [one["id"] for one in read["reports"]] == ["ar", "de"]
    rows = {row["entity"]["id"]: row for row in read["rows"]}
    assert rows["Xiaomi"]["part_of"] == "firms <all>"
    assert rows["Xiaomi"]["cells"][1]["silence"] == "not-said"
    assert [one["quote"] for one in rows["Xiaomi"]["cells"][0]["mentions"]][:10] == list(NASTY)
    assert rows["order"]["judgement"]["sentence"] == "Ordered | asked </p> for."
    (clause,) = rows["order"]["cells"][1]["clauses"]
    assert clause["issuers"][0]["words"] == "das Amt"
    assert (clause["verb"], clause["because"], clause["notes"]) == (None, [], [])
    assert rows["order"]["cells"][0]["attributes"] == {"force": ["requests"], "n": [2.0]}
    assert rows["named"]["cells"][0]["clauses"][0]["annotation"] is None
    (loose,) = read["loose"]
    assert (loose["article"], loose["annotations"][0]["quote"]) == ("de", "das Amt")
    assert rows["firms <all>"]["proposed"][0]["there"]


class _Full(BytesIO):
    """A disk that has room for nothing."""

    def write(self, _data: object) -> int:
        raise OSError(28, "No space left on device")


@pytest.mark.parametrize("name", COMPARISON_FORMATS)
@pytest.mark.filterwarnings("error::pytest.PytestUnraisableExceptionWarning")
def test_a_full_disk_is_met_once(found: Comparison, name: str) -> None:
    """What makes a workbook complains no more when it is let go of."""
    stream = _Full()
    with pytest.raises(OSError, match="No space"):
        COMPARISON_FORMATS[name].write(Compared(found, "press", {}), stream)
    stream.close()
    gc.collect()
