"""An article read once more from the bytes that it was read from: in another encoding, or as it is read today."""

from __future__ import annotations

import codecs
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from annotator.core.change import Change, ChangeKind, Edit
from annotator.core.errors import InvalidError, SourceError
from annotator.core.ids import now
from annotator.core.values import GUESSABLE, Article, ArticleOriginal, ArticleText, Value
from annotator.project.importing import article_of
from annotator.project.project import Project
from annotator.project.versions import carried
from annotator.sources import Content, Document, Reading, Unread, likely, read_content
from annotator.text.canonical import canonical

_TRIED = 200_000
"""Bytes that tell whether an encoding fits."""


class Tried(Struct, frozen=True):
    """What bytes are in one encoding: their beginning, and whether all that was looked at is text in it."""

    text: str
    fits: bool


def tried(data: bytes, encoding: str, characters: int = 2000) -> Tried:
    """Return the beginning of `data` in an encoding of Python's; what does not fit is U+FFFD."""
    part = data[:_TRIED]
    # Not the end of the file: it may be cut within a character.
    whole = len(part) == len(data)
    try:
        return Tried(canonical(_decoder(encoding, "strict").decode(part, whole)[:characters]), True)
    except UnicodeError:
        return Tried(canonical(_decoder(encoding, "replace").decode(part, whole)[:characters]), False)


def _decoder(encoding: str, errors: str) -> codecs.IncrementalDecoder:
    return codecs.getincrementaldecoder(encoding)(errors)


def likely_encodings(data: bytes) -> list[str]:
    """Return the encodings that bytes may be in, as Python names them, the likeliest first."""
    return likely(data)


def original_bytes(project: Project, article: Article) -> bytes:
    """Return the bytes that an article was read from. Raises InvalidError where the project does not have them."""
    original = project.original(article.id)
    try:
        data = project.text(article.id).encode("utf-8") if original is None else original.data
    except ValueError as error:
        raise InvalidError(f"of '{article.title}' {error}") from None
    # The row of a table is kept as what it says, and a text that nothing was mended in not at all.
    if article.origin.sha256 is None or _sum(data) != article.origin.sha256:
        raise InvalidError(
            f"the file that '{article.title}' was read from is not kept in the project; import it again, with its "
            "encoding"
        )
    return data


def import_again(project: Project, article: Article) -> tuple[Change, Article]:
    """Return the change that reads an article's file as it is read today, in the encoding that it has, and the result.

    A text that is another one then takes the article's place, or comes in as a later version where there are marks. Of
    the same text what was guessed is guessed again. Raises InvalidError where all of that is as it was, or the file is
    not kept.
    """
    document = _read(project, article, article.origin.encoding)
    made = article_of(document, None, None)
    if made.sha256 != article.sha256:
        read = later_version if project.annotations(articles=[article.id]) else recode
        return read(project, article, article.origin.encoding)
    fields = [field for field in GUESSABLE if field in article.guesses or getattr(article, field) is None]
    after = replace(
        article,
        guesses=tuple(field for field in made.guesses if field in fields),
        **{field: getattr(made, field) for field in fields},
    )
    if after == article:
        raise InvalidError(f"'{article.title}' was read again, and is as it was")
    return Change(ChangeKind.EDIT_ARTICLE, project.coder.id, now(), after.title, (Edit(article, after),)), after


def recode(project: Project, article: Article, encoding: str | None) -> tuple[Change, Article]:
    """Return the change that reads an article anew in `encoding`, in place of what it is, and the article it makes.

    What somebody stated of it stays; what was guessed is guessed again. Raises InvalidError where the article has
    annotations or its file is not kept, and SourceError where the file is not in that encoding.
    """
    if project.annotations(articles=[article.id]):
        raise InvalidError(f"'{article.title}' has marks already, so its text can only come in as a later version")
    made, values = _read_again(project, article, encoding)
    made = replace(made, replaces=article.replaces)
    edits: list[Edit[Value]] = [Edit(None, value) for value in (made, *values)]
    edits += [
        Edit(status, replace(status, article=made.id)) for status in project.statuses() if status.article == article.id
    ]
    edits += [Edit(other, replace(other, replaces=made.id)) for other in project.later_versions([article.id])]
    original = project.original(article.id)
    if original is not None:
        edits.append(Edit(original, None))
    edits += [Edit(ArticleText(article.id, project.text(article.id)), None), Edit(article, None)]
    return Change(ChangeKind.RECODE, project.coder.id, now(), made.title, tuple(edits)), made


def later_version(project: Project, article: Article, encoding: str | None) -> tuple[Change, Article]:
    """Return the change that adds an article's file, read in `encoding`, as a later version, and that version.

    The annotations go with their words; those without a certain place stay with the earlier one. Raises as `recode`.
    """
    made, values = _read_again(project, article, encoding)
    made = replace(made, replaces=article.id)
    text = next(value.text for value in values if isinstance(value, ArticleText))
    marks = project.annotations(articles=[article.id])
    moves = carried(made, text, project.text(article.id), marks, project.relations())
    edits = (*(Edit(None, value) for value in (made, *values)), *moves.edits)
    return Change(ChangeKind.IMPORT, project.coder.id, now(), made.title, edits), made


def _read(project: Project, article: Article, encoding: str | None) -> Document:
    data = original_bytes(project, article)
    name = article.origin.name or article.title
    # The bytes are kept whatever their size: only they say what the text was read from.
    return _document(Content(Path(name), data), Reading(encoding=encoding, kept=len(data)))


def _read_again(project: Project, article: Article, encoding: str | None) -> tuple[Article, list[Value]]:
    document = _read(project, article, encoding)
    made = article_of(document, None, None)
    if made.sha256 != article.sha256 and (known := project.articles_of_text([made.sha256])):
        raise InvalidError(f"the project has this text already ('{known[made.sha256].title}')")
    if made.sha256 == article.sha256:
        raise InvalidError(f"in {encoding} the text is the same")
    stated = {
        field: getattr(article, field)
        for field in GUESSABLE
        # Where a text begins and ends, and its title, are found in it; of others it may say nothing.
        if field not in article.guesses and field != "body" and getattr(article, field) is not None
    }
    made = replace(
        made,
        events=article.events,
        folder=article.folder,
        guesses=tuple(field for field in made.guesses if field not in stated),
        **stated,
    )
    values: list[Value] = [ArticleText(made.id, document.text)]
    if document.packed is not None:
        values.append(ArticleOriginal(made.id, document.packed))
    return made, values


def _document(content: Content, reading: Reading) -> Document:
    for found in read_content(content, reading):
        if isinstance(found, Unread):
            raise found.error or SourceError(found.path, found.reason)
        return found
    raise SourceError(content.path, "holds no document")


def _sum(data: bytes) -> str:
    import hashlib

    return hashlib.sha256(data).hexdigest()
