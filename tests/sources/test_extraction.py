"""The article in pages that are built in many ways: from its headline to its last paragraph, and nothing beside it."""

from __future__ import annotations

import pytest

from annotator.sources import read_html

TITLE = "Brücke für Lastwagen gesperrt"
STORY = (
    "Der Rat hat am Montag beschlossen, die Brücke über die Aue für Lastwagen zu sperren, weil Pfeiler Risse haben.",
    "Der Leiter des Bauamts nannte den Schritt unvermeidlich und kündigte Messungen für die nächste Woche an.",
    "Spediteure fürchten lange Umwege. Einer von ihnen sagte, jede Fahrt koste nun eine Stunde mehr.",
    "Eine neue Brücke ist erst für das übernächste Jahr geplant; das Geld dafür ist noch nicht bewilligt.",
)
COMMENTS = (
    "Das war ja wohl klar, seit Jahren redet man über diese Brücke, aber getan wird in dieser Stadt gar nichts.",
    "Ich fahre jeden Tag darüber und habe mich oft gefragt, wie lange das noch gut geht, jetzt wissen wir es also.",
    "Wenn das Land kein Geld hat, soll es eben die Maut erhöhen, andere Länder können das doch auch, warum nicht wir?",
    "Meine Großmutter hat schon erzählt, dass die Pfeiler schief stehen, und die ist vor dreißig Jahren gestorben.",
    "Schön, dass wenigstens die Fahrräder noch hinüberdürfen, der Umweg wäre für mich nicht zu schaffen.",
)
NAVIGATION = (
    "<nav><ul>" + "".join(f"<li><a href=/{n}>{n}</a>" for n in ("Start", "Stadt", "Land", "Abo")) + "</ul></nav>"
)
TEASERS = "".join(
    f"<article><a href=/x><h3>{head}</h3><p>{text}</p></a></article>"
    for head, text in (
        ("Freibad öffnet früher", "Das Freibad am Deich öffnet schon im April, weil die neue Heizung fertig ist."),
        ("Bücherei zieht um", "Die Bücherei zieht in den Sommerferien in das Zollhaus und bleibt so lange zu."),
        ("Markt am Sonntag", "Auf dem Marktplatz verkaufen am Sonntag vierzig Händler Gemüse, Käse und Blumen."),
    )
)  # fmt: skip
PARAGRAPHS = "".join(f"<p>{text}</p>" for text in STORY)
READERS = "".join(f"<div><b>user{number}</b><p>{text}</p></div>" for number, text in enumerate(COMMENTS))


@pytest.mark.parametrize(
    "body",
    [
        f"{NAVIGATION}<main><h1>{TITLE}</h1>{PARAGRAPHS}</main>{TEASERS}",
        f"{NAVIGATION}{TEASERS}<div class=story><h1>{TITLE}</h1>{PARAGRAPHS}</div>",
        f"{NAVIGATION}<div><div><h1>{TITLE}</h1>{PARAGRAPHS}</div><div><h2>5 Kommentare</h2>{READERS}</div></div>",
        f"{NAVIGATION}<main><h1>{TITLE}</h1>{PARAGRAPHS}<div id=comments><h2>5 Kommentare</h2>{READERS}</div></main>",
        f"<table><tr><td><a>Start</a><br><a>Stadt</a></td><td><font size=5><b>{TITLE}</b></font><br><br>"
        f"{'<br><br>'.join(STORY)}<br><br><font size=1>Impressum</font></td></tr></table>",
        f"<div>{NAVIGATION}</div><div><div><span>{TITLE}</span></div>"
        + "".join(f"<div>{text}</div>" for text in STORY)
        + "</div><div>Impressum</div>",
        f"{NAVIGATION}<article><header><p>Verkehr</p><h1>{TITLE}</h1><p>Von U. Sund</p></header>{PARAGRAPHS}</article>",
        f"<h1><a href=/>Auebote</a></h1>{NAVIGATION}<article><h1>{TITLE}</h1>{PARAGRAPHS}</article>{TEASERS}",
        f"{NAVIGATION}<article><h1>{TITLE}</h1><p>{STORY[0]}</p><p>{STORY[1]}</p><p>{STORY[0]}</p><p>{STORY[3]}</p>"
        f"</article>{TEASERS}",
        "".join(f"<a href={n}>Verweis {n} auf eine andere Seite des Angebots</a> " for n in range(150))
        + f"<div><h1>{TITLE}</h1>{PARAGRAPHS}</div>",
    ],
    ids=range(10),
)
def test_an_article_among_other_things(body: str) -> None:
    document = read_html(f"<html lang=de><head><title>{TITLE} - Auebote</title></head><body>{body}</body></html>")
    assert document.title == TITLE
    assert document.body is not None
    article = document.body.of(document.text)
    assert article.startswith(TITLE)
    assert article.endswith(STORY[-1])
    assert STORY[0] in article
    assert "body" in document.guesses


def test_where_the_extractor_has_something_else_the_page_is_kept_whole() -> None:
    document = read_html(
        f"<html lang=de><head><title>{TITLE}</title></head><body><h1>{TITLE}</h1>{TEASERS}</body></html>"
    )
    assert document.text.startswith(TITLE)
    assert "Freibad öffnet früher" in document.text
    assert document.title == TITLE


def test_a_line_that_looks_like_the_headline_is_a_guess() -> None:
    lines = "".join(f"<div>{text}</div>" for text in STORY)
    document = read_html(
        f"<html><body><div><a href=/>Start</a></div><div>{TITLE}</div><div>{lines}</div></body></html>"
    )
    assert document.title == TITLE
    assert "title" in document.guesses
    assert "title" not in read_html(f"<html><body><h1>{TITLE}</h1>{lines}</body></html>").guesses
