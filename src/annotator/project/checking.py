"""Is what is stored true? Texts against their sums, spans against their texts, references against what there is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from annotator.core.errors import AnnotatorError, ProjectError
from annotator.core.references import circles, references
from annotator.core.tagset import TagSet, check_attributes, check_definitions, check_tag
from annotator.core.values import Article, ArticleOriginal, Bundle, RelationType, Status, Value
from annotator.project.rules import check_annotation, check_article, sha256
from annotator.text.canonical import is_canonical

if TYPE_CHECKING:
    from annotator.storage.history import History
    from annotator.storage.store import Store


def check(store: Store) -> list[str]:
    """Return a sentence for each thing that is wrong with the file or with what is stored in it."""
    found = store.check()
    if found:
        return found  # A damaged file may not let itself be read further.
    try:
        bundle = store.bundle()
        return [*findings(bundle), *_originals(store), *_history(store.history, bundle)]
    except ProjectError as error:
        return [error.reason]


def findings(bundle: Bundle) -> list[str]:
    """Return a sentence for each thing that is wrong."""
    return [
        *_tags(bundle), *_names(bundle), *_articles(bundle), *_annotations(bundle), *_statuses(bundle),
        *_references(bundle), *_circles(bundle), *_conflicts(bundle),
    ]  # fmt: skip


def _circles(bundle: Bundle) -> Iterator[str]:
    above = {
        "tag": {tag.id: tag.parent for tag in bundle.tags},
        "entity": {entity.id: entity.part_of for entity in bundle.entities},
        "article": {article.id: article.replaces for article in bundle.articles},
    }
    ways = {"tag": "lies below itself", "entity": "is a part of itself", "article": "replaces itself"}
    for kind, values in above.items():
        for record in circles(values):
            yield f"{kind} {record} {ways[kind]}, in the end"


def _statuses(bundle: Bundle) -> Iterator[str]:
    """One coder says of one article and tag one thing, and of one event and entity."""
    seen: set[tuple[str, str, str]] = set()
    for status in bundle.statuses:
        key = (status.article, status.tag, status.coder)
        if key in seen:
            yield f"reading status {status.id} says again what another says of its article, tag and coder"
        seen.add(key)
    judged: set[tuple[str, str, str]] = set()
    for judgement in bundle.judgements:
        key = (judgement.event, judgement.entity, judgement.coder)
        if key in judged:
            yield f"judgement {judgement.id} says again what another says of its event, entity and coder"
        judged.add(key)


def _originals(store: Store) -> Iterator[str]:
    """The files that articles were read from, one by one: together they may be more than memory holds."""
    for record in store.ids(ArticleOriginal):
        original = store.value(ArticleOriginal, record)
        try:
            if original is not None:
                _ = original.data
        except ValueError as error:
            yield f"article {record}: {error}"


def _history(history: History, bundle: Bundle) -> Iterator[str]:
    """Each change has to start from what the one before it left, and the last one to have left what is stored."""
    for number in history.loose_ends():
        yield f"change {number} of the history speaks of a change that is not there"
    left: dict[tuple[type[Value], str], Value | None] = {}
    for number, edits in history.edits_kept():
        if edits is None:
            yield f"change {number} of the history is damaged"
            return  # What follows cannot be told.
        for edit in edits:
            key = type(edit.value), edit.value.id
            if left.get(key, edit.before) != edit.before:
                yield f"change {number} of the history starts from another {_kind(key)} than the changes before it left"
            left[key] = edit.after
    stored = {(type(value), value.id): value for _, values in _groups(bundle) for value in values}
    for key, value in left.items():
        if stored.get(key) != value:
            yield f"the {_kind(key)} is not what the history says it is"


def _kind(key: tuple[type[Value], str]) -> str:
    kind, record = key
    return f"{_WORDS.get(kind, kind.__name__.lower())} {record}"


_WORDS: dict[type, str] = {RelationType: "relation type", Status: "reading status"}


def _tags(bundle: Bundle) -> Iterator[str]:
    for tag in bundle.tags:
        try:
            check_tag(tag)
        except AnnotatorError as error:
            yield f"tag '{tag.name}' ({tag.id}): {error}"
    try:
        check_attributes(TagSet(bundle.tags))
    except AnnotatorError as error:
        yield f"tags: {error}"
    for kind in bundle.relation_types:
        try:
            check_definitions(kind.attributes, kind.name)
        except AnnotatorError as error:
            yield f"relation type '{kind.name}' ({kind.id}): {error}"


def _names(bundle: Bundle) -> Iterator[str]:
    for kind, values in (
        ("relation type", bundle.relation_types),
        ("entity", bundle.entities),
        ("event", bundle.events),
    ):
        for value in values:
            if not value.name.strip():
                yield f"{kind} {value.id} has no name"


def _articles(bundle: Bundle) -> Iterator[str]:
    for article in bundle.articles:
        text = bundle.texts.get(article.id)
        if text is None:
            yield f"{_named(article)} has no text"
            continue
        if len(text) != article.length:
            yield f"{_named(article)} has {len(text)} characters, not {article.length}"
        if sha256(text) != article.sha256:
            yield f"{_named(article)} has another text than its SHA-256 says"
        if not is_canonical(text):
            yield f"{_named(article)} has line ends or characters that no imported text has"
        try:
            check_article(article)
        except AnnotatorError as error:
            yield f"{_named(article)}: {error}"


def _named(article: Article) -> str:
    return f"article '{article.title}' ({article.id})"


def _annotations(bundle: Bundle) -> Iterator[str]:
    for annotation in bundle.annotations:
        text = bundle.texts.get(annotation.article)
        if text is None:
            continue  # Said already, or found by the database as a dangling reference.
        try:
            check_annotation(annotation, text)
        except AnnotatorError as error:
            yield f"annotation {annotation.id}: {error}"
    for relation in bundle.relations:
        cue = relation.cue
        if cue is not None and not 0 <= cue.start < cue.end:
            yield f"relation {relation.id}: its cue is empty or lies outside of the text"
            continue
        text = bundle.texts.get(cue.article) if cue is not None else None
        if cue is not None and text is not None and text[cue.start : cue.end] != cue.quote:
            yield f"relation {relation.id}: the text at {cue.start}-{cue.end} is not its cue's quote"


def _conflicts(bundle: Bundle) -> Iterator[str]:
    for conflict in bundle.conflicts:
        if not conflict.sound:
            yield f"conflict {conflict.id}: its other version, or what it is about, cannot be read"


def _references(bundle: Bundle) -> Iterator[str]:
    """What the database's foreign keys see is looked at here too: some references lie inside of lists."""
    groups = _groups(bundle)
    there = {kind: {value.id for value in values} for kind, values in groups}
    for kind, values in groups:
        for value in values:
            for reference in references(value):
                if reference.id not in there[reference.kind]:
                    yield f"{kind} {value.id} refers to {reference.kind} {reference.id}, which does not exist"


def _groups(bundle: Bundle) -> tuple[tuple[str, tuple[Value, ...]], ...]:
    return (
        ("tag", bundle.tags),
        ("coder", bundle.coders),
        ("event", bundle.events),
        ("entity", bundle.entities),
        ("relation type", bundle.relation_types),
        ("article", bundle.articles),
        ("annotation", bundle.annotations),
        ("reading status", bundle.statuses),
        ("relation", bundle.relations),
        ("judgement", bundle.judgements),
        ("conflict", bundle.conflicts),
        ("merged record", bundle.merged),
    )
