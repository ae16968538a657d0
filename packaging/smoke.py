"""Does the main job with an installed Annotator, from outside: python packaging/smoke.py COMMAND [ARGUMENT ...].

It knows the app only as its user does, by its commands and files, and so tells whether a wheel or a one-folder app
holds all that it needs. Standard library only, no display.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

# An emoji family and a vowelled word, so that offsets in code points, UTF-16 and UTF-8 all differ; and a file in the
# encoding of older Arabic texts, which has to be guessed.
ARTICLES = {
    "harbour.txt": "👨‍👩‍👧 Der Hafenrat verlangt längere Öffnungszeiten.\nDie Fähre „النورس“ legt früher ab.\n",
    "market.txt": "👨‍👩‍👧 قال مجلسُ المدينة إن السوق يفتح غدًا.\nوردّت شركة Möwe GmbH بالموافقة.\n",
    "older.txt": "قررت البلدية إغلاق الميناء القديم يوم الثلاثاء.\nوطلب الصيادون من العمدة تأجيل القرار أسبوعين.\n",
}
# A web page, in which the article has to be found: the libraries for it bring files of their own.
PAGE = """<!DOCTYPE html><html lang="en"><head><title>Ferry stays in port | The Tide</title></head><body>
<nav><a href="/">Home</a> <a href="/news">News</a></nav><article><h1>Ferry stays in port</h1>
<p>The harbour council has ordered the ferry to stay in port until the storm is over, its speaker said on Monday.</p>
<p>Passengers who hold tickets for the evening may travel on any other day of this week, the company announced.</p>
</article><aside><h2>Related</h2><a href="/a">Market opens</a></aside><footer>Privacy</footer></body></html>"""
ENCODINGS = {"older.txt": "windows-1256"}
QUOTES = {
    "harbour.txt": ("Hafenrat", "„النورس“"),
    "market.txt": ("مجلسُ المدينة", "شركة Möwe GmbH"),
    "older.txt": ("الصيادون",),
}


def environment(home: Path) -> dict[str, str]:
    """The caller's environment without a display, the checkout or the caller's own folders."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "XDG_", "QT_"))}
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "VIRTUAL_ENV"):
        kept.pop(name, None)
    return {**kept, "HOME": str(home), "QT_QPA_PLATFORM": "offscreen", "LC_ALL": "C.UTF-8", "PYTHONUTF8": "1"}


def call(command: list[str], folder: Path, *arguments: str) -> str:
    """Run the app in `folder` and return what it printed; end this program where it fails or shows a traceback."""
    done = subprocess.run(
        [*command, *arguments], cwd=folder, env=environment(folder), capture_output=True, encoding="utf-8", timeout=300
    )
    if done.returncode or "Traceback" in done.stderr:
        sys.exit(f"smoke: {' '.join(arguments)}: exit {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout.strip()


def expect(truth: object, message: str) -> None:
    """End this program with `message` unless `truth` holds."""
    if not truth:
        sys.exit(f"smoke: {message}")


def main_job(command: list[str], folder: Path) -> int:
    """Make a project, import, mark, export, load and export again; return the number of marks."""
    call(command, folder, "new", "one.annot")
    for name, text in ARTICLES.items():
        (folder / name).write_bytes(text.encode(ENCODINGS.get(name, "utf-8")))
        article = call(command, folder, "import", "one.annot", name).splitlines()[-1].split()[-1]
        for quote in QUOTES[name]:
            call(command, folder, "annotate", "one.annot", article, "--tag", "actor", "--quote", quote)
    (folder / "page.html").write_text(PAGE, encoding="utf-8")
    call(command, folder, "import", "one.annot", "page.html")
    call(command, folder, "export", "one.annot", "-o", "one.json")
    call(command, folder, "load", "two.annot", "one.json")
    call(command, folder, "export", "two.annot", "-o", "two.json")
    call(command, folder, "check", "two.annot")
    exported = (folder / "one.json").read_bytes()
    expect(exported == (folder / "two.json").read_bytes(), "what was loaded again is exported as other bytes")
    data = json.loads(exported)
    texts = {article["id"]: article["text"] for article in data["articles"]}
    for mark in data["annotations"]:
        quoted = texts[mark["article"]][mark["start"] : mark["end"]]
        expect(quoted == mark["quote"], f"{mark['quote']!r} is {quoted!r} in the text")
    page = next(article for article in data["articles"] if article["origin"]["name"] == "page.html")
    start, end = page["body"]["start"], page["body"]["end"]
    body = page["text"][start:end]
    found = (page["title"], page["language"], body.startswith("Ferry stays"), body.endswith("announced."))
    expect(found == ("Ferry stays in port", "en", True, True), f"the page's article is {body!r}, with {found}")
    quotes = {mark["quote"] for mark in data["annotations"]}
    expect(quotes == {quote for group in QUOTES.values() for quote in group}, f"exported quotes: {quotes}")
    return len(quotes)


def word_document() -> dict[str, str]:
    """The least of a Word document."""
    main = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    words = "Der Hafenrat verlangt längere Öffnungszeiten."
    return {
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": f'<w:document xmlns:w="{main}"><w:body><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:body>'
        "</w:document>",
    }


# The least of a PDF document; its table of contents is left for the reader to make up.
PDF = b"""%PDF-1.4
1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj
2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj
3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 5 0 R
 /Resources << /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >> endobj
5 0 obj << /Length 50 >> stream
BT /F 12 Tf 20 100 Td (The harbour is closed.) Tj ET
endstream endobj
trailer << /Root 1 0 R /Size 6 >>
"""


def documents(command: list[str], folder: Path) -> None:
    """Import a Word and a PDF document, and find their words."""
    with zipfile.ZipFile(folder / "council.docx", "w") as archive:
        for name, text in word_document().items():
            archive.writestr(name, text)
    (folder / "closed.pdf").write_bytes(PDF)
    for name, quote in (("council.docx", "längere Öffnungszeiten"), ("closed.pdf", "The harbour is closed.")):
        article = call(command, folder, "import", "documents.annot", name).splitlines()[-1].split()[-1]
        call(command, folder, "annotate", "documents.annot", article, "--tag", "concern", "--quote", quote)


def many(command: list[str], folder: Path) -> None:
    """So many files that other processes read them too."""
    (folder / "many").mkdir()
    for number in range(60):
        (folder / "many" / f"{number}.txt").write_text(f"Report {number}\n\nThe harbour is closed again.\n")
    ids = call(command, folder, "import", "many.annot", "many").split()
    expect(len(ids) == 60, f"imported {len(ids)} of 60 files")


def sample(command: list[str], folder: Path) -> list[str]:
    """Let the app draw its window with the sample project; return the names of the files it wrote."""
    call(command, folder, "--sample-to", str(folder / "sample"))
    written = {path.suffix: path for path in sorted((folder / "sample").iterdir())}
    expect({".annot", ".json", ".png"} <= written.keys(), f"the sample came out as {sorted(written)}")
    sides = {article["direction"] for article in json.loads(written[".json"].read_bytes())["articles"]}
    expect(sides == {"ltr", "rtl"}, f"the sample's articles run {sides}")
    picture = written[".png"].read_bytes()
    width, height = (int.from_bytes(picture[at : at + 4], "big") for at in (16, 20))
    expect(picture.startswith(b"\x89PNG") and width >= 600 and height >= 400, f"the picture is {width} x {height}")
    expect(len(picture) > 20_000, "the picture shows next to nothing")
    return [path.name for path in written.values()]


def main() -> None:
    """Try the command that the arguments name, and say what it did."""
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    program = Path(sys.argv[1])
    command = [str(program.resolve() if program.exists() else program), *sys.argv[2:]]
    with tempfile.TemporaryDirectory(prefix="annotator-smoke-") as name:
        folder = Path(name)
        version = call(command, folder, "--version")
        expect("annotator" in version.lower() and any(map(str.isdigit, version)), f"--version says {version!r}")
        marks = main_job(command, folder)
        documents(command, folder)
        many(command, folder)
        files = sample(command, folder)
    print(f"smoke: {version} marked {marks} quotes exactly and wrote {', '.join(files)}")


if __name__ == "__main__":
    main()
