"""What an edit may not do, whoever builds it: the laws that hold in every stored project."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from itertools import pairwise
from unicodedata import category

from annotator.core.change import Change, Edit
from annotator.core.dates import is_published
from annotator.core.errors import InvalidError, KeyTakenError, NameTakenError, SpanError
from annotator.core.ids import new_id, now
from annotator.core.tagset import DEFAULT_RELATION_TYPES, DEFAULT_TAGS, TagSet, check_attributes, check_tag
from annotator.core.values import (
    GUESSABLE,
    Annotation,
    Article,
    ArticleText,
    Bundle,
    Coder,
    Entity,
    ProjectInfo,
    Tag,
    Value,
)
from annotator.text import segments
from annotator.text.canonical import canonical, is_canonical
from annotator.text.span import Span

_UNSEEN = ("Cf", "Cc", "Zs")
"""Categories of characters that leave no trace by themselves."""


def new_project(name: str) -> Bundle:
    """Return what a new project begins with."""
    info = ProjectInfo(new_id(), one_line(name) or "project", now())
    return Bundle(info, tags=DEFAULT_TAGS, relation_types=DEFAULT_RELATION_TYPES)


@cache
def _language() -> re.Pattern[str]:
    # RFC 5646 as far as its shape goes: language, script, region, variants, extensions, private use.
    return re.compile(
        r"(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4,8})(?:-[a-z]{4})?(?:-(?:[a-z]{2}|[0-9]{3}))?"
        r"(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*(?:-[0-9a-wy-z](?:-[a-z0-9]{2,8})+)*(?:-x(?:-[a-z0-9]{1,8})+)?",
        re.IGNORECASE,
    )


def is_language(text: str) -> bool:
    """Return whether `text` has the shape of a BCP 47 language tag (`de`, `zh-Hant`, `ar-EG`)."""
    return _language().fullmatch(text) is not None


def one_line(text: str) -> str:
    """Return a name or title as it is stored: on one line, without blanks at its ends, storable.

    What has nothing to be seen, such as a direction mark by itself, is nothing.
    """
    line = " ".join(canonical(text).split())
    return line if any(category(letter) not in _UNSEEN for letter in line) else ""


def or_nothing(text: str | None) -> str | None:
    """Return a note or other free text as it is stored; a blank one is nothing."""
    return None if text is None else canonical(text).strip() or None


def check_article(article: Article) -> None:
    """Raise InvalidError where an article's title, language or date is not allowed."""
    if not article.title.strip() or "\n" in article.title:
        raise InvalidError("an article needs a title of one line")
    if article.language is not None and not is_language(article.language):
        raise InvalidError(f"'{article.language}' is no language tag; write it like de, ar or zh-Hant")
    if article.published is not None and not is_published(article.published):
        raise InvalidError(f"'{article.published}' is no date; write it like 2021-03-19, 2021-03 or 2021")
    if article.body is not None and article.body.end > article.length:
        raise InvalidError(f"the body of '{article.title}' ends behind its text")
    if not set(article.guesses) <= set(GUESSABLE):
        raise InvalidError(f"of '{article.title}' something is a guess that cannot be one")


def check_change(
    change: Change,
    tags: Callable[[], TagSet],
    text_of: Callable[[str], str],
    coders: Callable[[], Iterable[Coder]] = tuple,
    entities: Callable[[], Iterable[Entity]] = tuple,
) -> None:
    """Raise where the change would break a law: SpanError, InvalidError, NameTakenError or KeyTakenError.

    `tags`, `text_of`, `coders` and `entities` give what is stored now, and are asked only if needed.
    """
    new_texts = {e.after.id: e.after.text for e in change.edits if isinstance(e.after, ArticleText)}
    touched: list[Edit[Value]] = []
    for edit in change.edits:
        value = edit.after
        if isinstance(value, Annotation):
            text = new_texts.get(value.article)
            check_annotation(value, text_of(value.article) if text is None else text)
        elif isinstance(edit.value, Tag):
            touched.append(edit)
        elif isinstance(value, Coder) and edit.before is not None:
            check_coder(value, coders())
        elif isinstance(value, Article):
            _check_article_edit(edit.before, value, new_texts)
        elif isinstance(value, ArticleText) and edit.before is not None:
            raise InvalidError("an article's text never changes; import the other version as an article of its own")
    if touched:
        _check_tags(touched, tags())
    if any(_is_of_entities(edit) for edit in change.edits):
        _check_entities(change.edits, tags(), entities())


def check_coder(coder: Coder, coders: Iterable[Coder]) -> None:
    """Raise where a coder cannot be called so: InvalidError for no name, NameTakenError for another coder's.

    Names differ in more than their case, so that whoever types one means one coder.
    """
    if not coder.name or coder.name != one_line(coder.name):
        raise InvalidError("a coder needs a name of one line")
    for other in coders:
        if other.id != coder.id and other.name.casefold() == coder.name.casefold():
            raise NameTakenError(other.name, "coder")


def coder_called(coders: Iterable[Coder], name: str) -> Coder | None:
    """Return the coder of exactly this name, else the one whose name differs in case only."""
    known = tuple(coders)
    exact = (coder for coder in known if coder.name == name)
    alike = (coder for coder in known if coder.name.casefold() == name.casefold())
    return next(exact, None) or next(alike, None)


def require_offered(tag: Tag) -> None:
    """Raise InvalidError where a tag is retired, so that no new mark may have it."""
    if tag.retired:
        raise InvalidError(f"the tag '{tag.name}' is retired, so nothing new is marked with it; reinstate it first")


def check_span(text: str, span: Span) -> None:
    """Raise SpanError where a span is empty, outside the text, or cuts a grapheme cluster, with the nearest one."""
    if span.end > len(text):
        raise SpanError(f"the span {span.start}-{span.end} ends behind the text, which has {len(text)} characters")
    if len(span) > 0 and not segments.cuts_cluster(text, span):
        return
    if not text:
        raise SpanError("the text is empty, so there is nothing to mark")
    what = "cuts a character in two" if len(span) > 0 else "is empty"
    start = min(span.start, len(text) - 1)
    nearest = segments.snap(text, Span(start, max(span.end, start + 1)))
    raise SpanError(
        f"the span {span.start}-{span.end} {what}; the nearest one is {nearest.start}-{nearest.end}",
        (nearest.start, nearest.end),
    )


def check_annotation(annotation: Annotation, text: str) -> None:
    """Raise SpanError where an annotation is not what its text says."""
    start, end = annotation.start, annotation.end
    if not 0 <= start < end <= len(text):
        raise SpanError(f"the span {start}-{end} is empty or lies outside of the text, which ends at {len(text)}")
    if text[start:end] != annotation.quote:
        raise SpanError(f"the text at {start}-{end} is not the annotation's quote")
    if annotation.uncertain and annotation.entity is None:
        raise InvalidError("of an annotation that mentions nothing, it cannot be uncertain what it mentions")
    if annotation.fragments:
        fragments = annotation.fragments
        apart = all(one.end < other.start for one, other in pairwise(fragments))
        if not apart or any(len(f) == 0 for f in fragments) or (fragments[0].start, fragments[-1].end) != (start, end):
            raise SpanError(f"the fragments of the annotation at {start}-{end} do not lie in order and apart inside it")
        if len(fragments) == 1:
            raise SpanError(f"the annotation at {start}-{end} is in one piece, so it cannot have one fragment")


def _check_article_edit(before: Value | None, after: Article, new_texts: dict[str, str]) -> None:
    check_article(after)
    if isinstance(before, Article):
        if (before.sha256, before.length) != (after.sha256, after.length):
            raise InvalidError("an article's text never changes; import the other version as an article of its own")
        return
    text = new_texts.get(after.id)
    if text is None:
        raise InvalidError(f"the article '{after.title}' comes without its text")
    if not is_canonical(text) or len(text) != after.length or sha256(text) != after.sha256:
        raise InvalidError(f"the text of '{after.title}' is not the one its length and SHA-256 speak of")


def sha256(text: str) -> str:
    """Return the SHA-256 of a text in UTF-8, in hexadecimal: what tells whether two articles are the same."""
    import hashlib  # only where a text comes in: the library behind it takes a while to load

    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _check_tags(edits: list[Edit[Value]], tags: TagSet) -> None:
    after = {tag.id: tag for tag in tags}
    for edit in edits:
        if isinstance(edit.after, Tag):
            check_tag(edit.after)
            after[edit.after.id] = edit.after
        else:
            after.pop(edit.value.id, None)
    for edit in edits:
        for other in after.values():
            if isinstance(edit.after, Tag) and other.id != edit.after.id:
                _check_apart(edit.after, other)
    for tag in after.values():
        seen = {tag.id}
        parent = tag.parent
        while parent is not None and parent in after:
            if parent in seen:
                raise InvalidError(f"the tag '{tag.name}' cannot lie below itself")
            seen.add(parent)
            parent = after[parent].parent
    check_attributes(TagSet(after.values()), {edit.value.id for edit in edits})


def _is_of_entities(edit: Edit[Value]) -> bool:
    after, before = edit.after, edit.before
    if isinstance(after, Annotation) and after.entity is not None:
        return not isinstance(before, Annotation) or (before.entity, before.tag) != (after.entity, after.tag)
    return isinstance(after, Entity)


def _check_entities(edits: Iterable[Edit[Value]], tags: TagSet, stored: Iterable[Entity]) -> None:
    edits = list(edits)
    known = {tag.id: tag for tag in tags} | {e.after.id: e.after for e in edits if isinstance(e.after, Tag)}
    after = {entity.id: entity for entity in stored}
    for edit in edits:
        if isinstance(edit.after, Entity):
            after[edit.after.id] = edit.after
    for edit in edits:
        value = edit.after
        if isinstance(value, Entity):
            if not value.name.strip() or "\n" in value.name:
                raise InvalidError("an entity needs a name of one line")
            _check_parts(value, after)
        elif isinstance(value, Annotation) and value.entity in after and _is_of_entities(edit):
            check_fits(value, after[value.entity], known)


def _check_parts(entity: Entity, entities: Mapping[str, Entity]) -> None:
    seen, above = {entity.id}, entity.part_of
    while above is not None and above in entities:
        if above in seen:
            raise InvalidError(f"'{entity.name}' cannot be a part of itself")
        seen.add(above)
        above = entities[above].part_of


def check_fits(mark: Annotation, entity: Entity, tags: Mapping[str, Tag]) -> None:
    """An entity of a tag is mentioned by annotations of this tag and of those below it; one of no tag by any."""
    tag: str | None = mark.tag
    seen: set[str] = set()
    while entity.tag is not None and tag != entity.tag:
        if tag is None or tag in seen or tag not in tags:
            names = (tags[key].name if key in tags else key for key in (entity.tag, mark.tag))
            raise InvalidError("'{}' is of the tag '{}', and the mark of '{}'".format(entity.name, *names))
        seen.add(tag)
        tag = tags[tag].parent


def _check_apart(tag: Tag, other: Tag) -> None:
    if tag.name.casefold() == other.name.casefold():
        raise NameTakenError(tag.name)
    if tag.shortcut is not None and tag.shortcut == other.shortcut and not (tag.retired or other.retired):
        raise KeyTakenError(tag.shortcut, other.name)
