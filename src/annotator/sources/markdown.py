"""Markdown: what it means, without its signs; simple front matter is what it states of itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from annotator.core.dates import is_published
from annotator.core.errors import SourceError
from annotator.sources.blocks import Blocks, Stated, made, refuse_data
from annotator.sources.decoding import decode
from annotator.sources.document import Content, Document, Reading
from annotator.sources.extras import need
from annotator.sources.hypertext import Hypertext, parse_html
from annotator.sources.parts import TOO_DEEP
from annotator.text.canonical import canonical

_FRONT = re.compile(r"---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)", re.DOTALL)
_PAIR = re.compile(r"([A-Za-z_-]+)[ \t]*:[ \t]*(.*?)[ \t]*$")
_IN_FRONT = re.compile(r"[ \t]*(?:$|#|-[ \t]|[A-Za-z_-]+[ \t]*:)|[ \t]+\S")
_ITEM = re.compile(r"[ \t]*-[ \t]+(.+?)[ \t]*$")
_LONG = 1_000_000
"""Characters: its grammar takes time with more, which nobody writes by hand."""


def read(content: Content, reading: Reading) -> Iterator[Document]:
    """Give the document. Raises SourceError."""
    if not content.data:
        raise SourceError(content.path, "is empty")
    text, encoding = decode(content.data, content.path, reading.encoding)
    text = canonical(text)
    if len(text) > _LONG:
        raise SourceError(content.path, "is too long for Markdown; rename it to .txt to import it as plain text")
    refuse_data(text.count("|"), content.path)
    module = need("markdown_it", content.path)
    facts: dict[str, str] = {}
    front = _FRONT.match(text)
    if front is not None and all(map(_IN_FRONT.match, front[1].split("\n"))):
        facts = _facts(front[1])
        text = text[front.end() :]
    # HTML in it is shown as what it says: its tags are no words.
    parser = module.MarkdownIt("commonmark", {"html": True, "maxNesting": 60}).enable(["table", "strikethrough"])
    blocks = Blocks(content)
    words = Hypertext(blocks)
    try:
        shown = parser.render(text)
        if shown.strip():
            words.write(parse_html(shown.encode(), content))
    except RecursionError:
        raise SourceError(content.path, TOO_DEEP) from None
    heading = min(words.headings, key=lambda each: each[0], default=None)
    published = facts.get("date", "").replace(" ", "T", 1)
    published = next((each for each in (published, published[:10]) if is_published(each)), "")
    yield made(
        content,
        reading,
        blocks.text,
        Stated(
            heading=None if heading is None else heading[1],
            title=facts.get("title"),
            language=facts.get("lang") or facts.get("language"),
            author=facts.get("author") or facts.get("authors"),
            published=published or None,
            source=facts.get("source") or facts.get("publisher"),
            url=facts.get("url"),
            encoding=encoding,
            deliberate=True,
        ),
    )


def _facts(front: str) -> dict[str, str]:
    """Return the simple keys of front matter, and lists of simple values; what is nested is left alone."""
    found: dict[str, str] = {}
    key = ""
    for line in front.split("\n"):
        if pair := _PAIR.fullmatch(line):
            key = pair[1].lower()
            value = pair[2].strip("[]") if pair[2].startswith("[") else pair[2]
            found[key] = ", ".join(_bare(each) for each in value.split(",")) if value != pair[2] else _bare(value)
        elif key and (item := _ITEM.fullmatch(line)):
            found[key] = f"{found[key]}, {_bare(item[1])}" if found[key] else _bare(item[1])
    return {key: value for key, value in found.items() if value}


def _bare(value: str) -> str:
    value = value.strip()
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" else value
