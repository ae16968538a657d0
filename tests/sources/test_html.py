"""Web pages: their text as a browser shows it, the article in it, and what the page says of itself."""

from __future__ import annotations

import socket
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.core.errors import SourceError
from annotator.sources import Document, Reading, read_document, read_html
from annotator.sources.document import Content
from annotator.sources.html import read
from annotator.sources.recognition import is_page
from annotator.text.direction import Direction

PAGES = Path(__file__).parent / "data" / "pages"
SENTENCE = "Die Polizei hat den Hafen am Dienstagabend gesperrt, nachdem ein großes Schiff auf Grund gelaufen war. "
STORY = "".join(f"<p>{SENTENCE} So steht es im Bericht Nummer {number}.</p>" for number in range(4))


def page(name: str, folder: Path, encoding: str = "utf-8") -> Document:
    path = folder / f"{name}.html"
    path.write_bytes((PAGES / path.name).read_text(encoding="utf-8").encode(encoding))
    return read_document(path)


def article(document: Document) -> str:
    assert document.body is not None
    assert document.title in document.text
    return document.body.of(document.text)


@pytest.mark.parametrize(
    ("name", "encoding", "begins", "ends", "inside", "outside"),
    [
        (
            "kuestenbote", "utf-8", "Nach Havarie: Hafen von Süderoog bleibt gesperrt\n\nVon Ute Sund",
            "den Strand westlich der Mole zu betreten.",
            ["Die Wasser\xadschutz\xadpolizei sperrte", "Saison verlieren\xa0könnten", "Forderung & werde",
             "\n\nReederei soll zahlen\n\n", "\n\nDrei Schlepper sind vor Ort.\nDie Ölsperre"],
            ["Wir verwenden Cookies", "Startseite\nHafen\nWetter", "Fähre nach Norderoog", "Deichgraf62", "Impressum"],
        ),
        (
            "almina", "utf-8", "البلدية تمدد إغلاق الميناء أسبوعا آخر\n\nالمرفأ - وكالات ٨ أيار", "حتى إشعار آخر.",
            ["فيسبوك تويتر واتساب", "(Northern Light Ltd.)", "اقرأ أيضا: صيادون يطالبون"],
            ["ملفات تعريف الارتباط", "مواضيع ذات صلة", "أبو خالد", "الأكثر قراءة"],
        ),
        (
            "hanamal", "cp1255", "העירייה: החוף ייפתח רק בשבוע הבא\n\nשלושה ימים", "עד להודעה חדשה.",
            ["פרסומת", '"לא ניקח סיכונים"'], ["בעוגיות", "נמל זיהום ים דיג", "עוד באתר", "יוסי"],
        ),
        (
            "bandar", "utf-8", "تعطیلی بندر یک هفته دیگر ادامه می‌یابد\n\nشهردار می‌گوید", "را ممنوع کرده است.",
            ["دست‌کم", "«سپیده»"], ["پربیننده‌ترین‌ها", "نظرات بینندگان", "اخبار مرتبط"],
        ),
        (
            "gangkou", "gb18030", "港口关闭时间再延长一周\n\n2024年05月08日", "对渔民家庭的补助方案。",
            ["\n\n　　渔民们担心"], ["当前位置：首页 > 国内 > 正文", "相关新闻", "网友评论", "热门文章"],
        ),
        (
            "harbour-times", "utf-8", "Harbour to stay shut for another week\n\nFisher", "until further notice.",
            ["Photograph: Ann Shore", "What happens next", "Sign up to Tide Tables"],
            ["We value your privacy", "Footbridge to open", "saltydog", "News Opinion Sport Subscribe"],
        ),
    ],
)  # fmt: skip
def test_saved_pages(
    tmp_path: Path, name: str, encoding: str, begins: str, ends: str, inside: list[str], outside: list[str]
) -> None:
    document = page(name, tmp_path, encoding)
    body = article(document)
    assert body.startswith(begins)
    assert body.endswith(ends)
    assert document.encoding == encoding
    for words in inside:
        assert words in body
    for words in outside:
        assert words in document.text
        assert words not in body
    assert not any(line != line.strip(" \t\n") for line in document.text.split("\n"))
    assert "\n\n\n" not in document.text
    assert zlib.decompress(document.packed or b"") == (tmp_path / f"{name}.html").read_bytes()


def test_nothing_hidden_or_scripted_is_in_the_text(tmp_path: Path) -> None:
    text = page("kuestenbote", tmp_path).text
    for words in ("Das darf nie", "Versteckter", "JavaScript", "position:fixed", "Ihr Kommentar", "dataLayer"):
        assert words not in text


def test_what_pages_say_of_themselves(tmp_path: Path) -> None:
    german = page("kuestenbote", tmp_path)
    assert (german.title, german.source, german.author, german.url) == (
        "Nach Havarie: Hafen von Süderoog bleibt gesperrt",
        "Küstenbote",
        "Ute Sund, Jan Boysen",
        "https://www.kuestenbote.example/hafen/sperrung",
    )
    assert (german.published, german.language, german.direction) == ("2024-05-07T18:42:00+02:00", "de", Direction.LTR)
    assert german.guesses == ("body",)
    arabic = page("almina", tmp_path)
    assert (arabic.published, arabic.source, arabic.language) == ("2024-05-08T09:15:00Z", "صحيفة المرفأ", "ar")
    assert arabic.direction is Direction.RTL
    hebrew = page("hanamal", tmp_path, "cp1255")
    assert (hebrew.published, hebrew.language, hebrew.author) == ("2024-05-08T17:20", "he", None)
    assert set(hebrew.guesses) == {"published", "body"}
    persian = page("bandar", tmp_path)
    assert (persian.published, persian.language) == ("2024-05-08T10:30", "fa")
    chinese = page("gangkou", tmp_path, "gb18030")
    assert (chinese.published, chinese.source, chinese.language) == ("2024-05-08T15:06", "海湾新闻网", "zh-Hans")
    english = page("harbour-times", tmp_path)
    assert (english.source, english.author) == ("The Harbour Times", "Ann Shore")
    assert english.url == "https://harbourtimes.example/2024/05/08/harbour-shut"


def read_(html: str) -> Document:
    return read_html(html, name="page.html")


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Eins  und\n zwei</p><p>drei</p>", "Eins und zwei\n\ndrei"),
        ("eins<br>zwei<br><br>drei", "eins\nzwei\n\ndrei"),
        ("<div>a<div>b</div>c</div>", "a\nb\nc"),
        ("<ul><li>a<li>b<ul><li>c</ul></ul>d", "a\nb\n\nc\n\nd"),
        ("<ol><li>• a</ol>", "• a"),
        ("<table><tr><th>Ort<th>Zahl<tr><td>Hafen<td>3</table>", "Ort\tZahl\nHafen\t3"),
        ("<p>ein<b>Wort</b>&shy;teil&nbsp;&amp; &#8222;Zitat&#8220;</p>", "einWort\xadteil\xa0& „Zitat“"),
        ("<pre>a\n  b\n</pre><p>c", "a\n  b\n\n\nc"),
        ("<p>a<!-- nein -->b<script>nein()</script>c<style>p{}</style>d</p>", "abcd"),
        ("<p hidden>nein</p><p>ja</p><template>nein</template><noscript>nein</noscript>", "ja"),
        ("<p style='DISPLAY : none'>nein</p><i style='visibility:hidden'>nein</i>ja", "ja"),
        ("<nav><a href=1>eins</a><a href=2>zwei</a></nav>", "eins zwei"),
        ("<p><span class=dropcap>W</span>ort", "Wort"),
        ("<h1>Erste<br>Zeile</h1>", "Erste Zeile"),
        ("<ruby>港<rp>(</rp><rt>こう</rt><rp>)</rp></ruby>", "港"),
        ("<details><summary>Kurz</summary>Lang</details>", "Kurz\nLang"),
        ("<select><option>nein</select><textarea>nein</textarea><button>Senden</button>", "Senden"),
    ],
)
def test_the_text_is_what_a_reader_sees(html: str, text: str) -> None:
    assert read_(f"<html><body>{html}</body></html>").text.rstrip("\n") == text


def test_the_extractors_order_is_not_taken_for_the_pages() -> None:
    document = read_(f"<html><body><h1>Hafen gesperrt</h1><article>{STORY}</article></body></html>")
    assert article(document).count("\n\n") == 4


def test_a_headline_far_away_is_not_the_bodys() -> None:
    between = "".join(f"<a href={n}>Ein Verweis, der nichts mit dem Hafen zu tun hat {n}</a>" for n in range(60))
    document = read_(f"<html><body><h1>Hafen gesperrt</h1><nav>{between}</nav><article>{STORY}</article></body></html>")
    assert article(document).startswith("Die Polizei")
    assert document.title == "Hafen gesperrt"


def test_the_title_is_the_headline_not_the_name_of_the_site() -> None:
    head = "<title>Küstenbote | Hafen gesperrt | Nachrichten</title>"
    for more in ("<meta property='og:title' content='Hafen gesperrt'>", "<meta name=source content=Küstenbote>"):
        html = f"<html><head>{head}{more}</head><body><h1>Küstenbote</h1><h2>Hafen gesperrt</h2>{STORY}"
        assert read_(html).title == "Hafen gesperrt"
    assert read_(f"<html><head><title>Hafen gesperrt</title></head><body>{STORY}").title == "Hafen gesperrt"


@pytest.mark.parametrize(
    ("lang", "language", "guessed"), [("de-AT", "de", False), ("en", "de", True), ("x", "de", True), ("", "de", True)]
)
def test_the_language_is_checked_against_the_words(lang: str, language: str, guessed: bool) -> None:
    document = read_(f"<html lang='{lang}' dir=ltr><body>{STORY}")
    assert (document.language, "language" in document.guesses) == (language, guessed)


def test_a_direction_that_the_letters_contradict_is_not_believed() -> None:
    document = read_(f"<html dir=rtl><body>{STORY}")
    assert document.direction is Direction.LTR
    assert "direction" in document.guesses


@pytest.mark.parametrize(
    ("markup", "published", "guessed"),
    [
        ("<meta property='article:published_time' content='2024-05-07T18:42:00+0200'>", "2024-05-07T18:42:00+02:00", 0),
        ("<meta name='date' content='2024-05-07'>", "2024-05-07", 0),
        ("<meta name='date' content='2024-05-07T00:00:00Z'>", "2024-05-07", 0),
        ("<meta property='article:modified_time' content='2024-05-07T18:42:00Z'>", None, 0),
        ("<meta name='date' content='03/04/2021'>", None, 0),
        ("<time datetime='2024-05-07T18:42'>gestern</time>", "2024-05-07T18:42", 0),
        ('<script type=\'application/ld+json\'>{"@type": "NewsArticle", broken</script>', None, 0),
        ("<p>7. Mai 2024, 18:42 Uhr</p>", "2024-05-07T18:42", 1),
        ("<p>03/04/2021</p>", None, 0),
    ],
)
def test_dates_are_those_of_publication_or_none(markup: str, published: str | None, guessed: int) -> None:
    document = read_(f"<html><head></head><body>{markup}<h1>Hafen</h1>{STORY}")
    assert document.published == published
    assert ("published" in document.guesses) == bool(guessed)


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        ("<meta charset=iso-8859-1><p>Küste – Größe</p>".encode("cp1252"), "cp1252"),
        ("<meta charset=iso-8859-1><p>Küste – Größe</p>".encode(), "iso8859-1"),
        ("<meta charset='utf-8'><p>Küste – Größe und noch ein paar Wörter</p>".encode("cp1252"), "cp1252"),
        ("<?xml version='1.0' encoding='windows-1256'?><html><p>إغلاق الميناء</p></html>".encode("cp1256"), "cp1256"),
        ("\ufeff<p>Küste – Größe</p>".encode("utf-16-le"), "utf-16-le"),
        ("<html><p>Küste – Größe</p></html>".encode("utf-16-be"), "utf-16-be"),
        ("<meta charset=utf-16><p>Küste – Größe</p>".encode(), "utf-8"),
        ("<meta charset=shift_jis><p>港は閉鎖された①</p>".encode("cp932"), "cp932"),
    ],
)
def test_encodings(data: bytes, encoding: str) -> None:
    content = Content(Path("page.html"), data)
    assert is_page(content)
    (document,) = read(content, Reading())
    if encoding != "iso8859-1":
        assert document.encoding == encoding
    assert "�" not in document.text
    assert any(words in document.text for words in ("Küste – Größe", "إغلاق الميناء", "港は閉鎖された①"))


def test_the_encoding_given_is_obeyed() -> None:
    content = Content(Path("page.html"), "<meta charset=utf-8><p>ж ж</p>".encode("cp1251"))
    (document,) = read(content, Reading("cp1251"))
    assert (document.text, document.encoding) == ("ж ж", "cp1251")


@pytest.mark.parametrize(
    ("head", "name", "truth"),
    [
        ("<!DOCTYPE html><p>", "a.txt", True),
        ("<?xml version='1.0'?>\n<!DOCTYPE html PUBLIC 'x'>", "a", True),
        ("<!-- saved from url=(0014)https://a.example -->\n<html>", "a", True),
        ("<div class='a'>Text", "a", True),
        ("<?xml version='1.0'?><rss>", "a.html", False),
        ("Ein Text über <b>HTML</b> und <p>", "a.txt", False),
        ("Ein Text, <p>dann mehr", "a.htm", True),
        ("Ein Text ohne alles", "a.html", False),
        ("<Name> sagte nichts.", "a.txt", False),
    ],
)
def test_pages_are_told_by_their_content(head: str, name: str, truth: bool) -> None:
    assert is_page(Content(Path(name), head.encode())) is truth


def test_views_of_a_source_show_the_page() -> None:
    source = f"<html><body><h1>Hafen</h1>{STORY}</body></html>".replace("&", "&amp;").replace("<", "&lt;")
    document = read_(f"<html><head><title>x</title></head><body id='viewsource'><pre>{source}</pre></body></html>")
    assert document.text.startswith("Hafen\n\nDie Polizei")


def test_clipboards() -> None:
    header = "Version:0.9\r\nStartHTML:0000000105\r\nEndHTML:0000000999\r\nSourceURL:https://a.example/hafen\r\n"
    document = read_html(f"{header}<html><body><!--StartFragment-->{STORY}<!--EndFragment--></body></html>")
    assert document.text.startswith("Die Polizei")
    assert (document.body, document.name, document.url) == (None, None, "https://a.example/hafen")
    assert "body" not in document.guesses
    assert read_html("<b>Ein</b> Wort").text == "Ein Wort"


def refused(html: str) -> str:
    with pytest.raises(SourceError) as caught:
        read_(html)
    assert "\n" not in str(caught.value)
    return caught.value.reason


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        ("<html><body></body></html>", "holds no readable text"),
        ("<p>&nbsp;—</p>", "holds no readable text"),
        ("<frameset cols='1,2'><frame src=a><noframes>nein</noframes></frameset>", "holds only frames, no text; save"),
        ("<div id=app></div><script src=a.js></script>", "holds no readable text: scripts would write it; save the"),
        ("<noscript>Bitte JavaScript einschalten</noscript><script></script>", "holds no readable text: scripts"),
    ],
)
def test_pages_without_text(html: str, reason: str) -> None:
    assert refused(html).startswith(reason)


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 50_000 + STORY,
        "<table><tr><td>" * 400 + STORY,
        STORY + f"<img src='data:image/png;base64,{'A' * 3_000_000}'>",
        f"<p>{SENTENCE * 20_000}</p>" + STORY,
        "<p " + " ".join(f"a{n}=1" for n in range(20_000)) + ">" + STORY,
        STORY + "<script type='application/ld+json'>" + "[" * 100_000 + "</script>",
        STORY + "<a " * 50_000,
        "<form action='https://a.example'><meta http-equiv=refresh content='0;url=https://a.example'>" + STORY,
        "<iframe src='https://a.example'></iframe><link rel=stylesheet href='https://a.example'>" + STORY,
        "<!DOCTYPE html [<!ENTITY a SYSTEM '/etc/passwd'>]><html xmlns='x'>&a;" + STORY,
        '<?xml version="1.0"?><!DOCTYPE html [<!ENTITY a0 "ha">'
        + "".join(f'<!ENTITY a{n} "&a{n - 1};&a{n - 1};">' for n in range(1, 40))
        + f']><html xmlns="http://www.w3.org/1999/xhtml"><body>&a39;{STORY}</body></html>',
        "a&#xD800;b\0c" + STORY,
    ],
    ids=range(12),
)
def test_hostile_pages_are_read_without_harm(html: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("nothing is fetched")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    text = read_(html).text
    assert "Die Polizei hat den Hafen" in text
    assert "root:" not in text
    assert "haha" not in text
    assert not any("\ud800" <= ch <= "\udfff" or ch == "\0" for ch in text)


def test_lone_surrogates_and_nuls_are_replaced() -> None:
    assert read_("<p>a&#xD800;b\0c\ud800d").text == "a\ufffdb\ufffdc\ufffdd"


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(("<p>", "</p>", "<div>", "</div>", "<h1>", "</h1>", "<br>", "<td>", "<pre>", "</pre>", "<a x>",
                         "<span hidden>", "</span>", "wort ", "שלום", "。", "&amp;", "\n", "<!--", "-->", "<li>", "<")),
        max_size=40,
    ).map("".join)
)  # fmt: skip
def test_any_markup_gives_a_document_or_one_sentence(html: str) -> None:
    try:
        document = read_(html)
    except SourceError:
        return
    assert document.body is None or document.body.end <= len(document.text)
    assert "<p>" not in document.text


def test_reading_aids_above_letters_are_left_out() -> None:
    ruby = "<ruby>虐待<rp>(</rp><rt>ぎゃくたい</rt><rp>)</rp></ruby>をなくす"
    assert read_html(f"<p>{ruby}ための法律ができる</p>").text == "虐待をなくすための法律ができる"


@pytest.mark.parametrize("name", ["Username", "admin", "Unknown"])
def test_nobody_is_no_author(name: str) -> None:
    assert read_html(f"<meta name=author content='{name}'><h1>Hafen</h1>{STORY}").author is None


def test_a_headline_that_comes_again_below_is_not_where_the_article_begins() -> None:
    document = read_html(f"<title>Hafen gesperrt</title><p>{SENTENCE}</p><p>{SENTENCE[:60]}</p><h1>Hafen gesperrt</h1>")
    assert document.title == "Hafen gesperrt"


def test_a_title_is_one_line_of_its_heading() -> None:
    heading = "<h1><div>Lokales |</div>Hafen nach Unfall gesperrt<p>von Ute Sund, 8. Mai</p></h1>"
    document = read_html(f"<title>Hafen nach Unfall gesperrt | Küstenbote</title><nav>Start</nav>{heading}{STORY}")
    assert document.title == "Hafen nach Unfall gesperrt"
    assert document.title in article(document)
