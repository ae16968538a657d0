"""Plain text, and what can be told of it: title, language, direction."""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import regex
from msgspec.structs import replace

from annotator.core.errors import NoArticleError, SourceError
from annotator.sources.body import find_body
from annotator.sources.dates import date_near
from annotator.sources.decoding import decode
from annotator.sources.document import Content, Document, Reading
from annotator.sources.language import guess_language
from annotator.text.canonical import canonical
from annotator.text.direction import text_direction
from annotator.text.sentences import sentence_at

if TYPE_CHECKING:
    from hashlib import _Hash

_TITLE = 120
_SEARCHED_LINES = 40
_ABOVE = 160
# Controls that texts really hold: tab, line ends, form feed, the next-line of mainframes, the end mark of DOS.
_CONTROL = regex.compile(r"[\x00-\x08\x0e-\x19\x1b-\x1f\x7f-\x84\x86-\x9f]")
_CONTROL_IN_UTF8 = re.compile(rb"\xc2[\x80-\x84\x86-\x9f]")
_CONTROL_BYTES = bytes((*range(9), *range(14, 26), *range(27, 32), 127))
_VISIBLE = regex.compile(r"[^\p{White_Space}\p{Cc}\p{Cf}]")
_DANGLING = ' ,;:–—-("„“«‹،؛'


def read(content: Content, reading: Reading) -> Iterator[Document]:
    """Give the document in plain text. Raises SourceError."""
    data, path, encoding = content.data, content.path, reading.encoding
    if not data:
        raise SourceError(path, "is empty")
    text, used = decode(data, path, encoding)
    # Counted before NULs are replaced: one character in two hundred is more than any accident.
    encoded = text.encode("utf-8", "surrogatepass")
    if _is_odd(encoded) and len(_CONTROL.findall(text)) * 200 > len(text):
        hint = "is no text (it is full of control characters)"
        raise NoArticleError(path, hint if encoding is None else f"{hint} when read as {encoding}")
    made = document(text, path, encoding=used, name=path.name, digest=sha256(data), language=reading.language)
    # A text in UTF-8 that nothing was mended in is its own original.
    if made.text is text and encoded == data:
        yield replace(made, text_sha256=made.sha256)
    else:
        yield replace(made, packed=content.packed(reading))


def _is_odd(data: bytes) -> bool:
    """Return whether there is a control character in UTF-8, in a fraction of the time that it takes to count them."""
    return len(data.translate(None, delete=_CONTROL_BYTES)) < len(data) or _CONTROL_IN_UTF8.search(data) is not None


def document(
    text: str, path: Path, *, encoding: str | None, name: str | None, digest: _Hash, language: str | None = None
) -> Document:
    """Return the document of a decoded text, in `language` if that is known.

    Raises SourceError where there is nothing visible in it.
    """
    text = canonical(text)
    if not _VISIBLE.search(text):
        raise SourceError(path, "holds nothing but white space")
    body = find_body(text)
    article = text if body is None else body.of(text)
    told_language = guess_language(article) if language is None else None
    language = language or told_language
    # A date stands above the headline or below it.
    start = 0 if body is None else text.rfind("\n", 0, max(0, body.start - _ABOVE)) + 1
    published = date_near(text[start:])
    told = {"title": True, "language": told_language, "direction": True, "published": published, "body": body}
    return Document(
        text=text,
        title=guess_title(article) if body is None else _headline(article),
        direction=text_direction(article, language),
        language=language,
        published=published,
        encoding=encoding,
        # A file name may hold bytes that are no characters.
        name=None if name is None else canonical(name),
        sha256=digest.hexdigest(),
        body=body,
        guesses=tuple(name for name, value in told.items() if value is not None),
    )


def guess_title(text: str) -> str:
    """Return the words of `text` that look like its title: always a piece of it, on one line, 120 characters at most.

    That is the first line, where it reads like one. Where the text opens with something else (dates, a site's
    navigation), it is the first line of three words or more that stands by itself between blank lines. Of a longer
    line it is the first sentence, or as many words as there is room for.
    """
    lines = text[:20_000].split("\n")
    visible = (index for index, line in enumerate(lines) if _VISIBLE.search(line))
    start = next(visible, None)
    if start is None:
        return ""
    first = lines[start].strip()
    if len(first) <= _TITLE and _is_wordy(first):
        following = lines[start + 1].strip() if start + 1 < len(lines) else ""
        if not following or len(following) > len(first):
            return first
    # Only now: of most texts nothing but the first line is asked.
    lines = [line.strip() for line in lines]
    filled = [start, *islice(visible, _SEARCHED_LINES - 1)]
    if len(first) <= _TITLE:
        for index in filled:
            alone = (index == 0 or not lines[index - 1]) and (index + 1 == len(lines) or not lines[index + 1])
            line = lines[index]
            if alone and len(line) <= _TITLE and _is_wordy(line) and (len(line.split()) > 2 or _is_dense(line)):
                return line
    return _shortened(next((lines[index] for index in filled if _is_wordy(lines[index])), first))


def _headline(article: str) -> str:
    """Return the first line of an article that was found among other lines, unless that is a sentence of it."""
    first = article.partition("\n")[0].strip()
    return first if len(first) <= _TITLE and not first.endswith((".", "。", "۔", "।")) else guess_title(article)


def _is_wordy(line: str) -> bool:
    """Return whether more than half of what can be seen are letters: no date, no number, no rule of dashes."""
    letters = sum(map(str.isalpha, line))
    return letters * 2 > len(line) or letters * 2 > len(_VISIBLE.findall(line))


def _is_dense(line: str) -> bool:
    """Return whether `line` is in a script without spaces and has some words' worth of it."""
    return len(regex.findall(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Khmer}\p{Lao}\p{Myanmar}]", line)) > 5


def _shortened(line: str) -> str:
    if len(line) <= _TITLE:
        return line
    # What follows is not needed to tell where a sentence ends, and a line may be a whole book.
    sentence = sentence_at(line[: 2 * _TITLE], 0).of(line).rstrip()
    if 20 < len(sentence) <= _TITLE:
        return sentence
    words = line[: _TITLE + 1].rsplit(None, 1)[0]
    if len(words) <= _TITLE:
        return words.rstrip(_DANGLING) or words
    clusters = regex.match(rf"(?:\X){{1,{_TITLE}}}", line)
    cut = "" if clusters is None else clusters[0]
    while len(cut) > _TITLE:
        cut = regex.sub(r"\X$", "", cut)
    return cut or line[:_TITLE]
