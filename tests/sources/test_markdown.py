"""Markdown: what it means, without its signs."""

from __future__ import annotations

import pytest

from annotator.sources import Reading
from made_files import lines, read, refused

SENTENCES = [
    "أمرت السلطات الشركة بإخلاء الميناء، وهذا ليس جديدا على المدينة التي تخشى على الصيادين.",
    "הרשות הורתה לחברת הספנות לפנות את הנמל, וזה לא חדש לעיר.",
    "این برای شهر چیز تازه\u200cای نیست.",
    "یہ شہر کے لیے کوئی نئی بات نہیں ہے۔",
    "当局星期二命令航运公司撤离港口。",
]


def text(source: str) -> str:
    return read(source.encode(), "a.md").text


def test_what_is_kept() -> None:
    source = (
        "# Der *Hafen*\n\nEin **fetter** Satz mit [Link](//a.b)\nund `Code`.\n\n3. a\n4. b\n   - c\n\n> Zitat\n\n"
        "| x | y |\n|---|---|\n| 1 | 2 |\n\n~~~\na  b\n~~~\n\n<script>weg</script>\n\nA &amp; B  \nC ![Bild](b.png)\n"
    )
    assert text(source) == lines(
        "Der Hafen", "Ein fetter Satz mit Link und Code.", "3. a\n4. b\n• c", "Zitat", "x\ty\n1\t2", "a  b", "A & B\nC"
    )


@pytest.mark.parametrize("sentence", SENTENCES)
def test_scripts(sentence: str) -> None:
    assert text(f"## \u200f{sentence}\u00a0!\n") == f"\u200f{sentence}\u00a0!"


def test_front_matter() -> None:
    front = "---\ntitle: 'Hafen: gesperrt'\nauthor:\n  - Ada Lund\n  - Bo\ndate: 2024-05-12\nlang: de\n---\n"
    document = read(f"{front}\nDie Behörde hat der Reederei befohlen, den Hafen zu räumen.\n".encode(), "a.md")
    assert document.text == "Die Behörde hat der Reederei befohlen, den Hafen zu räumen."
    assert (document.title, document.author, document.published) == ("Hafen: gesperrt", "Ada Lund, Bo", "2024-05-12")
    assert (document.language, document.guesses) == ("de", ("direction",))
    assert read(b"---\ndate: gestern\n---\nText\n", "a.md").published is None
    assert text("---\n\nkein Kopf\n\n---\n") == "kein Kopf"


def test_encodings_and_refusals() -> None:
    document = read("# Größe\n".encode("cp1252"), "a.md", Reading(encoding="cp1252"))
    assert (document.text, document.encoding) == ("Größe", "cp1252")
    assert refused(b"", "a.md") == "is empty"
    assert refused(b"![](a.png)\n", "a.md") == "holds nothing but white space"
    assert refused(b"a" * 1_000_001, "a.md").startswith("is too long for Markdown")


@pytest.mark.parametrize("sign", [">", "- ", "[", "*a ", "`", "((", "|a"])
def test_nesting_without_end(sign: str) -> None:
    assert "Ende" in text(sign * 3000 + "\n\nEnde\n")


def test_html_without_end() -> None:
    assert refused(b"<b>" * 3000 + b"\n\nEnde\n", "a.md") == "is nested too deeply to be read"


def test_other_names_are_plain_text() -> None:
    assert read(b"# Kopf\n", "a.txt").text == "# Kopf\n"
