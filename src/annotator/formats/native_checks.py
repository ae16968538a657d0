"""What a schema cannot say: ids are unique, references lead somewhere, quotes are what their texts say."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any, Protocol, TypeVar

from annotator.core.errors import AnnotatorError
from annotator.core.tagset import TagSet
from annotator.core.values import Annotation, Article, Bundle, End, Relation
from annotator.formats.native_writing import CONTEXT
from annotator.formats.schema import shown
from annotator.text.canonical import is_canonical


class ContradictionError(Exception):
    """Two places of a file contradict each other. The message names the place and both sides."""


class _HasId(Protocol):
    @property
    def id(self) -> str: ...


def check_bundle(bundle: Bundle) -> None:
    """Raise ContradictionError at the first thing in `bundle` that is at odds with another."""
    _References(bundle).check()
    try:
        TagSet(bundle.tags)
    except AnnotatorError as error:
        raise ContradictionError(f"tags: {error}") from None
    for index, article in enumerate(bundle.articles):
        _check_article(article, bundle.texts[article.id], f"articles[{index}]")
    for index, annotation in enumerate(bundle.annotations):
        _check_annotation(annotation, bundle.texts[annotation.article], index)
    for index, relation in enumerate(bundle.relations):
        if (cue := relation.cue) is not None:
            place = f"relations[{index}].cue"
            _check_span(cue.start, cue.end, bundle.texts[cue.article], place)
            _check_quote(cue.quote, cue.start, cue.end, bundle.texts[cue.article], f"{place}.quote")


def check_context(content: dict[str, Any], bundle: Bundle) -> None:
    """Raise ContradictionError where a record's prefix, suffix or fragments' quotes are not what its text says."""
    for index, (record, annotation) in enumerate(zip(content["annotations"], bundle.annotations, strict=True)):
        text, start, end = bundle.texts[annotation.article], annotation.start, annotation.end
        # Shorter or longer contexts than ours are right too, as long as they are what stands there.
        prefix, suffix = record["prefix"], record["suffix"]
        if prefix and not (len(prefix) <= start and text.startswith(prefix, start - len(prefix))):
            _contradiction(f"annotations[{index}].prefix", prefix, text[max(0, start - CONTEXT) : start])
        if suffix and not text.startswith(suffix, end):
            _contradiction(f"annotations[{index}].suffix", suffix, text[end : end + CONTEXT])
        if annotation.fragments:
            quotes = [piece.of(text) for piece in annotation.fragments]
            if record["quotes"] != quotes:
                raise ContradictionError(f"annotations[{index}].quotes are not what the text has at the fragments")


_WithId = TypeVar("_WithId", bound=_HasId)


class _References:
    """The ids of a file, and whether everything that names one of them names one that is there."""

    def __init__(self, bundle: Bundle) -> None:
        self.bundle = bundle
        self.coders = _ids("coders", bundle.coders)
        self.tags = _ids("tags", bundle.tags)
        self.types = _ids("relation_types", bundle.relation_types)
        self.events = _ids("events", bundle.events)
        self.entities = _ids("entities", bundle.entities)
        self.articles = _ids("articles", bundle.articles)
        self.annotations = _ids("annotations", bundle.annotations)
        _ids("relations", bundle.relations)

    def check(self) -> None:
        bundle = self.bundle
        for index, tag in enumerate(bundle.tags):
            _known(tag.parent, self.tags, f"tags[{index}].parent", "tag")
        _check_chains("tags", "parent", bundle.tags, lambda tag: tag.parent)
        for index, kind in enumerate(bundle.relation_types):
            for tag_id in kind.from_tags + kind.to_tags:
                _known(tag_id, self.tags, f"relation_types[{index}]", "tag")
        for index, entity in enumerate(bundle.entities):
            _known(entity.tag, self.tags, f"entities[{index}].tag", "tag")
            _known(entity.part_of, self.entities, f"entities[{index}].part_of", "entity")
        _check_chains("entities", "part_of", bundle.entities, lambda entity: entity.part_of)
        for index, article in enumerate(bundle.articles):
            for event in article.events:
                _known(event, self.events, f"articles[{index}].events", "event")
            _known(article.replaces, self.articles, f"articles[{index}].replaces", "article")
        _check_chains("articles", "replaces", bundle.articles, lambda article: article.replaces)
        self._check_statuses()
        for index, annotation in enumerate(bundle.annotations):
            if (
                annotation.article not in self.articles
                or annotation.tag not in self.tags
                or annotation.coder not in self.coders
                or (annotation.entity is not None and annotation.entity not in self.entities)
            ):
                self._explain(annotation, f"annotations[{index}]")
        for index, relation in enumerate(bundle.relations):
            self._check_relation(relation, f"relations[{index}]")

    def _check_statuses(self) -> None:
        places = {article.id: f"articles[{index}].status" for index, article in enumerate(self.bundle.articles)}
        seen: set[str] = set()
        for status in self.bundle.statuses:
            _known(status.tag, self.tags, places[status.article], "tag")
            _known(status.coder, self.coders, places[status.article], "coder")
            if status.id in seen:
                raise ContradictionError(f"{places[status.article]} names a tag and coder twice")
            seen.add(status.id)

    def _explain(self, annotation: Annotation, place: str) -> None:
        _known(annotation.article, self.articles, f"{place}.article", "article")
        _known(annotation.tag, self.tags, f"{place}.tag", "tag")
        _known(annotation.coder, self.coders, f"{place}.coder", "coder")
        _known(annotation.entity, self.entities, f"{place}.entity", "entity")

    def _check_relation(self, relation: Relation, place: str) -> None:
        _known(relation.type, self.types, f"{place}.type", "relation type")
        _known(relation.coder, self.coders, f"{place}.coder", "coder")
        self._check_end(relation.source, f"{place}.from")
        self._check_end(relation.target, f"{place}.to")
        if relation.cue is not None:
            _known(relation.cue.article, self.articles, f"{place}.cue.article", "article")

    def _check_end(self, end: End, place: str) -> None:
        _known(end.annotation, self.annotations, place, "annotation")
        _known(end.entity, self.entities, place, "entity")


def _ids(key: str, values: Sequence[_HasId]) -> set[str]:
    found = {value.id for value in values}
    if len(found) != len(values):
        seen: set[str] = set()
        for index, value in enumerate(values):
            if value.id in seen:
                raise ContradictionError(f"{key}[{index}] has the id {value.id}, which another of the {key} has too")
            seen.add(value.id)
    return found


def _known(reference: str | None, ids: set[str], place: str, kind: str) -> None:
    if reference is not None and reference not in ids:
        raise ContradictionError(f"{place} names the {kind} {reference}, which is not in the file")


def _check_chains(key: str, link: str, values: Iterable[_WithId], following: Callable[[_WithId], str | None]) -> None:
    by_id = {value.id: value for value in values}
    sound: set[str] = set()
    for start in by_id:
        chain: set[str] = set()
        at: str | None = start
        while at is not None and at not in sound:
            if at in chain:
                raise ContradictionError(f"{key}: {link} of {at} leads back to itself")
            chain.add(at)
            at = following(by_id[at])
        sound |= chain


def _check_article(article: Article, text: str, place: str) -> None:
    if not is_canonical(text):
        raise ContradictionError(f"{place}.text has carriage returns, a byte order mark, U+0000 or lone surrogates")
    if hashlib.sha256(text.encode("utf-8")).hexdigest() != article.sha256:
        raise ContradictionError(f"{place}.sha256 is not that of the text: one of the two was altered")
    if article.body is not None and article.body.end > len(text):
        raise ContradictionError(f"{place}.body ends at {article.body.end}, behind the text's end at {len(text)}")
    if article.published is not None and len(article.published) >= 10:
        try:
            date.fromisoformat(article.published[:10])
        except ValueError:
            raise ContradictionError(
                f"{place}.published is {shown(article.published)}, a day that does not exist"
            ) from None


def _check_annotation(annotation: Annotation, text: str, index: int) -> None:
    start, end = annotation.start, annotation.end
    if text[start:end] != annotation.quote or not start < end <= len(text):
        place = f"annotations[{index}]"
        _check_span(start, end, text, place)
        _check_quote(annotation.quote, start, end, text, f"{place}.quote")
    if annotation.fragments:
        place = f"annotations[{index}].fragments"
        at = -1
        for piece in annotation.fragments:
            _check_span(piece.start, piece.end, text, place)
            if piece.start <= at:
                raise ContradictionError(f"{place} are not in ascending order with a gap between them")
            at = piece.end
        if (annotation.fragments[0].start, at) != (start, end):
            raise ContradictionError(f"{place} do not reach from start ({start}) to end ({end})")


def _check_span(start: int, end: int, text: str, place: str) -> None:
    if start >= end:
        raise ContradictionError(f"{place} is empty: it starts at {start} and ends at {end}")
    if end > len(text):
        raise ContradictionError(f"{place} ends at {end}, behind the text's end at {len(text)}")


def _check_quote(quote: str, start: int, end: int, text: str, place: str) -> None:
    if text[start:end] != quote:
        _contradiction(place, quote, text[start:end])


def _contradiction(place: str, said: str, found: str) -> None:
    raise ContradictionError(
        f"{place} is {shown(said)}, but the text has {shown(found)} there (offsets count code points)"
    )
