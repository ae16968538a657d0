"""What a schema cannot say: ids are unique, references lead somewhere, quotes are what their texts say."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Protocol, TypeVar

from annotator.core.attributes import check_value
from annotator.core.dates import is_published
from annotator.core.errors import AnnotatorError
from annotator.core.fitting import Definitions, misfit
from annotator.core.references import references
from annotator.core.tagset import MOST_TAGS, TagSet, check_attributes, check_definitions
from annotator.core.values import Annotation, Article, AttributeValue, Bundle, Event, Relation, RelationType, Value
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
    _check_names("relation_types", bundle.relation_types)
    _check_names("events", bundle.events)
    try:
        check_attributes(TagSet(bundle.tags))
    except AnnotatorError as error:
        raise ContradictionError(f"tags: {error}") from None
    for index, kind in enumerate(bundle.relation_types):
        try:
            check_definitions(kind.attributes, kind.name)
        except AnnotatorError as error:
            raise ContradictionError(f"relation_types[{index}]: {error}") from None
    if (found := misfit(bundle)) is not None:
        raise ContradictionError(found)
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


def check_values(content: dict[str, Any], bundle: Bundle) -> None:
    """Raise ContradictionError where a mark or a relation carries what the file defines as something else.

    Values that are kept from another tag, or from another file, are named by the record as `foreign`.
    """
    definitions = Definitions(bundle.tags, bundle.relation_types)
    carriers: dict[str, Sequence[Annotation | Relation]] = {
        "annotations": bundle.annotations, "relations": bundle.relations,
    }  # fmt: skip
    for key, values in carriers.items():
        for index, value in enumerate(values):
            if value.attributes and (wrong := definitions.wrong(value)):
                kept = content[key][index].get("foreign", ())
                for name, said in wrong:
                    if name not in kept:
                        _refuse(name, said, definitions, value, f"{key}[{index}].attributes")


def _refuse(name: str, said: AttributeValue, by: Definitions, carrier: Annotation | Relation, place: str) -> None:
    try:
        check_value(name, said, by.of(carrier), by.owner(carrier))
    except AnnotatorError as error:
        raise ContradictionError(f"{place}: {error}") from None


_WithId = TypeVar("_WithId", bound=_HasId)


class _References:
    """The ids of a file, and whether everything that names one of them names one that is there."""

    def __init__(self, bundle: Bundle) -> None:
        self.bundle = bundle
        self.coders = _ids("coders", bundle.coders)
        self.tags = _ids("tags", bundle.tags)
        self.entities = _ids("entities", bundle.entities)
        self.articles = _ids("articles", bundle.articles)
        _ids("relations", bundle.relations)
        _ids("judgements", bundle.judgements)
        self.there = {
            "coder": self.coders,
            "tag": self.tags,
            "relation type": _ids("relation_types", bundle.relation_types),
            "event": _ids("events", bundle.events),
            "entity": self.entities,
            "article": self.articles,
            "annotation": _ids("annotations", bundle.annotations),
        }

    def check(self) -> None:
        bundle = self.bundle
        self._check_each("tags", bundle.tags)
        for index, tag in enumerate(bundle.tags):
            if tag.position > MOST_TAGS:
                raise ContradictionError(
                    f"tags[{index}].position is {tag.position}, and there are no more than {MOST_TAGS}"
                )
        _check_chains("tags", "parent", bundle.tags, lambda tag: tag.parent)
        self._check_each("relation_types", bundle.relation_types)
        self._check_each("entities", bundle.entities)
        _check_chains("entities", "part_of", bundle.entities, lambda entity: entity.part_of)
        self._check_each("articles", bundle.articles)
        _check_chains("articles", "replaces", bundle.articles, lambda article: article.replaces)
        self._check_statuses()
        for index, annotation in enumerate(bundle.annotations):
            # By far most values: asked one by one only where one of the four is wrong.
            if (
                annotation.article not in self.articles
                or annotation.tag not in self.tags
                or annotation.coder not in self.coders
                or (annotation.entity is not None and annotation.entity not in self.entities)
            ):
                self._check(annotation, f"annotations[{index}].")
        self._check_each("relations", bundle.relations)
        self._check_judgements()

    def _check_each(self, key: str, values: Sequence[Value]) -> None:
        for index, value in enumerate(values):
            self._check(value, f"{key}[{index}].")

    def _check(self, value: Value, place: str) -> None:
        for key, kind, record in references(value):
            if record not in self.there[kind]:
                raise ContradictionError(f"{place}{key} names the {kind} {record}, which is not in the file")

    def _check_judgements(self) -> None:
        self._check_each("judgements", self.bundle.judgements)
        seen: set[tuple[str, str, str]] = set()
        for index, judgement in enumerate(self.bundle.judgements):
            key = (judgement.event, judgement.entity, judgement.coder)
            if key in seen:
                raise ContradictionError(f"judgements[{index}] is of an event, entity and coder that another is of too")
            seen.add(key)

    def _check_statuses(self) -> None:
        places = {article.id: f"articles[{index}].status" for index, article in enumerate(self.bundle.articles)}
        seen: set[str] = set()
        for status in self.bundle.statuses:
            place = places[status.article]
            self._check(status, f"{place}.")
            if status.id in seen:
                raise ContradictionError(f"{place} names a tag and coder twice")
            seen.add(status.id)


def _ids(key: str, values: Sequence[_HasId]) -> set[str]:
    found = {value.id for value in values}
    if len(found) != len(values):
        seen: set[str] = set()
        for index, value in enumerate(values):
            if value.id in seen:
                raise ContradictionError(f"{key}[{index}] has the id {value.id}, which another of the {key} has too")
            seen.add(value.id)
    return found


def _check_names(key: str, values: Sequence[Event | RelationType]) -> None:
    """Whoever types a name means one of them, whatever its case; of tags the tag set says so."""
    names: dict[str, int] = {}
    for index, value in enumerate(values):
        other = names.setdefault(value.name.casefold(), index)
        if other != index:
            raise ContradictionError(
                f"{key}[{index}] has the name {shown(value.name)}, which {key}[{other}] has too; rename one of them"
            )


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
    if article.published is not None and not is_published(article.published):
        raise ContradictionError(f"{place}.published is {shown(article.published)}, a day that does not exist")


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
